import { readFileSync } from 'node:fs'
import path from 'node:path'
import { convocation as modele } from '#src/documents/examples.ts'
import { renderConvocations } from '#src/documents/convocations.ts'
import { closeDocuments, documentsPeakRss } from '#src/documents/engine.ts'
import type { Convocation } from '#src/documents/model.ts'
import { chromiumPrint, openChromium } from './tools/chromium-print.ts'
import { interleaved, median, medianRatio, RAPIDE, seconds } from './tools/measure.ts'
import { pdfmakePrint } from './tools/pdfmake-print.ts'
import { printTable } from './tools/table.ts'

const [LETTRES, TOURS] = RAPIDE ? [50, 1] : [500, 3]

/** No two alike: nothing is drawn once for all. */
const LOT: Convocation[] = Array.from({ length: LETTRES }, (_, i) => ({
  ...modele,
  eleve: { nom: `EXEMPLE-${i}`, prenom: 'Éloïse', classe: '3B' },
  salle: `B${i}`,
  espace: `${modele.espace ?? ''}/${i}`,
}))

const fonts = (name: string): Buffer => readFileSync(path.join('src/documents/fonts', name))
const FONTS = { normal: fonts('PublicSans_400Regular.ttf'), bold: fonts('PublicSans_700Bold.ttf') }

const [one] = LOT
const alone = one ? (await renderConvocations([one])).pdf.length : Number.NaN
const whole = (await renderConvocations(LOT)).pdf.length
const chromium = await openChromium()
const times = await interleaved(TOURS, {
  typst: () => seconds(() => renderConvocations(LOT)),
  pdfmake: () => seconds(() => pdfmakePrint(LOT, FONTS)),
  chromium: () => seconds(() => chromiumPrint(chromium, LOT, FONTS)),
})
await chromium.close()
const peak = documentsPeakRss() / 1024 / 1024
await closeDocuments()

const pages = (side: readonly number[]): number => LETTRES / median(side)
printTable(`documents : ${LETTRES} convocations d’une page en un PDF, ${TOURS} tours`, [
  { quoi: 'Typst, balisé (PDF/UA-1), en parties jointes', valeur: pages(times.typst), unite: 'pages/s' },
  { quoi: 'pdfmake, non balisé', valeur: pages(times.pdfmake), unite: 'pages/s' },
  { quoi: 'impression de Chromium, balisée', valeur: pages(times.chromium), unite: 'pages/s' },
  {
    quoi: 'temps de Typst / temps de pdfmake',
    valeur: medianRatio(times.typst, times.pdfmake),
    unite: '×',
    barre: 1 / 3,
  },
  {
    quoi: 'temps de Typst / temps de Chromium',
    valeur: medianRatio(times.typst, times.chromium),
    unite: '×',
    barre: 1 / 3,
  },
  { quoi: 'mémoire du processus de composition au plus haut', valeur: peak, unite: 'Mo', barre: 600 },
  { quoi: 'une lettre seule', valeur: alone / 1000, unite: 'ko', barre: 60 },
  { quoi: 'une lettre du lot', valeur: whole / LETTRES / 1000, unite: 'ko', barre: 60 },
])
