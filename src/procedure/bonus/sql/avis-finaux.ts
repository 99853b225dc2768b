import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import { isLimite } from '#src/procedure/eleves/api.ts'
import type { AvisFinal, EtatAvisFinal, FaitsAvisFinal } from '#src/procedure/bonus/model.ts'

type Trx = Transaction<DB>

/** The same facts, and every registration that has them. */
export interface GroupeDeFaits extends FaitsAvisFinal {
  inscriptionIds: number[]
}

/**
 * The registrations of the campaign by their facts: a few dozen groups whatever their number. Reads registrations,
 * interviews and both avis.
 */
export async function listFaitsDesInscriptions(trx: Trx, campagneId: number): Promise<GroupeDeFaits[]> {
  const { rows } = await sql<GroupeDeFaits>`
    select n.id is not null as place, p.etat as presence, coalesce(o.sens, oe.sens) as "avisOrigine",
      a.sens as "avisReferent", array_agg(i.id order by i.id) as "inscriptionIds"
    from inscription i
    left join entretien n on n.eleve_id = i.eleve_id and n.domaine = i.domaine
    left join presence p on p.entretien_id = n.id
    left join avis_origine o on o.inscription_id = i.id
    left join avis_origine oe on oe.eleve_id = i.eleve_id and oe.inscription_id is null
    left join avis_referent a on a.inscription_id = i.id
    where i.campagne_id = ${campagneId} and not ${isLimite(sql`i.eleve_id`)} group by 1, 2, 3, 4`.execute(trx)
  return rows
}

/** One avis final, and every registration that gets it. */
export interface GroupeDAvisFinaux extends AvisFinal {
  sens_origine: string | null
  sens_referent: string | null
  ids: readonly number[]
}

/** Stores avis finals; one that has not changed keeps its date. Returns how many were written. */
export async function upsertAvisFinaux(
  trx: Trx,
  scope: { academie: string; campagneId: number; reglementId: number; now: Date },
  groupes: readonly GroupeDAvisFinaux[],
): Promise<number> {
  if (groupes.length === 0) return 0
  const result = await sql`
    insert into avis_final as a (academie, campagne_id, inscription_id, reglement_id, sens_origine, sens_referent, sens,
      points, etat, calcule_le)
    select ${scope.academie}, ${scope.campagneId}::bigint, i.id, ${scope.reglementId}::bigint, g.sens_origine,
      g.sens_referent, g.sens, g.points, g.etat, ${scope.now}::timestamptz
    from json_to_recordset(${JSON.stringify(groupes)}::json) as g (
      sens_origine text, sens_referent text, sens text, points int, etat text, ids bigint[]), unnest(g.ids) as i (id)
    order by i.id
    on conflict (inscription_id) do update set reglement_id = excluded.reglement_id,
      sens_origine = excluded.sens_origine, sens_referent = excluded.sens_referent, sens = excluded.sens,
      points = excluded.points, etat = excluded.etat, calcule_le = excluded.calcule_le
      where (a.reglement_id, a.sens_origine, a.sens_referent, a.sens, a.points, a.etat) is distinct from
        (excluded.reglement_id, excluded.sens_origine, excluded.sens_referent, excluded.sens, excluded.points, excluded.etat)
  `.execute(trx)
  return Number(result.numAffectedRows ?? 0n)
}

/**
 * The second, independent computation (rule 4): avis final and points of every registration, in SQL alone, from the
 * signed facts and the frozen reglement. Returns the registrations whose stored avis final differs, or is missing.
 */
export async function selectDifferencesAvecLeJumeau(
  trx: Trx,
  campagneId: number,
): Promise<{ inscriptionId: number; attendu: string | null; stocke: string | null }[]> {
  const { rows } = await sql<{ inscriptionId: number; attendu: string | null; stocke: string | null }>`
    with regle as (
      select r.contenu from campagne c join reglement r on r.id = c.reglement_id where c.id = ${campagneId}),
    cases as (
      select o.key as origine, f.key as referent, f.value as final,
        ((select contenu from regle) -> 'points' ->> f.value)::int as points
      from jsonb_each((select contenu -> 'croisement' from regle)) o, jsonb_each_text(o.value) f),
    depend as (
      select exists (select from cases group by referent having count(distinct final) > 1) as de_l_origine),
    -- Where no origin avis is there, any level of it gives the same result (else the state is not complete).
    resultats as (
      select origine, referent, final, points from cases
      union all select '', referent, min(final), min(points) from cases group by referent),
    faits as (
      select i.id, n.id as entretien_id, p.etat as presence, coalesce(o.sens, oe.sens) as origine, a.sens as referent
      from inscription i
      left join entretien n on (n.eleve_id, n.domaine) = (i.eleve_id, i.domaine)
      left join presence p on p.entretien_id = n.id
      left join avis_origine o on o.inscription_id = i.id
      left join avis_origine oe on oe.eleve_id = i.eleve_id and oe.inscription_id is null
      left join avis_referent a on a.inscription_id = i.id
      where i.campagne_id = ${campagneId} and not ${isLimite(sql`i.eleve_id`)}),
    etats as (
      select f.*, case
          when f.entretien_id is null then 'non_place'
          when f.presence <> 'present' then f.presence
          when f.origine is null and d.de_l_origine then 'avis_origine_manquant'
          when f.presence is null or f.referent is null then 'avis_referent_manquant'
          else 'complet' end as etat
      from faits f cross join depend d),
    jumeau as (
      select e.id, e.etat, r.final as sens, case when e.etat = 'complet' then r.points else 0 end as points
      from etats e left join resultats r
        on e.etat = 'complet' and r.referent = e.referent and r.origine = coalesce(e.origine, ''))
    select j.id as "inscriptionId", concat_ws('/', j.etat, coalesce(j.sens, '-'), j.points) as attendu,
      case when a.inscription_id is not null then concat_ws('/', a.etat, coalesce(a.sens, '-'), a.points) end as stocke
    from jumeau j left join avis_final a on a.inscription_id = j.id
    where (j.etat, j.sens, j.points) is distinct from (a.etat, a.sens, a.points) order by j.id`.execute(trx)
  return rows
}

export interface RangeeAvisFinal {
  inscriptionId: number
  eleveId: number
  ine: string | null
  uai: string
  cleSiecle: string
  mef: string
  sensOrigine: string | null
  sensReferent: string | null
  sens: string | null
  points: number
  etat: EtatAvisFinal
}

/** Stored avis finals in the order of registration. Reads pupils. */
export async function listAvisFinauxDesEleves(trx: Trx, campagneId: number): Promise<RangeeAvisFinal[]> {
  const { rows } = await sql<RangeeAvisFinal>`
    select i.id as "inscriptionId", e.id as "eleveId", e.ine, e.uai, e.cle_siecle as "cleSiecle", i.mef,
      a.sens_origine as "sensOrigine", a.sens_referent as "sensReferent", a.sens, a.points, a.etat
    from avis_final a join inscription i on i.id = a.inscription_id join eleve e on e.id = i.eleve_id
    where a.campagne_id = ${campagneId} order by i.id`.execute(trx)
  return rows
}
