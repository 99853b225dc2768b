import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'

type Trx = Transaction<DB>

interface Perimetre {
  campagneId: number
  /** One lycée, else all of them. */
  uai?: string
}

const inLycee = ({ uai }: Perimetre) => (uai === undefined ? sql`true` : sql`k.uai = ${uai}`)

/** How many interviews a lycée has on a day. */
export interface RangeeCharge {
  uai: string
  jour: Day
  provisoires: number
  convoques: number
}

export async function listCharges(
  trx: Trx,
  { zone, ...perimetre }: Perimetre & { zone: string },
): Promise<RangeeCharge[]> {
  const { rows } = await sql<RangeeCharge>`
    select uai, jour, count(*) filter (where not convoque)::int as provisoires,
      count(*) filter (where convoque)::int as convoques
    from (select k.uai, to_char(lower(n.plage) at time zone ${zone}, 'YYYY-MM-DD') as jour,
        exists (select from convocation c where c.entretien_id = n.id) as convoque
      from entretien n join creneau k on k.id = n.creneau_id
      where n.campagne_id = ${perimetre.campagneId} and ${inLycee(perimetre)}) e
    group by uai, jour order by jour, uai`.execute(trx)
  return rows
}

/** Trips of one collège to one lycée: half-days on which some of its pupils are received there. */
export interface RangeeSortie {
  origine: string
  uai: string
  sorties: number
  entretiens: number
}

/** The busiest first. Reads pupils. Half-days are cut at 13 h, as the planner cuts them. */
export async function listSorties(
  trx: Trx,
  { zone, entre, ...perimetre }: Perimetre & { zone: string; entre?: { debut: Date; fin: Date } },
): Promise<RangeeSortie[]> {
  const { rows } = await sql<RangeeSortie>`
    select origine, uai, count(distinct (local::date, local::time < '13:00'))::int as sorties, count(*)::int as entretiens
    from (select e.uai as origine, k.uai, lower(n.plage) at time zone ${zone} as local
      from entretien n join creneau k on k.id = n.creneau_id join eleve e on e.id = n.eleve_id
      where n.campagne_id = ${perimetre.campagneId} and k.mode = 'presentiel' and ${inLycee(perimetre)}
        and ${entre === undefined ? sql`true` : sql`lower(n.plage) >= ${entre.debut} and lower(n.plage) < ${entre.fin}`}) t
    group by origine, uai order by sorties desc, entretiens desc, origine, uai`.execute(trx)
  return rows
}
