import { appendJournal } from '#src/db/journal.ts'
import type { Placement } from '#src/planning/model.ts'
import type { Changement } from '#src/planning/outcomes.ts'
import { actingFor, type Tx } from '#src/procedure/comptes/api.ts'
import { fromMinute, type Loaded } from '#src/procedure/entretiens/reads/instance.ts'
import { moveEntretiens } from '#src/procedure/entretiens/sql/deplacements.ts'
import { deleteEntretiens, deletePresences, type Incident } from '#src/procedure/entretiens/sql/incidents.ts'
import { annoncerAnnulations, annoncerConvocations, annoncerSemaines } from '#src/procedure/envois/api.ts'
import { replaceNonPlacements, type RangeePlace } from '#src/procedure/entretiens/sql/planning.ts'
import { convoquer } from '#src/procedure/entretiens/acts/convocations.ts'
import { insertAnnulations } from '#src/procedure/entretiens/sql/vagues.ts'

/** What an accepted repair did. */
export interface Applique {
  deplaces: number
  /** Interviews taken back: withdrawn, or left without a place. */
  retires: number
  convocations: number
}

interface Touche {
  changement: Changement
  place: RangeePlace
}

/** Writes the changes of a repair: interviews moved or taken back, their new convocations, one row of journal each. */
export async function applyChangements(
  tx: Tx,
  asked: { campagneId: number; incident: Incident; loaded: Loaded; changements: readonly Changement[] },
): Promise<Applique> {
  const { campagneId, incident, loaded } = asked
  const touches = asked.changements.flatMap((changement): Touche[] => {
    const place = loaded.places.get(changement.requete)
    return place ? [{ changement, place }] : []
  })
  const gone = touches.filter((one) => one.changement.apres === null)
  const moved = touches.flatMap(({ changement: { apres }, place }) => (apres ? [{ apres, place }] : []))
  const entretienIds = gone.map((one) => one.place.entretienId)
  // Before they are deleted: what families were told would be lost with them.
  // Who withdraws is not told that the lycée cancels.
  const retrait = incident.genre === 'retrait'
  await annoncerAnnulations(tx, { campagneId, entretienIds, retrait })
  if (!retrait) await insertAnnulations(tx.trx, { entretienIds, auteur: tx.acteur.nom, now: tx.now })
  await deleteEntretiens(tx.trx, entretienIds)
  if (!retrait) await leaveWaiting(tx, { campagneId, incident, gone })
  const ids = moved.map((one) => one.place.entretienId)
  const absents = await deletePresences(tx.trx, ids)
  const moves = moved.map((one) => moveOf(tx, one))
  await moveEntretiens(tx.trx, {
    zone: tx.zone,
    now: tx.now,
    academie: tx.acteur.academie,
    campagneId,
    moves,
  })
  await journalTouches(tx, { incident, touches, loaded })
  const emises = await convoquer(tx, {
    campagneId,
    ids,
    absents,
    seulement: 'changees',
  })
  await annoncerConvocations(tx, { campagneId })
  await annoncerSemaines(tx, { campagneId })
  return {
    deplaces: moved.length,
    retires: gone.length,
    convocations: emises.reduce((sum, one) => sum + one.nombre, 0),
  }
}

const moveOf = (tx: Tx, { apres, place }: { apres: Placement; place: RangeePlace }) => ({
  entretienId: place.entretienId,
  domaine: place.domaine,
  disponibiliteId: Number(apres.disponibilite),
  place: apres.place,
  debut: fromMinute(apres.debut, tx.zone),
  fin: fromMinute(apres.fin, tx.zone),
})

/** They have no place any more, and why; the next placing tries them everywhere. */
async function leaveWaiting(
  tx: Tx,
  { campagneId, incident, gone }: { campagneId: number; incident: Incident; gone: readonly Touche[] },
): Promise<void> {
  const scope = { academie: tx.acteur.academie, campagne_id: campagneId, le: tx.now }
  const explication = `Sa place a été perdue (${incident.motif}) et le lycée n’en a pas d’autre : il sera placé ailleurs si c’est possible.`
  await replaceNonPlacements(
    tx.trx,
    gone.map((one) => one.place),
    gone.map(({ place: { eleveId, domaine } }) => ({
      ...scope,
      eleve_id: eleveId,
      domaine,
      raison: 'complet',
      explication,
    })),
  )
}

async function journalTouches(
  tx: Tx,
  { incident, touches, loaded }: { incident: Incident; touches: readonly Touche[]; loaded: Loaded },
): Promise<void> {
  const entree = { chaine: incident.uai, acte: 'entretien.reparer' }
  const moves = touches.map(({ changement: { apres, raison }, place }) => ({
    ...entree,
    objet: 'entretien',
    objetId: place.entretienId,
    avant: { debut: place.debut, disponibilite: place.disponibiliteId },
    apres: apres
      ? {
          debut: fromMinute(apres.debut, tx.zone),
          disponibilite: apres.disponibilite,
          raison,
          incident: incident.id,
        }
      : { retire: true, raison, incident: incident.id },
  }))
  // Of an interview that is no more, the history of the pupil keeps this.
  const gone = touches.flatMap(({ changement: { apres, raison }, place: { eleveId, domaine } }) =>
    apres
      ? []
      : [{ ...entree, objet: 'eleve', objetId: eleveId, apres: { domaine, raison, incident: incident.id } }],
  )
  // The lycée that receives him from now on reads it in its own chain.
  const elsewhere = moves.flatMap((one) => {
    const { disponibilite = '' } = one.apres
    const there = loaded.disponibilites.get(disponibilite)?.uai
    return there === undefined || there === incident.uai ? [] : [{ ...one, chaine: there }]
  })
  const acteur = actingFor(tx.acteur, incident.uai)
  await appendJournal({ ...tx, acteur }, [...moves, ...gone, ...elsewhere])
}
