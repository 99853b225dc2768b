import type { Shift } from '#src/planning/engine/shifts.ts'

/** Another shift that takes the same person or the same room, and the minutes to leave between two interviews. */
export interface Rival {
  shift: number
  gap: number
}

/** People are told from rooms, so that a room may have the name of a person. */
const resourcesOf = (
  { disponibilite, availability }: Shift,
  pause: number,
): { key: string; gap: number }[] => {
  if (!disponibilite) return []
  const { intervenants, salle } = disponibilite
  const people = intervenants.length > 0 ? intervenants.map((name) => `p${name}`) : [`j${availability}`]
  return [
    ...[...new Set(people)].map((key) => ({ key, gap: pause })),
    ...(salle === null ? [] : [{ key: `s${salle}`, gap: 0 }]),
  ]
}

/** For each shift, those that it cannot serve beside. */
export function rivalsOf(shifts: readonly Shift[], pause: number): Rival[][] {
  const uses = new Map<string, { shift: number; gap: number }[]>()
  for (const [shift, one] of shifts.entries())
    for (const { key, gap } of resourcesOf(one, pause)) {
      const list = uses.get(key)
      if (list) list.push({ shift, gap })
      else uses.set(key, [{ shift, gap }])
    }
  const gaps = shifts.map(() => new Map<number, number>())
  for (const list of uses.values()) meetings(shifts, list, (a, b, gap) => note(gaps, [a, b], gap))
  return gaps.map((own) => [...own].map(([shift, gap]) => ({ shift, gap })))
}

function note(gaps: readonly Map<number, number>[], [a, b]: [number, number], gap: number): void {
  gaps[a]?.set(b, Math.max(gap, gaps[a]?.get(b) ?? 0))
  gaps[b]?.set(a, Math.max(gap, gaps[b]?.get(a) ?? 0))
}

/** Pairs of shifts of one resource that come closer than its gap, by a sweep over their starts. */
function meetings(
  shifts: readonly Shift[],
  uses: readonly { shift: number; gap: number }[],
  found: (a: number, b: number, gap: number) => void,
): void {
  const sorted = uses
    .map(({ shift, gap }) => ({ shift, gap, debut: shifts[shift]?.debut ?? 0, fin: shifts[shift]?.fin ?? 0 }))
    .sort((a, b) => a.debut - b.debut)
  let running: typeof sorted = []
  for (const use of sorted) {
    running = running.filter((other) => other.fin + other.gap > use.debut)
    for (const other of running) found(other.shift, use.shift, use.gap)
    running.push(use)
  }
}
