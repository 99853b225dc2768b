import { dayOf, startOfDay } from '#src/planning/calendar.ts'
import { CandidateLists } from '#src/planning/engine/candidate-lists.ts'
import type { Item } from '#src/planning/engine/items.ts'
import type { Journeys } from '#src/planning/engine/journeys.ts'
import { out, range, TICK } from '#src/planning/engine/masks.ts'
import { floats, ints } from '#src/planning/engine/numbering.ts'
import type { CandidateArrays } from '#src/planning/engine/problem.ts'
import type { Shift } from '#src/planning/engine/shifts.ts'
import type { FenetreTrajet, Instance, Interval, Requete } from '#src/planning/model.ts'
import { isLongEnough, minutesAt } from '#src/planning/seance.ts'
import { REGLAGES_PAR_DEFAUT } from '#src/planning/reglages.ts'

interface Given {
  instance: Instance
  items: readonly Item[]
  shifts: readonly Shift[]
  journeys: Pick<Journeys, 'lieu' | 'pair' | 'minutes'>
  halves: number
  /** Of the same shifts, when known. */
  offers?: Offers
}

/** Shifts of a lycée for a domaine. */
export type Offers = (lieu: number, domaine: string) => readonly number[]

/** Shifts of each lycée for each domaine, by half-day then start. */
export function offersOf(shifts: readonly Shift[]): Offers {
  const offers = new Map<string, number[]>()
  const sorted = [...shifts.keys()].sort((a, b) => (shifts[a]?.debut ?? 0) - (shifts[b]?.debut ?? 0) || a - b)
  for (const k of sorted) {
    const shift = shifts[k]
    if (!shift || shift.ghost) continue
    for (const domaine of new Set(shift.disponibilite?.domaines)) {
      const key = `${shift.lieu} ${domaine}`
      const list = offers.get(key)
      if (list) list.push(k)
      else offers.set(key, [k])
    }
  }
  return (lieu, domaine) => offers.get(`${lieu} ${domaine}`) ?? []
}

const isOffered = ({ disponibilite: d }: Shift, requete: Requete): boolean =>
  d !== undefined &&
  (d.mode === 'mixte' || d.mode === requete.mode) &&
  (!requete.accessible || requete.mode === 'distanciel' || d.accessible) &&
  !requete.interdits?.includes(d.id) &&
  isLongEnough(requete, d)

/** Whether a family that was told a lycée and a week would have to be told anew. */
export function isNews({ annonce }: Requete, { disponibilite, debut }: Shift): boolean {
  if (!annonce) return false
  const { lieu, semaine } = annonce
  return lieu !== disponibilite?.lieu || debut < semaine.debut || debut >= semaine.fin
}

/** Removes the starts at which an interview of this length would meet an interval. */
function strike(
  mask: { lo: number; hi: number },
  at: { shift: Shift; minutes: number; barred: Interval },
): void {
  const { shift, minutes, barred } = at
  if (barred.fin <= shift.debut || barred.debut >= shift.fin || barred.fin <= barred.debut) return
  const first = Math.floor((barred.debut - minutes - shift.debut) / TICK) + 1
  range(first, Math.ceil((barred.fin - shift.debut) / TICK))
  mask.lo &= ~out.lo
  mask.hi &= ~out.hi
}

/** First and last instants that the journey of the pupil leaves him in this half-day. */
function journeyHours(shift: Shift, travel: { minutes: number; hours: FenetreTrajet }): Interval {
  const midnight = startOfDay(dayOf(shift.debut))
  const { minutes, hours } = travel
  return shift.debut - midnight < 780
    ? { debut: midnight + hours.departMatin + minutes, fin: midnight + hours.retourMatin - minutes }
    : { debut: midnight + hours.departApresMidi + minutes, fin: midnight + hours.retourApresMidi - minutes }
}

interface Trial {
  requete: Requete
  shift: Shift
  /** Hours that the journey leaves, or null. */
  travel: { minutes: number; hours: FenetreTrajet } | null
}

const found = { lo: 0, hi: 0 }

