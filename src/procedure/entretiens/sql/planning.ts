import { sql, type Transaction } from 'kysely'
import { RETENU } from '#src/db/connection.ts'
import { insertRows, recordset, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Mode } from '#src/exchange/model.ts'
import type { Seance } from '#src/procedure/entretiens/model.ts'
import { isLimite } from '#src/procedure/eleves/api.ts'

type Trx = Transaction<DB>

/** How the slots of an availability `d` go. */
export const SEANCE = sql`case when d.minutes_individuelles is not null then
  json_build_object('communes', d.minutes_communes, 'individuelles', d.minutes_individuelles) end`

export interface RangeeDisponibilite {
  id: number
  uai: string
  domaines: string[]
  debut: Date
  fin: Date
  salleId: number | null
  mode: Mode
  capacite: number
  seance: Seance | null
  accessible: boolean
  intervenants: number[]
}

/** A lycée that receives in a domaine, and its sector. */
export interface OffreDeReferent {
  uai: string
  domaine: string
  secteur: string[]
}

/**
 * What bears on some interviews: the lycées that may receive them, the collèges that send them, the pupils themselves.
 * With `domaines`, of these lycées only the availabilities for them, and those with a person or a room in common, or all
 * of them where the lycée counts its rooms: enough for whoever only looks for a free place.
 */
export interface Portee {
  lycees: readonly string[]
  colleges: readonly string[]
  eleves: readonly number[]
  domaines?: readonly string[]
  /** The offers of these domaines, when they are read already. */
  offres?: readonly OffreDeReferent[]
}

/** A `Portee` by identifiers, read once. */
export interface PorteeLue {
  disponibilites: readonly number[]
  entretiens: readonly number[]
  /** Whose requests are read: with `domaines`, those who look for a place alone. */
  eleves: readonly number[]
  colleges: readonly string[]
}

/** Lists of keys are arrays all along: a join with them would scan the whole campaign. */
export async function selectPortee(
  trx: Trx,
  campagneId: number,
  { lycees, colleges, eleves, domaines }: Portee,
): Promise<PorteeLue> {
  const served = domaines === undefined ? sql`true` : sql`d.domaines && ${domaines}::text[]`
  const { rows } = await sql<Omit<PorteeLue, 'colleges'>>`
    ${RETENU}
    with offre as materialized (
      select d.id, d.salle_id from disponibilite d
      where d.campagne_id = ${campagneId} and d.uai = any (${lycees}::text[]) and ${served}
    ), ouverte as materialized (
      select id from offre
      union select i.disponibilite_id from disponibilite_intervenant i where i.intervenant_id = any (array(
        select j.intervenant_id from disponibilite_intervenant j where j.disponibilite_id = any (array(select id from offre))))
      union select d.id from disponibilite d where d.salle_id = any (array(select salle_id from offre where salle_id is not null))
      union select d.id from disponibilite d where d.campagne_id = ${campagneId} and d.uai = any (array(
        select m.uai from moyen_etablissement m
        where m.campagne_id = ${campagneId} and m.uai = any (${lycees}::text[]) and m.salles is not null))
    ), venu as materialized (
      select id from eleve where campagne_id = ${campagneId} and uai = any (${colleges}::text[])
      union select unnest(${eleves}::bigint[])
    ), vu as materialized (
      select n.id, n.eleve_id, n.creneau_id from entretien n where n.creneau_id = any (array(
        select k.id from creneau k where k.disponibilite_id = any (array(select id from ouverte))))
      union select n.id, n.eleve_id, n.creneau_id from entretien n where n.eleve_id = any (array(select id from venu))
    )
    select array(select id from vu) as entretiens, array(select eleve_id from vu union select id from venu) as eleves,
      array(select id from ouverte union select k.disponibilite_id from creneau k
        where k.id = any (array(select creneau_id from vu))) as disponibilites`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('la base ne dit pas ce qui entoure un placement')
  return { ...row, colleges, eleves: domaines === undefined ? row.eleves : eleves }
}

