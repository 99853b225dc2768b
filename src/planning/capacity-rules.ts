import { dayOf, halfDayAround, startOfDay, startOfWeek, weekOf } from '#src/planning/calendar.ts'
import { joinable, peak, type HardRule } from '#src/planning/hard-rule.ts'
import type { Creneau, Entretien, Ressource } from '#src/planning/jury.ts'
import type { Interval, Minute } from '#src/planning/model.ts'
import type { Essai, State } from '#src/planning/state.ts'

const NEVER = Number.POSITIVE_INFINITY

/** The pupil leaves and comes back at decent hours, journey included. */
export const journeyHours: HardRule = {
  next(state, { requete, jury, debut, fin }) {
    const hours = state.contraintes.fenetreTrajet
    if (!hours || requete.mode === 'distanciel') return debut
    const minutes = state.trajet(requete.origine, jury.disponibilite.lieu)
    const midnight = startOfDay(dayOf(debut))
    const half = halfDayAround(debut)
    const [leave, back] =
      half.debut === midnight
        ? [hours.departMatin, hours.retourMatin]
        : [hours.departApresMidi, hours.retourApresMidi]
    if (fin + minutes > midnight + back) return half.fin
    return Math.max(debut, midnight + leave + minutes)
  },
}

const people = (essai: Essai): readonly Ressource[] =>
  essai.jury.ressources.filter((ressource) => ressource.kind === 'person')

const sessionsWithin = (ressource: Ressource, { debut, fin }: Interval): Creneau[] =>
  ressource.creneaux.meeting(debut, fin).filter((creneau) => creneau.debut >= debut)

interface Period {
  limit: (state: State) => number | null | undefined
  around: (instant: Minute) => Interval
}

/** Sessions of each teacher over a day or a week. */
const teacherLoad = ({ limit, around }: Period): HardRule => ({
  next(state, essai) {
    const most = limit(state)
    if (most == null || joinable(state, essai)) return essai.debut
    const period = around(essai.debut)
    const full = people(essai).some((person) => sessionsWithin(person, period).length >= most)
    return full ? period.fin : essai.debut
  },
  obstacle(state, essai) {
    const period = around(essai.debut)
    const most = limit(state) ?? 0
    const full = people(essai).find((person) => sessionsWithin(person, period).length >= most)
    return { among: full ? sessionsWithin(full, period).flatMap((one) => one.occupants) : [], atLeast: 1 }
  },
})

const DAY: Period = {
  limit: (state) => state.contraintes.parIntervenantJour,
  around: (instant) => ({ debut: startOfDay(dayOf(instant)), fin: startOfDay(dayOf(instant) + 1) }),
}

const WEEK: Period = {
  limit: (state) => state.contraintes.parIntervenantSemaine,
  around: (instant) => ({ debut: startOfWeek(weekOf(instant)), fin: startOfWeek(weekOf(instant) + 1) }),
}

/** Juries of one lycée that receive in one half-day. */
const roomsOfLieu: HardRule = {
  next(state, { jury, debut }) {
    const { lieu } = jury.disponibilite
    const rooms = state.contraintes.sallesParLieu?.get(lieu)
    const receiving = rooms === undefined ? undefined : state.receiving(lieu, debut)
    const full = !receiving?.has(jury) && (receiving?.size ?? 0) >= (rooms ?? NEVER)
    return full ? halfDayAround(debut).fin : debut
  },
  obstacle(state, { jury, debut }) {
    const receiving = state.receiving(jury.disponibilite.lieu, debut)
    const [smallest] = [...(receiving ?? [])].toSorted(([, a], [, b]) => a - b)
    const { debut: from, fin } = halfDayAround(debut)
    const creneaux = smallest?.[0].ressources[0]?.creneaux.meeting(from, fin) ?? []
    const among = creneaux.filter((one) => one.jury === smallest?.[0]).flatMap((one) => one.occupants)
    return { among, atLeast: Math.max(1, among.length) }
  },
}

/** Remote interviews of a collège at one moment. */
const remotePosts: HardRule = {
  next(state, essai) {
    const posts = state.contraintes.postesDistanciel?.get(essai.requete.origine)
    if (posts === undefined || essai.requete.mode !== 'distanciel') return essai.debut
    const others: readonly Entretien[] = state.ofPostes(essai.requete.origine, essai)
    if (peak(others, essai) < posts) return essai.debut
    return Math.min(NEVER, ...others.map((other) => other.fin))
  },
  obstacle: (state, essai) => ({ among: state.ofPostes(essai.requete.origine, essai), atLeast: 1 }),
}

/** Rules on what a teacher, a lycée or a collège can bear. */
export const CAPACITY_RULES: readonly HardRule[] = [
  teacherLoad(DAY),
  teacherLoad(WEEK),
  roomsOfLieu,
  remotePosts,
]
