import { appendJournal } from '#src/db/journal.ts'
import { asApplication } from '#src/db/transaction.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { recordPresences } from '#src/procedure/entretiens/acts/entretiens.ts'
import { moveEntretiens } from '#src/procedure/entretiens/sql/deplacements.ts'
import { insertDisponibilites, insertJurys } from '#src/procedure/entretiens/sql/disponibilites.ts'
import { selectReception } from '#src/procedure/entretiens/sql/hors-planning.ts'
import { selectEntretienDuLycee, type EntretienDuJour } from '#src/procedure/entretiens/sql/lycee.ts'
import { lockPlanning } from '#src/procedure/entretiens/sql/verrou.ts'
import type { RefusHorsPlanning } from '#src/procedure/entretiens/texts.ts'

const RECEVOIR = 'entretien.hors_planning'

/**
 * The pupil was received at another time than planned, by the same people: his interview is written where it took place and
 * his presence with it, in one act. Nobody is convoked for what is past.
 */
export async function recevoirHorsPlanning(
  tx: Tx,
  recu: { campagneId: number; entretienId: number; debut: Date; lettreAbsente: boolean },
): Promise<Result<null, RefusHorsPlanning>> {
  const { campagneId, entretienId, debut } = recu
  await lockPlanning(tx.trx, campagneId)
  const entretien = await selectEntretienDuLycee(tx, { campagneId, entretienId })
  if (!entretien) return refuse('entretien_absent')
  demand(tx.acteur, RECEVOIR, [{ uai: entretien.uai }])
  if (entretien.signees > 0) return refuse('presence_apres_avis')
  if (debut > tx.now) return refuse('reception_a_venir')
  const fin = new Date(debut.getTime() + entretien.fin.getTime() - entretien.debut.getTime())
  // Whether he, or one of them, is elsewhere then: the yes or no alone comes out.
  const reception = await asApplication(tx, () => selectReception(tx.trx, { entretienId, debut, fin }))
  if (!reception || reception.occupe) return refuse('reception_occupee')
  await moveThere(tx, { campagneId, entretien, debut, fin, ...reception })
  await appendJournal({ ...tx, acteur: actingFor(tx.acteur, entretien.uai) }, [
    {
      chaine: entretien.uai,
      acte: RECEVOIR,
      objet: 'entretien',
      objetId: entretienId,
      avant: { debut: entretien.debut },
      apres: { debut },
    },
  ])
  const { eleveId, domaine } = entretien
  const items = [{ eleveId, domaine, etat: 'present', lettreAbsente: recu.lettreAbsente } as const]
  const [result] = await recordPresences(tx, { campagneId, items })
  return result && !result.ok ? result : ok(null)
}

/** An hour that nobody had declared, for this interview alone. */
async function moveThere(
  tx: Tx,
  at: {
    campagneId: number
    entretien: EntretienDuJour
    debut: Date
    fin: Date
    intervenants: readonly number[]
    mode: EntretienDuJour['mode']
  },
): Promise<void> {
  const { campagneId, entretien, debut, fin, intervenants, mode } = at
  const { academie } = tx.acteur
  const scope = { academie, campagne_id: campagneId, uai: entretien.uai, debut, fin, mode, salle_id: null }
  const [disponibiliteId = 0] = await insertDisponibilites(tx.trx, [
    { ...scope, domaines: [entretien.domaine], capacite: 1, accessible: false },
  ])
  await insertJurys(
    tx.trx,
    intervenants.map((intervenant_id) => ({ academie, disponibilite_id: disponibiliteId, intervenant_id })),
  )
  const move = {
    entretienId: entretien.id,
    domaine: entretien.domaine,
    disponibiliteId,
    place: 1,
    debut,
    fin,
  }
  await moveEntretiens(tx.trx, { zone: tx.zone, now: tx.now, academie, campagneId, moves: [move] })
}
