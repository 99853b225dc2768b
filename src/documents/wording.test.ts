import { expect, test } from 'vitest'
import { mentionLegale } from '#src/documents/texts.ts'
import { academieDe, adresseOf, numberInWords, phrase, pointsInWords } from '#src/documents/wording.ts'

test('our sentences get French typography, names keep theirs', () => {
  expect(phrase`L'élève : « ${"D'EXEMPLE : ok"} » ?`).toBe(
    "L’élève\u00a0: «\u00a0D'EXEMPLE : ok\u00a0»\u00a0?",
  )
})

test('numbers and points', () => {
  expect([0, 1, 2500].map(pointsInWords)).toEqual(['0 point', '1 point', '2500 points'])
  expect(numberInWords(27_600_250)).toBe('27\u00a0600\u00a0250')
})

test('names of académies', () => {
  expect(['Paris', 'Amiens', 'Orléans-Tours', 'Créteil'].map(academieDe)).toEqual([
    "l'académie de Paris",
    "l'académie d'Amiens",
    "l'académie d'Orléans-Tours",
    "l'académie de Créteil",
  ])
})

test('an address with holes', () => {
  const known = {
    nom: 'X',
    adresse: null,
    codePostal: '75000',
    commune: 'Paris',
    telephone: null,
    courriel: null,
  }
  expect(adresseOf(known)).toBe('75000 Paris')
  expect(adresseOf({ ...known, codePostal: null, commune: null })).toBe('')
})

test('the legal mention holds every point that the code asks for', () => {
  const text = mentionLegale({ academie: 'Paris', etablissement: null }).join(' ')
  for (const point of [
    'L. 311-3-1',
    'R. 311-3-1-1',
    'Finalité',
    'règles',
    'principales caractéristiques',
    'Demandez-les',
    'CADA',
  ])
    expect(text).toContain(point)
})
