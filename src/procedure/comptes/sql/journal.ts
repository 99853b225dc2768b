import { sql, type Transaction } from 'kysely'
import { containing } from '#src/db/like.ts'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

/** A row of the journal as it is shown: who, for whom, what, on what, when; never what was written. */
export interface Trace {
  chaine: string
  /** Name of the school whose chain it is; null for that of the académie. */
  etablissement: string | null
  rang: number
  le: Date
  auteur: string
  /** A school by its name. */
  pourLeCompteDe: string | null
  /** How a delegate or an interim head signed. */
  signe: string | null
  acte: string
  objet: string
  objetId: string
  /** Name of the thing, where it has one that is nobody's. */
  nom: string | null
}

/** From an instant on, and before another one. */
interface Periode {
  debut: Date | null
  fin: Date | null
}

/** What the journal is narrowed to; null: not narrowed. */
interface JournalCherche extends Periode {
  chaines: readonly string[] | null
  acte: string | null
  /** Part of a name of who acted. */
  auteur: string
}

interface Part {
  sens: 'recent' | 'ancien'
  limit: number
  offset: number
}

/** Rows beyond these are not counted: a search that finds more is to be narrowed. */
export const LIGNES_COMPTEES = 10_000

/** What was done on a pupil, his registrations and his interviews, and who read his file. */
export async function listHistoire(
  trx: Trx,
  { academie, eleveId, debut, fin, ...part }: { academie: string; eleveId: number } & Periode & Part,
): Promise<{ total: number; traces: Trace[] }> {
  const wanted = sql`j.academie = ${academie} and (
      (j.objet = 'eleve' and j.objet_id = ${String(eleveId)})
      or (j.objet = 'inscription' and j.objet_id in (select id::text from inscription where eleve_id = ${eleveId}))
      or (j.objet = 'entretien' and j.objet_id in (select id::text from entretien where eleve_id = ${eleveId})))
      and ${within({ debut, fin })}`
  return page(trx, { wanted, cle: sql`j.le`, ...part })
}

/** The journal of the académie. One chain is read along its ranks, several along time: an index holds each order. */
export async function listJournal(
  trx: Trx,
  { academie, chaines, acte, auteur, debut, fin, ...part }: { academie: string } & JournalCherche & Part,
): Promise<{ total: number; traces: Trace[] }> {
  const wanted = sql.join(
    [
      sql`j.academie = ${academie}`,
      ...(chaines === null ? [] : [sql`j.chaine = any (${chaines}::text[])`]),
      ...(acte === null ? [] : [sql`j.acte = ${acte}`]),
      ...(auteur === '' ? [] : [sql`j.auteur ilike ${containing(auteur)}`]),
      within({ debut, fin }),
    ],
    sql` and `,
  )
  return page(trx, { wanted, cle: chaines?.length === 1 ? sql`j.rang` : sql`j.le`, ...part })
}

const within = ({ debut, fin }: Periode): Fragment =>
  sql`${debut === null ? sql`true` : sql`j.le >= ${debut}`} and ${fin === null ? sql`true` : sql`j.le < ${fin}`}`

type Fragment = ReturnType<typeof sql>

async function page(
  trx: Trx,
  { wanted, cle, sens, limit, offset }: { wanted: Fragment; cle: Fragment } & Part,
): Promise<{ total: number; traces: Trace[] }> {
  const order = sens === 'ancien' ? sql`asc` : sql`desc`
  const { rows } = await sql<Trace>`
    select j.chaine, j.rang, j.le, j.auteur, coalesce(p.nom, j.pour_le_compte_de) as "pourLeCompteDe",
      j.apres ->> 'signe' as signe, j.acte, j.objet, j.objet_id as "objetId", s.nom as etablissement,
      case j.objet
        when 'etablissement' then (select e.nom from etablissement e where e.uai = j.objet_id)
        when 'formation' then (select f.libelle from formation f
          where f.academie = j.academie and f.mef = j.objet_id order by f.campagne_id desc limit 1)
      end as nom
    from (select * from journal j where ${wanted} order by ${cle} ${order}, j.chaine ${order}, j.rang ${order}
      limit ${limit} offset ${offset}) j
      left join etablissement s on s.uai = j.chaine
      left join etablissement p on p.uai = j.pour_le_compte_de
    order by ${cle} ${order}, j.chaine ${order}, j.rang ${order}`.execute(trx)
  // The last part of a search says how long it is: a rare word is looked for once in the whole journal.
  const last = rows.length < limit && (rows.length > 0 || offset === 0)
  return { total: last ? offset + rows.length : await countUpTo(trx, wanted), traces: rows }
}

async function countUpTo(trx: Trx, wanted: Fragment): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select from journal j where ${wanted} limit ${LIGNES_COMPTEES + 1}) x`.execute(
    trx,
  )
  return rows[0]?.n ?? 0
}
