import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { FaitsDUnEtablissement } from '#src/procedure/bonus/rules/effets-reglement.ts'

type Trx = Transaction<DB>

/** The registrations of the campaign by school, formation and facts. Reads pupils, registrations, interviews and both avis. */
export async function listFaitsParEtablissement(
  trx: Trx,
  campagneId: number,
): Promise<FaitsDUnEtablissement[]> {
  const { rows } = await sql<FaitsDUnEtablissement>`
    select s.uai, s.nom as etablissement, f.mef, f.libelle as formation, n.id is not null as place, p.etat as presence,
      coalesce(o.sens, oe.sens) as "avisOrigine", a.sens as "avisReferent",
      array_agg(i.id order by i.id) as "inscriptionIds"
    from inscription i
    join eleve e on e.id = i.eleve_id join etablissement s on s.uai = e.uai
    join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
    left join entretien n on n.eleve_id = i.eleve_id and n.domaine = i.domaine
    left join presence p on p.entretien_id = n.id
    left join avis_origine o on o.inscription_id = i.id
    left join avis_origine oe on oe.eleve_id = i.eleve_id and oe.inscription_id is null
    left join avis_referent a on a.inscription_id = i.id
    where i.campagne_id = ${campagneId} group by 1, 2, 3, 4, 5, 6, 7, 8 order by 2, 1`.execute(trx)
  return rows
}

/** A registration with whose it is, and what it is made of. */
export interface EleveDuReglement {
  inscriptionId: number
  eleve: string
  classe: string | null
  etablissement: string
  formation: string
  avisOrigine: string | null
  avisReferent: string | null
}

/** These registrations by name, the first ones. Reads pupils and both avis. */
export async function listInscriptionsNommees(
  trx: Trx,
  { ids, limit }: { ids: readonly number[]; limit: number },
): Promise<EleveDuReglement[]> {
  const { rows } = await sql<EleveDuReglement>`
    select i.id as "inscriptionId", e.nom || ' ' || e.prenom as eleve, e.classe, s.nom as etablissement,
      f.libelle as formation, coalesce(o.sens, oe.sens) as "avisOrigine", a.sens as "avisReferent"
    from inscription i join eleve e on e.id = i.eleve_id join etablissement s on s.uai = e.uai
    join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
    left join avis_origine o on o.inscription_id = i.id
    left join avis_origine oe on oe.eleve_id = i.eleve_id and oe.inscription_id is null
    left join avis_referent a on a.inscription_id = i.id
    where i.id = any (${ids}::bigint[])
    order by s.nom collate "fr-x-icu", e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", i.id limit ${limit}`.execute(
    trx,
  )
  return rows
}
