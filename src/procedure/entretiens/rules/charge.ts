/** When a jury of a lycée receives, and for how long each interview lasts at least. Minutes are local, since 1970. */
export interface PlageOuverte {
  uai: string
  /** Those who must be free for it: the people of the jury and the room. */
  occupe: readonly string[]
  debut: number
  fin: number
  /** Pupils received at a time. */
  capacite: number
  /** Minutes from one interview to the next. */
  pas: number
}

interface Interval {
  debut: number
  fin: number
}

/** What is left of an interval once others are taken out of it. */
function without(whole: Interval, taken: readonly Interval[]): Interval[] {
  let left: Interval[] = [whole]
  for (const { debut, fin } of taken)
    left = left.flatMap((one) =>
      fin <= one.debut || debut >= one.fin
        ? [one]
        : [
            { debut: one.debut, fin: debut },
            { debut: fin, fin: one.fin },
          ].filter((part) => part.debut < part.fin),
    )
  return left
}

/**
 * Interviews that each lycée could hold each day (`uai/day number`), whoever comes: nobody receives while away or on a
 * closed day, and a person or a room declared twice at the same hour counts once.
 * Source: decision « held, then convoked », load shown to a lycée before it releases.
 */
export function placesParJour(
  plages: readonly PlageOuverte[],
  {
    absences,
    joursFermes,
  }: { absences: ReadonlyMap<string, readonly Interval[]>; joursFermes: ReadonlySet<number> },
): Map<string, number> {
  const places = new Map<string, number>()
  const used = new Map<string, Interval[]>()
  for (const plage of plages) {
    const taken = plage.occupe.flatMap((one) => [...(absences.get(one) ?? []), ...(used.get(one) ?? [])])
    for (const one of plage.occupe) used.set(one, [...(used.get(one) ?? []), plage])
    for (const part of without(plage, taken)) {
      const day = Math.floor(part.debut / 1440)
      if (plage.pas <= 0 || joursFermes.has(day)) continue
      const key = `${plage.uai}/${day}`
      const more = Math.floor((part.fin - part.debut) / plage.pas) * plage.capacite
      places.set(key, (places.get(key) ?? 0) + more)
    }
  }
  return places
}
