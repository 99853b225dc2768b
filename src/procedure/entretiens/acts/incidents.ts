import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { check } from '#src/planning/check.ts'
import type { Instance, Placement } from '#src/planning/model.ts'
import type { Changement } from '#src/planning/outcomes.ts'
import { afterEvent } from '#src/planning/mending/event.ts'
import type { ChoixDePlace } from '#src/procedure/entretiens/rules/reparation.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { annoncerConvocations } from '#src/procedure/envois/api.ts'
import { applyChangements, type Applique } from '#src/procedure/entretiens/acts/reparation.ts'
import type { GenreIncident } from '#src/procedure/entretiens/model.ts'
import { readIncident } from '#src/procedure/entretiens/reads/incidents.ts'
import { evenementOf, loadAround, proposalFor } from '#src/procedure/entretiens/reads/reparation.ts'
import { moveEntretiens } from '#src/procedure/entretiens/sql/deplacements.ts'
import { insertIndisponibilites, selectNamed } from '#src/procedure/entretiens/sql/disponibilites.ts'
import {
  copyDisponibilite,
  decideIncident,
  insertIncident,
  listPrisesDe,
  selectIncident,
  type Incident,
} from '#src/procedure/entretiens/sql/incidents.ts'
import { listPlaces, selectPortee } from '#src/procedure/entretiens/sql/planning.ts'
import { lockPlanning } from '#src/procedure/entretiens/sql/verrou.ts'
import { convoquer } from '#src/procedure/entretiens/acts/convocations.ts'
import type { RefusIncident } from '#src/procedure/entretiens/texts.ts'

const DECLARER = 'incident.declarer'
const DECIDER = 'incident.decider'

export interface NouvelIncident {
  uai: string
  genre: GenreIncident
  intervenantId: number | null
  salleId: number | null
  eleve: { eleveId: number; domaine: string } | null
  debut: Date
  fin: Date
  motif: string
}

/** Declares what happens; nothing moves before the proposal that it calls for is accepted. Returns its id. */
export async function declareIncident(
  tx: Tx,
  { campagneId, incident }: { campagneId: number; incident: NouvelIncident },
): Promise<Result<number, RefusIncident>> {
  const { uai, genre, intervenantId, salleId, eleve, debut, fin, motif } = incident
  demand(tx.acteur, DECLARER, [{ uai }])
  if (motif.trim() === '') return refuse('motif_absent')
  if (!(await isHere(tx, { campagneId, incident }))) return refuse('incident_sans_cible')
  if (debut >= fin) return refuse('intervalle_inverse')
  if (genre !== 'absence' && fin <= tx.now) return refuse('incident_passe')
  const id = await insertIncident(tx.trx, {
    academie: tx.acteur.academie,
    campagne_id: campagneId,
    uai,
    genre,
    intervenant_id: genre === 'intervenant_absent' ? intervenantId : null,
    salle_id: genre === 'salle_fermee' ? salleId : null,
    eleve_id: eleve?.eleveId ?? null,
    domaine: eleve?.domaine ?? null,
    debut,
    fin,
    motif: motif.trim(),
    auteur: tx.acteur.nom,
    le: tx.now,
  })
  await journal(tx, { uai, acte: DECLARER, id, apres: { genre, motif: motif.trim() } })
  return ok(id)
}

/** What it is about belongs to this lycée. */
async function isHere(
  tx: Tx,
  { campagneId, incident }: { campagneId: number; incident: NouvelIncident },
): Promise<boolean> {
  const { uai, genre, intervenantId, salleId, eleve } = incident
  const owns = async (table: 'intervenant' | 'salle', id: number | null): Promise<boolean> =>
    [...(await selectNamed(tx.trx, table, campagneId))].some(
      ([key, one]) => one === id && key.startsWith(`${uai}/`),
    )
  switch (genre) {
    case 'lieu_ferme':
      return true
    case 'intervenant_absent':
      return owns('intervenant', intervenantId)
    case 'salle_fermee':
      return owns('salle', salleId)
    case 'eleve_indisponible':
    case 'retrait':
    case 'absence': {
      if (!eleve) return false
      const his = { lycees: [], colleges: [], eleves: [eleve.eleveId] }
      const places = await listPlaces(tx.trx, campagneId, await selectPortee(tx.trx, campagneId, his))
      return places.some((one) => one.uai === uai && one.domaine === eleve.domaine)
    }
  }
}

