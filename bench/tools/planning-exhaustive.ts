import { journeys, type Journey } from '#src/planning/check/journey.ts'
import { standing } from '#src/planning/mending/event.ts'
import type { Instance, Requete } from '#src/planning/model.ts'
import type { Evenement } from '#src/planning/outcomes.ts'
import { isClosed, type Places } from './planning-places.ts'

const STEP = 5
const dayOf = (instant: number): number => Math.floor(instant / 1440)
const halfOf = (instant: number): number => 2 * dayOf(instant) + (instant % 1440 < 780 ? 0 : 1)

/** A place that one interview may have, taken alone. */
interface Place {
  offer: number
  debut: number
  fin: number
  /** The family sees a change. */
  seen: boolean
}

interface Interview {
  requete: Requete
  remote: boolean
  places: readonly Place[]
  /** Where it stands. */
  home: Place
  hit: boolean
  /** Changes that it costs at least once it must go. */
  least: number
}

/** What an exhaustive search found about a number of changes. */
export type Verdict = 'possible' | 'impossible' | 'unknown'

/**
 * Whether everybody can have a place after an event with so many visible changes at most, by trying everything. It
 * shares no line with the engine: places are those that the checker allows. Any plan that changes as few as can be
 * is met: each interview in it that moved without having lost its place stands in the way of another that moved.
 * `unknown` after so many nodes. Throws when the instance has rules that it does not know.
 */
export class Exhaustive {
  readonly #instance: Instance
  readonly #interviews: Interview[]
  readonly #lieux: readonly string[]
  readonly #journey: Journey
  readonly #ofOffer: Set<number>[]
  readonly #ofPupil = new Map<string, number[]>()
  readonly #ofCollege = new Map<string, number[]>()
  /** Where each interview is; undefined while it looks for a place. */
  readonly #at: (Place | undefined)[]
  readonly #settled = new Set<number>()
  #nodes = 0
  /** Changes allowed beyond those of the interviews that lost their place. */
  #extra = 0
  readonly #atHome: readonly (readonly number[])[]
  readonly #chances = new Map<number, Chance[]>()