export async function listDisponibilites(
  trx: Trx,
  campagneId: number,
  lue?: PorteeLue,
): Promise<RangeeDisponibilite[]> {
  const { rows } = await sql<RangeeDisponibilite>`
    ${RETENU}
    select d.id, d.uai, d.domaines, d.debut, d.fin, d.salle_id as "salleId", d.mode, d.capacite, ${SEANCE} as seance, d.accessible,
      array(select i.intervenant_id from disponibilite_intervenant i where i.disponibilite_id = d.id
        order by i.intervenant_id) as intervenants
    from disponibilite d where d.campagne_id = ${campagneId}
      and ${lue === undefined ? sql`true` : sql`d.id = any (${lue.disponibilites}::bigint[])`}
    order by d.id`.execute(trx)
  return rows
}

export interface RangeeIndisponibilite {
  eleveId: number | null
  uai: string | null
  classe: string | null
  intervenantId: number | null
  salleId: number | null
  debut: Date
  fin: Date
}

export async function listIndisponibilites(
  trx: Trx,
  campagneId: number,
  lue?: PorteeLue,
): Promise<RangeeIndisponibilite[]> {
  const { rows } = await sql<RangeeIndisponibilite>`
    ${RETENU}
    select eleve_id as "eleveId", uai, classe, intervenant_id as "intervenantId", salle_id as "salleId", debut, fin
    from indisponibilite where campagne_id = ${campagneId}
      and ${
        lue === undefined
          ? sql`true`
          : sql`(uai = any (${lue.colleges}::text[]) or eleve_id = any (${lue.eleves}::bigint[])
              or intervenant_id = any (array(select i.intervenant_id from disponibilite_intervenant i
                where i.disponibilite_id = any (${lue.disponibilites}::bigint[])))
              or salle_id = any (array(select d.salle_id from disponibilite d
                where d.id = any (${lue.disponibilites}::bigint[]))))`
      }
    order by id`.execute(trx)
  return rows
}

export interface RangeeEnAttente {
  eleveId: number
  uai: string
  domaine: string
  uaiSouhaite: string | null
  derogationSecteur: boolean
}

/** One (pupil, domaine) to receive, in order of arrival. */
export interface RangeeRequete extends RangeeEnAttente {
  classe: string | null
  mode: Mode
  amenagements: string[]
  inscritLe: Date
}

/** What is to be placed: registrations grouped by (pupil, domaine). Reads pupils and registrations. */
export async function listRequetesDesInscriptions(
  trx: Trx,
  campagneId: number,
  lue?: PorteeLue,
): Promise<RangeeRequete[]> {
  const { rows } = await sql<RangeeRequete>`
    ${RETENU}
    with demande as materialized (
      select i.* from inscription i where i.campagne_id = ${campagneId}
        and ${lue === undefined ? sql`true` : sql`i.eleve_id = any (${lue.eleves}::bigint[])`}
    ), besoin as (
      select d.eleve_id, array_agg(distinct a order by a) as liste from demande d, unnest(d.amenagements) a
      group by d.eleve_id
    )
    select i.eleve_id as "eleveId", e.uai, e.classe, i.domaine,
      (array_agg(i.mode order by i.inscrit_le, i.id))[1] as mode,
      (array_agg(i.uai_souhaite order by i.inscrit_le, i.id) filter (where i.uai_souhaite is not null))[1] as "uaiSouhaite",
      bool_or(i.derogation_secteur) as "derogationSecteur",
      coalesce(b.liste, '{}') as amenagements,
      min(i.inscrit_le) as "inscritLe"
    from demande i join eleve e on e.id = i.eleve_id left join besoin b on b.eleve_id = i.eleve_id
    group by i.eleve_id, e.uai, e.classe, i.domaine, b.liste
    order by min(i.inscrit_le), min(i.id)`.execute(trx)
  return rows
}

export interface RangeePlace {
  entretienId: number
  version: number
  convoque: boolean
  epingle: boolean
  /** Its lycée and its week were told. */
  annonce: boolean
  uai: string
  eleveId: number
  /** School of the pupil. */
  origine: string
  domaine: string
  mode: Mode
  disponibiliteId: number
  debut: Date
  fin: Date
  place: number
}

