import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A place that the template marks as a field: points from the top left corner of its page.
 * @typedef {{ nom: string, libelle: string, page: number, x: number, y: number, largeur: number, hauteur: number }} Champ
 */

/** The library is loaded for the few documents that have fields: letters in batches never wait for it. */
const load = async () => ({
  pdfLib: await import('pdf-lib'),
  fontkit: (await import('@pdf-lib/fontkit')).default,
})

/** A viewer draws what is typed with this font: whole, because nobody knows which letters will be typed. */
const fontFile = () => readFile(join(process.cwd(), 'fonts', 'NotoSans_400Regular.ttf'))

/**
 * Puts one text field on each place of a tagged PDF, and ties each to the structure tree, which Typst cannot do.
 * @param {Uint8Array} pdf
 * @param {Champ[]} champs
 * @returns {Promise<Uint8Array>}
 */
export async function withFields(pdf, champs) {
  const { pdfLib, fontkit } = await load()
  const { PDFDocument, PDFName, PDFHexString } = pdfLib
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  document.registerFontkit(fontkit)
  const font = await document.embedFont(await fontFile(), { subset: false })
  const form = document.getForm()
  for (const champ of champs) {
    const field = form.createTextField(champ.nom)
    field.enableMultiline()
    const page = document.getPage(champ.page - 1)
    field.addToPage(page, { font, ...placeOf(champ, page.getHeight()), borderWidth: 0 })
    // Size 0: the viewer makes the text smaller rather than hide its end.
    field.setFontSize(0)
    const label = PDFHexString.fromText(champ.libelle)
    field.acroField.dict.set(PDFName.of('TU'), label)
    // Firefox reads the label of the widget itself.
    for (const widget of field.acroField.getWidgets()) widget.dict.set(PDFName.of('TU'), label)
  }
  tagFields(pdfLib, document)
  return document.save({ updateFieldAppearances: false })
}

/** Inside the drawn frame, which must stay visible. @param {Champ} champ @param {number} height */
const placeOf = ({ x, y, largeur, hauteur }, height) => ({
  x: x + 1.5,
  y: height - y - hauteur + 1.5,
  width: largeur - 3,
  height: hauteur - 3,
})

/** One `Form` element per widget below the document element. @param {typeof import('pdf-lib')} pdfLib @param {import('pdf-lib').PDFDocument} document */
function tagFields({ PDFName, PDFDict, PDFArray, PDFNumber, PDFRef }, document) {
  const { context, catalog } = document
  const root = catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict)
  const parents = root.lookup(PDFName.of('ParentTree'), PDFDict)
  const nums = parents.lookup(PDFName.of('Nums'), PDFArray)
  const kids = root.lookup(PDFName.of('K'))
  const top = kids instanceof PDFArray ? kids.get(0) : root.get(PDFName.of('K'))
  if (!(top instanceof PDFRef)) throw new Error('arbre de structure inattendu')
  const children = context.lookup(top, PDFDict)
  let key = root.lookupMaybe(PDFName.of('ParentTreeNextKey'), PDFNumber)?.asNumber() ?? nums.size() / 2
  for (const page of document.getPages()) {
    page.node.set(PDFName.of('Tabs'), PDFName.of('S'))
    for (const annotation of page.node.Annots()?.asArray() ?? []) {
      const widget = context.lookup(annotation, PDFDict)
      if (widget.get(PDFName.of('Subtype')) !== PDFName.of('Widget')) continue
      const element = context.register(
        context.obj({
          Type: 'StructElem',
          S: 'Form',
          P: top,
          Pg: page.ref,
          K: [{ Type: 'OBJR', Obj: annotation, Pg: page.ref }],
        }),
      )
      widget.set(PDFName.of('StructParent'), PDFNumber.of(key))
      nums.push(PDFNumber.of(key))
      nums.push(element)
      key++
      appendKid({ PDFName, PDFArray }, { context, children, element })
    }
  }
  root.set(PDFName.of('ParentTreeNextKey'), PDFNumber.of(key))
}

/** @param {Pick<typeof import('pdf-lib'), 'PDFName' | 'PDFArray'>} pdfLib @param {{ context: import('pdf-lib').PDFContext, children: import('pdf-lib').PDFDict, element: import('pdf-lib').PDFRef }} at */
function appendKid({ PDFName, PDFArray }, { context, children, element }) {
  const kids = children.lookup(PDFName.of('K'))
  if (kids instanceof PDFArray) kids.push(element)
  else children.set(PDFName.of('K'), context.obj([children.get(PDFName.of('K')), element].filter(Boolean)))
}
