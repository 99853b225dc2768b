import type { Day } from '#src/kit/day.ts'
import type { Contraintes, FenetreTrajet } from '#src/planning/model.ts'
import type { ContraintesCampagne } from '#src/procedure/campagnes/api.ts'

/** Days since 1970-01-01. Source: the planner's own model. */
export const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000

export const HEURES_DE_SORTIE = ['departMatin', 'retourMatin', 'departApresMidi', 'retourApresMidi'] as const

const minutesOf = (heure: string): number => Number(heure.slice(0, 2)) * 60 + Number(heure.slice(3, 5))

/** All four hours, or no rule. */
function sortiesOf(set: ContraintesCampagne): FenetreTrajet | null {
  const { departMatin, retourMatin, departApresMidi, retourApresMidi } = set
  if (!departMatin || !retourMatin || !departApresMidi || !retourApresMidi) return null
  return {
    departMatin: minutesOf(departMatin),
    retourMatin: minutesOf(retourMatin),
    departApresMidi: minutesOf(departApresMidi),
    retourApresMidi: minutesOf(retourApresMidi),
  }
}

/**
 * What every plan of a campaign keeps, as the planner reads it, for the pupils of these collèges.
 * Source: formats.md, « At most 2 interviews a day »; model of the planner, H1 to H10.
 */
export function contraintesOf(set: ContraintesCampagne, origines: readonly string[]): Contraintes {
  const { postesDistanciel } = set
  return {
    joursFermes: new Set((set.joursFermes ?? []).map(dayNumber)),
    pauseMinutes: set.pauseMinutes ?? 0,
    maxParCollege: set.maxParCollege ?? null,
    accompagnes: set.accompagnes ?? null,
    trajetMaxMinutes: set.trajetMaxMinutes ?? null,
    entretiensParJour: 2,
    parIntervenantJour: set.parIntervenantJour ?? null,
    parIntervenantSemaine: set.parIntervenantSemaine ?? null,
    fenetreTrajet: sortiesOf(set),
    ...(postesDistanciel === undefined
      ? {}
      : { postesDistanciel: new Map(origines.map((uai) => [uai, postesDistanciel])) }),
  }
}
