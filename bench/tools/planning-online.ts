import { dayOf, startOfWeek, weekOf } from '#src/planning/calendar.ts'
import { check } from '#src/planning/check.ts'
import { costOf } from '#src/planning/check/cost.ts'
import { complete } from '#src/planning/complete.ts'
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

/** School days of the campaign: Monday to Friday from its first availability on. */
function schoolDays({ disponibilites }: Instance): (index: number) => number {
  const first = Math.min(...disponibilites.map((d) => dayOf(d.debut)))
  const monday = first - ((((first + 3) % 7) + 7) % 7)
  return (index) => monday + 7 * Math.floor(index / 5) + (((index % 5) + 5) % 5)
}

/**
 * Registrations arrive from three weeks before the first interview to its tenth day. Each is held at once; each night
 * what is held is improved; an interview is convoked five school days ahead and moves no more. None is held on a day of
 * the calendar before `first`: what is convoked while few are known costs the most. Where the lycée and the week are told
 * (`tells`), a night keeps them, and opens the weeks only for who would have no place: the rule of the application.
 */
export async function season(
  instance: Instance,
  { nightly, first, tells }: { nightly: number; first: number; tells: boolean },
): Promise<Season> {
  const next = chance(99)
  const dayAt = schoolDays(instance)
  const eleves = [...new Set(instance.requetes.map((requete) => requete.eleve))]
  const arrival = new Map(eleves.map((eleve) => [eleve, Math.floor(-15 + 25 * next() ** 1.2)]))
  const known: Requete[] = []
  const convoked = new Map<string, Placement>()
  const held = new Held(instance)
  const times: number[] = []
  const nights: number[] = []
  const asked = (from: number, weeks: 'told' | 'any' = 'told'): Instance => ({
    ...instance,
    reglages: REGLAGES_PAR_DEFAUT,
    requetes: known
      .filter((r) => !convoked.has(r.id))
      .map((r) => {
        const late = notBefore(r, dayAt(from))
        return tells ? held.asTold(late, weeks) : late
      }),
    fixes: fixesOf(known, convoked),
    tenus: held.all,
  })
  for (let day = -15; day < 30; day++) {
    const open = openBoard(asked(Math.max(first, day + NOTICE)))
    for (const requete of instance.requetes.filter((one) => arrival.get(one.eleve) === day)) {
      known.push(requete)
      const begun = cpuSeconds()
      const placement = placeOn(open, notBefore(requete, dayAt(Math.max(first, day + NOTICE))))
      times.push(1000 * (cpuSeconds() - begun))
      if (placement) held.places.set(requete.id, placement)
    }
    for (const placement of held.takeBefore((dayAt(day + NOTICE) + 1) * 1440))
      convoked.set(placement.requete, placement)
    if (held.places.size === 0) continue
    const begun = cpuSeconds()
    const from = Math.max(first, day + NOTICE + 1)
    const better = await improve(asked(from), {
      graine: day + 100,
      iterations: nightly,
    })
    const { places } =
      tells && better.nonPlaces.length > 0 ? complete(asked(from, 'any'), better.places) : better
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

/** What is held, and was told: the lycée and the week. */
class Held {
  places = new Map<string, Placement>()
  /** Times that one went to another lycée or another week. */
  changes = 0
  readonly #lieux: ReadonlyMap<string, string>

  constructor({ disponibilites }: Instance) {
    this.#lieux = new Map(disponibilites.map((d) => [d.id, d.lieu]))
  }

  get all(): Placement[] {
    return [...this.places.values()]
  }

  /** A request that is held, at its lycée only; in its week too unless in any. */
  asTold(requete: Requete, weeks: 'told' | 'any'): Requete {
    const place = this.places.get(requete.id)
    if (!place) return requete
    const monday = startOfWeek(weekOf(place.debut))
    const fenetres = weeks === 'told' ? [{ debut: monday, fin: monday + 7 * 1440 }] : null
    return { ...requete, lieux: [this.#lieuOf(place)], fenetres }
  }

  /** Those that begin before an instant, held no more. */
  takeBefore(instant: number): Placement[] {
    const taken = this.all.filter(({ debut }) => debut < instant)
    for (const { requete } of taken) this.places.delete(requete)
    return taken
  }

  become(places: readonly Placement[]): void {
    for (const place of places) {
      const before = this.places.get(place.requete)
      const same =
        !before ||
        (weekOf(before.debut) === weekOf(place.debut) && this.#lieuOf(before) === this.#lieuOf(place))
      if (!same) this.changes++
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
