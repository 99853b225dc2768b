import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { PartieComposee, PartieEdition } from '#src/procedure/editions/model.ts'

type Trx = Transaction<DB>

/** True while the list of the edition is still to be drawn up; the others who would do it wait. */
export async function holdSansListe(trx: Trx, id: number): Promise<boolean> {
  const { rows } = await sql<{ lettres: number | null }>`
    select lettres from edition where id = ${id} for update`.execute(trx)
  return rows[0]?.lettres === null
}

export async function writeListe(
  trx: Trx,
  {
    editionId,
    lettres,
    volumes,
    parties,
  }: { editionId: number; lettres: number; volumes: Row[]; parties: Row[] },
): Promise<void> {
  await insertRows(trx, 'edition_volume', volumes)
  await insertRows(trx, 'edition_partie', parties)
  await sql`update edition set lettres = ${lettres} where id = ${editionId}`.execute(trx)
}

/** The next part that nobody holds, held until this transaction ends. */
export async function holdPartie(trx: Trx, editionId: number): Promise<PartieEdition | undefined> {
  const { rows } = await sql<PartieEdition>`
    select p.rang, p.volume, v.uai, p.debut, v.lettres as total, p.objets
    from edition_partie p join edition_volume v on (v.edition_id, v.rang) = (p.edition_id, p.volume)
    where p.edition_id = ${editionId} and p.faite_le is null
    order by p.rang limit 1 for update of p skip locked`.execute(trx)
  return rows[0]
}

export async function writePartie(
  trx: Trx,
  { editionId, rang }: { editionId: number; rang: number },
  { contenu, documents, refus, lignes }: PartieComposee,
): Promise<void> {
  await sql`update edition_partie set contenu = ${contenu && Buffer.from(contenu)}, faite_le = clock_timestamp(),
      documents = ${JSON.stringify(documents)}::jsonb, refus = ${JSON.stringify(refus)}::jsonb,
      lignes = ${JSON.stringify(lignes)}::jsonb
    where edition_id = ${editionId} and rang = ${rang}`.execute(trx)
}

/** A volume whose parts are all set and that nobody binds, held until this transaction ends. */
export async function holdVolume(
  trx: Trx,
  editionId: number,
): Promise<{ rang: number; uai: string } | undefined> {
  const { rows } = await sql<{ rang: number; uai: string }>`
    select v.rang, v.uai from edition_volume v
    where v.edition_id = ${editionId} and v.pret_le is null and not exists (select from edition_partie p
      where p.edition_id = v.edition_id and p.volume = v.rang and p.faite_le is null)
    order by v.rang limit 1 for update skip locked`.execute(trx)
  return rows[0]
}

/** What the parts of a volume have become, in order. */
export async function listParties(
  trx: Trx,
  { editionId, volume }: { editionId: number; volume: number },
): Promise<Pick<PartieComposee, 'contenu' | 'lignes'>[]> {
  const { rows } = await sql<Pick<PartieComposee, 'contenu' | 'lignes'>>`
    select contenu, lignes from edition_partie where edition_id = ${editionId} and volume = ${volume}
    order by rang`.execute(trx)
  return rows
}

/** The volume is whole: its parts are no longer kept. */
export async function writeVolume(
  trx: Trx,
  { editionId, volume }: { editionId: number; volume: number },
  contenu: Uint8Array | null,
): Promise<void> {
  await sql`update edition_volume set contenu = ${contenu && Buffer.from(contenu)}, pret_le = clock_timestamp()
    where edition_id = ${editionId} and rang = ${volume}`.execute(trx)
  await sql`update edition_partie set contenu = null, lignes = '[]'
    where edition_id = ${editionId} and volume = ${volume}`.execute(trx)
}

/** Ends the edition once every volume is whole. */
export async function endEdition(trx: Trx, editionId: number): Promise<void> {
  await sql`update edition set fin_le = clock_timestamp() where id = ${editionId} and fin_le is null
    and lettres is not null and not exists (select from edition_volume v
      where v.edition_id = edition.id and v.pret_le is null)`.execute(trx)
}
