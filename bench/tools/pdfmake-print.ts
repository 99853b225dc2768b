import { createRequire } from 'node:module'
import type { Convocation } from '#src/documents/model.ts'
import { contentOf, type Polices } from './letter-lines.ts'

/** The few functions of pdfmake 0.3 that are called here; the package has no types of its own. */
interface Pdfmake {
  virtualfs: { writeFileSync(name: string, content: Uint8Array): void }
  setUrlAccessPolicy(allows: (url: string) => boolean): void
  setLocalAccessPolicy(allows: (path: string) => boolean): void
  setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void
  createPdf(definition: object): { getBuffer(): Promise<Uint8Array> }
}
const pdfmake: Pdfmake = createRequire(import.meta.url)('pdfmake')

/** The same letters by pdfmake, in one file. */
export async function pdfmakePrint(lot: readonly Convocation[], { normal, bold }: Polices): Promise<number> {
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => false)
  pdfmake.virtualfs.writeFileSync('normal.ttf', normal)
  pdfmake.virtualfs.writeFileSync('bold.ttf', bold)
  pdfmake.setFonts({
    Police: { normal: 'normal.ttf', bold: 'bold.ttf', italics: 'normal.ttf', bolditalics: 'bold.ttf' },
  })
  const document = pdfmake.createPdf({
    pageSize: 'A4',
    pageMargins: [57, 45, 57, 51],
    defaultStyle: { font: 'Police', fontSize: 10 },
    content: lot.map((one, i) => pageOf(one, i)),
  })
  return (await document.getBuffer()).length
}

function pageOf(convocation: Convocation, index: number) {
  const {
    expediteur,
    destinataire,
    titre,
    nom,
    intro,
    lignes,
    formations,
    apporter,
    prevenir,
    contenu,
    bref,
    qr,
  } = contentOf(convocation)
  return {
    ...(index === 0 ? {} : { pageBreak: 'before' as const }),
    stack: [
      { text: expediteur.join('\n'), bold: true },
      { text: destinataire.join('\n'), margin: [250, 20, 0, 20] as [number, number, number, number] },
      { text: titre, fontSize: 16, bold: true },
      { text: nom, bold: true },
      { text: intro },
      { table: { widths: [80, '*'], body: lignes }, layout: 'lightHorizontalLines' },
      { text: 'Formations dont parlera l’entretien', bold: true },
      { ul: [...formations] },
      { columns: [{ ul: apporter }, { text: prevenir }] },
      { text: contenu },
      { columns: [{ ul: bref }, { svg: qr, width: 54 }] },
    ],
  }
}
