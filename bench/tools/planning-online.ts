import { dayOf } from '#src/planning/calendar.ts'
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
 * the calendar before `first`: what is convoked while few are known costs the most.
 */
export async function season(
  instance: Instance,
  { nightly, first }: { nightly: number; first: number },
): Promise<Season> {
  const next = chance(99)
  const dayAt = schoolDays(instance)
  const eleves = [...new Set(instance.requetes.map((requete) => requete.eleve))]
  const arrival = new Map(eleves.map((eleve) => [eleve, Math.floor(-15 + 25 * next() ** 1.2)]))
  const known: Requete[] = []
  const convoked = new Map<string, Placement>()
  let held = new Map<string, Placement>()
  const times: number[] = []
  const nights: number[] = []
  const asked = (from: number): Instance => ({
    ...instance,
    reglages: REGLAGES_PAR_DEFAUT,
    requetes: known.filter((r) => !convoked.has(r.id)).map((r) => notBefore(r, dayAt(from))),
    fixes: fixesOf(known, convoked),
    tenus: [...held.values()],
  })
  for (let day = -15; day < 30; day++) {
    const open = openBoard(asked(Math.max(first, day + NOTICE)))
    for (const requete of instance.requetes.filter((one) => arrival.get(one.eleve) === day)) {
      known.push(requete)
      const begun = cpuSeconds()
      const placement = placeOn(open, notBefore(requete, dayAt(Math.max(first, day + NOTICE))))
      times.push(1000 * (cpuSeconds() - begun))
      if (placement) held.set(requete.id, placement)
    }
    for (const [id, placement] of held)
      if (placement.debut < (dayAt(day + NOTICE) + 1) * 1440) {
        convoked.set(id, placement)
        held.delete(id)
      }
    if (held.size === 0) continue
    const begun = cpuSeconds()
    const from = Math.max(first, day + NOTICE + 1)
    const better = await improve(asked(from), {
      graine: day + 100,
      iterations: nightly,
    })
    nights.push(cpuSeconds() - begun)
    held = new Map(better.places.map((placement) => [placement.requete, placement]))
  }
  const places = [...convoked.values(), ...held.values()]
  const made = { places, nonPlaces: [] }
  const broken = check(instance, made).filter(({ regle }) => regle !== 'requete_oubliee')
  return {
    cost: costOf(instance, made).total,
    unplaced: instance.requetes.length - places.length,
    broken: broken.length,
    times: times.sort((a, b) => a - b),
    nights: nights.sort((a, b) => a - b),
  }
}

const notBefore = (requete: Requete, day: number): Requete => ({ ...requete, auPlusTot: day * 1440 })

const fixesOf = (known: readonly Requete[], convoked: ReadonlyMap<string, Placement>): Fixe[] =>
  known.flatMap((requete) => {
    const placement = convoked.get(requete.id)
    return placement ? [{ requete, placement }] : []
  })
