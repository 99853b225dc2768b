import { dayOf, halfDayAround, startOfDay } from '#src/planning/calendar.ts'
import { CAPACITY_RULES, journeyHours } from '#src/planning/capacity-rules.ts'
import { joinable, peak, type HardRule } from '#src/planning/hard-rule.ts'
import type { Entretien } from '#src/planning/jury.ts'
import type { Requete } from '#src/planning/model.ts'
import type { Essai, State } from '#src/planning/state.ts'

/** Minutes between two interviews of one pupil in one place. */
const CHANGE_OF_ROOM = 5

const inPerson = (requete: Requete): boolean => requete.mode === 'presentiel'

/** No day that the interview touches is closed. */
export const openDay: HardRule = {
  next({ contraintes: { joursFermes } }, { debut, fin }) {
    for (let day = dayOf(fin - 1); day >= dayOf(debut); day--)
      if (joursFermes.has(day)) return startOfDay(day + 1)
    return debut
  },
}

export const notice: HardRule = {
  next: (_, { requete, debut }) => Math.max(debut, requete.auPlusTot ?? debut),
}

export const juryPresent: HardRule = {
  next(_, { jury, debut, fin }) {
    for (const { absences } of jury.ressources) {
      const absence = absences.firstMeeting(debut, fin)
      if (absence) return absence.fin
    }
    for (const closing of jury.fermetures) if (closing.debut < fin && closing.fin > debut) return closing.fin
    return debut
  },
}

export const elevePresent: HardRule = {
  next(_, { requete, debut, fin }) {
    for (const absence of requete.indisponibilites)
      if (absence.debut < absence.fin && absence.debut < fin && absence.fin > debut) return absence.fin
    return debut
  },
}

/** One creneau at a time per person and per room, the pause between two; a group takes in up to its capacity. */
const juryFree: HardRule = {
  next(state, essai) {
    if (joinable(state, essai)) return essai.debut
    for (const { creneaux, pause } of essai.jury.ressources) {
      const creneau = creneaux.firstMeeting(essai.debut - pause, essai.fin + pause)
      if (creneau) return creneau.fin + pause
    }
    return essai.debut
  },
  obstacle(state, essai) {
    const group = state.creneauAt(essai)
    if (group) return { among: group.occupants, atLeast: 1 }
    const creneaux = essai.jury.ressources.flatMap((ressource) =>
      ressource.creneaux.meeting(essai.debut - ressource.pause, essai.fin + ressource.pause),
    )
    const among = [...new Set(creneaux)].flatMap((creneau) => creneau.occupants)
    return { among, atLeast: among.length }
  },
}

/** Minutes to leave between the interview tried and another of the same pupil. */
function gap(state: State, pair: { essai: Essai; other: Entretien }): number {
  const { essai, other } = pair
  if (dayOf(essai.debut) !== dayOf(other.debut)) return 0
  const lieu = inPerson(essai.requete) ? essai.jury.disponibilite.lieu : essai.requete.origine
  return lieu === other.lieu ? CHANGE_OF_ROOM : state.trajet(lieu, other.lieu)
}

function clash(state: State, pair: { essai: Essai; other: Entretien }): boolean {
  const { essai, other } = pair
  const minutes = gap(state, pair)
  return other.debut < essai.fin + minutes && essai.debut < other.fin + minutes
}

/** One interview at a time per pupil, with the journey between two of one day. */
const eleveFree: HardRule = {
  next(state, essai) {
    for (const other of state.ofEleve(essai.requete.eleve))
      if (clash(state, { essai, other })) return other.fin + gap(state, { essai, other })
    return essai.debut
  },
  obstacle(state, essai) {
    const among = state.ofEleve(essai.requete.eleve).filter((other) => clash(state, { essai, other }))
    return { among, atLeast: among.length }
  },
}

const sameDay = (state: State, essai: Essai): readonly Entretien[] =>
  state.ofEleve(essai.requete.eleve).filter((other) => dayOf(other.debut) === dayOf(essai.debut))

const dailyLimit: HardRule = {
  next(state, essai) {
    const full = sameDay(state, essai).length >= state.contraintes.entretiensParJour
    return full ? startOfDay(dayOf(essai.debut) + 1) : essai.debut
  },
  obstacle(state, essai) {
    const among = sameDay(state, essai)
    return { among, atLeast: among.length + 1 - state.contraintes.entretiensParJour }
  },
}

/** Pupils of one collège in interview at the same time, in person. */
const collegeLimit: HardRule = {
  next(state, essai) {
    const limit = state.contraintes.maxParCollege
    if (limit === null || !inPerson(essai.requete)) return essai.debut
    const others = state.ofCollege(essai.requete.origine, essai)
    if (peak(others, essai) < limit) return essai.debut
    // Nobody leaves before the first of them ends; with nobody there, the limit is 0 and no later start helps.
    return Math.min(...others.map((other) => other.fin))
  },
  obstacle: (state, essai) => ({ among: state.ofCollege(essai.requete.origine, essai), atLeast: 1 }),
}

/** Pupils of one collège whom one chaperone takes to one lycée in a half-day. */
const chaperoneLimit: HardRule = {
  next(state, essai) {
    const limit = state.contraintes.accompagnes
    if (limit === null || !inPerson(essai.requete)) return essai.debut
    const eleves = new Set(state.ofTrip(essai).map((other) => other.requete.eleve))
    return eleves.add(essai.requete.eleve).size > limit ? halfDayAround(essai.debut).fin : essai.debut
  },
  obstacle: (state, essai) => ({ among: state.ofTrip(essai), atLeast: 1 }),
}

/** Rules that depend on no other interview. */
export const FIXED_RULES: readonly HardRule[] = [openDay, notice, juryPresent, elevePresent, journeyHours]

/** Every rule of time; those of place (domaine, mode, journey, access) are in `admissible.ts`. */
export const HARD_RULES: readonly HardRule[] = [
  ...FIXED_RULES,
  juryFree,
  eleveFree,
  dailyLimit,
  collegeLimit,
  chaperoneLimit,
  ...CAPACITY_RULES,
]
