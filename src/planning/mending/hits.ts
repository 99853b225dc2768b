import { closedKey, meets } from '#src/planning/mending/event.ts'
import type { OpenBoard } from '#src/planning/mending/open-board.ts'
import type { Evenement } from '#src/planning/outcomes.ts'

/** An interview that the event takes away from its place, and whether another jury could keep it at its time. */
export interface Hit {
  item: number
  /** `jury`: another jury may do; `pupil`: the time itself is lost; `gone`: no longer to be placed. */
  kind: 'jury' | 'pupil' | 'gone'
}

/** Items of a pupil, with or without a place. */
export function itemsOfPupil({ compiled }: OpenBoard, eleve: string): number[] {
  const { problem, names } = compiled
  const pupil = names.pupils.find(eleve)
  return pupil < 0 ? [] : [...problem.pupilItems.subarray(problem.pupil0[pupil]!, problem.pupil0[pupil + 1]!)]
}

/** Items of the shifts that a person, a room or a lycée serves. */
function itemsOfKey({ compiled, board, shiftsOf }: OpenBoard, key: string): number[] {
  return (shiftsOf.get(key) ?? []).flatMap((shift) => {
    const from = compiled.problem.list0[shift]!
    return [...board.list.subarray(from, from + board.count[shift]!)]
  })
}

/** The interviews that stand and that the event bears on, in the order of the items. */
export function hitsOn(open: OpenBoard, event: Evenement): Hit[] {
  return reached(open, event)
    .filter(({ item }) => open.board.shift[item]! >= 0)
    .sort((a, b) => a.item - b.item)
}

function reached(open: OpenBoard, event: Evenement): Hit[] {
  if (event.sorte === 'retrait' || event.sorte === 'absence') {
    const kind = event.sorte === 'retrait' ? 'gone' : 'pupil'
    return [...new Set(event.requetes)].flatMap((id) => {
      const item = open.items.get(id)
      return item === undefined ? [] : [{ item, kind }]
    })
  }
  const { intervalle } = event
  const isMet = (item: number): boolean => {
    const placement = open.stands[item]?.placement
    return placement !== undefined && meets(placement, intervalle)
  }
  if (event.sorte === 'eleves_indisponibles')
    return [...new Set(event.eleves)]
      .flatMap((eleve) => itemsOfPupil(open, eleve))
      .filter(isMet)
      .map((item) => ({ item, kind: 'pupil' }))
  return itemsOfKey(open, closedKey(event) ?? '')
    .filter(isMet)
    .map((item) => ({ item, kind: 'jury' }))
}
