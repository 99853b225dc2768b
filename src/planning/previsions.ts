import type { Minute, Requete } from '#src/planning/model.ts'

/** A request that came in, and on which school day, counted from any one day. */
export interface Arrivee {
  requete: Requete
  jour: number
}

/** Until when requests come in. School days are counted as those of the arrivals. */
export interface Horizon {
  /** The last one of which the arrivals are known. */
  jour: number
  /** The last one on which a collège may register, by UAI. */
  dernierJour: (origine: string) => number
  /** The first instant at which somebody registered on a school day may be received. */
  auPlusTot: (jour: number) => Minute
}

/** School days after which what came in is expected again. */
const SEMAINE = 5

/**
 * Requests that may still come in: those of the last five school days once more in each five that follow, until
 * registrations close. Expected only of a collège that registers as it goes: it did so in these five days, and before them.
 * One that registers everybody at once is done. Same arrivals, same answer.
 * Source: reference measurements, « online opening costs that expect later arrivals »; decision « those who may still register ».
 */
export function foresee(arrivees: readonly Arrivee[], horizon: Horizon): Requete[] {
  const { jour, dernierJour, auPlusTot } = horizon
  const first = new Map<string, number>()
  for (const { requete, jour: day } of arrivees)
    first.set(requete.origine, Math.min(day, first.get(requete.origine) ?? day))
  const recent = arrivees.filter(
    (one) => one.jour > jour - SEMAINE && (first.get(one.requete.origine) ?? jour) <= jour - SEMAINE,
  )
  return recent.flatMap(({ requete, jour: day }) => {
    const times = Math.max(0, Math.floor((dernierJour(requete.origine) - day) / SEMAINE))
    return Array.from({ length: times }, (_, index): Requete => {
      const rang = index + 1
      return {
        ...requete,
        id: `${requete.id} prevu ${rang}`,
        eleve: `${requete.eleve} prevu ${rang}`,
        auPlusTot: auPlusTot(day + rang * SEMAINE),
        annonce: null,
      }
    })
  })
}
