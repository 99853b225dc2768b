import { afterAll, describe, expect, test } from 'vitest'
import { closeDocuments } from '#src/documents/engine.ts'
import { GALERIE } from '#src/documents/galerie.ts'
import { readPdf } from '#src/documents/pdf-reading.ts'

afterAll(closeDocuments)

/** Pages that a document may take at most. */
const pagesOf = (nom: string): number => {
  if (nom === 'convocation-ecritures') return 5
  if (nom.startsWith('convocation'))
    return nom === 'convocation-sur-place' || nom === 'convocation-a-distance' ? 2 : 1
  return nom.startsWith('lettre') || nom.startsWith('guide') ? 2 : Infinity
}

describe('the gallery', () => {
  test('names each document once', () => {
    const names = GALERIE.map(({ nom }) => nom)
    expect(new Set(names).size).toBe(names.length)
    expect(names.every((nom) => /^[a-z0-9-]+$/.test(nom))).toBe(true)
  })

  test.each(GALERIE.map((piece) => [piece.nom, piece] as const))(
    '%s: tagged, fonts inside, on its pages',
    async (nom, piece) => {
      const { pdf, refus } = await piece.rendre()
      expect(refus.map(({ raison }) => raison.slice(0, 16))).toEqual(
        nom === 'convocation-ecritures'
          ? ['Le caractère « 張', 'Le caractère « 🙂'].map((text) => text.slice(0, 16))
          : [],
      )
      const { pages, marked, untagged, unembedded, roles } = await readPdf(pdf)
      expect({ marked, untagged, unembedded }).toEqual({ marked: true, untagged: 0, unembedded: 0 })
      expect(roles).toContain('H1')
      expect(pages.length).toBeLessThanOrEqual(pagesOf(nom))
      expect(pages.join(' ')).not.toMatch(/\\bINE\\b|undefined|null|\[object/)
    },
  )
})
