import { PDFDocument } from 'pdf-lib'
import { getDocumentProxy } from 'unpdf'
import { afterAll, describe, expect, test } from 'vitest'
import { closeDocuments } from '#src/documents/engine.ts'
import { lettre } from '#src/documents/examples.ts'
import { SAUTS_MAX, SECTIONS_LETTRE, type Reponses } from '#src/documents/lettre-sections.ts'
import { renderLettreRemplissable, renderLettres, renderLettreVierge } from '#src/documents/lettres.ts'
import { compressedObjects, readPdf } from '#src/documents/pdf-reading.ts'
import { typo } from '#src/documents/wording.ts'

afterAll(closeDocuments)

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')
const squeezed = (text: string): string => text.replaceAll(/\s+/g, '')

/** The longest answers that are kept: every section at its limit, with every line break allowed. */
const longest = (character: string): Reponses =>
  Object.fromEntries(
    SECTIONS_LETTRE.map(({ code, limite }) => {
      const line = character.repeat(Math.floor((limite - SAUTS_MAX) / (SAUTS_MAX + 1)))
      return [code, Array.from({ length: SAUTS_MAX + 1 }, () => line).join('\n')]
    }),
  )

// The smallest PNG: one white pixel.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
)

describe('the guided letter', () => {
  test('written: each section with its answer, tagged, on one page', async () => {
    const { pdf, refus } = await renderLettres([lettre])
    expect(refus).toEqual([])
    const { pages, roles, untagged, unembedded } = await readPdf(pdf)
    const text = flat(pages.join(' '))
    expect(pages).toHaveLength(1)
    for (const { code, titre } of SECTIONS_LETTRE) {
      expect(text).toContain(typo(titre))
      expect(text).toContain(flat(lettre.reponses[code] ?? '?'))
    }
    expect(text).toContain('Mme Référente-Exemple')
    expect([untagged, unembedded]).toEqual([0, 0])
    expect(roles.filter((role) => role === 'H2')).toHaveLength(SECTIONS_LETTRE.length)
    expect(text).not.toMatch(/\bavis\b|points|\bINE\b/i)
  })

  test.each(['m', 'W', 'é'])(
    'holds on two pages however long, whatever the letters (%s)',
    async (character) => {
      const reponses = longest(character)
      const long = {
        ...lettre,
        formations: Array.from({ length: 4 }, () => lettre.formations[0] ?? ''),
        reponses,
      }
      const { pdf, refus } = await renderLettres([long])
      expect(refus).toEqual([])
      const { pages } = await readPdf(pdf)
      expect(pages.length).toBeLessThanOrEqual(2)
      for (const answer of Object.values(reponses))
        expect(squeezed(pages.join(''))).toContain(squeezed(answer))
    },
  )

  test('blank: two pages with the name of the pupil and every question', async () => {
    const { pages } = await readPdf((await renderLettreVierge(lettre)).pdf)
    const text = flat(pages.join(' '))
    expect(pages).toHaveLength(2)
    expect(text).toContain('Éloïse DÉMONSTRATION')
    for (const { questions } of SECTIONS_LETTRE)
      for (const question of questions) expect(squeezed(text)).toContain(squeezed(typo(question)))
    expect(text).not.toContain(lettre.reponses.moi)
  })

  test('what was typed is text, never Typst code', async () => {
    const hostile = '#panic("x") *gras* $x$ <b>html</b> \\u{41} @ref'
    const { pdf, refus } = await renderLettres([{ ...lettre, reponses: { moi: `${hostile}\u202e\u0007` } }])
    expect(refus).toEqual([])
    const text = flat((await readPdf(pdf)).pages.join(' '))
    expect(text).toContain(hostile)
    expect(text).toContain('Cette partie n’est pas encore écrite.')
  })

  test('a day: written, handwritten, scanned, blank; the one that cannot be set is told, the others stand', async () => {
    const png = { type: 'image/png' as const, contenu: PNG }
    const scan = { type: 'application/pdf' as const, contenu: Buffer.from('%PDF-1.7') }
    const { pdf, refus } = await renderLettres([
      lettre,
      { ...lettre, jointes: [png, png] },
      { ...lettre, jointes: [scan] },
      { ...lettre, reponses: {} },
      { ...lettre, eleve: { ...lettre.eleve, prenom: '張' } },
    ])
    expect(refus.map(({ index }) => index)).toEqual([4])
    const { pages, roles } = await readPdf(pdf)
    expect(pages).toHaveLength(1 + 2 + 1 + 2)
    expect(roles.filter((role) => role === 'Figure')).toHaveLength(2)
    expect(flat(pages[3] ?? '')).toContain('imprimez-la à part')
    expect(compressedObjects(pdf).match(/\/Alt\b/g)).toHaveLength(2)
  })
})

describe('the fillable letter', () => {
  test('has one labelled and tagged field per section, which a second reader fills and reads back', async () => {
    const pdf = await renderLettreRemplissable(lettre)
    const { untagged, unembedded, roles, pages } = await readPdf(pdf)
    expect([untagged, unembedded]).toEqual([0, 0])
    expect(pages).toHaveLength(2)
    expect(roles.filter((role) => role === 'Form')).toHaveLength(SECTIONS_LETTRE.length)
    const reader = await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 })
    const fields = (await reader.getFieldObjects()) ?? {}
    expect(Object.keys(fields).toSorted()).toEqual(SECTIONS_LETTRE.map(({ code }) => code).toSorted())
    const [page] = [await reader.getPage(1)]
    const [first] = await page.getAnnotations()
    expect(first).toMatchObject({ fieldName: 'information', multiLine: true })
    expect(first?.alternativeText).toBe(typo('Mes recherches sur cette formation, 900 caractères au plus'))
  })

  test('keeps what is typed, in any alphabet', async () => {
    const typed = 'Visite à l’atelier : œuvre, cœur, naïveté, Nguyễn, ليلى 张'
    const document = await PDFDocument.load(await renderLettreRemplissable(lettre))
    document
      .getForm()
      .getTextField('moi')
      .acroField.setValue((await import('pdf-lib')).PDFHexString.fromText(typed))
    const again = await getDocumentProxy(await document.save({ updateFieldAppearances: false }), {
      verbosity: 0,
    })
    const fields = await again.getFieldObjects()
    expect(fields?.['moi']).toContainEqual(expect.objectContaining({ value: typed }))
  })
})
