import type { Convocation } from '#src/documents/model.ts'
import { readAdresses } from '#src/procedure/eleves/api.ts'
import type { EntretienConvoque } from '#src/procedure/entretiens/api.ts'
import type { Requete } from '#src/web/page.ts'

/** A letter with the name to say when it cannot be set. */
export interface Lettre {
  nom: string
  convocation: Convocation
}

const nomOf = ({ rangee }: EntretienConvoque): string => `${rangee.prenom} ${rangee.nom}`

/** Handed over in class: no address, and the slips behind each. */
export const lettresEnMain = (list: readonly EntretienConvoque[]): Lettre[] =>
  list.map((one) => ({ nom: nomOf(one), convocation: { ...one.convocation, formulaires: true } }))

/** By post: one letter per guardian, at his own address; pupils for whom none can be printed are said. */
export async function lettresPostees(
  { tx }: Requete,
  { uai, list }: { uai: string; list: readonly EntretienConvoque[] },
): Promise<{ lettres: Lettre[]; restes: { qui: string; raison: string }[] }> {
  const eleveIds = [...new Set(list.map(({ rangee }) => rangee.eleveId))]
  const adresses = await readAdresses(tx, { uai, eleveIds })
  const lettres = list.flatMap((one) =>
    (adresses.get(one.rangee.eleveId)?.adresses ?? []).map((adresse) => ({
      nom: nomOf(one),
      convocation: { ...one.convocation, adresse, formulaires: true },
    })),
  )
  const restes = list.flatMap((one) => {
    const found = adresses.get(one.rangee.eleveId)
    const reserved = (found?.reservees ?? 0) > 0
    const lost = (found?.sansAdresse ?? 0) > 0 || (found && found.adresses.length === 0 && !reserved)
    return [
      ...(reserved
        ? [
            {
              qui: nomOf(one),
              raison: 'une adresse est protégée ; le chef d’établissement imprime cette lettre.',
            },
          ]
        : []),
      ...(lost
        ? [
            {
              qui: nomOf(one),
              raison: 'un responsable n’a pas d’adresse complète ; remettez la lettre en main propre.',
            },
          ]
        : []),
    ]
  })
  return { lettres, restes }
}
