import type { Day } from '#src/kit/day.ts'
import type { Contraintes, FenetreTrajet } from '#src/planning/model.ts'
import type { ContraintesCampagne } from '#src/procedure/campagnes/api.ts'
import type { MoyensDits } from '#src/procedure/entretiens/model.ts'

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

/** Nothing when there is none: a rule on nobody costs time all the same. */
const mapped = (pairs: readonly (readonly [string, number])[]): ReadonlyMap<string, number> | undefined =>
  pairs.length === 0 ? undefined : new Map(pairs)

/**
 * What every plan of a campaign keeps, as the planner reads it, for the pupils of these collèges. What a school says of
 * itself comes before the number of the campaign; rooms that are named come before their number.
 * Source: formats.md, « At most 2 interviews a day »; model of the planner, H1 to H10.
 */
export function contraintesOf(
  set: ContraintesCampagne,
  { origines, moyens }: { origines: readonly string[]; moyens: readonly MoyensDits[] },
): Contraintes {
  const postes = new Map(moyens.map((one) => [one.uai, one.postes]))
  const postesDistanciel = mapped(
    origines.flatMap((uai) => {
      const own = postes.get(uai) ?? set.postesDistanciel
      return own === undefined ? [] : [[uai, own] as const]
    }),
  )
  const sallesParLieu = mapped(
    moyens.flatMap(({ uai, salles, sallesNommees }) =>
      salles === null || sallesNommees ? [] : [[uai, salles] as const],
    ),
  )
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
    ...(postesDistanciel && { postesDistanciel }),
    ...(sallesParLieu && { sallesParLieu }),
  }
}
