import { readFileSync } from 'node:fs'
import path from 'node:path'
import { convocation as modele } from '#src/documents/examples.ts'
import { renderConvocations } from '#src/documents/convocations.ts'
import { closeDocuments, documentsPeakRss } from '#src/documents/engine.ts'
import type { Convocation } from '#src/documents/model.ts'
import { chromiumPrint, openChromium } from './tools/chromium-print.ts'
import { lettersByQueue } from './tools/letters-by-queue.ts'
import { interleaved, median, medianRatio, RAPIDE, seconds } from './tools/measure.ts'
import { pdfmakePrint } from './tools/pdfmake-print.ts'
import { printTable, type Figure } from './tools/table.ts'

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

const queue = await lettersByQueue(RAPIDE ? 400 : 10_000)
const half = RAPIDE ? 200 : 1_000
printTable(
  `documents : ${queue.lettres} fiches d’un PDF chacune, par la file des tâches, charge ${queue.charge}`,
  [
    { quoi: 'débit, base et archives comprises', valeur: queue.lettres / queue.secondes, unite: '/s' },
    {
      quoi: 'processeur pris par la composition',
      valeur: (1000 * queue.compose) / queue.lettres,
      unite: 'ms/lettre',
    },
    {
      quoi: 'processeur pris par la file',
      valeur: (1000 * queue.processeur) / queue.lettres,
      unite: 'ms/lettre',
    },
    { quoi: 'lettres perdues ou en double', valeur: queue.fautives, barre: 0 },
    ...growth('processus de composition', queue.composition),
    ...growth('processus qui suit la file', queue.file),
  ],
)

/** Highest memory after the first letters, beside what it was during them. */
function growth(qui: string, samples: readonly { lettres: number; rss: number }[]): Figure[] {
  const highest = (side: typeof samples): number => Math.max(...side.map(({ rss }) => rss)) / 1024 / 1024
  const before = highest(samples.filter(({ lettres }) => lettres <= half))
  const after = highest(samples.filter(({ lettres }) => lettres > half))
  return [
    { quoi: `mémoire du ${qui}, ${half} premières au plus haut`, valeur: before, unite: 'Mo' },
    { quoi: `mémoire du ${qui}, ensuite au plus haut`, valeur: after, unite: 'Mo' },
    { quoi: 'croissance', valeur: after / before, unite: '×', barre: 1.1 },
  ]
}
