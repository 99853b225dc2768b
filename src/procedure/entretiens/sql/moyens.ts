import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Moyens, MoyensDits } from '#src/procedure/entretiens/model.ts'

type Trx = Transaction<DB>

/** Of the whole campaign, or of these schools. */
export async function listMoyens(
  trx: Trx,
  campagneId: number,
  uais?: readonly string[],
): Promise<(MoyensDits & { auteur: string; le: Date })[]> {
  const { rows } = await sql<MoyensDits & { auteur: string; le: Date }>`
    select m.uai, m.salles, m.postes, m.auteur, m.le, exists (select from disponibilite d
      where (d.campagne_id, d.uai) = (m.campagne_id, m.uai) and d.salle_id is not null) as "sallesNommees"
    from moyen_etablissement m where m.campagne_id = ${campagneId}
      and ${uais === undefined ? sql`true` : sql`m.uai = any (${uais}::text[])`}
    order by m.uai`.execute(trx)
  return rows
}

/** Lycées among these that name a room. */
export async function listLyceesAuxSallesNommees(
  trx: Trx,
  { campagneId, uais }: { campagneId: number; uais: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ uai: string }>`
    select distinct uai from disponibilite where campagne_id = ${campagneId} and uai = any (${uais}::text[])
      and salle_id is not null`.execute(trx)
  return rows.map((row) => row.uai)
}

export async function upsertMoyens(
  trx: Trx,
  row: Moyens & { academie: string; campagne_id: number; uai: string; auteur: string; le: Date },
): Promise<void> {
  const { salles, postes, auteur, le } = row
  await trx
    .insertInto('moyen_etablissement')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['campagne_id', 'uai']).doUpdateSet({ salles, postes, auteur, le }),
    )
    .execute()
}