/** Starts that every rule on this item and this shift alone allows, into `found`. */
function startsOf({ requete, shift, travel }: Trial): boolean {
  const hours = travel && journeyHours(shift, travel)
  const first = Math.max(shift.debut, requete.auPlusTot ?? shift.debut, hours?.debut ?? shift.debut)
  const minutes = minutesAt(requete, shift.disponibilite)
  const last = Math.min(shift.fin, hours?.fin ?? shift.fin) - minutes
  if (last < first || requete.duree <= 0) return false
  range(Math.ceil((first - shift.debut) / TICK), Math.floor((last - shift.debut) / TICK) + 1)
  found.lo = out.lo
  found.hi = out.hi
  for (const barred of shift.barred) strike(found, { shift, minutes, barred })
  for (const barred of requete.indisponibilites) strike(found, { shift, minutes, barred })
  return (found.lo | found.hi) !== 0
}

class Builder {
  readonly #given: Given
  readonly #offers: Offers
  readonly #lists: CandidateLists
  readonly #lieu = ints()
  readonly #pair = ints()
  readonly #cost = floats()

  constructor(given: Given) {
    this.#given = given
    this.#lists = new CandidateLists(Math.max(1, Math.ceil(given.halves / 32)))
    this.#offers = given.offers ?? offersOf(given.shifts)
  }

  build(): CandidateArrays {
    for (const item of this.#given.items) {
      this.#lists.beginItem()
      if (item.fixed) this.#addFixed(item)
      else this.#addMovable(item)
    }
    return {
      ...this.#lists.done(),
      bunchLieu: this.#lieu.done(),
      bunchPair: this.#pair.done(),
      bunchCost: this.#cost.done(),
    }
  }

  #addMovable({ requete, college }: Item): void {
    const { journeys, shifts, instance } = this.#given
    const nearest = [...new Set(requete.lieux)]
      .map((id) => ({ id, lieu: journeys.lieu(id) }))
      .filter(({ id, lieu }) => lieu >= 0 && !requete.interdits?.includes(id))
      .map(({ lieu }) => ({ lieu, minutes: journeys.minutes(college, lieu) }))
      .sort((a, b) => a.minutes - b.minutes || a.lieu - b.lieu)
    const { trajetMaxMinutes, fenetreTrajet, entretiensParJour } = instance.contraintes
    if (entretiensParJour < 1) return
    const travels = requete.mode === 'presentiel'
    for (const { lieu, minutes } of nearest) {
      if (travels && trajetMaxMinutes !== null && minutes > trajetMaxMinutes) continue
      const travel = travels && fenetreTrajet ? { minutes, hours: fenetreTrajet } : null
      for (const news of requete.annonce ? [false, true] : [false]) {
        const begun = this.#lists.length
        for (const k of this.#offers(lieu, requete.domaine)) {
          const shift = shifts[k]
          if (!shift || isNews(requete, shift) !== news) continue
          if (!isOffered(shift, requete) || !startsOf({ requete, shift, travel })) continue
          if (begun === this.#lists.length) this.#openBunch({ requete, college, lieu, news })
          this.#lists.add(k, shift.half, found)
        }
      }
    }
  }

  #addFixed({ requete, college, fixed, shift: k, nowhere }: Item): void {
    const shift = this.#given.shifts[k]
    if (!shift || !fixed) return
    const [{ lieu }, free] = [shift, shift.disponibilite === undefined]
    this.#openBunch({ requete, college, lieu, free, nowhere, news: isNews(requete, shift) })
    const tick = (fixed.debut - shift.debut) / TICK
    range(tick, tick + 1)
    found.lo = out.lo
    found.hi = out.hi
    this.#lists.add(k, shift.half, found)
  }

  #openBunch(bunch: {
    requete: Requete
    college: number
    lieu: number
    free?: boolean
    nowhere?: boolean
    news?: boolean
  }): void {
    const { requete, college, lieu } = bunch
    const { journeys, instance } = this.#given
    const { trajetMinute, souhait, annonce } = instance.reglages ?? REGLAGES_PAR_DEFAUT
    const travels = requete.mode === 'presentiel' && !bunch.nowhere
    const wished = requete.souhait !== null && requete.lieux.includes(requete.souhait)
    const elsewhere = wished && journeys.lieu(requete.souhait ?? '') !== lieu
    this.#lieu.push(lieu)
    this.#pair.push(travels ? journeys.pair(college, lieu) : -1)
    this.#cost.push(
      bunch.free
        ? 0
        : (travels ? trajetMinute * journeys.minutes(college, lieu) : 0) +
            (elsewhere ? souhait : 0) +
            (bunch.news ? annonce : 0),
    )
    this.#lists.beginBunch()
  }
}

/** Where each item may go, every rule on the pair alone applied: domaine, mode, access, hours, absences, journey. */
export const buildCandidates = (given: Given): CandidateArrays => new Builder(given).build()
