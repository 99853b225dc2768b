import { groupBy, indexBy } from '#src/kit/group.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'
import type { ContenuFiche } from '#src/procedure/bonus/model.ts'
import { contenuOf } from '#src/procedure/bonus/rules/contenu.ts'
import { listFaitsDesFiches, listPersonnesDesFiches } from '#src/procedure/bonus/sql/fiches.ts'

/** What the fiche of each pupil would say today, whoever asks: for those who issue or verify, never shown as it is. */
export async function contenusDuJour(
  { trx, zone }: Pick<Tx, 'trx' | 'zone'>,
  scope: { campagneId: number; eleveIds?: readonly number[] },
): Promise<Map<number, { uai: string; contenu: ContenuFiche }>> {
  const campagne = await loadCampagne(trx, scope.campagneId)
  const byEleve = groupBy(await listFaitsDesFiches(trx, scope), (rangee) => rangee.eleveId)
  const personnes = await listPersonnesDesFiches(trx, scope)
  const colleges = indexBy(await listEtablissements(trx), (one) => one.uai)
  const contenus = [...byEleve].flatMap(([eleveId, [first, ...others]]) => {
    const college = first && colleges.get(first.uai)
    if (!first || !college) return []
    const matiere = { campagne, zone, college, personnes: personnes.get(eleveId) ?? [] }
    return [[eleveId, { uai: first.uai, contenu: contenuOf([first, ...others], matiere) }] as const]
  })
  return new Map(contenus)
}
