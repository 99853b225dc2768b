import { sql, type Transaction } from 'kysely'
import { containing } from '#src/db/like.ts'
import type { DB } from '#src/db/types.ts'
import type { Canal, Etat, Genre, Motif } from '#src/procedure/envois/model.ts'

type Trx = Transaction<DB>

export interface EnvoiSuivi {
  id: number
  genre: Genre
  /** null when it is protected: one role only sees it, and it is not the reader's. */
  adresse: string | null
  etat: Etat
  motif: Motif | null
  canal: Canal | null
  essais: number
  creeLe: Date
  remisLe: Date | null
}

export const TRIS_ENVOIS = ['genre', 'cree_le', 'etat'] as const
export type TriEnvoi = (typeof TRIS_ENVOIS)[number]

interface Quels {
  tri: { cle: TriEnvoi; descendant: boolean } | null
  campagneId: number
  etat: Etat | null
  /** Part of an address. A protected one is never found by it. */
  adresse: string
}

/** Messages of a campaign and digests of the académie. A protected address stays hidden. Reads the guardians. */
export async function listEnvois(
  trx: Trx,
  { campagneId, etat, adresse, tri, limit, offset }: Quels & { limit: number; offset: number },
): Promise<{ rows: EnvoiSuivi[]; parEtat: { etat: Etat; n: number; trouves: number }[] }> {
  const ofThese = sql`(o.campagne_id = ${campagneId} or o.campagne_id is null)`
  const asked = containing(adresse)
  const found =
    adresse.trim() === ''
      ? sql`true`
      : sql`(not coalesce(r.adresse_protegee, false) and o.adresse ilike ${asked})`
  const order = tri ? sql`${sql.ref(`o.${tri.cle}`)} ${tri.descendant ? sql`desc` : sql`asc`},` : sql``
  const { rows } = await sql<EnvoiSuivi>`
    select o.id, o.genre, case when coalesce(r.adresse_protegee, false) then null else o.adresse end as adresse, o.etat,
      o.motif, o.canal, o.essais, o.cree_le as "creeLe", o.remis_le as "remisLe"
    from envoi o left join responsable r on r.id = o.responsable_id
    where ${ofThese} and ${found} and ${etat === null ? sql`true` : sql`o.etat = ${etat}`}
    order by ${order} o.id desc limit ${limit} offset ${offset}`.execute(trx)
  const counted = await sql<{ etat: Etat; n: number; trouves: number }>`
    select o.etat, count(*)::int as n, count(*) filter (where ${found})::int as trouves
    from envoi o left join responsable r on r.id = o.responsable_id where ${ofThese} group by o.etat`.execute(
    trx,
  )
  return { rows, parEtat: counted.rows }
}

/** Whether the guardian whom a message is for has protected contact data. Reads the guardians. */
export async function isProtege(trx: Trx, responsableId: number | null): Promise<boolean> {
  const { rows } = await sql<{ protegee: boolean }>`
    select adresse_protegee as protegee from responsable where id = ${responsableId}`.execute(trx)
  return rows[0]?.protegee ?? false
}
