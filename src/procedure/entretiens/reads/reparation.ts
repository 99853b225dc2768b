import { asApplication } from '#src/db/transaction.ts'
import { addDays, dayOf, instantOf, type Day } from '#src/kit/day.ts'
import { indexBy } from '#src/kit/group.ts'
import { afterEvent } from '#src/planning/mending/event.ts'
import type { Changement, Evenement } from '#src/planning/outcomes.ts'
import { repair } from '#src/planning/repair.ts'
import { minutesAt } from '#src/planning/seance.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { joursPossibles, readChoix } from '#src/procedure/entretiens/reads/deplacements.ts'
import {
  fromMinute,
  loadInstance,
  requeteId,
  toMinute,
  type Loaded,
} from '#src/procedure/entretiens/reads/instance.ts'
import { seatIn, type ChoixDePlace } from '#src/procedure/entretiens/rules/reparation.ts'
import { selectIncident, type Incident } from '#src/procedure/entretiens/sql/incidents.ts'
import { listCollegesRecus } from '#src/procedure/entretiens/sql/planning.ts'
import { selectEntretienDuLycee } from '#src/procedure/entretiens/sql/lycee.ts'

const READ = 'reparation.preparer'

interface Autour {
  campagneId: number
  incident: Incident
}

/**
 * The interviews around an incident: those of its lycée, where it is mended. For a no-show for whom there is no other place
 * there, those of every lycée that may receive him as well.
 */
export async function loadAround(tx: Tx, { campagneId, incident }: Autour): Promise<Loaded> {
  const here = await loadLycees(tx, { campagneId, incident, lycees: [incident.uai] })
  if (incident.genre !== 'absence') return here.loaded
  const { changements } = repair(here.loaded.instance, evenementOf(tx, incident))
  if (changements.every((one) => one.apres !== null)) return here.loaded
  return (await loadLycees(tx, { campagneId, incident, lycees: [incident.uai, ...here.ailleurs] })).loaded
}

/**
 * The interviews of some lycées. Those that are over stay, and count in what a teacher bears in a week; those under way are
 * left out; those of other lycées than the one of the incident do not move.
 */
async function loadLycees(
  tx: Tx,
  { campagneId, incident, lycees }: Autour & { lycees: readonly string[] },
): Promise<{ loaded: Loaded; ailleurs: readonly string[] }> {
  const named = incident.eleveId === null ? '' : requeteId(incident.eleveId, incident.domaine ?? '')
  const loaded = await loadInstance(tx, await loadCampagne(tx.trx, campagneId), {
    lycees: [...new Set(lycees)],
    colleges: await asApplication(tx, () => listCollegesRecus(tx.trx, { campagneId, lycees })),
    eleves: incident.eleveId === null ? [] : [incident.eleveId],
  })
  const now = toMinute(tx.now, tx.zone)
  const his = loaded.instance.fixes.find(({ requete }) => requete.id === named)
  const fixes = loaded.instance.fixes
    .filter(({ placement: { debut, fin, requete } }) => debut > now || fin <= now || requete === named)
    .map(({ requete, placement }) => {
      const place = loaded.places.get(requete.id)
      const over = placement.fin <= now && placement.requete !== named
      // Mended inside its lycée, but for a no-show who is looked for a place elsewhere.
      const lieux = requete.id === named ? requete.lieux.filter((one) => lycees.includes(one)) : []
      const here = place ? { ...requete, lieux: [...new Set([place.uai, ...lieux])] } : requete
      return { requete: here, placement, epingle: over || place?.uai !== incident.uai || place.epingle }
    })
  const instance = { ...loaded.instance, requetes: [], fixes }
  return { loaded: { ...loaded, instance }, ailleurs: his?.requete.lieux ?? [] }
}

export function evenementOf(tx: Tx, incident: Incident): Evenement {
  const { genre, uai, intervenantId, salleId, eleveId, domaine } = incident
  // What is over has nothing to mend.
  const debut = incident.debut > tx.now ? incident.debut : tx.now
  const intervalle = { debut: toMinute(debut, tx.zone), fin: toMinute(incident.fin, tx.zone) }
  // Nobody is sent for on the same day.
  const pasAvant = toMinute(instantOf(addDays(dayOf(tx.now, tx.zone), 1), tx.zone), tx.zone)
  const requetes = [requeteId(eleveId ?? 0, domaine ?? '')]
  switch (genre) {
    case 'intervenant_absent':
      return { sorte: genre, intervenant: `intervenant:${intervenantId ?? 0}`, intervalle, pasAvant }
    case 'salle_fermee':
      return { sorte: genre, salle: `salle:${salleId ?? 0}`, intervalle, pasAvant }
    case 'lieu_ferme':
      return { sorte: genre, lieu: uai, intervalle, pasAvant }
    case 'eleve_indisponible':
      return { sorte: 'eleves_indisponibles', eleves: [String(eleveId ?? 0)], intervalle, pasAvant }
    case 'retrait':
    case 'absence':
      return { sorte: genre, requetes, pasAvant }
  }
}