interface Vise {
  campagneId: number
  incidentId: number
}

/** The incident, locked with the planning, if it still waits for a decision. */
async function open(tx: Tx, vise: Vise): Promise<Result<Incident, RefusIncident>> {
  await lockPlanning(tx.trx, vise.campagneId)
  const incident = await selectIncident(tx.trx, vise)
  if (!incident) return refuse('incident_sans_cible')
  demand(tx.acteur, DECIDER, [{ uai: incident.uai }])
  return incident.decision === null ? ok(incident) : refuse('incident_decide')
}

/**
 * Accepts the proposal that was read (`empreinte`), but for the interviews to leave as they are (`gardes`) and those for
 * which the planner chose another place (`choix`): people and
 * rooms are noted away, interviews move, convoked families get a new convocation and the old one is kept.
 */
export async function accepterReparation(
  tx: Tx,
  accepted: Vise & { empreinte: string; gardes: readonly string[]; choix?: readonly ChoixDePlace[] },
): Promise<Result<Applique, RefusIncident>> {
  const opened = await open(tx, accepted)
  if (!opened.ok) return opened
  const incident = opened.value
  const loaded = await loadAround(tx, { campagneId: accepted.campagneId, incident })
  const { choix = [] } = accepted
  const { changements, empreinte } = proposalFor(tx, { loaded, incident, choix })
  if (empreinte !== accepted.empreinte) return refuse('reparation_perimee')
  const chosen = changements.filter((one) => !accepted.gardes.includes(one.requete))
  // He missed an interview that took place: without another one there is nothing to cancel, and he stays absent.
  if (incident.genre === 'absence' && chosen.some((one) => one.apres === null))
    return refuse('absence_sans_place')
  const byHand = new Set(choix.map((one) => one.entretienId))
  const edited = chosen.filter((one) => byHand.has(loaded.places.get(one.requete)?.entretienId ?? 0))
  const { instance } = loaded
  const after = afterEvent(instance, evenementOf(tx, incident))
  if (!holds(instance, chosen) || !holdsApart(after, { chosen, edited }))
    return refuse('reparation_incoherente')
  await noteAway(tx, { campagneId: accepted.campagneId, incident })
  const applique = await applyChangements(tx, {
    campagneId: accepted.campagneId,
    incident,
    loaded,
    changements: chosen,
  })
  await decide(tx, incident, 'acceptee', { ...applique, gardes: accepted.gardes.length })
  return ok(applique)
}

/** Whether these changes, without those that are left out, still break nothing. */
function holds(instance: Instance, changements: readonly Changement[]): boolean {
  const moved = new Map(changements.map((one) => [one.requete, one.apres]))
  const left = instance.fixes.filter((one) => !moved.has(one.requete.id))
  const requetes = instance.fixes.flatMap(({ requete }) => (moved.get(requete.id) ? [requete] : []))
  const places = [...moved.values()].filter((one): one is Placement => one !== null)
  const asked: Instance = { ...instance, fixes: left, requetes, tenus: [] }
  return check(asked, { places, nonPlaces: [] }).length === 0
}

/** Whether what was chosen by hand breaks nothing either, once the incident is taken in: who is away receives nobody. */
function holdsApart(
  after: Instance,
  { chosen, edited }: { chosen: readonly Changement[]; edited: readonly Changement[] },
): boolean {
  const others = new Map(chosen.filter((one) => !edited.includes(one)).map((one) => [one.requete, one.apres]))
  const fixes = after.fixes.flatMap((fixe) => {
    const apres = others.get(fixe.requete.id)
    if (apres === undefined) return [fixe]
    return apres === null ? [] : [{ ...fixe, placement: apres }]
  })
  return holds({ ...after, fixes }, edited)
}

