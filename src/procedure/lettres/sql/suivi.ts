import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { LettreSuivie } from '#src/procedure/lettres/model.ts'

type Trx = Transaction<DB>

/** Letters that can be asked of whom: a whole school, one pupil, or one day of interviews. */
export interface PerimetreLettres {
  campagneId: number
  uai?: string
  eleveId?: number
  eleveIds?: readonly number[]
  /** First and last instant of a day, the last excluded. */
  jour?: { debut: Date; fin: Date }
}

/**
 * Each (pupil, domaine) that is registered, in the order of class, name, domaine, with its letter. Reads pupils,
 * registrations and interviews; the time of an interview only once its convocation is out.
 */
export async function listLettresDesInscrits(
  trx: Trx,
  { campagneId, uai, eleveId, eleveIds, jour }: PerimetreLettres,
): Promise<LettreSuivie[]> {
  const { rows } = await sql<LettreSuivie>`
    select e.id as "eleveId", e.nom, e.prenom, e.classe, i.domaine, d.libelle, lower(n.plage) as debut, l.reponses,
      (select count(*)::int from lettre_jointe j
        where j.eleve_id = e.id and j.domaine = i.domaine and j.retrait_le is null) as jointes,
      (select count(*)::int from annotation a where a.lettre_id = l.id) as annotations
    from (select distinct campagne_id, eleve_id, domaine from inscription where campagne_id = ${campagneId}) i
    join eleve e on e.id = i.eleve_id
    join domaine d on (d.campagne_id, d.code) = (i.campagne_id, i.domaine)
    left join lettre l on l.eleve_id = e.id and l.domaine = i.domaine
    left join entretien n on n.eleve_id = e.id and n.domaine = i.domaine
      and exists (select from convocation c where c.entretien_id = n.id)
    where ${uai === undefined ? sql`true` : sql`e.uai = ${uai}`}
      and ${eleveId === undefined ? sql`true` : sql`e.id = ${eleveId}`}
      and ${eleveIds === undefined ? sql`true` : sql`e.id = any (${eleveIds}::bigint[])`}
      and ${jour === undefined ? sql`true` : sql`lower(n.plage) >= ${jour.debut} and lower(n.plage) < ${jour.fin}`}
    order by e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id, d.libelle`.execute(trx)
  return rows
}

/** What the head of a letter says of its pupil besides: his adulte référent and his formations of this domaine. */
export async function listTetesDeLettres(
  trx: Trx,
  { campagneId, eleveIds }: { campagneId: number; eleveIds: readonly number[] },
): Promise<
  { eleveId: number; uai: string; domaine: string; adulteReferent: string | null; formations: string[] }[]
> {
  const { rows } = await sql<{
    eleveId: number
    uai: string
    domaine: string
    adulteReferent: string | null
    formations: string[]
  }>`
    select i.eleve_id as "eleveId", e.uai, i.domaine,
      (select a.nom from adulte_referent a where a.eleve_id = e.id and a.fin is null order by a.id desc limit 1) as "adulteReferent",
      array_agg(f.libelle order by i.id) as formations
    from inscription i join eleve e on e.id = i.eleve_id
    join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
    where i.campagne_id = ${campagneId} and i.eleve_id = any (${eleveIds}::bigint[])
    group by i.eleve_id, e.id, e.uai, i.domaine`.execute(trx)
  return rows
}
