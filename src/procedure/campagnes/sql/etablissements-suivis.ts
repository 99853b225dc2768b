import { sql, type RawBuilder, type Transaction } from 'kysely'
import { containing } from '#src/db/like.ts'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>
type Part = RawBuilder<unknown>

/** Where one school of pupils stands. */
export interface EcoleSuivie {
  uai: string
  nom: string
  commune: string | null
  eleves: number
  inscrits: number
  avisManquants: number
  sansPlace: number
  /** Convocations and fiches that nobody noted as handed over. */
  aRemettre: number
  envoisEnErreur: number
  /** Last act of the school in the journal; null: none ever. */
  dernierActe: Date | null
}

export const SITUATIONS_ECOLE = ['silencieuses', 'avis', 'sans_place', 'a_remettre', 'erreurs'] as const
export type SituationEcole = (typeof SITUATIONS_ECOLE)[number]
const SITUATIONS: Record<SituationEcole, (silence: Date) => Part> = {
  silencieuses: (silence) => sql`(v."dernierActe" is null or v."dernierActe" < ${silence})`,
  avis: () => sql`v."avisManquants" > 0`,
  sans_place: () => sql`v."sansPlace" > 0`,
  a_remettre: () => sql`v."aRemettre" > 0`,
  erreurs: () => sql`v."envoisEnErreur" > 0`,
}

export const TRIS_ECOLES = [
  'nom',
  'eleves',
  'inscrits',
  'avis',
  'sans_place',
  'a_remettre',
  'erreurs',
  'acte',
] as const
export type TriEcoles = (typeof TRIS_ECOLES)[number]
const ORDERS: Record<TriEcoles, Part> = {
  nom: sql`v.nom collate "fr-x-icu"`,
  eleves: sql`v.eleves`,
  inscrits: sql`v.inscrits`,
  avis: sql`v."avisManquants"`,
  sans_place: sql`v."sansPlace"`,
  a_remettre: sql`v."aRemettre"`,
  erreurs: sql`v."envoisEnErreur"`,
  acte: sql`v."dernierActe"`,
}

export interface RechercheEcoles {
  campagneId: number
  nom: string
  situation: SituationEcole | null
  /** An act before this instant, or none: the school is silent. */
  silence: Date
}

const vus = ({ campagneId }: RechercheEcoles): Part => sql`
  e as (select id, uai from eleve where campagne_id = ${campagneId}),
  n as (select uai, count(*)::int as eleves from e group by uai),
  i as (select e.uai, count(distinct i.eleve_id)::int as inscrits,
      count(*) filter (where not exists (select from avis_origine o where o.eleve_id = i.eleve_id
        and (o.inscription_id is null or o.inscription_id = i.id)))::int as avis
    from inscription i join e on e.id = i.eleve_id where i.campagne_id = ${campagneId} group by e.uai),
  p as (select e.uai, count(*)::int as sans_place from non_placement x join e on e.id = x.eleve_id group by e.uai),
  r as (select uai, sum(nombre)::int as a_remettre from (
      select e.uai, count(*) as nombre from convocation c join entretien t on t.id = c.entretien_id join e on e.id = t.eleve_id
      where c.campagne_id = ${campagneId} and not exists (select from remise m where m.convocation_id = c.id) group by e.uai
      union all
      select e.uai, count(*) from fiche f join e on e.id = f.eleve_id
      where f.campagne_id = ${campagneId} and not exists (select from remise m where m.fiche_id = f.id) group by e.uai) d
    group by uai),
  m as (select e.uai, count(*)::int as erreurs from envoi v join e on e.id = v.eleve_id
    where v.campagne_id = ${campagneId} and v.etat in ('incertain', 'refuse', 'abandonne') group by e.uai),
  j as (select chaine as uai, max(le::timestamptz) as acte from journal
    where chaine in (select uai from n) and pour_le_compte_de is null group by chaine),
  v as (
    select s.uai, s.nom, s.commune, n.eleves, coalesce(i.inscrits, 0) as inscrits, coalesce(i.avis, 0) as "avisManquants",
      coalesce(p.sans_place, 0) as "sansPlace", coalesce(r.a_remettre, 0) as "aRemettre",
      coalesce(m.erreurs, 0) as "envoisEnErreur", j.acte as "dernierActe"
    from n join etablissement s on s.uai = n.uai left join i on i.uai = n.uai left join p on p.uai = n.uai
    left join r on r.uai = n.uai left join m on m.uai = n.uai left join j on j.uai = n.uai)`

function matching({ nom, situation, silence }: RechercheEcoles): Part {
  const asked = containing(nom)
  return sql`(v.nom || ' ' || v.uai || ' ' || coalesce(v.commune, '')) ilike ${asked}
    and ${situation === null ? sql`true` : SITUATIONS[situation](silence)}`
}

/** One page of the schools of pupils with where each stands. Reads every room of the procedure and the journal. */
export async function listEcolesSuivies(
  trx: Trx,
  asked: RechercheEcoles & {
    tri: { cle: TriEcoles; descendant: boolean } | null
    limit: number
    offset: number
  },
): Promise<EcoleSuivie[]> {
  const { tri, limit, offset } = asked
  const order = tri
    ? sql`${ORDERS[tri.cle]} ${tri.descendant ? sql`desc nulls last` : sql`asc nulls first`}, v.uai`
    : sql`v.nom collate "fr-x-icu", v.uai`
  const { rows } = await sql<EcoleSuivie>`
    with ${vus(asked)} select v.* from v where ${matching(asked)} order by ${order} limit ${limit} offset ${offset}`.execute(
    trx,
  )
  return rows
}

/** How many schools answer, and how many are in each situation. */
export async function countEcolesSuivies(
  trx: Trx,
  asked: RechercheEcoles,
): Promise<{ total: number; situations: Record<SituationEcole, number> }> {
  const counts = SITUATIONS_ECOLE.map(
    (one) => sql`count(*) filter (where ${SITUATIONS[one](asked.silence)})::int as ${sql.id(one)}`,
  )
  const { rows } = await sql<Record<SituationEcole, number> & { total: number }>`
    with ${vus(asked)} select count(*) filter (where ${matching(asked)})::int as total, ${sql.join(counts)} from v`.execute(
    trx,
  )
  const row = rows[0]
  if (!row) throw new Error('suivi sans réponse de la base')
  const { total, ...situations } = row
  return { total, situations }
}
