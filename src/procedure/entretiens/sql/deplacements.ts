import { sql, type Transaction } from 'kysely'
import { RETENU } from '#src/db/connection.ts'
import { insertRows, recordset, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import { dayOf, type Day } from '#src/kit/day.ts'
import { mondayOf } from '#src/kit/school-days.ts'
import { ensureCreneaux } from '#src/procedure/entretiens/sql/creneaux.ts'

type Trx = Transaction<DB>

/** Where an interview goes. */
export interface Deplace {
  entretienId: number
  disponibiliteId: number
  domaine: string
  place: number
  debut: Date
  fin: Date
}

/** Where interviews go, in a campaign, at an instant. */
interface Deplacements {
  academie: string
  campagneId: number
  zone: string
  now: Date
  moves: readonly Deplace[]
}

/**
 * Moves interviews, all in one statement: they may exchange their places. Slots left empty are given back first, so that
 * their people and rooms are free for the new ones. One that is only held and goes to another lycée or another week keeps
 * what was told before.
 */
export async function moveEntretiens(
  trx: Trx,
  { academie, campagneId, zone, now, moves }: Deplacements,
): Promise<void> {
  if (moves.length === 0) return
  await sql`set constraints entretien_dans_un_creneau deferred`.execute(trx)
  const ids = moves.map((one) => one.entretienId)
  const told = new Map((await selectAnnonces(trx, { ids, zone })).map((one) => [one.entretienId, one]))
  await deleteEmptied(trx, ids)
  const rangeOf = (one: Deplace): string => `[${one.debut.toISOString()},${one.fin.toISOString()})`
  const keyOf = (one: Deplace): string => `${one.disponibiliteId}/${one.debut.toISOString()}`
  const offers = await selectOffres(
    trx,
    moves.map((one) => one.disponibiliteId),
  )
  const unique = [...new Map(moves.map((one) => [keyOf(one), one])).values()]
  const creneaux = await ensureCreneaux(
    trx,
    unique.map((one) => ({
      academie,
      campagne_id: campagneId,
      disponibilite_id: one.disponibiliteId,
      domaine: one.domaine,
      ...offers.get(one.disponibiliteId),
      plage: rangeOf(one),
    })),
  )
  const rows = moves.map((one) => {
    const before = told.get(one.entretienId)
    const isNews =
      before &&
      (before.uai !== offers.get(one.disponibiliteId)?.['uai'] ||
        before.semaine !== mondayOf(dayOf(one.debut, zone)))
    return {
      id: one.entretienId,
      creneau_id: creneaux.get(keyOf(one)) ?? null,
      place: one.place,
      plage: rangeOf(one),
      semaine_avant: isNews ? before.semaine : null,
      uai_avant: isNews ? before.uai : null,
    }
  })
  const isNews = sql`r.uai_avant is not null`
  await sql`
    update entretien n set creneau_id = r.creneau_id, place = r.place, plage = r.plage, version = n.version + 1,
      semaine_avant = case when ${isNews} then r.semaine_avant else n.semaine_avant end,
      uai_avant = case when ${isNews} then r.uai_avant else n.uai_avant end,
      semaine_changee_le = case when ${isNews} then ${now} else n.semaine_changee_le end
    from ${recordset('entretien', rows)} r where n.id = r.id`.execute(trx)
  await sql`set constraints entretien_dans_un_creneau immediate`.execute(trx)
}

/** What was told of those that are only held: their lycée and the Monday of their week. */
async function selectAnnonces(
  trx: Trx,
  { ids, zone }: { ids: readonly number[]; zone: string },
): Promise<{ entretienId: number; uai: string; semaine: Day }[]> {
  const { rows } = await sql<{ entretienId: number; uai: string; semaine: Day }>`
    select n.id as "entretienId", k.uai, date_trunc('week', lower(n.plage) at time zone ${zone})::date as semaine
    from entretien n join creneau k on k.id = n.creneau_id
    where n.id = any (${ids}::bigint[]) and n.annonce_le is not null
      and not exists (select from convocation c where c.entretien_id = n.id)`.execute(trx)
  return rows
}

/** From now on what is held is told. */
export async function updateAnnonces(
  trx: Trx,
  { campagneId, now }: { campagneId: number; now: Date },
): Promise<void> {
  await sql`update entretien set annonce_le = ${now} where campagne_id = ${campagneId} and annonce_le is null`.execute(
    trx,
  )
}

/** Slots that hold nobody but these interviews. */
async function deleteEmptied(trx: Trx, entretienIds: readonly number[]): Promise<void> {
  await sql`
    delete from creneau k using entretien n
    where n.creneau_id = k.id and n.id = any (${entretienIds}::bigint[])
      and not exists (select from entretien o where o.creneau_id = k.id and o.id <> all (${entretienIds}::bigint[]))
  `.execute(trx)
}

async function selectOffres(trx: Trx, ids: readonly number[]): Promise<Map<number, Row>> {
  const { rows } = await sql<{ id: number; uai: string; salleId: number | null; mode: string }>`
    select id, uai, salle_id as "salleId", mode from disponibilite where id = any (${ids}::bigint[])`.execute(
    trx,
  )
  return new Map(rows.map((row) => [row.id, { uai: row.uai, salle_id: row.salleId, mode: row.mode }]))
}

/** Pins; one that is there stays with its first author. */
export async function upsertEpingles(trx: Trx, rows: readonly Row[]): Promise<void> {
  await insertRows(trx, 'epingle', rows, { onConflict: 'nothing' })
}

export async function deleteEpingle(trx: Trx, entretienId: number): Promise<void> {
  await trx.deleteFrom('epingle').where('entretien_id', '=', entretienId).execute()
}

/** An availability in which a pupil is not to be received. */
export interface RangeeInterdit {
  eleveId: number
  domaine: string
  disponibiliteId: number
}

/** What is forbidden in the campaign, for some pupils or for all; a whole lycée is each of its availabilities. */
export async function listInterdits(
  trx: Trx,
  campagneId: number,
  eleves?: readonly number[],
): Promise<RangeeInterdit[]> {
  const { rows } = await sql<RangeeInterdit>`
    ${RETENU}
    select x.eleve_id as "eleveId", x.domaine, d.id as "disponibiliteId"
    from interdit x join disponibilite d on d.campagne_id = x.campagne_id
      and (d.id = x.disponibilite_id or x.disponibilite_id is null and d.uai = x.uai)
    where x.campagne_id = ${campagneId}
      and ${eleves === undefined ? sql`true` : sql`x.eleve_id = any (${eleves}::bigint[])`}
    order by x.id, d.id`.execute(trx)
  return rows
}

export async function insertInterdit(trx: Trx, row: Row): Promise<void> {
  await insertRows(trx, 'interdit', [row], { onConflict: 'nothing' })
}

/** False when it was lifted already. */
export async function deleteInterdit(trx: Trx, { id, uai }: { id: number; uai: string }): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    delete from interdit where id = ${id} and uai = ${uai} returning id`.execute(trx)
  return rows.length > 0
}

/** Who receives in an availability, and where. */
export interface Jury {
  disponibiliteId: number
  intervenants: string[]
  salle: string | null
}

export async function listJurys(trx: Trx, ids: readonly number[]): Promise<Jury[]> {
  const { rows } = await sql<Jury>`
    select d.id as "disponibiliteId", s.nom as salle,
      array(select t.nom from disponibilite_intervenant j join intervenant t on t.id = j.intervenant_id
        where j.disponibilite_id = d.id order by t.nom collate "fr-x-icu") as intervenants
    from disponibilite d left join salle s on s.id = d.salle_id where d.id = any (${ids}::bigint[])
    order by d.id`.execute(trx)
  return rows
}
