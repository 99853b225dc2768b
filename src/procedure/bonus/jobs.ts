import { inTransaction } from '#src/db/transaction.ts'
import { acteurOf } from '#src/jobs/acteur.ts'
import { enqueue, type ChargeEmission, type Outils } from '#src/jobs/queue.ts'
import { computeAvisFinaux } from '#src/procedure/bonus/acts/avis-finaux.ts'
import { emitFiches } from '#src/procedure/bonus/acts/fiches.ts'
import { emissionDue, type EmissionDue } from '#src/procedure/bonus/rules/emission.ts'
import {
  listEmissionsAutomatiques,
  markEmission,
  selectReglageEmission,
} from '#src/procedure/bonus/sql/emission.ts'
import { listAcademies, loadCampagne } from '#src/procedure/campagnes/api.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/api.ts'

/** Leaves the crossing of avis and the release of fiches to be done; one waits at a time per campaign. */
export async function enqueueEmission(tx: Tx, campagneId: number): Promise<void> {
  const { academie, compteId } = tx.acteur
  if (compteId === null) throw new Error('émission sans compte')
  await enqueue(tx.trx, {
    nom: 'emission',
    charge: { academie, campagneId, compteId },
    cle: String(campagneId),
  })
}

/** Crosses both avis of every registration, then issues the fiches that have changed. */
export async function emettreFiches(
  tx: Tx,
  campagneId: number,
  lesquelles: EmissionDue = 'toutes',
): Promise<{ inscriptions: number; ecrits: number; fiches: number }> {
  const counts = await computeAvisFinaux(tx, campagneId)
  return { ...counts, fiches: await emitFiches(tx, campagneId, lesquelles) }
}

/** Nobody in particular: the académie chose when fiches leave, and that time has come. */
const automate = (academie: string): Acteur => ({
  academie,
  compteId: null,
  nom: 'Émission automatique',
  pourLeCompteDe: null,
  habilitations: [
    { role: 'academie', uai: null, eleveId: null, responsableId: null, debut: '2000-01-01', fin: null },
  ],
})

/** Issues what is due in every campaign whose fiches leave by themselves. Done twice, the second time issues nothing. */
export async function runFiches({ db }: Pick<Outils, 'db'>): Promise<void> {
  const academies = await inTransaction({ db, acteur: automate('') }, ({ trx }) => listAcademies(trx))
  for (const academie of academies) {
    const scope = { db, acteur: automate(academie) }
    for (const campagneId of await inTransaction(scope, ({ trx }) => listEmissionsAutomatiques(trx)))
      await inTransaction({ ...scope, campagneId }, (tx) => emettreSiDue(tx, campagneId))
  }
}

async function emettreSiDue(tx: Tx, campagneId: number): Promise<void> {
  const { finConfirmations } = (await loadCampagne(tx.trx, campagneId)).calendrier
  const due = emissionDue(await selectReglageEmission(tx.trx, campagneId), { ...tx, finConfirmations })
  if (due === undefined) return
  await emettreFiches(tx, campagneId, due)
  await markEmission(tx.trx, { campagneId, now: tx.now })
}

export async function runEmission({ db }: Outils, { campagneId, ...charge }: ChargeEmission): Promise<void> {
  const acteur = await acteurOf(db, charge)
  await inTransaction({ db, acteur, campagneId }, (tx) => emettreFiches(tx, campagneId))
}
