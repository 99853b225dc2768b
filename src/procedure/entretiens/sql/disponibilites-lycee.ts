import { sql, type RawBuilder, type Transaction } from 'kysely'
import { containing } from '#src/db/like.ts'
import type { DB } from '#src/db/types.ts'
import type { Mode } from '#src/exchange/model.ts'
import type { Seance } from '#src/procedure/entretiens/model.ts'
import { SEANCE } from '#src/procedure/entretiens/sql/planning.ts'

type Trx = Transaction<DB>

interface DuLycee {
  campagneId: number
  uai: string
}
interface Tranche {
  limit: number
  offset: number
}

export interface DisponibiliteDuLycee {
  id: number
  debut: Date
  fin: Date
  domaines: string[]
  intervenants: string[]
  salle: string | null
  mode: Mode
  capacite: number
  seance: Seance | null
  accessible: boolean
}

export const TRIS_DISPONIBILITES = ['jour', 'heure', 'lieu', 'capacite'] as const
type TriDisponibilites = (typeof TRIS_DISPONIBILITES)[number]

export interface RechercheDisponibilites extends DuLycee, Tranche {
  depuis: Date | null
  /** Part of the name of who receives, or of a room. */
  nom: string
  domaine: string | null
  /** In which the hours of a day are compared. */
  zone: string
  tri: { cle: TriDisponibilites; descendant: boolean } | null
}

const ORDERS = (zone: string): Record<TriDisponibilites, RawBuilder<unknown>> => ({
  jour: sql`d.debut`,
  heure: sql`(d.debut at time zone ${zone})::time`,
  lieu: sql`(d.mode || ' ' || coalesce(s.nom, '')) collate "fr-x-icu"`,
  capacite: sql`d.capacite`,
})

const received = ({ campagneId, uai, depuis, nom, domaine }: RechercheDisponibilites) => {
  const asked = containing(nom)
  return sql`d.campagne_id = ${campagneId} and d.uai = ${uai}
    and ${depuis === null ? sql`true` : sql`d.fin >= ${depuis}`}
    and ${domaine === null ? sql`true` : sql`${domaine} = any (d.domaines)`}
    and ${
      nom.trim() === ''
        ? sql`true`
        : sql`(s.nom ilike ${asked} or exists (select from disponibilite_intervenant j
            join intervenant t on t.id = j.intervenant_id where j.disponibilite_id = d.id and t.nom ilike ${asked}))`
    }`
}

/** When a lycée receives, from an instant on, in the order of time unless another is asked for. */
export async function listDisponibilitesDuLycee(
  trx: Trx,
  asked: RechercheDisponibilites,
): Promise<{ rows: DisponibiliteDuLycee[]; total: number }> {
  const { zone, tri, limit, offset } = asked
  const from = sql`from disponibilite d left join salle s on s.id = d.salle_id where ${received(asked)}`
  const first = tri ? sql`${ORDERS(zone)[tri.cle]} ${tri.descendant ? sql`desc` : sql`asc`}, ` : sql``
  const { rows } = await sql<DisponibiliteDuLycee>`
    select d.id, d.debut, d.fin, s.nom as salle, d.mode, d.capacite, ${SEANCE} as seance, d.accessible,
      array(select m.libelle from domaine m where m.campagne_id = d.campagne_id and m.code = any (d.domaines)
        order by m.libelle collate "fr-x-icu") as domaines,
      array(select t.nom from disponibilite_intervenant j join intervenant t on t.id = j.intervenant_id
        where j.disponibilite_id = d.id order by t.nom collate "fr-x-icu") as intervenants
    ${from} order by ${first}d.debut, d.id limit ${limit} offset ${offset}`.execute(trx)
  const counted = await sql<{ n: number }>`
    select count(*)::int as n ${from}`.execute(trx)
  return { rows, total: counted.rows[0]?.n ?? 0 }
}

/** Names already used in this lycée, so that nobody is written in two ways. */
export async function listNomsDuLycee(
  trx: Trx,
  { campagneId, uai }: DuLycee,
): Promise<{ intervenants: string[]; salles: string[] }> {
  const { rows } = await sql<{ genre: 'intervenant' | 'salle'; nom: string }>`
    select genre, nom from (
    select 'intervenant' as genre, nom from intervenant where campagne_id = ${campagneId} and uai = ${uai}
    union all select 'salle', nom from salle where campagne_id = ${campagneId} and uai = ${uai}) connus
    order by nom collate "fr-x-icu"`.execute(trx)
  const names = (genre: string): string[] =>
    rows.flatMap((row) => (row.genre === genre && row.nom !== '' ? [row.nom] : []))
  return { intervenants: names('intervenant'), salles: names('salle') }
}
