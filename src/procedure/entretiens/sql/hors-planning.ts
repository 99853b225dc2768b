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

/** The place of an interview, and whether the pupil of the other one is elsewhere at that time. */
export interface PlaceEchangee {
  disponibiliteId: number
  place: number
  occupe: boolean
}

/** The places of two interviews, by interview. */
export async function selectPlacesEchangees(
  trx: Trx,
  [a, b]: readonly [number, number],
): Promise<Map<number, PlaceEchangee>> {
  const { rows } = await sql<PlaceEchangee & { id: number }>`
    select n.id, k.disponibilite_id as "disponibiliteId", n.place,
      exists (select from entretien other join entretien x on x.eleve_id = other.eleve_id and x.id <> other.id
        where other.id in (${a}, ${b}) and other.id <> n.id and x.plage && n.plage) as occupe
    from entretien n join creneau k on k.id = n.creneau_id where n.id in (${a}, ${b})`.execute(trx)
  return new Map(rows.map(({ id, ...place }) => [id, place]))
}
