import type { Day } from '#src/kit/day.ts'
import type { Habilitation } from '#src/procedure/comptes/model.ts'

/** What a directory says of a person: the schools he heads, the signatures handed to him, his INE. */
export interface Dires {
  dirige: readonly string[]
  delegations: readonly { uai: string; par: string; debut: Day; fin: Day }[]
  ine: string | undefined
}

/** Which sides of the procedure a school is on, in this académie. */
export interface Cote {
  uai: string
  origine: boolean
  referent: boolean
}

const LIBRE = { uai: null, eleveId: null, responsableId: null } as const

/**
 * Rights that a directory gives today: to a head, each side of his school; to his delegate, the same for the days of
 * the delegation; to a pupil, his own files. A school that the académie does not know gives none, and a teacher has
 * none before his head gives it. Source: domain facts on the agents' claims (§4.1) and ÉduConnect's (§4.2).
 */
export function habilitationsSelonAnnuaire(
  { dirige, delegations }: Dires,
  { cotes, eleves, jour }: { cotes: readonly Cote[]; eleves: readonly number[]; jour: Day },
): Habilitation[] {
  const sides = (uai: string): Habilitation['role'][] => {
    const cote = cotes.find((one) => one.uai === uai)
    if (!cote) return []
    return [
      ...(cote.origine ? (['chef_origine'] as const) : []),
      ...(cote.referent ? (['chef_referent'] as const) : []),
    ]
  }
  const asHead = dirige.flatMap((uai) =>
    sides(uai).map((role) => ({ ...LIBRE, role, uai, debut: jour, fin: null })),
  )
  const asDelegate = delegations
    .filter(({ uai, debut, fin }) => debut <= jour && jour <= fin && !dirige.includes(uai))
    .flatMap(({ uai, par, debut, fin }) =>
      sides(uai).map((role) => ({ ...LIBRE, role, uai, debut, fin, delegueePar: par })),
    )
  const asPupil = eleves.map((eleveId) => ({
    ...LIBRE,
    role: 'eleve' as const,
    eleveId,
    debut: jour,
    fin: null,
  }))
  return [...asHead, ...asDelegate, ...asPupil]
}
