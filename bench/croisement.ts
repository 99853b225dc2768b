import { computeAvisFinaux } from '#src/procedure/bonus/api.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { withServer } from './tools/base.ts'
import { copyOfTable, filledCampaign } from './tools/filled.ts'
import { interleaved, median, medianRatio, RAPIDE, seconds } from './tools/measure.ts'
import { printTable } from './tools/table.ts'

const [AVIS, TOURS] = RAPIDE ? [10_000, 3] : [100_000, 5]

await withServer(async (server) => {
  const base = await server.newBase()
  const { db, acteur, campagneId } = await filledCampaign(base, AVIS)
  const compute = (): Promise<number> =>
    seconds(() => inTransaction({ db, acteur, campagneId }, (tx) => computeAvisFinaux(tx, campagneId)))
  await compute()
  await base.owner.query('create table modele as table avis_final')
  const copy = await copyOfTable(base.owner, 'avis_final')
  const times = await interleaved(TOURS, {
    nu: async () => {
      await base.owner.query(`truncate ${copy}`)
      return seconds(() => base.owner.query(`insert into ${copy} select * from modele`))
    },
    croisement: async () => {
      await base.owner.query('truncate avis_final')
      return compute()
    },
    encore: compute,
  })
  await base.close()
  printTable(`croisement : ${AVIS} avis finals, ${TOURS} tours`, [
    { quoi: 'lus, croisés et rangés', valeur: median(times.croisement), unite: 's' },
    { quoi: 'INSERT … SELECT nu des mêmes lignes', valeur: median(times.nu), unite: 's' },
    { quoi: 'croisement / INSERT nu', valeur: medianRatio(times.croisement, times.nu), unite: '×', barre: 3 },
    { quoi: 'recalcul sans changement', valeur: median(times.encore), unite: 's' },
  ])
})
