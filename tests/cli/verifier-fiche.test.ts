import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { renderFiches } from '#src/documents/fiches.ts'
import type { Fiche } from '#src/documents/model.ts'
import { readFiches } from '#src/procedure/bonus/api.ts'
import {
  at,
  eleveAt,
  fictionalCampagne,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { withOneLeafChanged } from '#src/procedure/bonus/examples/contenus.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playFiches,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import { passpro } from './terminal.ts'

let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive
let fiches: Fiche[]
const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-fiche-'))

beforeAll(async () => {
  base = await testDb()
  campagne = await fictionalCampagne(base.db)
  const parcours = [0, 1].map((index) => aParcours({ eleveId: eleveAt(campagne, index).id }))
  await playInscriptions(campagne, parcours)
  await playAvisOrigine(campagne, parcours)
  await playEntretiens(campagne, parcours)
  await playFiches(campagne)
  fiches = await at(campagne, '2027-05-02', (tx) =>
    readFiches(tx, { campagneId: campagne.campagneId, origine: 'https://passpro.exemple.invalid' }),
  )
})
afterAll(async () => {
  await base?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function verify(list: readonly Fiche[]) {
  const file = path.join(folder, 'fiche.pdf')
  writeFileSync(file, (await renderFiches(list)).pdf)
  return passpro(['verifier', file], base.address)
}

test('a batch as it was issued is authentic, sheet by sheet; so is a hash', async () => {
  const { code, out } = await verify(fiches)
  expect(out.match(/Fiche authentique, en vigueur \(version 1\)/g)).toHaveLength(2)
  expect(code).toBe(0)
  const [first] = fiches
  const byHash = await passpro(['verifier', first?.empreinte ?? ''], base.address)
  expect([byHash.code, byHash.out]).toEqual([0, expect.stringContaining('Fiche authentique, en vigueur')])
})

test('an unknown hash, a file that is none, and a PDF of something else are said', async () => {
  const unknown = await passpro(['verifier', '0'.repeat(12)], base.address)
  expect([unknown.code, unknown.out]).toEqual([1, expect.stringContaining('Fiche inconnue')])
  expect((await passpro(['verifier', path.join(folder, 'absent.pdf')], base.address)).err).toContain(
    'ni une empreinte',
  )
  writeFileSync(path.join(folder, 'faux.pdf'), 'pas un PDF')
  expect((await passpro(['verifier', path.join(folder, 'faux.pdf')], base.address)).err).toContain(
    'n’est pas un PDF',
  )
})

test('any single printed field changed in the file is seen', async () => {
  const [first] = fiches
  if (!first) throw new Error('aucune fiche')
  const changes = withOneLeafChanged(first).filter(({ path: leaf }) => !isNotPrinted(leaf))
  expect(changes.length).toBeGreaterThan(30)
  const unseen: string[] = []
  for (const { path: leaf, changed } of changes) {
    const { code, out, err } = await verify([changed])
    if (code !== 1 || !/Fiche altérée|Fiche inconnue|aucune fiche/.test(out + err)) unseen.push(leaf)
  }
  expect(unseen).toEqual([])
}, 300_000)

/** Fields that no sheet prints: codes, the address of the school, what is only said where there is no avis. */
const isNotPrinted = (leaf: string): boolean =>
  /\.(mef|adresse|codePostal|commune)$/.test(leaf) || leaf.endsWith('raisonSansAvis')