export async function listPlaces(trx: Trx, campagneId: number, lue?: PorteeLue): Promise<RangeePlace[]> {
  const { rows } = await sql<RangeePlace>`
    ${RETENU}
    select n.id as "entretienId", n.version, k.uai, exists (select from convocation c where c.entretien_id = n.id) as convoque,
      exists (select from epingle p where p.entretien_id = n.id) or ${isLimite(sql`n.eleve_id`)} as epingle,
      n.annonce_le is not null as annonce, n.eleve_id as "eleveId",
      e.uai as origine, n.domaine, k.mode, k.disponibilite_id as "disponibiliteId", lower(n.plage) as debut,
      upper(n.plage) as fin, n.place
    from entretien n join creneau k on k.id = n.creneau_id join eleve e on e.id = n.eleve_id
    where n.campagne_id = ${campagneId}
      and ${lue === undefined ? sql`true` : sql`n.id = any (${lue.entretiens}::bigint[])`}
    order by n.id`.execute(trx)
  return rows
}

/** Which of those without a place: of whom a registration came in since an instant, or by name. */
export interface EnAttente {
  inscritsDepuis?: Date | undefined
  eleves?: readonly number[] | undefined
}

const parmiEnAttente = (campagneId: number, { inscritsDepuis, eleves }: EnAttente) => {
  if (eleves !== undefined) return sql`i.eleve_id = any (${eleves}::bigint[])`
  if (inscritsDepuis === undefined) return sql`true`
  return sql`i.eleve_id = any (array(select r.eleve_id from inscription r
    where r.campagne_id = ${campagneId} and r.inscrit_le >= ${inscritsDepuis}))`
}

/**
 * (Pupil, domaine) registered without an interview: whom a placing has to serve, with what tells where they may go. Who
 * withdrew from a domaine is not, unless he was registered for one of its formations since.
 */
export async function listEnAttente(
  trx: Trx,
  campagneId: number,
  lesquels: EnAttente = {},
): Promise<RangeeEnAttente[]> {
  const { rows } = await sql<RangeeEnAttente>`
    ${RETENU}
    select i.eleve_id as "eleveId", e.uai, i.domaine,
      (array_agg(i.uai_souhaite order by i.inscrit_le, i.id) filter (where i.uai_souhaite is not null))[1] as "uaiSouhaite",
      bool_or(i.derogation_secteur) as "derogationSecteur"
    from inscription i join eleve e on e.id = i.eleve_id
    where i.campagne_id = ${campagneId} and ${parmiEnAttente(campagneId, lesquels)}
      and not exists (select from entretien n where (n.eleve_id, n.domaine) = (i.eleve_id, i.domaine))
      and not exists (select from incident t where (t.eleve_id, t.domaine) = (i.eleve_id, i.domaine)
        and t.genre = 'retrait' and t.decision = 'acceptee' and t.decide_le >= i.inscrit_le)
      and not ${isLimite(sql`i.eleve_id`)}
    group by i.eleve_id, e.uai, i.domaine`.execute(trx)
  return rows
}

/** Collèges whose pupils some lycées receive. */
export async function listCollegesRecus(
  trx: Trx,
  { campagneId, lycees }: { campagneId: number; lycees: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ uai: string }>`
    select distinct e.uai from disponibilite d join creneau k on k.disponibilite_id = d.id
    join entretien n on n.creneau_id = k.id join eleve e on e.id = n.eleve_id
    where d.campagne_id = ${campagneId} and d.uai = any (${lycees}::text[]) order by e.uai`.execute(trx)
  return rows.map((row) => row.uai)
}

export async function insertEntretiens(
  trx: Trx,
  rows: readonly Row[],
): Promise<{ id: number; eleve_id: number; domaine: string }[]> {
  return insertRows(trx, 'entretien', rows, { returning: ['id', 'eleve_id', 'domaine'] })
}

/** What is known of those looked at takes the place of what was said of them before. */
export async function replaceNonPlacements(
  trx: Trx,
  looked: readonly { eleveId: number; domaine: string }[],
  rows: readonly Row[],
): Promise<void> {
  const keys = looked.map((one) => ({ eleve_id: one.eleveId, domaine: one.domaine }))
  await sql`
    ${RETENU}
    delete from non_placement p using ${recordset('non_placement', keys)} r
    where (p.eleve_id, p.domaine) = (r.eleve_id, r.domaine)`.execute(trx)
  await insertRows(trx, 'non_placement', rows)
}
