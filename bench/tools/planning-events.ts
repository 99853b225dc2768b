import { chance } from '#src/planning/engine/chance.ts'
import { dayOf, halfDayAround, startOfDay } from '#src/planning/calendar.ts'
import { standing } from '#src/planning/mending/event.ts'
import type { Disponibilite, Fixe, Instance, Interval } from '#src/planning/model.ts'
import type { Evenement } from '#src/planning/outcomes.ts'

/** What may happen to an interview that stands, and so to those beside it. */
export const KINDS = [
  'demi-journée',
  'journée',
  'lycée fermé',
  'salle fermée',
  'élève absent',
  'collège absent',
  'non venu',
  'retrait',
] as const
export type Kind = (typeof KINDS)[number]

interface Facts {
  fixe: Fixe
  offer: Disponibilite
  day: Interval
  stands: readonly Fixe[]
}

const absent = ({ offer }: Facts, intervalle: Interval): Evenement[] =>
  offer.intervenants
    .slice(0, 1)
    .map((intervenant) => ({ sorte: 'intervenant_absent', intervenant, intervalle }))

const EVENTS: Record<Kind, (facts: Facts) => Evenement[]> = {
  'demi-journée': (facts) => absent(facts, halfDayAround(facts.fixe.placement.debut)),
  journée: (facts) => absent(facts, facts.day),
  'lycée fermé': ({ offer, day }) => [{ sorte: 'lieu_ferme', lieu: offer.lieu, intervalle: day }],
  'salle fermée': ({ offer, day }) =>
    offer.salle === null ? [] : [{ sorte: 'salle_fermee', salle: offer.salle, intervalle: day }],
  'élève absent': ({ fixe, day }) => [
    { sorte: 'eleves_indisponibles', eleves: [fixe.requete.eleve], intervalle: day },
  ],
  'collège absent': ({ fixe, day, stands }) => [
    {
      sorte: 'eleves_indisponibles',
      eleves: [
        ...new Set(
          stands.flatMap(({ requete }) => (requete.origine === fixe.requete.origine ? [requete.eleve] : [])),
        ),
      ],
      intervalle: day,
    },
  ],
  'non venu': ({ fixe }) => [{ sorte: 'absence', requetes: [fixe.requete.id] }],
  retrait: ({ fixe }) => [{ sorte: 'retrait', requetes: [fixe.requete.id] }],
}

/** Events of a kind on a plan that stands, each at an interview drawn among all: the busy days come the more often. */
export function eventsOf(
  instance: Instance,
  { kinds, count, seed }: { kinds: readonly Kind[]; count: number; seed: number },
): Evenement[] {
  const next = chance(seed)
  const stands = standing(instance)
  const offers = new Map(instance.disponibilites.map((d) => [d.id, d]))
  return Array.from({ length: count }, (_, i): Evenement[] => {
    const fixe = stands[Math.floor(next() * stands.length)]
    const offer = offers.get(fixe?.placement.disponibilite ?? '')
    const kind = kinds[i % kinds.length]
    if (!fixe || !offer || !kind) return []
    const day = dayOf(fixe.placement.debut)
    const whole = { debut: startOfDay(day), fin: startOfDay(day + 1) }
    return EVENTS[kind]({ fixe, offer, day: whole, stands })
  }).flat()
}

/** Each availability in a room of its own among those of its lycée at that time: so that a room may be closed. */
export function inRooms(instance: Instance): Instance {
  const ranks = new Map<string, number>()
  const disponibilites = instance.disponibilites.map((d) => {
    const key = `${d.lieu} ${halfDayAround(d.debut).debut}`
    const rank = (ranks.get(key) ?? 0) + 1
    ranks.set(key, rank)
    return { ...d, salle: `${d.lieu} salle ${rank}` }
  })
  return { ...instance, disponibilites }
}
