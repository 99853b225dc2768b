import { appendJournal } from '#src/db/journal.ts'
import { asApplication } from '#src/db/transaction.ts'
import { dayOf } from '#src/kit/day.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { moveEntretiens } from '#src/procedure/entretiens/sql/deplacements.ts'
import { selectPlacesEchangees, type PlaceEchangee } from '#src/procedure/entretiens/sql/hors-planning.ts'
import { selectEntretienDuLycee, type EntretienDuJour } from '#src/procedure/entretiens/sql/lycee.ts'
import { lockPlanning } from '#src/procedure/entretiens/sql/verrou.ts'
import type { RefusHorsPlanning } from '#src/procedure/entretiens/texts.ts'

const ACTE = 'entretien.hors_planning'

/**
 * Two pupils came in each other's place: each interview is written where it took place. Nobody is convoked again, and
 * nothing already said of either changes.
 */
export async function echangerRecus(
  tx: Tx,
  { campagneId, entretienIds }: { campagneId: number; entretienIds: readonly [number, number] },
): Promise<Result<null, RefusHorsPlanning>> {
  await lockPlanning(tx.trx, campagneId)
  const [first, second] = [
    await selectEntretienDuLycee(tx, { campagneId, entretienId: entretienIds[0] }),
    await selectEntretienDuLycee(tx, { campagneId, entretienId: entretienIds[1] }),
  ]
  if (!first || !second || first.id === second.id) return refuse('echange_de_deux')
  demand(tx.acteur, ACTE, [first, second])
  const wrong = judge(tx, [first, second])
  if (wrong) return wrong
  const places = await asApplication(tx, () => selectPlacesEchangees(tx.trx, entretienIds))
  const [a, b] = [places.get(first.id), places.get(second.id)]
  if (!a || !b || a.occupe || b.occupe) return refuse('reception_occupee')
  const moves = [moveTo(first, { to: second, place: b }), moveTo(second, { to: first, place: a })]
  await moveEntretiens(tx.trx, {
    zone: tx.zone,
    now: tx.now,
    academie: tx.acteur.academie,
    campagneId,
    moves,
  })
  await appendJournal(
    { ...tx, acteur: actingFor(tx.acteur, first.uai) },
    [first, second].map((one, i) => ({
      chaine: one.uai,
      acte: ACTE,
      objet: 'entretien',
      objetId: one.id,
      avant: { debut: one.debut },
      apres: { debut: moves[i]?.debut },
    })),
  )
  return ok(null)
}

function judge(
  tx: Tx,
  [a, b]: readonly [EntretienDuJour, EntretienDuJour],
): Result<never, RefusHorsPlanning> | undefined {
  const jour = dayOf(a.debut, tx.zone)
  if (a.uai !== b.uai || jour !== dayOf(b.debut, tx.zone)) return refuse('echange_du_jour')
  if (jour > dayOf(tx.now, tx.zone)) return refuse('entretien_a_venir')
  if (a.signees + b.signees > 0) return refuse('presence_apres_avis')
  // A place is of one domaine and as long as its interview.
  const same = a.domaine === b.domaine && lengthOf(a) === lengthOf(b)
  return same ? undefined : refuse('echange_inegal')
}

const lengthOf = ({ debut, fin }: EntretienDuJour): number => fin.getTime() - debut.getTime()

const moveTo = (
  { id, domaine }: EntretienDuJour,
  { to, place }: { to: EntretienDuJour; place: PlaceEchangee },
) => ({
  entretienId: id,
  domaine,
  disponibiliteId: place.disponibiliteId,
  place: place.place,
  debut: to.debut,
  fin: to.fin,
})