  constructor(after: Instance, { event, places: all }: { event: Evenement; places: Places }) {
    const closed = isClosed(after, event)
    this.#instance = after
    this.#journey = journeys(after)
    this.#lieux = after.disponibilites.map((d) => d.lieu)
    const offers = new Map(after.disponibilites.map((d, index) => [d.id, index]))
    this.#interviews = standing(after).map(({ requete, placement }) => {
      const offer = offers.get(placement.disponibilite) ?? -1
      const open = all.of(requete).filter((one) => !closed(one))
      const places = open.map(({ disponibilite, debut, fin }): Place => {
        const index = offers.get(disponibilite) ?? -1
        const seen = debut !== placement.debut || this.#lieux[index] !== this.#lieux[offer]
        return { offer: index, debut, fin, seen }
      })
      const home = { offer, debut: placement.debut, fin: placement.fin, seen: false }
      const hit = !places.some((one) => one.offer === offer && one.debut === home.debut)
      const unseen = places.some((one) => !one.seen && (hit || one.offer !== offer))
      return { requete, remote: requete.mode === 'distanciel', places, home, hit, least: unseen ? 0 : 1 }
    })
    this.#at = this.#interviews.map(({ home, hit }) => (hit ? undefined : home))
    this.#ofOffer = after.disponibilites.map(() => new Set())
    for (const [i, { requete, home, hit }] of this.#interviews.entries()) {
      if (!hit) this.#ofOffer[home.offer]?.add(i)
      add(this.#ofPupil, requete.eleve, i)
      add(this.#ofCollege, requete.origine, i)
    }
    this.#atHome = this.#ofOffer.map((own) => [...own])
  }

  within(changes: number, nodes: number): Verdict {
    this.#nodes = nodes
    const waiting = [...this.#interviews.keys()].filter((i) => this.#at[i] === undefined)
    this.#extra = changes - waiting.reduce((sum, i) => sum + this.#least(i), 0)
    this.#chances.clear()
    const found = this.#search(waiting, changes)
    return found ? 'possible' : this.#nodes > 0 ? 'impossible' : 'unknown'
  }

  /** Changes that an interview that looks for a place costs at least. */
  #least(i: number): number {
    return this.#of(i).least
  }

  #search(waiting: readonly number[], left: number): boolean {
    if (waiting.length === 0) return true
    if (--this.#nodes <= 0) return false
    const least = waiting.reduce((sum, i) => sum + this.#least(i), 0)
    if (least > left) return false
    let best: { i: number; ways: { place: Place; pushed: number[] }[] } | undefined
    for (const i of waiting) {
      // What is left for this one and for those that it pushes.
      const ways = this.#ways(i, left - least + this.#least(i), best?.ways.length ?? Number.POSITIVE_INFINITY)
      if (!best || ways.length < best.ways.length) best = { i, ways }
      if (ways.length === 0) return false
    }
    if (!best) return false
    const { i } = best
    const others = waiting.filter((one) => one !== i)
    for (const { place, pushed } of best.ways.sort((a, b) => a.pushed.length - b.pushed.length)) {
      const homes = pushed.map((one) => this.#at[one])
      for (const one of pushed) this.#leave(one)
      this.#enter(i, place)
      const found = this.#search([...others, ...pushed], left - Number(place.seen))
      this.#leave(i)
      this.#settled.delete(i)
      for (const [n, one] of pushed.entries()) {
        const home = homes[n]
        if (home) this.#back(one, home)
      }
      if (found) return true
    }
    return false
  }

  /** Places that an interview may take, with those who must then go; no more of them than are of use. */
  #ways(i: number, most: number, useful: number): { place: Place; pushed: number[] }[] {
    const ways: { place: Place; pushed: number[] }[] = []
    for (const chance of this.#chancesOf(i)) {
      const { place } = chance
      if (Number(place.seen) > most) continue
      for (const pushed of this.#pushes(i, chance, most - Number(place.seen))) ways.push({ place, pushed })
      if (ways.length > useful) break
    }
    return ways
  }

  /** Places of an interview from which few enough would have to go, with these: nobody goes who need not. */
  #chancesOf(i: number): Chance[] {
    const known = this.#chances.get(i)
    if (known) return known
    const chances = this.#of(i).places.flatMap((place) => {
      const stand = this.#standingAt(i, place)
      const changes = stand.reduce((sum, one) => sum + this.#of(one).least, 0)
      return changes <= this.#extra ? [{ place, stand }] : []
    })
    this.#chances.set(i, chances)
    return chances
  }

  /** Interviews that stood in the way of a place before the event. */
  #standingAt(i: number, place: Place): number[] {
    const isInTheWay = (other: number): boolean => {
      const { home, hit, requete } = this.#of(other)
      if (hit || other === i) return false
      if (home.offer === place.offer && meet(home, place)) return true
      return requete.eleve === this.#of(i).requete.eleve && this.#areTooClose([i, place], [other, home])
    }
    const own = this.#ofPupil.get(this.#of(i).requete.eleve) ?? []
    return [...new Set([...(this.#atHome[place.offer] ?? []), ...own])].filter(isInTheWay)
  }

  /** The sets of interviews that must go for one to take a place: none when a settled one is in the way. */
  #pushes(i: number, { place, stand }: Chance, most: number): number[][] {
    for (const other of this.#settled) {
      const there = this.#at[other]
      if (!there) continue
      if (there.offer === place.offer && meet(there, place)) return []
      const same = this.#of(other).requete.eleve === this.#of(i).requete.eleve
      if (same && this.#areTooClose([i, place], [other, there])) return []
    }
    const inTheWay = new Set(stand.filter((one) => this.#at[one] === this.#of(one).home))
    const sets = this.#tooManyADay({ i, place, without: inTheWay })
      .flatMap((without) => this.#tooManyPosts({ i, place, without }))
      .flatMap((without) => this.#tooManyRooms({ i, place, without }))
    const allowed = (set: Set<number>): boolean => {
      let changes = 0
      for (const one of set) {
        if (this.#settled.has(one)) return false
        changes += this.#least(one)
      }
      return changes <= most
    }
    return sets.filter(allowed).map((set) => [...set])
  }

  #areTooClose([i, a]: [number, Place], [other, b]: [number, Place]): boolean {
    if (dayOf(b.debut) !== dayOf(a.debut)) return false
    const [from, to] = [this.#spot(i, a), this.#spot(other, b)]
    const gap = from === to ? STEP : this.#journey(from, to)
    return b.debut < a.fin + gap && a.debut < b.fin + gap
  }

  #spot(i: number, { offer }: Place): string {
    const { remote, requete } = this.#of(i)
    return remote ? requete.origine : (this.#lieux[offer] ?? '')
  }

  /** One of the others of that day must go when the pupil has too many. */
  #tooManyADay({ i, place, without }: Trial): Set<number>[] {
    const same = (this.#ofPupil.get(this.#of(i).requete.eleve) ?? []).filter((other) => {
      const there = this.#at[other]
      return other !== i && there && !without.has(other) && dayOf(there.debut) === dayOf(place.debut)
    })
    if (same.length < this.#instance.contraintes.entretiensParJour) return [without]
    return same.map((other) => new Set([...without, other]))
  }

  /** One of the remote interviews of the collège must go at each time at which it has too few posts. */
  #tooManyPosts(trial: Trial): Set<number>[] {
    const { i, place, without } = trial
    const { remote, requete } = this.#of(i)
    const posts = this.#instance.contraintes.postesDistanciel?.get(requete.origine)
    if (!remote || posts === undefined) return [without]
    const others = (this.#ofCollege.get(requete.origine) ?? []).filter(
      (other) => other !== i && this.#of(other).remote && !without.has(other) && meet(this.#at[other], place),
    )
    for (let at = place.debut; at < place.fin; at += STEP) {
      const now = others.filter((other) => meet(this.#at[other], { debut: at, fin: at + STEP }))
      if (now.length >= posts)
        return now.flatMap((other) => this.#tooManyPosts({ ...trial, without: new Set([...without, other]) }))
    }
    return [without]
  }

  /** All those of one other jury of the half-day must go when the lycée has no room left to open. */
  #tooManyRooms({ place, without }: Trial): Set<number>[] {
    const lieu = this.#lieux[place.offer] ?? ''
    const rooms = this.#instance.contraintes.sallesParLieu?.get(lieu)
    if (rooms === undefined) return [without]
    const open = new Map<number, number[]>()
    for (const [offer, own] of this.#ofOffer.entries()) {
      if (this.#lieux[offer] !== lieu || offer === place.offer) continue
      const here = [...own].filter(
        (one) => !without.has(one) && halfOf(this.#at[one]?.debut ?? 0) === halfOf(place.debut),
      )
      if (here.length > 0) open.set(offer, here)
    }
    if (open.size < rooms) return [without]
    return [...open.values()].map((own) => new Set([...without, ...own]))
  }

  #of(i: number): Interview {
    const one = this.#interviews[i]
    if (!one) throw new Error('no such interview')
    return one
  }

  #enter(i: number, place: Place): void {
    this.#back(i, place)
    this.#settled.add(i)
  }

  #back(i: number, place: Place): void {
    this.#at[i] = place
    this.#ofOffer[place.offer]?.add(i)
  }

  #leave(i: number): void {
    this.#ofOffer[this.#at[i]?.offer ?? -1]?.delete(i)
    this.#at[i] = undefined
  }
}

/** A place, and those that stood in its way. */
interface Chance {
  place: Place
  stand: number[]
}

interface Trial {
  i: number
  place: Place
  /** Those that go already. */
  without: Set<number>
}

const meet = (a: { debut: number; fin: number } | undefined, b: { debut: number; fin: number }): boolean =>
  a !== undefined && a.debut < b.fin && b.debut < a.fin

function add(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
