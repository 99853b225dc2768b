import { allows, type Acteur } from '#src/procedure/comptes/api.ts'

/** The agendas of a lycée that this person may open: all of them, or his own as an intervenant. */
export const agendasOf = <A extends { compteId: number | null }>(
  acteur: Acteur,
  uai: string,
  agendas: readonly A[],
): A[] =>
  allows(acteur, 'agendas.lire_tous', { uai })
    ? [...agendas]
    : agendas.filter((one) => one.compteId !== null && one.compteId === acteur.compteId)
