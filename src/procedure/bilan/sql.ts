import { sql, type Transaction } from 'kysely'
import { recordset, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Bilan } from '#src/procedure/bilan/model.ts'

type Trx = Transaction<DB>

/** Indicators of a campaign, from its facts. Reads every room. */
export async function selectBilanDeLaCampagne(
  trx: Trx,
  campagneId: number,
): Promise<Omit<Bilan, 'rapprochement'>> {
  const { rows } = await sql<Omit<Bilan, 'rapprochement'>>`
    with f as (select * from avis_final where campagne_id = ${campagneId})
    select (select count(*)::int from eleve where campagne_id = ${campagneId}) as eleves,
      (select count(*)::int from inscription where campagne_id = ${campagneId}) as inscriptions,
      (select count(distinct eleve_id)::int from inscription where campagne_id = ${campagneId}) as "elevesInscrits",
      (select count(*)::int from entretien where campagne_id = ${campagneId}) as "entretiensPlaces",
      (select count(*)::int from non_placement where campagne_id = ${campagneId}) as "entretiensNonPlaces",
      coalesce((select json_object_agg(etat, n order by etat) from (select etat, count(*)::int as n from presence
        where campagne_id = ${campagneId} group by etat) p), '{}') as presences,
      coalesce((select json_object_agg(sens, n order by sens) from (select sens, count(*)::int as n from avis_origine
        where campagne_id = ${campagneId} group by sens) o), '{}') as "avisOrigine",
      coalesce((select json_object_agg(sens, n order by sens) from (select sens, count(*)::int as n from avis_referent
        where campagne_id = ${campagneId} group by sens) r), '{}') as "avisReferents",
      coalesce((select json_object_agg(etat, n order by etat) from (select etat, count(*)::int as n from f
        group by etat) e), '{}') as etats,
      coalesce((select json_object_agg(sens, n order by sens) from (select sens, count(*)::int as n from f
        where sens is not null group by sens) s), '{}') as "avisFinaux",
      (select coalesce(round(avg(length(commentaire)))::int, 0) from avis_origine where campagne_id = ${campagneId})
        as "longueurMoyenneCommentaireOrigine",
      (select coalesce(round(avg(length(texte)))::int, 0) from compte_rendu where campagne_id = ${campagneId})
        as "longueurMoyenneCompteRendu"`.execute(trx)
  const row = rows[0]
  if (!row) throw new Error('bilan sans réponse de la base')
  return row
}

/** Counts admissions written new and changed. */
export async function upsertResultats(
  trx: Trx,
  rows: readonly Row[],
): Promise<{ crees: number; modifies: number }> {
  const { rows: written } = await sql<{ cree: boolean }>`
    insert into resultat as r (academie, campagne_id, ine, libelle_formation, rang)
    select academie, campagne_id, ine, libelle_formation, rang from ${recordset('resultat', rows)}
    on conflict (campagne_id, ine, libelle_formation) do update set rang = excluded.rang
      where r.rang is distinct from excluded.rang
    returning xmax = 0 as cree`.execute(trx)
  const crees = written.filter((row) => row.cree).length
  return { crees, modifies: written.length - crees }
}
