import path from 'node:path'
import { installCampaign } from './tools/campaign.ts'
import { withFolder, withServer, type BenchServer } from './tools/base.ts'
import { interleaved, median, medianRatio, peakMemory, RAPIDE, seconds } from './tools/measure.ts'
import { printTable } from './tools/table.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { readEtablissementsDe } from '#src/exchange/campagne-etablissements.ts'
import { listSiecle } from '#src/exchange/siecle-dossier.ts'
import { bareParse } from '#src/exchange/xml.ts'
import { importSiecle } from '#src/procedure/eleves/api.ts'
import { importEtablissements } from '#src/procedure/etablissements/api.ts'
import { fabriquer } from '#src/rehearsal/fabriquer.ts'

const [GRAND, PETIT, TOURS] = RAPIDE ? [6000, 600, 2] : [60_000, 6000, 3]

/** The same unzipping, decoding and parsing of the same bytes, without reading anything out of them. */
async function bare(folder: string): Promise<void> {
  const { paires } = await listSiecle(path.join(folder, 'siecle'))
  for (const { eleves, responsables } of paires)
    for (const file of [eleves, responsables]) if (file !== null) await bareParse(file)
}

/** Seconds of a whole import into a base of its own. */
async function imported(server: BenchServer, folder: string): Promise<number> {
  const base = await server.newBase()
  try {
    const { acteur, campagneId } = await installCampaign(base.db)
    const { lignes } = await readEtablissementsDe(folder)
    await inTransaction({ db: base.db, acteur }, (tx) => importEtablissements(tx, lignes))
    const siecle = { dossier: path.join(folder, 'siecle'), annee: '2026-2027', aujourdhui: '2026-11-16' }
    return await seconds(async () => {
      await importSiecle({ db: base.db, acteur, campagneId }, siecle)
    })
  } finally {
    await base.close()
  }
}

await withFolder(async (folder) => {
  const [grand, petit] = [path.join(folder, 'grand'), path.join(folder, 'petit')]
  await fabriquer(grand, { eleves: GRAND, inscriptions: 100, graine: 1, propre: true })
  await fabriquer(petit, { eleves: PETIT, inscriptions: 100, graine: 1, propre: true })
  const before = peakMemory()
  await withServer(async (server) => {
    const times = await interleaved(TOURS, {
      nu: () => seconds(() => bare(grand)),
      grand: () => imported(server, grand),
      petit: () => imported(server, petit),
    })
    printTable(`import : ${GRAND} élèves et leurs responsables, ${TOURS} tours`, [
      { quoi: 'import de bout en bout', valeur: median(times.grand), unite: 's' },
      { quoi: 'lecture nue des mêmes octets', valeur: median(times.nu), unite: 's' },
      { quoi: 'import / lecture nue', valeur: medianRatio(times.grand, times.nu), unite: '×', barre: 4 },
      {
        quoi: `temps par élève, ${GRAND} / ${PETIT}`,
        valeur: medianRatio(times.grand, times.petit) / (GRAND / PETIT),
        unite: '×',
        barre: 1.2,
      },
      { quoi: 'mémoire au plus haut avant', valeur: before, unite: 'Mo' },
      { quoi: 'mémoire au plus haut', valeur: peakMemory(), unite: 'Mo', barre: 400 },
    ])
  })
})
