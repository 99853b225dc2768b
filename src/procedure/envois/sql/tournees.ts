import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'
import type { Restes } from '#src/procedure/envois/model.ts'

type Trx = Transaction<DB>

export interface CampagneARappeler {
  id: number
  joursRappel: number
  finConfirmations: Day
  /** It lives by the clock of the base. */
  vivante: boolean
  /** The instant at which it stands. */
  maintenant: Date
}

/** Open campaigns that write to people and are not over. Reads the campaigns. */
export async function listCampagnesARappeler(trx: Trx): Promise<CampagneARappeler[]> {
  const { rows } = await sql<CampagneARappeler>`
    select k.id, coalesce(r.jours_rappel, 3) as "joursRappel", f.fin as "finConfirmations",
      k.horloge is null as vivante,
      coalesce(k.horloge, now()) as maintenant
    from campagne k cross join lateral (select greatest(k.fin_confirmations, (select max(p.jusqu_au) from prolongation p
      where p.campagne_id = k.id and p.echeance = 'finConfirmations' and num_nonnulls(p.uai, p.eleve_id) = 0)) as fin) f join campagne_ouverture o on o.campagne_id = k.id
    left join envoi_reglage r on r.campagne_id = k.id
    where coalesce(r.actif, not k.repetition) and coalesce(k.horloge, now()) < f.fin + interval '2 days'
    order by k.id`.execute(trx)
  return rows
}

export interface Occupation extends Restes {
  compteId: number
  courriel: string
  /** Schools of origin whose pupils he follows. */
  origines: string[]
}

/** An address that its holder has verified, or that a provider of identity gave; those of a demonstration are nobody's. */
const ADRESSE_SURE = sql`(c.courriel_verifie_le is not null or c.demonstration
  or exists (select from identite y where y.compte_id = c.id))`

/**
 * What each member of staff with an address has to do in the schools of his habilitations of the day, over the campaigns
 * that write to people. Reads every room of the procedure; counts, and nothing of anybody.
 */
export async function listOccupations(
  trx: Trx,
  { jour, zone }: { jour: Day; zone: string },
): Promise<Occupation[]> {
  const { rows } = await sql<Occupation>`
    with k as (select k.* from campagne k join campagne_ouverture o on o.campagne_id = k.id
        left join envoi_reglage r on r.campagne_id = k.id
        where k.horloge is null and coalesce(r.actif, not k.repetition)),
      d as (select e.uai, count(*)::int as n from demande d join eleve e on e.id = d.eleve_id join k on k.id = d.campagne_id
        where ${jour}::date <= k.fin_inscriptions and not exists (select from inscription i
          where i.eleve_id = d.eleve_id and i.mef = d.mef) group by e.uai),
      a as (select e.uai, count(*)::int as n from inscription i join eleve e on e.id = i.eleve_id join k on k.id = i.campagne_id
        where ${jour}::date <= k.fin_avis_origine and not exists (select from avis_origine o where o.eleve_id = i.eleve_id
          and (o.inscription_id = i.id or o.inscription_id is null)) group by e.uai),
      p as (select c.uai, count(*)::int as n from avis_propose p join inscription i on i.id = p.inscription_id
        join k on k.id = i.campagne_id join entretien n on (n.eleve_id, n.domaine) = (i.eleve_id, i.domaine)
        join creneau c on c.id = n.creneau_id
        where not exists (select from avis_referent s where s.inscription_id = i.id) group by c.uai),
      t as (select c.uai, count(*)::int as n from entretien n join k on k.id = n.campagne_id
        join creneau c on c.id = n.creneau_id
        where (lower(n.plage) at time zone ${zone})::date = ${jour}::date
          and exists (select from convocation v where v.entretien_id = n.id) group by c.uai),
      x as (select e.uai, count(distinct j.adresse)::int as n from adresse_rejetee j join envoi o on o.adresse = j.adresse
        join eleve e on e.id = o.eleve_id join k on k.id = e.campagne_id group by e.uai)
    select c.id as "compteId", c.courriel, coalesce(u.origines, '{}') as origines,
      coalesce((select sum(d.n)::int from d where d.uai = any (u.origines)), 0) as demandes,
      coalesce((select sum(a.n)::int from a where a.uai = any (u.chefs)), 0) as "avisOrigine",
      coalesce((select sum(x.n)::int from x where x.uai = any (u.chefs)), 0) as "sansAdresse",
      coalesce((select sum(p.n)::int from p where p.uai = any (u.proviseurs)), 0) as propositions,
      coalesce((select sum(t.n)::int from t where t.uai = any (u.lycees)), 0) as "entretiensDuJour"
    from compte c cross join lateral (select
        array_agg(distinct h.uai) filter (where h.role in ('chef_origine', 'adulte_referent')) as origines,
        array_agg(distinct h.uai) filter (where h.role = 'chef_origine') as chefs,
        array_agg(distinct h.uai) filter (where h.role = 'chef_referent') as proviseurs,
        array_agg(distinct h.uai) filter (where h.role in ('planificateur', 'chef_referent')) as lycees
      from habilitation h where h.compte_id = c.id and h.uai is not null and h.debut <= ${jour}::date
        and (h.fin is null or h.fin >= ${jour}::date)) u
    where c.courriel is not null and ${ADRESSE_SURE} order by c.id`.execute(trx)
  return rows
}
