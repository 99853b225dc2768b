import { createHash } from 'node:crypto'
import { inTransaction } from '#src/db/transaction.ts'
import { rereadBonus, writeBonus } from '#src/exchange/bonus.ts'
import { cleDeRepetition, computeAvisFinaux, exportBonus, type Export } from '#src/procedure/bonus/api.ts'
import { sealOf } from '#src/procedure/bonus/rules/sceau.ts'
import { selectDifferencesAvecLeJumeau } from '#src/procedure/bonus/sql/avis-finaux.ts'
import { listLignesVivantes } from '#src/procedure/bonus/sql/lots.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { selectEleves } from '#src/procedure/eleves/api.ts'
import { withServer, type BenchBase } from './tools/base.ts'
import type { Campaign } from './tools/campaign.ts'
import { copyOut } from './tools/copy-out.ts'
import { filledCampaign } from './tools/filled.ts'
import { interleaved, median, medianRatio, peakMemory, RAPIDE, seconds } from './tools/measure.ts'
import { printTable } from './tools/table.ts'

const [AVIS, TOURS] = RAPIDE ? [10_000, 3] : [100_000, 3]
const CLE = cleDeRepetition(1)

/** The rows of the file, straight from the tables. */
const LIGNES = `select e.ine, e.nom, e.prenom, e.date_naissance, e.uai, v.academie_offre, v.code_offre, v.code_mef,
    v.libelle_formation, a.sens, a.points
  from avis_final a join inscription i on i.id = a.inscription_id join eleve e on e.id = i.eleve_id
  join voeu v on v.eleve_id = i.eleve_id and left(v.code_mef, 10) = i.mef where a.points > 0`

async function exported(base: BenchBase, { acteur, campagneId, approbateurId }: Campaign): Promise<Export> {
  await base.owner.query('truncate lot, lot_ligne cascade')
  const result = await inTransaction({ db: base.db, acteur, campagneId }, (tx) =>
    exportBonus(tx, { campagneId, approbateurId, cle: CLE }),
  )
  if (!result.ok) throw new Error(`export refusé : ${result.refus.code}`)
  return result.value
}

/** The rows of the file as the act reads them: lines that stand, then their pupils. */
async function readLines({ trx }: Tx, campagneId: number): Promise<void> {
  const lignes = await listLignesVivantes(trx, campagneId)
  await selectEleves(trx, [...new Set(lignes.map((ligne) => ligne.eleveId))])
}

await withServer(async (server) => {
  const base = await server.newBase()
  const campaign = await filledCampaign(base, AVIS)
  const scope = { db: base.db, acteur: campaign.acteur, campagneId: campaign.campagneId }
  await inTransaction(scope, (tx) => computeAvisFinaux(tx, campaign.campagneId))
  await base.owner.query('vacuum analyze avis_final')
  const { fichier, bordereau } = await exported(base, campaign)
  const rows = rereadBonus(fichier)
  const now = (work: () => unknown): Promise<number> => seconds(() => Promise.resolve(work()))
  const times = await interleaved(TOURS, {
    copie: () => seconds(() => copyOut(base.owner, LIGNES)),
    jumeau: () =>
      seconds(() => inTransaction(scope, (tx) => selectDifferencesAvecLeJumeau(tx.trx, campaign.campagneId))),
    lecture: () => seconds(() => inTransaction(scope, (tx) => readLines(tx, campaign.campagneId))),
    fichier: () => now(() => writeBonus(rows)),
    empreinte: () => now(() => createHash('sha256').update(fichier).digest('hex')),
    signature: () => now(() => sealOf(bordereau, CLE)),
    relecture: () => now(() => rereadBonus(fichier)),
    tout: () => seconds(() => exported(base, campaign)),
  })
  await base.close()
  const { copie, tout, ...parts } = times
  const sum = copie.map((_, round) =>
    Object.values(parts).reduce((total, one) => total + (one[round] ?? 0), 0),
  )
  printTable(`export : ${AVIS} avis finals rangés, ${rows.length} lignes de bonus, ${TOURS} tours`, [
    { quoi: 'COPY … TO STDOUT des mêmes lignes, lu par Node', valeur: median(copie), unite: 's' },
    ...Object.entries(parts).map(([quoi, values]) => ({ quoi, valeur: median(values), unite: 's' })),
    {
      quoi: 'recalcul, lecture, fichier, empreinte, signature, relecture / COPY',
      valeur: medianRatio(sum, copie),
      unite: '×',
      barre: 10,
    },
    { quoi: 'acte entier (avec rapprochement et lignes de lot rangées)', valeur: median(tout), unite: 's' },
    { quoi: 'acte entier / COPY', valeur: medianRatio(tout, copie), unite: '×' },
    { quoi: 'mémoire au plus haut', valeur: peakMemory(), unite: 'Mo' },
  ])
})
