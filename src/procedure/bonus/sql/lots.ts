import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import { chunks } from '#src/kit/group.ts'
import type { LigneLot } from '#src/procedure/bonus/model.ts'

type Trx = Transaction<DB>

/** One export at a time per campaign; released with the transaction. */
export async function lockExport(trx: Trx, campagneId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(727003, ${campagneId}::int)`.execute(trx)
}

const LIGNE = sql`l.eleve_id as "eleveId", l.academie_offre as "academieOffre", l.code_offre as "codeOffre",
  l.code_mef as "codeMef", l.mef, l.libelle_formation as "libelleFormation", l.sens, l.points`

/** The lines that stand today, all batches together. */
export async function listLignesVivantes(trx: Trx, campagneId: number): Promise<LigneLot[]> {
  const { rows } = await sql<LigneLot>`
    select ${LIGNE} from lot_ligne l where l.campagne_id = ${campagneId} and l.vivante
    order by l.eleve_id, l.academie_offre, l.code_offre`.execute(trx)
  return rows
}

/** Pupils whose data are limited, and those who take part no longer. Source: GDPR, articles 18 and 21. */
export async function listRestreints(
  trx: Trx,
  campagneId: number,
): Promise<Record<'limitation' | 'opposition', Set<number>>> {
  const { rows } = await sql<{ eleveId: number; genre: string }>`
    select eleve_id as "eleveId", genre from restriction
    where campagne_id = ${campagneId} and levee_le is null`.execute(trx)
  const of = (genre: string): Set<number> =>
    new Set(rows.flatMap((row) => (row.genre === genre ? [row.eleveId] : [])))
  return { limitation: of('limitation'), opposition: of('opposition') }
}

export async function nextNumero(trx: Trx, campagneId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(max(numero), 0) + 1 as n from lot where campagne_id = ${campagneId}`.execute(trx)
  return rows[0]?.n ?? 1
}

export async function insertLot(trx: Trx, lot: Row): Promise<number> {
  const [written] = await insertRows<{ id: number }>(trx, 'lot', [lot], { returning: ['id'] })
  if (!written) throw new Error('lot non enregistré')
  return written.id
}

/** Lines that are replaced or withdrawn stand no more; the new ones stand, but for withdrawals. */
export async function insertLotLignes(trx: Trx, campagneId: number, rows: readonly Row[]): Promise<void> {
  const replaced = rows.filter((row) => row['operation'] !== 'ajout')
  if (replaced.length > 0)
    await sql`
      update lot_ligne l set vivante = false
      from json_to_recordset(${JSON.stringify(replaced)}::json) as r (eleve_id bigint, academie_offre text, code_offre text)
      where l.campagne_id = ${campagneId} and l.vivante
        and (l.eleve_id, l.academie_offre, l.code_offre) = (r.eleve_id, r.academie_offre, r.code_offre)`.execute(
      trx,
    )
  for (const part of chunks(rows, PER_STATEMENT)) await insertRows(trx, 'lot_ligne', part)
}

/** A whole year in one parameter would be hundreds of megabytes on both sides. */
const PER_STATEMENT = 10_000

/** The bytes that were hashed and signed, apart: as a parameter of their own they cost no escaping. */
export async function updateFichierDuLot(trx: Trx, lotId: number, fichier: Buffer): Promise<void> {
  await sql`update lot set fichier = ${fichier} where id = ${lotId}`.execute(trx)
}

/** A batch as it stands, with what its stored lines add up to. */
export interface LotVerifiable {
  numero: number
  sha256: string
  bordereau: Record<string, unknown> & { sha256: string; signature: string; cle: string; operations: unknown }
  fichier: Buffer | null
  operations: Record<string, number>
}

/** Every batch of the campaign, for its verification. */
export async function listLotsAVerifier(trx: Trx, campagneId: number): Promise<LotVerifiable[]> {
  const { rows } = await sql<LotVerifiable>`
    select l.numero, l.sha256, l.bordereau, l.fichier,
      (select json_build_object('ajout', count(*) filter (where operation = 'ajout'),
        'modification', count(*) filter (where operation = 'modification'),
        'retrait', count(*) filter (where operation = 'retrait')) from lot_ligne where lot_id = l.id) as operations
    from lot l where l.campagne_id = ${campagneId} order by l.numero`.execute(trx)
  return rows
}