/** From now on the engine knows who and what is away. */
async function noteAway(
  tx: Tx,
  { campagneId, incident }: { campagneId: number; incident: Incident },
): Promise<void> {
  const { uai, genre, intervenantId, salleId, eleveId, debut, fin, motif } = incident
  const team = async (): Promise<number[]> =>
    [...(await selectNamed(tx.trx, 'intervenant', campagneId))].flatMap(([key, id]) =>
      key.startsWith(`${uai}/`) ? [id] : [],
    )
  const people = genre === 'lieu_ferme' ? await team() : genre === 'intervenant_absent' ? [intervenantId] : []
  const nobody = { eleve_id: null, intervenant_id: null, salle_id: null }
  const targets = [
    ...people.map((intervenant_id) => ({ ...nobody, intervenant_id })),
    ...(genre === 'salle_fermee' ? [{ ...nobody, salle_id: salleId }] : []),
    ...(genre === 'eleve_indisponible' ? [{ ...nobody, eleve_id: eleveId }] : []),
  ]
  const scope = { academie: tx.acteur.academie, campagne_id: campagneId, debut, fin, motif }
  await insertIndisponibilites(
    tx.trx,
    targets.map((one) => ({ ...scope, ...one })),
  )
}

/** Leaves everything as it is. */
export async function refuserReparation(tx: Tx, vise: Vise): Promise<Result<null, RefusIncident>> {
  const opened = await open(tx, vise)
  if (!opened.ok) return opened
  await decide(tx, opened.value, 'refusee', {})
  return ok(null)
}

/**
 * Another of the lycée holds the interviews of the absent one, at the same times and in the same rooms: families see
 * nothing of it.
 */
export async function remplacerIntervenant(
  tx: Tx,
  { remplacantId, ...vise }: Vise & { remplacantId: number },
): Promise<Result<Applique, RefusIncident>> {
  const opened = await open(tx, vise)
  if (!opened.ok) return opened
  const incident = opened.value
  const lu = await readIncident(tx, vise)
  const { intervenantId } = incident
  if (intervenantId === null || !lu?.remplacants.some((one) => one.id === remplacantId))
    return refuse('remplacant_inconnu')
  const debut = incident.debut > tx.now ? incident.debut : tx.now
  const prises = await listPrisesDe(tx.trx, { intervenantId, debut, fin: incident.fin })
  const copies = new Map<number, number>()
  for (const disponibiliteId of new Set(prises.map((one) => one.disponibiliteId))) {
    const range = { debut, fin: incident.fin }
    const asked = { disponibiliteId, absent: intervenantId, remplacant: remplacantId, ...range }
    copies.set(disponibiliteId, await copyDisponibilite(tx.trx, asked))
  }
  const { campagneId } = vise
  const { academie } = tx.acteur
  const moves = prises.map((one) => ({ ...one, disponibiliteId: copies.get(one.disponibiliteId) ?? 0 }))
  await moveEntretiens(tx.trx, { zone: tx.zone, now: tx.now, academie, campagneId, moves })
  await noteAway(tx, { campagneId, incident })
  const ids = moves.map((one) => one.entretienId)
  const emises = await convoquer(tx, {
    campagneId,
    ids,
    seulement: 'changees',
  })
  await annoncerConvocations(tx, { campagneId })
  const applique = {
    deplaces: moves.length,
    retires: 0,
    convocations: emises.reduce((n, one) => n + one.nombre, 0),
  }
  await decide(tx, incident, 'acceptee', { ...applique, remplacant: remplacantId })
  return ok(applique)
}

async function decide(
  tx: Tx,
  { id, uai }: Incident,
  decision: 'acceptee' | 'refusee',
  apres: object,
): Promise<void> {
  if (!(await decideIncident(tx.trx, { id, decision, auteur: tx.acteur.nom, now: tx.now })))
    throw new Error('incident décidé deux fois')
  await journal(tx, { uai, acte: DECIDER, id, apres: { decision, ...apres } })
}

const journal = (
  tx: Tx,
  { uai, acte, id, apres }: { uai: string; acte: string; id: number; apres: object },
) =>
  appendJournal({ ...tx, acteur: actingFor(tx.acteur, uai) }, [
    { chaine: uai, acte, objet: 'incident', objetId: id, apres },
  ])
