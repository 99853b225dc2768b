import { sql, type Transaction } from 'kysely'
import { recordset } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Mode } from '#src/exchange/model.ts'
import type { PorteeConvocation } from '#src/procedure/entretiens/sql/vagues.ts'

type Trx = Transaction<DB>

/** One pupil of a session some of whose times are to be told. */
export interface RangeeSeance {
  creneauId: number
  entretienId: number
  place: number
  annonce: boolean
  mode: Mode
  uai: string
  college: string
}

/** Who is in the sessions to come, of those that are convoked, in which somebody was not told the time that holds now. */
export async function listPresents(
  trx: Trx,
  { campagneId, now, entre, ids }: Omit<PorteeConvocation, 'auteur'>,
): Promise<RangeeSeance[]> {
  const wanted = entre
    ? sql`k.uai = ${entre.uai} and lower(n.plage) >= ${entre.debut} and lower(n.plage) < ${entre.fin}`
    : ids
      ? sql`n.creneau_id in (select creneau_id from entretien where id = any (${ids}::bigint[]))`
      : sql`true`
  const { rows } = await sql<RangeeSeance>`
    with venu as (
      select n.creneau_id, n.id, n.place, k.mode, k.uai, e.uai as college, coalesce((
        select (c.plage, c.uai, c.individuel) is not distinct from (n.plage, k.uai, n.individuel)
        from convocation c where c.entretien_id = n.id order by c.version desc limit 1), false) as annonce
      from entretien n join creneau k on k.id = n.creneau_id join eleve e on e.id = n.eleve_id
      where n.campagne_id = ${campagneId} and n.individuel is not null and lower(n.plage) > ${now} and ${wanted})
    select v.creneau_id as "creneauId", v.id as "entretienId", v.place, v.annonce, v.mode, v.uai, v.college
    from venu v where v.creneau_id in (select creneau_id from venu where not annonce)
    order by v.creneau_id, v.id`.execute(trx)
  return rows
}

/** Twice: two pupils who change places never hold the same one. */
export async function updatePlaces(
  trx: Trx,
  changed: readonly { entretienId: number; place: number }[],
): Promise<void> {
  const write = (shift: number) => {
    const rows = changed.map((one) => ({ id: one.entretienId, place: one.place + shift }))
    return sql`update entretien n set place = r.place from ${recordset('entretien', rows)} r where n.id = r.id`.execute(
      trx,
    )
  }
  await write(1_000)
  await write(0)
}
