import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Mode } from '#src/exchange/model.ts'

type Trx = Transaction<DB>

/** Who holds an interview, and whether one of them, or the pupil, is in another one at that time. */
export interface Reception {
  intervenants: number[]
  mode: Mode
  occupe: boolean
}

export async function selectReception(
  trx: Trx,
  { entretienId, debut, fin }: { entretienId: number; debut: Date; fin: Date },
): Promise<Reception | undefined> {
  const { rows } = await sql<Reception>`
    select array(select c.intervenant_id from creneau_intervenant c where c.creneau_id = k.id order by 1) as intervenants, k.mode,
      exists (select from creneau_intervenant a join creneau_intervenant b on b.intervenant_id = a.intervenant_id
        where a.creneau_id = k.id and b.creneau_id <> k.id and b.plage && tstzrange(${debut}, ${fin}))
      or exists (select from entretien o where o.eleve_id = n.eleve_id and o.id <> n.id
        and o.plage && tstzrange(${debut}, ${fin})) as occupe
    from entretien n join creneau k on k.id = n.creneau_id where n.id = ${entretienId}`.execute(trx)
  return rows[0]
}
