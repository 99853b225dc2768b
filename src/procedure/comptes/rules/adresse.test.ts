import { expect, test } from 'vitest'
import { isAdresseCommune } from '#src/procedure/comptes/rules/adresse.ts'

test.each([
  ['ce.0750001A@ac-fictive.example', true],
  ['CE.0750001a@ac-fictive.example', true],
  ['0750001a@lycee.example', true],
  ['secretariat@lycee.example', true],
  ['vie-scolaire.3e@lycee.example', true],
  ['bastien.fictif@ac-fictive.example', false],
  [' secretariat@lycee.example', true],
  ['direction@lycee.example', true],
  ['accueil.eleves@lycee.example', true],
  ['viescolaire@lycee.example', true],
  ['ce.0750001a-bis@ac-fictive.example', true],
  ['marie.secretariat@ac-fictive.example', false],
  ['bastien7a@ac-fictive.example', false],
  ['bastien.fictif2@ac-fictive.example', false],
  ['contactine.fictive@ac-fictive.example', false],
  ['adele@0750001a.example', false],
])('A14: %s is the mailbox of a school: %s', (courriel, commune) => {
  expect(isAdresseCommune(courriel)).toBe(commune)
})
