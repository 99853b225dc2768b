import { expect, test } from 'vitest'
import { cell, readCases } from '#src/kit/testing.ts'
import { anEtablissement } from '#src/procedure/etablissements/examples.ts'
import { isServed } from '#src/procedure/etablissements/rules.ts'

test.each(readCases(import.meta.dirname, 'secteur.csv'))('$cas', (cas) => {
  const etablissement = anEtablissement({
    codeDepartement: cell(cas, 'departement') || null,
    commune: cell(cas, 'commune') || null,
  })
  const secteur = cell(cas, 'secteur')
    .split(',')
    .filter((place) => place !== '')
  expect(isServed(etablissement, secteur)).toBe(cas['servi'] === 'oui')
})
