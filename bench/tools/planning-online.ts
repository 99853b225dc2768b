import { foresee } from '#src/planning/previsions.ts'
import { dayOf, startOfWeek, weekOf } from '#src/planning/calendar.ts'
import { check } from '#src/planning/check.ts'
import { costOf } from '#src/planning/check/cost.ts'
import { chance } from '#src/planning/engine/chance.ts'
import { improve } from '#src/planning/improve.ts'
import type { Fixe, Instance, Placement, Requete } from '#src/planning/model.ts'
import { openBoard } from '#src/planning/mending/open-board.ts'
import { placeOn } from '#src/planning/place-one.ts'
import { REGLAGES_PAR_DEFAUT } from '#src/planning/reglages.ts'
import { cpuSeconds } from './planning-run.ts'

/** School days between a registration and its interview, at least; and before an interview, when it is convoked. */
const NOTICE = 5

export interface Season {
  cost: number
  unplaced: number
  broken: number
  /** Times that a held interview went to another lycée or another week. */
  changes: number
  /** CPU milliseconds of each placement, sorted. */
  times: number[]
  /** CPU seconds of each night, sorted. */
  nights: number[]
}

export interface Regle {
  /** Whether a whole week is convoked together, five school days before its first, or each day by itself. */
  vagues: 'semaine' | 'jour'
  /** Minutes of an adult for a family told another lycée or another week. */
  annonce: number
  /** Nights leave room for those who may still register. */
  prevoir: boolean
  /** Days within which each collège registers all of its own; null: each pupil on a day of his own. */
  etalement: number | null
}

/** First and last school days of registrations, counted from the first interview. */
const OUVERTURE = -15
const FERMETURE = 9

/** The school day on which each pupil is registered. */
function arrivals({ requetes }: Instance, etalement: Regle['etalement']): Map<string, number> {
  const next = chance(99)
  const drawn = (): number => Math.floor(OUVERTURE + (FERMETURE + 1 - OUVERTURE) * next() ** 1.2)
  const origines = new Map(requetes.map((requete) => [requete.eleve, requete.origine]))
  if (etalement === null) return new Map([...origines.keys()].map((eleve) => [eleve, drawn()]))
  const begun = new Map([...new Set(origines.values())].map((origine) => [origine, drawn()]))
  const dayOfOne = (origine: string): number =>
    Math.min(FERMETURE, (begun.get(origine) ?? 0) + Math.floor(etalement * next()))
  return new Map([...origines].map(([eleve, origine]) => [eleve, dayOfOne(origine)]))
}

/** School days of the campaign: Monday to Friday from its first availability on. */
function schoolDays({ disponibilites }: Instance): (index: number) => number {
  const first = Math.min(...disponibilites.map((d) => dayOf(d.debut)))
  const monday = first - ((((first + 3) % 7) + 7) % 7)
  return (index) => monday + 7 * Math.floor(index / 5) + (((index % 5) + 5) % 5)
}

/** Those whom a night expects. */
function expectedAfter(
  night: number,
  {
    known,
    arrival,
    dayAt,
  }: { known: readonly Requete[]; arrival: ReadonlyMap<string, number>; dayAt: (index: number) => number },
): Requete[] {
  const arrivees = known.map((requete) => ({ requete, jour: arrival.get(requete.eleve) ?? OUVERTURE }))
  return foresee(arrivees, {
    jour: night,
    dernierJour: () => FERMETURE,
    auPlusTot: (jour) => dayAt(Math.max(0, jour + NOTICE)) * 1440,
  })
}

/**
 * Registrations arrive from three weeks before the first interview to its tenth day. Each is held at once; each night
 * what is held is improved, freely until it is told, which it is after its first night; five school days ahead it is
 * convoked and moves no more.
 */
