import { exactly } from '#src/planning/mending/exactly.ts'
import { differenceOf } from '#src/planning/mending/difference.ts'
import { closedKey } from '#src/planning/mending/event.ts'
import { changeFewer } from '#src/planning/mending/fewer.ts'
import { hitsOn, itemsOfPupil, type Hit } from '#src/planning/mending/hits.ts'
import { openBoard, placementAt, seatOf, twinOf, type OpenBoard } from '#src/planning/mending/open-board.ts'
import { intoFreePlaces, pushOthers } from '#src/planning/mending/reinsert.ts'
import { retainAll } from '#src/planning/mending/retention.ts'
import { Work } from '#src/planning/mending/work.ts'
import type { Fixe, Instance } from '#src/planning/model.ts'
import type { Changement, Evenement, RaisonChangement, Reparation } from '#src/planning/outcomes.ts'

/** Before all times. */
const EVER = -1e9

/** What the event closes, on the board. */
function close(work: Work, event: Evenement): void {
  const { open } = work
  const key = closedKey(event)
  if (key !== undefined && 'intervalle' in event) work.close(open.shiftsOf.get(key) ?? [], event.intervalle)
  if (event.sorte !== 'eleves_indisponibles') return
  for (const eleve of event.eleves)
    for (const item of itemsOfPupil(open, eleve)) work.bar(item, event.intervalle)
}

interface Mended {
  hits: readonly Hit[]
  /** The item that stands for each request touched, with why. */
  kinds: ReadonlyMap<number, Hit['kind']>
  bound: number
}

/** Takes the interviews that lost their place off the board; gives the items that look for another one. */
function displace(
  work: Work,
  { hits, event }: { hits: readonly Hit[]; event: Evenement },
): Map<number, Hit['kind']> {
  const { open } = work
  const kinds = new Map<number, Hit['kind']>()
  for (const { item, kind } of hits) {
    const mover = kind === 'gone' || open.mobile(item) ? item : twinOf(open, item)
    kinds.set(mover, kind)
    work.take(item)
    work.take(mover)
    work.freed.add(mover)
    if (mover !== item || kind === 'gone') work.gone.add(item)
    const missed = open.stands[item]?.placement.fin
    if (event.sorte === 'absence' && missed !== undefined) work.bar(mover, { debut: EVER, fin: missed })
  }
  return kinds
}

/** Kept at their time as many as can be, the others in free places; only then others make way, as few as possible. */
function mend(work: Work, event: Evenement): Mended {
  const { open } = work
  const hits = hitsOn(open, event)
  // Before anything is closed: an item that is admitted later has all its starts.
  for (const { item, kind } of hits) if (kind !== 'gone' && !open.mobile(item)) twinOf(open, item)
  close(work, event)
  const shiftOf = new Map(hits.map(({ item }) => [item, open.board.shift[item] ?? -1]))
  const kinds = displace(work, { hits, event })
  const lostJury = hits.flatMap(({ item, kind }) => {
    const shift = shiftOf.get(item) ?? -1
    // Astride 13:00, nothing is known of who else could hold it.
    if (kind !== 'jury' || open.compiled.shifts[shift]?.ghost !== false) return []
    return [{ item: open.twins.get(item) ?? item, shift }]
  })
  const unkept = retainAll(work, lostJury)
  const timeless = hits.filter((hit) => hit.kind === 'pupil').length
  intoFreePlaces(work)
  pushOthers(work)
  changeFewer(work, unkept + timeless)
  const gone = hits.filter((hit) => hit.kind === 'gone').length
  return { hits, kinds, bound: unkept + timeless + gone }
}

/** What changed, in the order of the items. */
function changesOf(work: Work, { kinds }: Mended): Changement[] {
  const { open } = work
  const { board } = open
  const seats = new Map<number, number>()
  const items = [...work.before.keys()].filter((item) => !work.gone.has(item) || kinds.has(item))
  return items
    .sort((a, b) => a - b)
    .flatMap((item): Changement[] => {
      const avant = open.stands[item]?.placement
      if (!avant) return []
      const visible = !work.isHome(item)
      const raison = reasonOf(kinds.get(item), visible)
      if ((board.shift[item] ?? -1) < 0)
        return [{ requete: avant.requete, avant, apres: null, visible, raison }]
      const at = placementAt(open, item, avant.place)
      if (!visible && at.disponibilite === avant.disponibilite) return []
      const place = seatOf(open, item, seats)
      seats.set(item, place)
      return [{ requete: avant.requete, avant, apres: { ...at, place }, visible, raison }]
    })
}

function reasonOf(kind: Hit['kind'] | undefined, visible: boolean): RaisonChangement {
  if (kind === 'gone') return 'retire'
  if (!visible) return 'autre_jury'
  return kind === undefined ? 'laisse_place' : 'place_perdue'
}

interface Stood {
  now: Fixe[]
  lost: Fixe[]
}

/** Every interview that stands after the changes, and those that have lost their place. */
function stoodAfter({ stands, twins }: OpenBoard, changements: readonly Changement[]): Stood {
  const moved = new Map(changements.map((change) => [change.requete, change]))
  const twin = new Set(twins.values())
  const after: Stood = { now: [], lost: [] }
  for (const [item, fixe] of stands.entries()) {
    if (!fixe || twin.has(item)) continue
    const change = moved.size === 0 ? undefined : moved.get(fixe.requete.id)
    if (!change) after.now.push(fixe)
    else if (change.apres) after.now.push({ ...fixe, placement: change.apres })
    else if (change.raison !== 'retire') after.lost.push(fixe)
  }
  return after
}

/** The same on a board that is open: nothing is compiled, and the board is left as it was. */
export function repairOn(open: OpenBoard, event: Evenement): Reparation {
  const work = new Work(open, event.pasAvant)
  const mended = mend(work, event)
  const changements = changesOf(work, mended)
  const gone = mended.hits.filter((hit) => hit.kind === 'gone').length
  const difference = differenceOf(work, gone)
  work.undo()
  const { now, lost } = stoodAfter(open, changements)
  const repaired: Reparation = {
    plan: { places: now.map((fixe) => fixe.placement), nonPlaces: [] },
    changements,
    borne: mended.bound,
    ecart: difference(),
  }
  return lost.length === 0 ? repaired : exactly(open, { event, repaired, now, lost })
}

/**
 * Mends what stands (`fixes` and `tenus`) after an event: as many as possible are kept at their lycée and time, by an
 * exact search; the others go to the cheapest free places; only then others make way, as few as can be found. Requests
 * of the instance that had no place are left as they are. Source: reference measurements, minimal perturbation.
 */
export function repair(instance: Instance, event: Evenement): Reparation {
  return repairOn(openBoard(instance), event)
}
