import { inTransaction } from '#src/db/transaction.ts'
import { dayOf } from '#src/kit/day.ts'
import { enqueue, type ChargeCampagne, type Outils } from '#src/jobs/queue.ts'
import { listAcademies, listCampagnesEnCours } from '#src/procedure/campagnes/api.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/api.ts'
import { liberateAutomatiques } from '#src/procedure/entretiens/acts/vagues.ts'
import { placeEntretiens } from '#src/procedure/entretiens/acts/planning.ts'
import { shareDemandes } from '#src/procedure/entretiens/sql/planning.ts'

/**
 * Leaves the placing of what was just registered, to be done once this transaction is committed; one waits at a time
 * per campaign. Source: domain.md, « placed and convoked as registrations come in ».
 */
export async function enqueuePlacement(tx: Tx, campagneId: number): Promise<void> {
  await shareDemandes(tx.trx, campagneId)
  const charge = { academie: tx.acteur.academie, campagneId }
  await enqueue(tx.trx, { nom: 'placement', charge, cle: String(campagneId) })
}

/** Nobody in particular: pupils are placed because they are registered, whoever registered them. */
const automate = (academie: string): Acteur => ({
  academie,
  compteId: null,
  nom: 'Placement automatique',
  pourLeCompteDe: null,
  habilitations: [
    { role: 'academie', uai: null, eleveId: null, responsableId: null, debut: '2000-01-01', fin: null },
  ],
})

/** Places every registration that has no interview yet; they are held until their wave is released. */
export async function runPlacement({ db }: Outils, { academie, campagneId }: ChargeCampagne): Promise<void> {
  await inTransaction({ db, acteur: automate(academie), campagneId }, (tx) =>
    placeEntretiens(tx, campagneId, { depuis: tx.now }),
  )
}

/** Leaves the work of the night for each campaign that runs, in each académie. */
export async function runNuit({ db }: Outils): Promise<void> {
  const academies = await inTransaction({ db, acteur: automate('') }, ({ trx }) => listAcademies(trx))
  for (const academie of academies)
    await inTransaction({ db, acteur: automate(academie) }, async (tx) => {
      for (const campagneId of await listCampagnesEnCours(tx.trx, dayOf(tx.now, tx.zone)))
        await enqueueAmelioration(tx, campagneId)
    })
}

/** Leaves what the night does for one campaign; one waits at a time. */
export async function enqueueAmelioration(tx: Tx, campagneId: number): Promise<void> {
  const charge = { academie: tx.acteur.academie, campagneId }
  await enqueue(tx.trx, { nom: 'amelioration', charge, cle: String(campagneId) })
}

/**
 * What the night does for a campaign: tries again those who have no place, then releases the waves that are due where the
 * lycée leaves it to us. Each step stands by itself: cut short, the work runs again and does what is left.
 */
export async function runAmelioration(
  { db }: Outils,
  { academie, campagneId }: ChargeCampagne,
): Promise<void> {
  const scope = { db, acteur: automate(academie), campagneId }
  await inTransaction(scope, (tx) => placeEntretiens(tx, campagneId, { depuis: tx.now }))
  await inTransaction(scope, (tx) => liberateAutomatiques(tx, campagneId))
}
