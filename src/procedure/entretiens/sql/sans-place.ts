import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Mode } from '#src/exchange/model.ts'
import { groupBy } from '#src/kit/group.ts'
import type { Raison } from '#src/planning/model.ts'
import type { RangeeRequete } from '#src/procedure/entretiens/sql/planning.ts'

type Trx = Transaction<DB>

/** Those whom one lycée may receive: its domaines, for the schools of its sectors, and whoever may come from elsewhere. */
export interface PerimetreDuLycee {
  uai: string
  domaines: readonly string[]
  /** Served schools, domaine by domaine: two lists of one length. */
  couples: { domaines: readonly string[]; origines: readonly string[] }
}

export interface FiltreSansPlace {
  campagneId: number
  cercle: PerimetreDuLycee | undefined
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

export const TRIS_SANS_PLACE = ['eleve', 'classe', 'college', 'domaine', 'raison'] as const
type TriSansPlace = (typeof TRIS_SANS_PLACE)[number]
const ORDERS: Record<TriSansPlace, RawBuilder<unknown>> = {
  eleve: sql`e.nom collate "fr-x-icu"`,
  classe: sql`e.classe`,
  college: sql`o.nom collate "fr-x-icu"`,
  domaine: sql`d.libelle collate "fr-x-icu"`,
  raison: sql`p.raison`,
}

/** In the order asked for, then by school, class and name. Reads pupils. */
export async function listSansPlace(
  trx: Trx,
  {
    tri,
    limit,
    offset,
    ...filtre
  }: FiltreSansPlace & {
    tri: { cle: TriSansPlace; descendant: boolean } | null
    limit: number
    offset: number
  },
): Promise<RangeeSansPlace[]> {
  const first = tri
    ? sql`${ORDERS[tri.cle]} ${tri.descendant ? sql`desc nulls last` : sql`asc nulls last`}, `
    : sql``
  const { rows } = await sql<RangeeSansPlace>`
    select e.id as "eleveId", e.nom, e.prenom, e.classe, o.nom as college, p.domaine, d.libelle as "domaineLibelle",
      p.raison, p.explication
    from ${SANS_PLACE} join etablissement o on o.uai = e.uai
    join domaine d on (d.campagne_id, d.code) = (p.campagne_id, p.domaine)
    where ${kept(filtre)}
    order by ${first}e.uai, e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id, p.domaine
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

interface RangeeInscription {
  eleveId: number
  domaine: string
  mode: Mode
  uaiSouhaite: string | null
  derogationSecteur: boolean
  amenagements: string[]
  inscritLe: Date
}

/**
 * Those without a place as the planner reads them, in order of arrival. Reads pupils and registrations, one after the
 * other: joined in one statement, tables that have just been filled are gone through once per pupil.
 */
export async function listRequetesSansPlace(trx: Trx, filtre: FiltreSansPlace): Promise<RangeeRequete[]> {
  const { rows: attendus } = await sql<Pick<RangeeRequete, 'eleveId' | 'uai' | 'classe' | 'domaine'>>`
    select e.id as "eleveId", e.uai, e.classe, p.domaine from ${SANS_PLACE} where ${kept(filtre)}`.execute(
    trx,
  )
  const { rows: inscriptions } = await sql<RangeeInscription>`
    select eleve_id as "eleveId", domaine, mode, uai_souhaite as "uaiSouhaite", derogation_secteur as "derogationSecteur",
      amenagements, inscrit_le as "inscritLe"
    from inscription where campagne_id = ${filtre.campagneId} and eleve_id = any (${attendus.map((one) => one.eleveId)}::bigint[])
    order by inscrit_le, id`.execute(trx)
  const ofEleve = groupBy(inscriptions, (one) => one.eleveId)
  return attendus
    .flatMap((attendu): RangeeRequete[] => {
      const all = ofEleve.get(attendu.eleveId) ?? []
      const own = all.filter((one) => one.domaine === attendu.domaine)
      const [first] = own
      if (!first) return []
      const uaiSouhaite = own.find((one) => one.uaiSouhaite !== null)?.uaiSouhaite ?? null
      return [
        {
          ...attendu,
          mode: first.mode,
          uaiSouhaite,
          derogationSecteur: own.some((one) => one.derogationSecteur),
          amenagements: [...new Set(all.flatMap((one) => one.amenagements))].toSorted(),
          inscritLe: first.inscritLe,
        },
      ]
    })
    .toSorted((a, b) => a.inscritLe.getTime() - b.inscritLe.getTime() || a.eleveId - b.eleveId)
}
