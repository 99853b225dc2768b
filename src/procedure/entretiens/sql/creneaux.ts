import { sql, type Transaction } from 'kysely'
import { RETENU } from '#src/db/connection.ts'
import { recordset, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

interface Creneau {
  id: number
  disponibiliteId: number
  debut: Date
}

/** Slots by `disponibilite/debut`, created when new. The constraints hold people and rooms to one slot at a time. */
export async function ensureCreneaux(trx: Trx, rows: readonly RangeeCreneau[]): Promise<Map<string, number>> {
  const wanted = new Set(rows.map((row) => `${row.disponibilite_id}/${row.plage}`)).size
  let found = await insertOrFindCreneaux(trx, rows)
  // One that somebody made meanwhile is neither inserted nor seen by that statement.
  if (found.length < wanted) found = await insertOrFindCreneaux(trx, rows)
  return new Map(found.map((row) => [`${row.disponibiliteId}/${row.debut.toISOString()}`, row.id]))
}

type RangeeCreneau = Row & { disponibilite_id: number; plage: string }

/** In one statement: new slots and those that stand, with the people whom they take. */
async function insertOrFindCreneaux(trx: Trx, rows: readonly RangeeCreneau[]): Promise<Creneau[]> {
  const [first] = rows
  if (!first) return []
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)))
  const { rows: found } = await sql<Creneau>`
    ${RETENU}
    with demande as materialized (
      select ${columns} from ${recordset('creneau', rows)}
    ), nouveau as (
      insert into creneau (${columns}) select ${columns} from demande on conflict do nothing
      returning id, academie, disponibilite_id, plage
    ), voulu as (
      select * from nouveau union all
      select k.id, k.academie, k.disponibilite_id, k.plage from creneau k
      where k.disponibilite_id = any (${[...new Set(rows.map((row) => row.disponibilite_id))]}::bigint[])
        and k.plage = any (${[...new Set(rows.map((row) => row.plage))]}::tstzrange[])
    ), tenu as (
      insert into creneau_intervenant (academie, creneau_id, intervenant_id, plage)
      select k.academie, k.id, i.intervenant_id, k.plage from voulu k
      join disponibilite_intervenant i on i.disponibilite_id = k.disponibilite_id
      where not exists (select from creneau_intervenant c where c.creneau_id = k.id)
    )
    select id, disponibilite_id as "disponibiliteId", lower(plage) as debut from voulu`.execute(trx)
  return found
}
