import { afterAll, expect, test } from 'vitest'
import { renderBatch } from '#src/documents/batch.ts'
import { DocumentRefuse, closeDocuments, documentsPeakRss, renderPdf } from '#src/documents/engine.ts'

afterAll(closeDocuments)

const textes = { titre: 'Titre', vide: 'Rien.' }
const empty = { modele: 'convocations', data: { textes, date: null, lettres: [] }, limite: 30_000 } as const

test('a document that the fonts cannot set is refused, and the child serves the next one', async () => {
  const emoji = { ...empty, data: { ...empty.data, textes: { ...textes, vide: '🙂' } } }
  await expect(renderPdf(emoji)).rejects.toBeInstanceOf(DocumentRefuse)
  expect((await renderPdf(empty)).length).toBeGreaterThan(1000)
})

test('a document over its time kills the child, which is replaced', async () => {
  await expect(renderPdf({ ...empty, limite: 1 })).rejects.toThrow(/a dépassé 0 secondes/)
  expect((await renderPdf(empty)).length).toBeGreaterThan(1000)
})

test('documents asked at once are made one after the other', async () => {
  const all = await Promise.all([renderPdf(empty), renderPdf(empty), renderPdf(empty)])
  expect(all.map((each) => each.length)).toEqual([all[0]?.length, all[0]?.length, all[0]?.length])
  expect(documentsPeakRss()).toBeGreaterThan(20_000_000)
})

test('a fault of the shared part is thrown, never charged to the letters', async () => {
  const lot = { modele: 'bordereau', entete: { textes: {} }, lettres: [{}, {}], parPartie: 10 } as const
  await expect(renderBatch(lot)).rejects.toBeInstanceOf(DocumentRefuse)
})

test('letters that fail for another reason than a glyph are found one by one', async () => {
  const lettres = [{}, { lignes: 'x' }]
  const lot = { modele: 'bordereau', entete: { textes, date: null }, lettres, parPartie: 10 } as const
  const { pdf, refus } = await renderBatch(lot)
  expect(refus.map((each) => each.index)).toEqual([0, 1])
  expect(refus[0]?.raison).toMatch(/^La lettre ne peut pas être composée : /)
  expect(pdf.length).toBeGreaterThan(1000)
})
