import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Mode } from '#src/exchange/model.ts'
import type { Seance } from '#src/procedure/entretiens/model.ts'
import { SEANCE } from '#src/procedure/entretiens/sql/planning.ts'

type Trx = Transaction<DB>

/** One availability, with how far the interviews that stand in it reach. */
export interface DisponibiliteOccupee {
  id: number
  uai: string
  /** Codes. */
  domaines: string[]
  debut: Date
  fin: Date
  salle: string | null
  mode: Mode
  capacite: number
  seance: Seance | null
  accessible: boolean
  intervenants: string[]
  /** Interviews in it; the hours they take, and the most received at once. */
  entretiens: number
  premier: Date | null
  dernier: Date | null
  ensemble: number
}

export async function selectDisponibilite(
  trx: Trx,
  { campagneId, disponibiliteId }: { campagneId: number; disponibiliteId: number },
): Promise<DisponibiliteOccupee | undefined> {
  const { rows } = await sql<DisponibiliteOccupee>`
    select d.id, d.uai, d.domaines, d.debut, d.fin, s.nom as salle, d.mode, d.capacite, ${SEANCE} as seance, d.accessible,
      array(select t.nom from disponibilite_intervenant j join intervenant t on t.id = j.intervenant_id
        where j.disponibilite_id = d.id order by t.nom collate "fr-x-icu") as intervenants,
      o.entretiens, o.premier, o.dernier, o.ensemble
    from disponibilite d left join salle s on s.id = d.salle_id
    cross join lateral (
      select coalesce(sum(k.nombre), 0)::int as entretiens, min(lower(k.plage)) as premier, max(upper(k.plage)) as dernier,
        coalesce(max(k.nombre), 0)::int as ensemble
      from (select c.plage, (select count(*) from entretien n where n.creneau_id = c.id) as nombre
        from creneau c where c.disponibilite_id = d.id) k where k.nombre > 0) o
    where d.campagne_id = ${campagneId} and d.id = ${disponibiliteId}`.execute(trx)
  return rows[0]
}

export async function updateDisponibilite(
  trx: Trx,
  changed: {
    id: number
    debut: Date
    fin: Date
    salleId: number | null
    capacite: number
    seance: Seance | null
    accessible: boolean
  },
): Promise<void> {
  const { id, debut, fin, salleId, capacite, seance, accessible } = changed
  await sql`
    update disponibilite set debut = ${debut}, fin = ${fin}, salle_id = ${salleId}, capacite = ${capacite},
      minutes_communes = ${seance?.communes ?? null}, minutes_individuelles = ${seance?.individuelles ?? null},
      accessible = ${accessible} where id = ${id}`.execute(trx)
  await sql`update creneau set salle_id = ${salleId} where disponibilite_id = ${id}`.execute(trx)
}

/** Slots that hold nobody go with it. */
export async function deleteDisponibilite(trx: Trx, id: number): Promise<void> {
  await sql`delete from creneau where disponibilite_id = ${id}`.execute(trx)
  await sql`delete from disponibilite where id = ${id}`.execute(trx)
}
