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
  /** Nothing is held on a day of the calendar before it: what is convoked while few are known costs the most. */
  first: number
  /** Whether a whole week is convoked together, five school days before its first, or each day by itself. */
  vagues: 'semaine' | 'jour'
  /** Minutes of an adult for a family told another lycée or another week. */
  annonce: number
}

/** School days of the campaign: Monday to Friday from its first availability on. */
function schoolDays({ disponibilites }: Instance): (index: number) => number {
  const first = Math.min(...disponibilites.map((d) => dayOf(d.debut)))
  const monday = first - ((((first + 3) % 7) + 7) % 7)
  return (index) => monday + 7 * Math.floor(index / 5) + (((index % 5) + 5) % 5)
}

/**
 * Registrations arrive from three weeks before the first interview to its tenth day. Each is held at once; each night
 * what is held is improved, freely until it is told, which it is after its first night; five school days ahead it is
 * convoked and moves no more.
 */
export async function season(
  instance: Instance,
  { nightly, first, vagues, annonce }: Regle & { nightly: number },
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
  for (let day = -15; day < 30; day++) {
    const open = openBoard(asked(Math.max(first, day + NOTICE)))
    for (const requete of instance.requetes.filter((one) => arrival.get(one.eleve) === day)) {
      known.push(requete)
      const begun = cpuSeconds()
      const placement = placeOn(open, notBefore(requete, dayAt(Math.max(first, day + NOTICE))))
      times.push(1000 * (cpuSeconds() - begun))
      if (placement) held.places.set(requete.id, placement)
    }
    for (const placement of held.takeBefore(dayAt(freeAfter(day)) * 1440))
      convoked.set(placement.requete, placement)
    if (held.places.size === 0) continue
    const begun = cpuSeconds()
    const { places } = await improve(asked(Math.max(first, day + NOTICE + 1)), {
      graine: day + 100,
      iterations: nightly * held.places.size,
    })
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
