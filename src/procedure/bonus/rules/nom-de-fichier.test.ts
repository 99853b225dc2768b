import { expect, test } from 'vitest'
import { isModele, MODELE_PAR_DEFAUT, nomDeFichier } from '#src/procedure/bonus/rules/nom-de-fichier.ts'

const eleve = { numero: '07', classe: '3ème B', nom: "D'ÉXEMPLE../..", prenom: 'Zoé', ine: '990000001AA' }

test('A38: by default the name of a file says nothing of the pupil', () => {
  const name = nomDeFichier(MODELE_PAR_DEFAUT, eleve)
  expect(name).toBe('fiche-3eme-B-07')
  for (const secret of ['EXEMPLE', 'Zo', eleve.ine]) expect(name).not.toContain(secret)
})

test('a school chooses another; no name leaves the archive, whatever the pupil is called', () => {
  expect(nomDeFichier('{nom}_{prenom}_{ine}', eleve)).toBe('D-EXEMPLE_Zoe_990000001AA')
  expect(nomDeFichier('{ine}', { ...eleve, ine: null })).toBe('sans')
})

test.each([
  [MODELE_PAR_DEFAUT, true],
  ['{ine}', true],
  ['{nom}-{prenom}', false],
  ['../{numero}', false],
  ['{numero}.exe', false],
  ['{numero}{inconnu}', false],
  ['', false],
])('%s', (modele, expected) => {
  expect(isModele(modele)).toBe(expected)
})
