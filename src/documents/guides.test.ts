import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { unsettable } from '#src/documents/characters.ts'
import { documentsRoot } from '#src/documents/documents-root.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import { convocation } from '#src/documents/examples.ts'
import { renderGuides } from '#src/documents/guides.ts'
import { LANGUES } from '#src/documents/langues/catalogue.ts'
import { CATALOGUES } from '#src/documents/langues/langues.ts'
import { readPdf } from '#src/documents/pdf-reading.ts'

afterAll(closeDocuments)

const finConfirmations = '2027-04-09'
const bare = (text: string): string => text.replace(/[\s\u2068\u2069]/g, '')

describe.each(LANGUES)('%s', (langue) => {
  test('one page, every sentence of the catalogue, tagged, fonts inside', async () => {
    const { pdf, refus } = await renderGuides([{ langue, rendezVous: [], finConfirmations: null }])
    expect(refus).toEqual([])
    const { pages, untagged, unembedded, roles } = await readPdf(pdf)
    expect({ pages: pages.length, untagged, unembedded }).toEqual({ pages: 1, untagged: 0, unembedded: 0 })
    expect(roles).toEqual(expect.arrayContaining(['H1', 'H2', 'L']))
    const said = bare(pages.join(''))
    const { lettre, fiche, aRelire } = CATALOGUES[langue]
    // Arabic letters come back joined and in the order of the eye: a few words tell the page.
    const sentences = langue === 'ar' ? ['Affelnet'] : [lettre.titre, lettre.texte, fiche.libre, aRelire]
    for (const sentence of sentences) expect(said).toContain(bare(sentence))
  })

  test('the interviews of a pupil: the lycée and the collège in French, no name of his', async () => {
    const { pdf } = await renderGuides([{ langue, rendezVous: [convocation], finConfirmations }])
    const said = bare((await readPdf(pdf)).pages.join(''))
    expect(said).toContain(bare(convocation.lycee.nom))
    expect(said).toContain(bare(convocation.domaine))
    expect(said).not.toContain(bare(convocation.eleve.nom))
    expect(said).toContain('2027')
  })
})

test('a name that no font has stops its own guide, in every language', async () => {
  const rendezVous = [{ ...convocation, lycee: { ...convocation.lycee, nom: 'Lycée 🙂' } }]
  const { refus } = await renderGuides([
    { langue: 'zh', rendezVous, finConfirmations },
    { langue: 'zh', rendezVous: [], finConfirmations },
  ])
  expect(refus.map(({ index }) => index)).toEqual([0])
})

test('the Chinese letters shipped are those of the guide, and never make a name pass', () => {
  expect(unsettable('王')).toEqual(['王'])
  expect(unsettable(CATALOGUES.zh.lettre.titre).length).toBeGreaterThan(0)
  const bytes = readFileSync(join(documentsRoot(), 'fonts/NotoSansSC-guide_400Regular.ttf')).length
  expect(bytes).toBeLessThan(200_000)
})
