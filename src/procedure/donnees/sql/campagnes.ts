import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'

type Trx = Transaction<DB>

/** A campaign and how far its data have gone. */
export interface CampagneConservee {
  id: number
  libelle: string
  finConfirmations: Day
  /** Of a rehearsal or a demonstration. */
  horloge: Date | null
  eleves: number
  visa: string | null
  viseePar: string | null
  viseeLe: Date | null
  detruiteLe: Date | null
  bordereau: Record<string, unknown>
}

/** Campaigns of the académie, the latest first. */
export async function listCampagnesConservees(trx: Trx): Promise<CampagneConservee[]> {
  const { rows } = await sql<CampagneConservee>`
    select c.id, c.dispositif || ' ' || c.annee as libelle, to_char(c.fin_confirmations, 'YYYY-MM-DD') as "finConfirmations",
      c.horloge,
      (select count(*)::int from eleve e where e.campagne_id = c.id) as eleves, d.visa, d.auteur as "viseePar",
      d.le as "viseeLe", d.faite_le as "detruiteLe", coalesce(d.bordereau, '{}') as bordereau
    from campagne c left join destruction d on d.campagne_id = c.id
    where c.academie = current_setting('passpro.academie', true) order by c.fin_confirmations desc, c.id desc`.execute(
    trx,
  )
  return rows
}

export async function insertDestruction(
  trx: Trx,
  one: { academie: string; campagneId: number; visa: string; auteur: string; le: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into destruction (academie, campagne_id, visa, auteur, le)
    values (${one.academie}, ${one.campagneId}, ${one.visa}, ${one.auteur}, ${one.le})
    on conflict do nothing returning campagne_id`.execute(trx)
  return rows.length > 0
}

export async function closeDestruction(
  trx: Trx,
  { campagneId, bordereau, le }: { campagneId: number; bordereau: object; le: Date },
): Promise<void> {
  await sql`update destruction set bordereau = ${JSON.stringify(bordereau)}::jsonb, faite_le = ${le}
    where campagne_id = ${campagneId}`.execute(trx)
}
