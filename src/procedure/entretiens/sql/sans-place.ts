import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Raison } from '#src/planning/model.ts'
import type { RangeeRequete } from '#src/procedure/entretiens/sql/planning.ts'

type Trx = Transaction<DB>

/** Those whom one lycée may receive: its domaines, for the schools of its sectors, and whoever may come from elsewhere. */
export interface Cercle {
  uai: string
  domaines: readonly string[]
  /** Served schools, domaine by domaine: two lists of one length. */
  couples: { domaines: readonly string[]; origines: readonly string[] }
}

export interface FiltreSansPlace {
  campagneId: number
  cercle: Cercle | undefined
  nom: string
  domaine: string | null
  raison: Raison | null
}

const kept = ({ campagneId, cercle, nom, domaine, raison }: FiltreSansPlace) => sql`
  p.campagne_id = ${campagneId}
  and exists (select from inscription r where r.eleve_id = p.eleve_id and r.domaine = p.domaine)
  and ${domaine === null ? sql`true` : sql`p.domaine = ${domaine}`}
  and ${raison === null ? sql`true` : sql`p.raison = ${raison}`}
  and ${nom === '' ? sql`true` : sql`position(lower(${nom}) in lower(e.nom || ' ' || e.prenom)) > 0`}
  and ${
    cercle === undefined
      ? sql`true`
      : sql`p.domaine = any (${cercle.domaines}::text[]) and (
          (p.domaine, e.uai) in (select * from unnest(${cercle.couples.domaines}::text[], ${cercle.couples.origines}::text[]))
          or exists (select from inscription i where i.eleve_id = p.eleve_id and i.domaine = p.domaine
            and (i.uai_souhaite = ${cercle.uai} or i.derogation_secteur and i.uai_souhaite is null)))`
  }`

const SANS_PLACE = sql`non_placement p join eleve e on e.id = p.eleve_id`

export interface RangeeSansPlace {
  eleveId: number
  nom: string
  prenom: string
  classe: string | null
  college: string
  domaine: string
  domaineLibelle: string
  raison: Raison
  explication: string
}

/** By school, class and name. Reads pupils. */
export async function listSansPlace(
  trx: Trx,
  { limit, offset, ...filtre }: FiltreSansPlace & { limit: number; offset: number },
): Promise<RangeeSansPlace[]> {
  const { rows } = await sql<RangeeSansPlace>`
    select e.id as "eleveId", e.nom, e.prenom, e.classe, o.nom as college, p.domaine, d.libelle as "domaineLibelle",
      p.raison, p.explication
    from ${SANS_PLACE} join etablissement o on o.uai = e.uai
    join domaine d on (d.campagne_id, d.code) = (p.campagne_id, p.domaine)
    where ${kept(filtre)}
    order by e.uai, e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id, p.domaine
    limit ${limit} offset ${offset}`.execute(trx)
  return rows
}

/** How many are stopped by what, by domaine. */
export async function countSansPlace(
  trx: Trx,
  filtre: FiltreSansPlace,
): Promise<{ domaine: string; raison: Raison; nombre: number }[]> {
  const { rows } = await sql<{ domaine: string; raison: Raison; nombre: number }>`
    select p.domaine, p.raison, count(*)::int as nombre from ${SANS_PLACE} where ${kept(filtre)}
    group by p.domaine, p.raison order by nombre desc, p.domaine, p.raison`.execute(trx)
  return rows
}

/** Those without a place as the planner reads them. Reads pupils and registrations. */
export async function listRequetesSansPlace(trx: Trx, filtre: FiltreSansPlace): Promise<RangeeRequete[]> {
  const { rows } = await sql<RangeeRequete>`
    select i.eleve_id as "eleveId", e.uai, e.classe, i.domaine,
      (array_agg(i.mode order by i.inscrit_le, i.id))[1] as mode,
      (array_agg(i.uai_souhaite order by i.inscrit_le, i.id) filter (where i.uai_souhaite is not null))[1] as "uaiSouhaite",
      bool_or(i.derogation_secteur) as "derogationSecteur",
      coalesce((select array_agg(distinct a order by a) from inscription j, unnest(j.amenagements) a
        where j.eleve_id = i.eleve_id), '{}') as amenagements,
      min(i.inscrit_le) as "inscritLe"
    from ${SANS_PLACE} join inscription i on (i.eleve_id, i.domaine) = (p.eleve_id, p.domaine)
    where ${kept(filtre)}
    group by i.eleve_id, e.uai, e.classe, i.domaine order by min(i.inscrit_le), min(i.id)`.execute(trx)
  return rows
}
