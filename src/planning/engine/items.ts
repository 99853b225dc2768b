import type { Numbering } from '#src/planning/engine/numbering.ts'
import { TICK } from '#src/planning/engine/masks.ts'
import type { OpenShift } from '#src/planning/engine/shifts.ts'
import { minutesAt } from '#src/planning/seance.ts'
import { waitingRequetes } from '#src/planning/waiting.ts'
import type { Disponibilite, Instance, Placement, Requete } from '#src/planning/model.ts'

/** An interview to place, or one that stands. */
export interface Item {
  requete: Requete
  pupil: number
  college: number
  /** Where it stands, for a fixed one. */
  fixed: Placement | undefined
  /** Shift of a fixed one; -1 for the others. */
  shift: number
  /** A fixed interview in person at an availability that the instance does not know. */
  nowhere: boolean
}

/** A fixed interview that no open shift can hold. */
export interface Stray {
  placement: Placement
  offer: { availability: number; disponibilite: Disponibilite | undefined; lieu: number }
}

interface Board {
  open: readonly OpenShift[]
  lieux: Numbering
  colleges: Numbering
  pupils: Numbering
}

/** Movable items first, in order of arrival, then the fixed ones. */
export function itemsOf(instance: Instance, board: Board): { items: Item[]; strays: Stray[] } {
  const finder = shiftFinder(instance, board)
  const item = (requete: Requete): Omit<Item, 'fixed' | 'shift' | 'nowhere'> => ({
    requete,
    pupil: board.pupils.of(requete.eleve),
    college: board.colleges.of(requete.origine),
  })
  const strays: Stray[] = []
  const waiting = waitingRequetes(instance).map((requete) => ({
    ...item(requete),
    fixed: undefined,
    shift: -1,
    nowhere: false,
  }))
  const fixed = instance.fixes.map(({ requete, placement }) => {
    const found = finder(placement)
    const shift =
      found.shift >= 0 ? found.shift : board.open.length + strays.push({ placement, ...found }) - 1
    const nowhere = found.offer.disponibilite === undefined && requete.mode === 'presentiel'
    return { ...item(requete), fixed: placement, shift, nowhere }
  })
  return { items: [...waiting, ...fixed], strays }
}

/** The open shift that can hold a placement at one of its ticks, or -1. */
function shiftFinder(
  instance: Instance,
  { open, lieux }: Board,
): (placement: Placement) => { shift: number; offer: Stray['offer'] } {
  const byAvailability: number[][] = []
  for (const [k, shift] of open.entries()) (byAvailability[shift.availability] ??= []).push(k)
  const availabilities = new Map(instance.disponibilites.map((d, index) => [d.id, index]))
  return (placement) => {
    const availability = availabilities.get(placement.disponibilite) ?? -1
    const disponibilite = instance.disponibilites[availability]
    const shift = byAvailability[availability]?.find((k) => fits(open[k], placement)) ?? -1
    const lieu = lieux.of(disponibilite?.lieu ?? '')
    return { shift, offer: { availability, disponibilite, lieu } }
  }
}

const fits = (shift: OpenShift | undefined, { debut, fin }: Placement): boolean =>
  shift !== undefined &&
  shift.debut <= debut &&
  fin <= shift.fin &&
  (debut - shift.debut) % TICK === 0 &&
  minutesAt({ duree: fin - debut }, shift.disponibilite) === fin - debut
