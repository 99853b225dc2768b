import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Observations } from '#src/procedure/entretiens/model.ts'

type Trx = Transaction<DB>

/**
 * What an interview has to speak of: the topics of the last signed sheet of each of its formations, by this lycée first,
 * else by another referent. Reads registrations and sheets.
 */
export async function listSujets(trx: Trx, entretienId: number): Promise<string[]> {
  const { rows } = await sql<{ sujet: string }>`
    with fiches as (
      select distinct on (i.id) i.id, f.sujets
      from entretien n join creneau k on k.id = n.creneau_id
      join inscription i on (i.eleve_id, i.domaine) = (n.eleve_id, n.domaine)
      join fiche_formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef) and f.signe_le is not null
      where n.id = ${entretienId} order by i.id, f.uai <> k.uai, f.uai, f.version desc)
    select s.sujet from fiches cross join unnest(fiches.sujets) with ordinality s (sujet, rang)
    group by s.sujet order by min(fiches.id), min(s.rang)`.execute(trx)
  return rows.map((row) => row.sujet)
}

export async function selectObservations(trx: Trx, entretienId: number): Promise<Observations | undefined> {
  const { rows } = await sql<Observations>`
    select sujets, abordes, implication, motivation, reussite, demarche, connaissance
    from observation where entretien_id = ${entretienId}`.execute(trx)
  return rows[0]
}

export async function upsertObservations(
  trx: Trx,
  row: Observations & { academie: string; campagneId: number; entretienId: number; auteur: string; le: Date },
): Promise<void> {
  const { implication, motivation, reussite, demarche, connaissance } = row
  await sql`
    insert into observation (academie, campagne_id, entretien_id, sujets, abordes, implication, motivation, reussite,
      demarche, connaissance, auteur, le)
    values (${row.academie}, ${row.campagneId}, ${row.entretienId}, ${row.sujets}::text[], ${row.abordes}::text[],
      ${implication}, ${motivation}, ${reussite}, ${demarche}, ${connaissance}, ${row.auteur}, ${row.le})
    on conflict (entretien_id) do update set sujets = excluded.sujets, abordes = excluded.abordes,
      implication = excluded.implication, motivation = excluded.motivation, reussite = excluded.reussite,
      demarche = excluded.demarche, connaissance = excluded.connaissance, auteur = excluded.auteur, le = excluded.le
  `.execute(trx)
}

/** Topics of the interviews of these, dealt with and not: what the head reads before he signs. */
export async function listSujetsNonAbordes(
  trx: Trx,
  entretienIds: readonly number[],
): Promise<Map<number, string[]>> {
  const { rows } = await sql<{ id: number; sujets: string[] }>`
    select entretien_id as id, array(select s from unnest(sujets) s where s <> all (abordes)) as sujets
    from observation where entretien_id = any (${entretienIds}::bigint[])`.execute(trx)
  return new Map(rows.map((row) => [row.id, row.sujets]))
}
