import { ok, refuse, type Result } from '#src/kit/result.ts'
import type { Seance } from '#src/procedure/entretiens/model.ts'

export type RefusSeance = 'seance_pour_un' | 'seance_hors_plage' | 'seance_courte'

interface Groupe {
  capacite: number
  seance?: Seance | null
}

/**
 * Minutes of a whole session: all are told something, then each place has its turn. Undefined outside of one.
 * Source: decision on group sessions.
 */
export const dureeDeSeance = ({ capacite, seance }: Groupe): number | undefined =>
  seance ? seance.communes + capacite * seance.individuelles : undefined

const minutesOf = ({ debut, fin }: { debut: Date; fin: Date }): number => (+fin - +debut) / 60_000

/**
 * A session is for several, holds in its hours, and gives each pupil, with what is told to all, as long as an interview of
 * its domaines must last.
 * Source: issue, « group sessions: common information, then an individual time per pupil »; decision on group sessions.
 */
export function judgeSeance(
  plage: Groupe & { debut: Date; fin: Date },
  { dureeMinutes }: { dureeMinutes: number },
): Result<null, { code: RefusSeance; details?: Record<string, string | number> }> {
  const { seance, capacite } = plage
  const entiere = dureeDeSeance(plage)
  if (!seance || entiere === undefined) return ok(null)
  if (capacite < 2) return refuse('seance_pour_un')
  if (entiere > minutesOf(plage)) return refuse('seance_hors_plage', { minutes: entiere })
  const chacun = seance.communes + seance.individuelles
  return chacun < dureeMinutes ? refuse('seance_courte', { chacun, dureeMinutes }) : ok(null)
}

/** Who is in a session. */
export interface PlaceDeSeance {
  entretienId: number
  place: number
  /** His own time was told to his family: it stays. */
  annonce: boolean
  /** Minutes of his journey home; null when not known. */
  trajet: number | null
  college: string
}

/**
 * The places of those of a session, and so the time of each: whose time was told keeps it, the others take the free places in
 * order, the longest journey home first, pupils of one collège one after the other. A place left stays empty until somebody
 * comes: nobody is called earlier than he was told.
 * Source: decision on group sessions.
 */
export function ordreDePassage(presents: readonly PlaceDeSeance[]): Map<number, number> {
  const kept = presents.filter((one) => one.annonce)
  const taken = new Set(kept.map((one) => one.place))
  const order = presents
    .filter((one) => !one.annonce)
    .toSorted(
      (a, b) =>
        (b.trajet ?? 0) - (a.trajet ?? 0) ||
        (a.college < b.college ? -1 : a.college > b.college ? 1 : a.entretienId - b.entretienId),
    )
  const places = new Map(kept.map((one) => [one.entretienId, one.place]))
  let place = 0
  for (const { entretienId } of order) {
    do place++
    while (taken.has(place))
    places.set(entretienId, place)
  }
  return places
}
