import { expect, test } from 'vitest'
import { avertissementsDeNoms } from '#src/procedure/eleves/jobs/noms.ts'

const at = (ligne: number, nom: string, prenom = 'Ana') => ({ fichier: 'eleves.csv', ligne, nom, prenom })

test('a name that letters cannot print is a warning, never a refusal; names of many countries are none', () => {
  const found = avertissementsDeNoms([
    at(2, 'NGUYỄN', 'Thị'),
    at(3, 'YILDIZ', 'İbrahim'),
    at(4, 'Дарина'),
    at(5, 'ليلى'),
    at(6, 'EXEMPLE', 'Zoé 🙂'),
    at(7, '張'),
  ])
  expect(found.map(({ ligne, colonne, gravite, valeur }) => [ligne, colonne, gravite, valeur])).toEqual([
    [6, 'prenom', 'avertissement', 'Zoé 🙂'],
    [7, 'nom', 'avertissement', '張'],
  ])
  expect(found[0]?.message).toContain('« 🙂 »')
})
