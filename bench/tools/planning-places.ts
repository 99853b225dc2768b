import { groupBy } from '#src/kit/group.ts'
import { checkSingle } from '#src/planning/check/single.ts'
import { rowsOf } from '#src/planning/check/rows.ts'
import { standing } from '#src/planning/mending/event.ts'
import type { Disponibilite, Fixe, Instance, Interval, Placement, Requete } from '#src/planning/model.ts'
import type { Evenement } from '#src/planning/outcomes.ts'

const STEP = 5

const meet = (a: Interval, b: Interval): boolean => a.debut < b.fin && b.debut < a.fin

/** Rules that this search does not know; an instance that has them cannot be judged by it. */
function refuse({ disponibilites, contraintes }: Instance): void {
  const { pauseMinutes, maxParCollege, accompagnes, parIntervenantJour, parIntervenantSemaine } = contraintes
  const grouped = disponibilites.some((d) => d.capacite !== 1) || shareRooms(disponibilites)
  const caps = [maxParCollege, accompagnes, parIntervenantJour, parIntervenantSemaine]
  if (pauseMinutes > 0 || grouped || caps.some((cap) => cap != null))
    throw new Error('rules that the exhaustive search does not know')
}

/** Whether two availabilities have the same room at the same time. */
function shareRooms(disponibilites: Instance['disponibilites']): boolean {
  const ends = new Map<string, number>()
  for (const { salle, debut, fin } of disponibilites.toSorted((a, b) => a.debut - b.debut)) {
    if (salle === null) continue
    if ((ends.get(salle) ?? debut) > debut) return true
    ends.set(salle, fin)
  }
  return false
}

/** Places by themselves, before any event: the same for all the events of a plan. */
export interface Places {
  /** Every place that the checker allows to a request. */
  of: (requete: Requete) => readonly Placement[]
  /** Those of the lycée and time where an interview stands: nobody sees which of them it has. */
  unseen: (fixe: Fixe) => readonly Placement[]
}

/** Every place of the grid that the checker allows to a request by itself, among some; each is looked for once. */
export function placesAsAsked(instance: Instance): Places {
  refuse(instance)
  const known = new Map<string, readonly Placement[]>()
  const offers = groupBy(instance.disponibilites, (d) => d.lieu)
  const offersOf = ({ lieux, domaine }: Requete): Disponibilite[] =>
    lieux.flatMap((lieu) => offers.get(lieu) ?? []).filter((d) => d.domaines.includes(domaine))
  const lieux = new Map(instance.disponibilites.map((d) => [d.id, d.lieu]))
  return {
    of: (requete) => {
      const places = known.get(requete.id) ?? allowed(instance, { requete, offers: offersOf(requete) })
      known.set(requete.id, places)
      return places
    },
    unseen: ({ requete, placement }) => {
      const here = offersOf(requete).filter((d) => d.lieu === lieux.get(placement.disponibilite))
      const isThen = ({ debut }: Placement): boolean => debut === placement.debut
      return allowed(instance, { requete, offers: here, isAsked: isThen })
    },
  }
}

/** The starts of the grid in an availability. */
const startsFor =
  ({ id, duree }: Requete) =>
  (d: Disponibilite): Placement[] =>
    Array.from({ length: Math.max(0, Math.floor((d.fin - d.debut - duree) / STEP) + 1) }, (_, i) => {
      const debut = d.debut + STEP * i
      return { requete: id, disponibilite: d.id, place: 1, debut, fin: debut + duree }
    })

function allowed(
  instance: Instance,
  {
    requete,
    offers,
    isAsked = () => true,
  }: { requete: Requete; offers: readonly Disponibilite[]; isAsked?: (one: Placement) => boolean },
): readonly Placement[] {
  const all = offers.flatMap(startsFor(requete)).filter(isAsked)
  const named = all.map((placement, i) => ({ ...placement, requete: String(i) }))
  const requetes = named.map((one) => ({ ...requete, id: one.requete }))
  const alone = { ...instance, disponibilites: offers, requetes, fixes: [], tenus: [] }
  const violations = checkSingle(alone, rowsOf(alone, { places: named, nonPlaces: [] }))
  const refused = new Set(violations.flatMap((one) => one.requetes))
  return all.filter((_, i) => !refused.has(String(i)))
}

/** Whether an event closes a place to the request that it is for. */
export function isClosed(instance: Instance, event: Evenement): (placement: Placement) => boolean {
  if (event.sorte === 'retrait') return () => false
  if (event.sorte === 'absence') {
    const missed = new Map(standing(instance).map(({ requete, placement }) => [requete.id, placement.fin]))
    return ({ requete, debut }) => event.requetes.includes(requete) && debut < (missed.get(requete) ?? debut)
  }
  const closed = new Set(
    event.sorte === 'eleves_indisponibles'
      ? requestsOf(instance, new Set(event.eleves))
      : offersClosed(instance, event),
  )
  const isOf = ({ requete, disponibilite }: Placement): boolean =>
    closed.has(event.sorte === 'eleves_indisponibles' ? requete : disponibilite)
  return (placement) => isOf(placement) && meet(placement, event.intervalle)
}

const requestsOf = (instance: Instance, eleves: ReadonlySet<string>): string[] =>
  standing(instance).flatMap(({ requete }) => (eleves.has(requete.eleve) ? [requete.id] : []))

function offersClosed({ disponibilites }: Instance, event: Evenement): string[] {
  const isIt = (d: Disponibilite): boolean =>
    (event.sorte === 'lieu_ferme' && d.lieu === event.lieu) ||
    (event.sorte === 'salle_fermee' && d.salle === event.salle) ||
    (event.sorte === 'intervenant_absent' && d.intervenants.includes(event.intervenant))
  return disponibilites.filter(isIt).map((d) => d.id)
}
