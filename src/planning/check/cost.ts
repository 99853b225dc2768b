import type { Instance, Plan } from '#src/planning/model.ts'
import type { Charge, Cout, Indicateurs } from '#src/planning/outcomes.ts'
import { journeys, type Journey } from '#src/planning/check/journey.ts'
import { groupBy, halfDay, inPerson, rowsOf, type Row } from '#src/planning/check/rows.ts'
import { peopleOf, placeOf, sessionsOf } from '#src/planning/check/together.ts'
import { NON_PLACE, REGLAGES_PAR_DEFAUT } from '#src/planning/reglages.ts'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

interface Counts {
  unplaced: number
  /** Half-days of each person who receives. */
  halfDays: number[]
  trips: { minutes: number }[]
  pupilHalfDays: number
  travel: number
  wishes: Row[]
  /** Families told another lycée or another week. */
  news: number
}

const unanswered = (instance: Instance, plan: Plan): number => {
  const served = new Set([
    ...instance.fixes.map((fixe) => fixe.requete.id),
    ...plan.places.map((p) => p.requete),
  ])
  return new Set(instance.requetes.map((requete) => requete.id).filter((id) => !served.has(id))).size
}

const wished = ({ requete }: Row): boolean =>
  requete.souhait !== null && requete.lieux.includes(requete.souhait)
const granted = ({ requete, disponibilite }: Row): boolean => requete.souhait === disponibilite?.lieu
const isNews = ({ requete: { annonce }, disponibilite, debut }: Row): boolean =>
  annonce !== null &&
  annonce !== undefined &&
  (annonce.lieu !== disponibilite?.lieu || debut < annonce.semaine.debut || debut >= annonce.semaine.fin)

function count(rows: readonly Row[], journey: Journey): Omit<Counts, 'unplaced'> {
  const outside = rows.filter(inPerson)
  const presences = new Set(
    rows.flatMap((row) => peopleOf(row).map((who) => `${halfDay(row.debut)}\n${who}`)),
  )
  const people = groupBy([...presences], (presence) => presence.slice(presence.indexOf('\n')))
  const trips = groupBy(outside, (row) => `${halfDay(row.debut)}\n${row.requete.origine}\n${placeOf(row)}`)
  return {
    halfDays: people.map((days) => days.length),
    trips: trips.map((trip) => ({
      minutes: Math.max(...trip.map((row) => row.fin)) - Math.min(...trip.map((row) => row.debut)),
    })),
    pupilHalfDays: new Set(outside.map((row) => `${halfDay(row.debut)}\n${row.requete.eleve}`)).size,
    travel: sum(outside.map((row) => journey(row.requete.origine, placeOf(row)))),
    wishes: rows.filter(wished),
    news: rows.filter(isNews).length,
  }
}

/** Interviews at an availability that the instance knows: of the others, nothing can be said. */
const countOf = (instance: Instance, plan: Plan): Counts => ({
  ...count(
    rowsOf(instance, plan).filter((row) => row.disponibilite),
    journeys(instance),
  ),
  unplaced: unanswered(instance, plan),
})

/**
 * What a plan costs with the fixed interviews, recomputed from the instance alone: it shares no line with the engine.
 * Source: model of the reference measurements, one unit is about one adult-minute.
 */
export function costOf(instance: Instance, plan: Plan): Cout {
  const counts = countOf(instance, plan)
  const prices = instance.reglages ?? REGLAGES_PAR_DEFAUT
  const parts = {
    nonPlaces: NON_PLACE * counts.unplaced,
    demiJourneesIntervenant: prices.demiJourneeIntervenant * sum(counts.halfDays),
    equilibre: prices.equilibre * sum(counts.halfDays.map((days) => days * days)),
    sorties: prices.sortie * counts.trips.length,
    demiJourneesEleve: prices.demiJourneeEleve * counts.pupilHalfDays,
    trajets: prices.trajetMinute * counts.travel,
    attente: (prices.attente * sum(counts.trips.map((trip) => trip.minutes))) / 5,
    souhaits: prices.souhait * counts.wishes.filter((row) => !granted(row)).length,
    annonces: prices.annonce * counts.news,
  }
  return { total: sum(Object.values(parts)), ...parts }
}

/** The same plan in plain numbers, with the load of each lycée. */
export function indicateurs(instance: Instance, plan: Plan): Indicateurs {
  const counts = countOf(instance, plan)
  const rows = rowsOf(instance, plan)
  const charges = chargesOf(instance, rows)
  return {
    places: rows.length,
    nonPlaces: counts.unplaced,
    demiJourneesIntervenant: sum(counts.halfDays),
    sorties: counts.trips.length,
    demiJourneesEleve: counts.pupilHalfDays,
    trajetMinutes: counts.travel,
    attenteMinutes: sum(counts.trips.map((trip) => trip.minutes)),
    souhaitsSuivis: counts.wishes.filter(granted).length,
    souhaits: counts.wishes.length,
    annonces: counts.news,
    partDistanciel: rows.length === 0 ? 0 : rows.filter((row) => !inPerson(row)).length / rows.length,
    charges,
    gini: gini(charges.map((charge) => charge.taux)),
  }
}

function chargesOf({ disponibilites }: Instance, rows: readonly Row[]): Charge[] {
  const received = new Map(groupBy(rows, lieuOf).map((own) => [lieuOf(own[0]), own]))
  return groupBy(disponibilites, (d) => d.lieu).map((offers) => {
    const lieu = offers[0]?.lieu ?? ''
    const own = received.get(lieu) ?? []
    const minutes = sum(sessionsOf(own).map((session) => session.fin - session.debut))
    const offertes = sum(offers.map((d) => d.fin - d.debut))
    return { lieu, entretiens: own.length, minutes, offertes, taux: offertes === 0 ? 0 : minutes / offertes }
  })
}

const lieuOf = (row: Row | undefined): string => row?.disponibilite?.lieu ?? ''

/** Gini index: half the mean difference between two, over the mean. */
function gini(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const total = sum(sorted)
  if (total === 0) return 0
  return sum(sorted.map((value, i) => (2 * (i + 1) - sorted.length - 1) * value)) / (sorted.length * total)
}