/** Changes as one text: two proposals are the same when they would do the same. */
const empreinteOf = (changements: readonly Changement[]): string =>
  changements
    .map(({ requete, apres }) => `${requete}>${apres ? `${apres.disponibilite}@${apres.debut}` : '-'}`)
    .toSorted()
    .join(' ')

/** What is proposed for an incident as things stand, with the places that a planner chose himself in some lines. */
export function proposalFor(
  tx: Tx,
  { loaded, incident, choix }: { loaded: Loaded; incident: Incident; choix: readonly ChoixDePlace[] },
): { changements: Changement[]; borne: number; empreinte: string } {
  const { changements, borne } = repair(loaded.instance, evenementOf(tx, incident))
  const chosen = indexBy(choix, (one) => one.entretienId)
  const taken = changements.flatMap((one) => (one.apres ? [one.apres] : []))
  const edited = changements.map((one): Changement => {
    const wanted = chosen.get(loaded.places.get(one.requete)?.entretienId ?? 0)
    const fixe = loaded.instance.fixes.find(({ requete }) => requete.id === one.requete)
    if (!wanted || !fixe) return one
    const disponibilite = String(wanted.disponibiliteId)
    const others = [
      ...loaded.instance.fixes.map(({ placement }) => placement),
      ...taken.filter(({ requete }) => requete !== one.requete),
    ]
    const place = seatIn({ disponibilite, debut: wanted.debut }, others)
    const offer = loaded.instance.disponibilites.find((d) => d.id === disponibilite)
    const fin = wanted.debut + minutesAt(fixe.requete, offer)
    return {
      ...one,
      visible: true,
      apres: { requete: one.requete, disponibilite, place, debut: wanted.debut, fin },
    }
  })
  return { changements: edited, borne, empreinte: empreinteOf(changements) }
}

/** The free places of a day for one line of a proposal, once the rest of it is done and the incident taken in. */
export async function readPlacesPourLigne(
  tx: Tx,
  asked: {
    campagneId: number
    incidentId: number
    entretienId: number
    choix: readonly ChoixDePlace[]
    jour: Day | undefined
  },
) {
  const { campagneId, entretienId, choix, jour } = asked
  const incident = await selectIncident(tx.trx, asked)
  if (!incident || incident.decision !== null) return undefined
  demand(tx.acteur, READ, [{ uai: incident.uai }])
  const around = await loadAround(tx, { campagneId, incident })
  const { changements } = proposalFor(tx, { loaded: around, incident, choix })
  const line = changements.find((one) => around.places.get(one.requete)?.entretienId === entretienId)
  const entretien = await selectEntretienDuLycee(tx, { campagneId, entretienId })
  const place = line && around.places.get(line.requete)
  if (!line || !entretien || !place) return undefined
  const loaded = afterProposal(tx, { loaded: around, incident, changements, sauf: line.requete })
  const tenu = { entretien, place, loaded, requete: line.requete }
  // Nobody is sent for on the same day.
  const jours = joursPossibles(tx, tenu).filter((one) => one > dayOf(tx.now, tx.zone))
  const proposed = line.apres && dayOf(fromMinute(line.apres.debut, tx.zone), tx.zone)
  const shown = jours.find((one) => one === (jour ?? proposed)) ?? jours[0]
  const { libres } = shown ? await readChoix(tx, { enMain: tenu, campagneId, jour: shown }) : { libres: [] }
  return { incident, entretien, jours, jour: shown, libres }
}

/** The plan in which one interview looks for a place: the others have moved, and who is away is away. */
function afterProposal(
  tx: Tx,
  asked: { loaded: Loaded; incident: Incident; changements: readonly Changement[]; sauf: string },
): Loaded {
  const { loaded, incident, changements, sauf } = asked
  const moved = new Map(changements.map((one) => [one.requete, one.apres]))
  const fixes = loaded.instance.fixes.flatMap((fixe) => {
    const apres = moved.get(fixe.requete.id)
    if (fixe.requete.id === sauf || apres === undefined) return [fixe]
    return apres === null ? [] : [{ ...fixe, placement: apres }]
  })
  return { ...loaded, instance: { ...afterEvent(loaded.instance, evenementOf(tx, incident)), fixes } }
}
