import { allows, type Acteur } from '#src/procedure/comptes/api.ts'

/** Who follows the interviews of a lycée in his own calendar. */
export const DU_LYCEE = {
  planificateur: 'etablissement',
  chef_referent: 'etablissement',
  intervenant: 'etablissement',
} as const

const TOUS = { planificateur: 'etablissement', chef_referent: 'etablissement' } as const

/** The agendas of a lycée that this person may open: all of them, or his own as an intervenant. */
export const agendasOf = <A extends { compteId: number | null }>(
  acteur: Acteur,
  uai: string,
  agendas: readonly A[],
): A[] =>
  allows(acteur, TOUS, { uai })
    ? [...agendas]
    : agendas.filter((one) => one.compteId !== null && one.compteId === acteur.compteId)
