import { chromium, type Browser } from 'playwright-core'
import type { Convocation } from '#src/documents/model.ts'
import { contentOf, type Polices } from './letter-lines.ts'

/** The browser of the journeys: PASSPRO_CHROMIUM, else Debian's. */
export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['PASSPRO_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })

/** The same letters printed by Chromium, tagged, in one file. */
export async function chromiumPrint(
  browser: Browser,
  lot: readonly Convocation[],
  { normal, bold }: Polices,
): Promise<number> {
  const page = await browser.newPage()
  await page.setContent(documentOf(lot, { normal, bold }), { waitUntil: 'load' })
  const pdf = await page.pdf({ format: 'A4', tagged: true, outline: true })
  await page.close()
  return pdf.length
}

const face = (weight: number, font: Buffer): string =>
  `@font-face{font-family:P;font-weight:${weight};src:url(data:font/ttf;base64,${font.toString('base64')})}`

const list = (items: readonly string[]): string =>
  `<ul>${items.map((one) => `<li>${one}</li>`).join('')}</ul>`

function documentOf(lot: readonly Convocation[], { normal, bold }: Polices): string {
  const style = `${face(400, normal)}${face(700, bold)}body{font:10pt P}section{break-after:page}.a{margin:20pt 0 20pt 250pt;white-space:pre}table{width:100%}`
  return `<!doctype html><html lang="fr"><title>Convocations</title><style>${style}</style>${lot.map(pageOf).join('')}`
}

function pageOf(convocation: Convocation): string {
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
  const rows = lignes
    .map(([label, value]) => `<tr><th scope="row">${label}</th><td>${value}</td></tr>`)
    .join('')
  return `<section><b>${expediteur.join('<br>')}</b><p class="a">${destinataire.join('\n')}</p><h1>${titre}</h1><p><b>${nom}</b></p><p>${intro}</p><table>${rows}</table><h2>Formations</h2>${list(formations)}${list(apporter)}<p>${prevenir}</p><p>${contenu}</p>${list(bref)}${qr}</section>`
}
