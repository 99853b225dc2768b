import { localMinuteOf } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import type { Mode } from '#src/exchange/model.ts'

/** One interview of a day, of a pupil of a school in a lycée. */
export interface EntretienDuJour {
  entretienId: number
  collegeUai: string
  lyceeUai: string
  debut: Date
  fin: Date
  mode: Mode
}

/** Pupils of one school who go to one lycée in the same half-day: they leave and come back together. */
export interface SortieDuJour<Un extends EntretienDuJour> {
  ensemble: readonly Un[]
  /** When they leave and are back; null where the way is not known. */
  depart: Date | null
  retour: Date | null
}

const MIDI = '12:30'

/**
 * By interview, the trip that it belongs to: out for the first interview of the half-day, back after the last. A remote
 * interview is no trip.
 * Source: issue, « who leaves the school when and with whom (daily list) »; formats.md, « How the lines are judged ».
 */
export function sortiesDuJour<Un extends EntretienDuJour>(
  rows: readonly Un[],
  { zone, trajet }: { zone: string; trajet: (collegeUai: string, lyceeUai: string) => number | null },
): Map<number, SortieDuJour<Un>> {
  const going = rows.filter((one) => one.mode === 'presentiel')
  const half = ({ debut }: Un): string =>
    localMinuteOf(debut, zone).slice(11) < MIDI ? 'matin' : 'apres-midi'
  const groups = groupBy(going, (one) => `${one.collegeUai}/${one.lyceeUai}/${half(one)}`)
  return new Map(
    [...groups.values()].flatMap((ensemble) => {
      const [first] = ensemble
      const minutes = first ? trajet(first.collegeUai, first.lyceeUai) : null
      const away = minutes === null ? null : minutes * 60_000
      const trip = {
        ensemble,
        depart: away === null ? null : new Date(Math.min(...ensemble.map(({ debut }) => +debut)) - away),
        retour: away === null ? null : new Date(Math.max(...ensemble.map(({ fin }) => +fin)) + away),
      }
      return ensemble.map((one) => [one.entretienId, trip] as const)
    }),
  )
}
