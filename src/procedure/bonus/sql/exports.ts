import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { DemandeExport, LotEtabli } from '#src/procedure/bonus/model.ts'

type Trx = Transaction<DB>

/** False when another request for this campaign is waiting already. */
export async function insertDemandeExport(trx: Trx, row: Row): Promise<number | undefined> {
  const [written] = await insertRows<{ id: number }>(trx, 'demande_export', [row], {
    onConflict: 'nothing',
    returning: ['id'],
  })
  return written?.id
}

/** The request that waits for its second person; held until this transaction ends when it is to be answered. */
export async function selectDemandeExport(
  trx: Trx,
  { campagneId, pour }: { campagneId: number; pour: 'lire' | 'repondre' },
): Promise<DemandeExport | undefined> {
  const { rows } = await sql<DemandeExport>`
    select d.id, d.demandeur_id as "demandeurId", c.nom as demandeur, d.demandee_le as "demandeeLe"
    from demande_export d join compte c on c.id = d.demandeur_id
    where d.campagne_id = ${campagneId} and d.lot_id is null and d.abandon_le is null
    ${pour === 'repondre' ? sql`for update of d` : sql``}`.execute(trx)
  return rows[0]
}

export async function closeDemandeExport(
  trx: Trx,
  id: number,
  end: { lotId: number } | { abandonLe: Date },
): Promise<void> {
  const [lotId, abandonLe] = 'lotId' in end ? [end.lotId, null] : [null, end.abandonLe]
  await sql`update demande_export set lot_id = ${lotId}, abandon_le = ${abandonLe} where id = ${id}`.execute(
    trx,
  )
}

const LOT = sql`l.id, l.campagne_id as "campagneId", l.numero, l.etabli_le as "etabliLe", l.sha256, l.bordereau, e.nom as "etabliPar", a.nom as "approuvePar"`
const FROM = sql`lot l join compte e on e.id = l.etabli_par join compte a on a.id = l.approuve_par`

/** Batches of the campaign, the latest first, with the two people of each. */
export async function listLotsEtablis(trx: Trx, campagneId: number): Promise<LotEtabli[]> {
  const { rows } = await sql<LotEtabli>`
    select ${LOT} from ${FROM} where l.campagne_id = ${campagneId} order by l.numero desc`.execute(trx)
  return rows
}

export async function selectLotAvecFichier(
  trx: Trx,
  id: number,
): Promise<(LotEtabli & { fichier: Buffer | null }) | undefined> {
  const { rows } = await sql<LotEtabli & { fichier: Buffer | null }>`
    select ${LOT}, l.fichier from ${FROM} where l.id = ${id}`.execute(trx)
  return rows[0]
}
