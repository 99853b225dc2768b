import { inTransaction } from '#src/db/transaction.ts'
import { cleDeRepetition, computeAvisFinaux, exportBonus } from '#src/procedure/bonus/api.ts'
import { insertLotLignes } from '#src/procedure/bonus/sql/lots.ts'
import { withServer, type BenchBase } from './tools/base.ts'
import type { Campaign } from './tools/campaign.ts'
import { copyOfTable, filledCampaign } from './tools/filled.ts'
import { interleaved, median, medianRatio, RAPIDE, seconds } from './tools/measure.ts'
import { printTable } from './tools/table.ts'

const [AVIS, TOURS] = RAPIDE ? [10_000, 3] : [100_000, 3]

/** Seconds of one INSERT … SELECT of the rows that the table holds now into an empty copy of it, keys and all. */
async function bareInsert(base: BenchBase, table: string): Promise<() => Promise<number>> {
  await base.owner.query(`create table modele_${table} as table ${table}`)
  const copy = await copyOfTable(base.owner, table)
  return async () => {
    await base.owner.query(`truncate ${copy}`)
    return seconds(() => base.owner.query(`insert into ${copy} select * from modele_${table}`))
  }
}

async function croisement(base: BenchBase, { db, acteur, campagneId }: Campaign): Promise<void> {
  const compute = (): Promise<number> =>
    seconds(() => inTransaction({ db, acteur, campagneId }, (tx) => computeAvisFinaux(tx, campagneId)))
  await compute()
  const times = await interleaved(TOURS, {
    nu: await bareInsert(base, 'avis_final'),
    croisement: async () => {
      await base.owner.query('truncate avis_final')
      return compute()
    },
    encore: compute,
  })
  printTable(`croisement : ${AVIS} avis finals, ${TOURS} tours`, [
    { quoi: 'lus, croisés et rangés', valeur: median(times.croisement), unite: 's' },
    { quoi: 'INSERT … SELECT nu des mêmes lignes', valeur: median(times.nu), unite: 's' },
    { quoi: 'croisement / INSERT nu', valeur: medianRatio(times.croisement, times.nu), unite: '×', barre: 3 },
    { quoi: 'recalcul sans changement', valeur: median(times.encore), unite: 's' },
  ])
}

async function lot(base: BenchBase, { db, acteur, campagneId, approbateurId }: Campaign): Promise<void> {
  const scope = { db, acteur, campagneId }
  await inTransaction(scope, (tx) => exportBonus(tx, { campagneId, approbateurId, cle: cleDeRepetition(1) }))
  const { rows } = await base.owner.query('select * from lot_ligne')
  const times = await interleaved(TOURS, {
    nu: await bareInsert(base, 'lot_ligne'),
    lot: async () => {
      await base.owner.query('truncate lot_ligne')
      return seconds(() => inTransaction(scope, (tx) => insertLotLignes(tx.trx, campagneId, rows)))
    },
  })
  printTable(`lot : ${rows.length} lignes, ${TOURS} tours`, [
    { quoi: 'rangées', valeur: median(times.lot), unite: 's' },
    { quoi: 'INSERT … SELECT nu des mêmes lignes', valeur: median(times.nu), unite: 's' },
    { quoi: 'lignes de lot / INSERT nu', valeur: medianRatio(times.lot, times.nu), unite: '×', barre: 3 },
  ])
}

await withServer(async (server) => {
  const base = await server.newBase()
  const campaign = await filledCampaign(base, AVIS)
  await croisement(base, campaign)
  await lot(base, campaign)
  await base.close()
})
