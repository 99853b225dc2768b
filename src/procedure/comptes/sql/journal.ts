import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

/** A row of the journal as it is shown: who, for whom, what, on what, when; never what was written. */
export interface Trace {
  chaine: string
  rang: number
  le: Date
  auteur: string
  pourLeCompteDe: string | null
  /** How a delegate or an interim head signed. */
  signe: string | null
  acte: string
  objet: string
  objetId: string
}

const COLONNES = sql`j.chaine, j.rang, j.le, j.auteur, j.pour_le_compte_de as "pourLeCompteDe", j.apres ->> 'signe' as signe,
  j.acte, j.objet, j.objet_id as "objetId"`

interface Slice {
  limit: number
  offset: number
}

/** What was done on a pupil, his registrations and his interviews, and who read his file; the latest first. */
export async function listHistoire(
  trx: Trx,
  { academie, eleveId, limit, offset }: { academie: string; eleveId: number } & Slice,
): Promise<{ total: number; traces: Trace[] }> {
  return page(
    trx,
    sql`j.academie = ${academie} and (
      (j.objet = 'eleve' and j.objet_id = ${String(eleveId)})
      or (j.objet = 'inscription' and j.objet_id in (select id::text from inscription where eleve_id = ${eleveId}))
      or (j.objet = 'entretien' and j.objet_id in (select id::text from entretien where eleve_id = ${eleveId})))`,
    { limit, offset },
  )
}

/** The journal of the académie, or one of its chains; the latest first. */
export async function listJournal(
  trx: Trx,
  { academie, chaine, limit, offset }: { academie: string; chaine: string | null } & Slice,
): Promise<{ total: number; traces: Trace[] }> {
  return page(trx, sql`j.academie = ${academie} and (${chaine}::text is null or j.chaine = ${chaine})`, {
    limit,
    offset,
  })
}

async function page(
  trx: Trx,
  wanted: ReturnType<typeof sql>,
  { limit, offset }: Slice,
): Promise<{ total: number; traces: Trace[] }> {
  const { rows: counted } = await sql<{
    n: number
  }>`select count(*)::int as n from journal j where ${wanted}`.execute(trx)
  const { rows } = await sql<Trace>`
    select ${COLONNES} from journal j where ${wanted} order by j.le desc, j.chaine, j.rang desc
    limit ${limit} offset ${offset}`.execute(trx)
  return { total: counted[0]?.n ?? 0, traces: rows }
}