export async function season(
  instance: Instance,
  { nightly, vagues, annonce, prevoir, etalement }: Regle & { nightly: number },
): Promise<Season> {
  const dayAt = schoolDays(instance)
  const arrival = arrivals(instance, etalement)
  const known: Requete[] = []
  const convoked = new Map<string, Placement>()
  const held = new Held(instance)
  const times: number[] = []
  const nights: number[] = []
  const asked = (from: number): Instance => ({
    ...instance,
    reglages: { ...REGLAGES_PAR_DEFAUT, annonce },
    requetes: known.filter((r) => !convoked.has(r.id)).map((r) => held.asTold(notBefore(r, dayAt(from)))),
    fixes: fixesOf(known, convoked),
    tenus: held.all,
  })
  /** First day of the calendar that is not convoked after this one. */
  const freeAfter = (day: number): number =>
    vagues === 'jour' ? day + NOTICE + 1 : 5 * (Math.floor((day + NOTICE + 1) / 5) + 1)
  for (let day = OUVERTURE; day < 30; day++) {
    const open = openBoard(asked(Math.max(0, day + NOTICE)))
    for (const requete of instance.requetes.filter((one) => arrival.get(one.eleve) === day)) {
      known.push(requete)
      const begun = cpuSeconds()
      const placement = placeOn(open, notBefore(requete, dayAt(Math.max(0, day + NOTICE))))
      times.push(1000 * (cpuSeconds() - begun))
      if (placement) held.places.set(requete.id, placement)
    }
    for (const placement of held.takeBefore(dayAt(freeAfter(day)) * 1440))
      convoked.set(placement.requete, placement)
    if (held.places.size === 0) continue
    const begun = cpuSeconds()
    const previsions = prevoir ? expectedAfter(day, { known, arrival, dayAt }) : []
    const { places } = await improve(
      { ...asked(Math.max(0, day + NOTICE + 1)), previsions },
      { graine: day + 100, iterations: nightly * (held.places.size + previsions.length) },
    )
    nights.push(cpuSeconds() - begun)
    held.become(places)
  }
  const places = [...convoked.values(), ...held.all]
  const made = { places, nonPlaces: [] }
  const broken = check(instance, made).filter(({ regle }) => regle !== 'requete_oubliee')
  return {
    cost: costOf(instance, made).total,
    unplaced: instance.requetes.length - places.length,
    broken: broken.length,
    changes: held.changes,
    times: times.sort((a, b) => a - b),
    nights: nights.sort((a, b) => a - b),
  }
}

/** What is held, and what was told of it: the lycée and the week. */
class Held {
  places = new Map<string, Placement>()
  /** Times that one was told another lycée or another week. */
  changes = 0
  readonly #told = new Set<string>()
  readonly #lieux: ReadonlyMap<string, string>

  constructor({ disponibilites }: Instance) {
    this.#lieux = new Map(disponibilites.map((d) => [d.id, d.lieu]))
  }

  get all(): Placement[] {
    return [...this.places.values()]
  }

  /** A request that is held, with what its family knows. */
  asTold(requete: Requete): Requete {
    const place = this.places.get(requete.id)
    if (!place || !this.#told.has(requete.id)) return requete
    const monday = startOfWeek(weekOf(place.debut))
    const semaine = { debut: monday, fin: monday + 7 * 1440 }
    return { ...requete, annonce: { lieu: this.#lieuOf(place), semaine } }
  }

  /** Those that begin before an instant, held no more. */
  takeBefore(instant: number): Placement[] {
    const taken = this.all.filter(({ debut }) => debut < instant)
    for (const { requete } of taken) this.places.delete(requete)
    return taken
  }

  /** The next morning: where they are is told. */
  become(places: readonly Placement[]): void {
    for (const place of places) {
      const before = this.places.get(place.requete)
      const isNews =
        before &&
        (weekOf(before.debut) !== weekOf(place.debut) || this.#lieuOf(before) !== this.#lieuOf(place))
      if (isNews && this.#told.has(place.requete)) this.changes++
      this.#told.add(place.requete)
    }
    this.places = new Map(places.map((placement) => [placement.requete, placement]))
  }

  #lieuOf({ disponibilite }: Placement): string {
    return this.#lieux.get(disponibilite) ?? ''
  }
}

const notBefore = (requete: Requete, day: number): Requete => ({ ...requete, auPlusTot: day * 1440 })

const fixesOf = (known: readonly Requete[], convoked: ReadonlyMap<string, Placement>): Fixe[] =>
  known.flatMap((requete) => {
    const placement = convoked.get(requete.id)
    return placement ? [{ requete, placement }] : []
  })
