import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { EleveLu } from '#src/exchange/model.ts'
import type { DecisionIne, DouteIne } from '#src/procedure/eleves/model/doutes-ine.ts'

type Trx = Transaction<DB>

/** Those that nobody has settled, while the INE is still held by the same pupil; the oldest first. */
const DOUTE = sql`
  select d.id, d.campagne_id as "campagneId", d.eleve_id as "eleveId", e.prenom || ' ' || e.nom as titulaire,
    e.date_naissance as naissance, e.uai as depart, s.nom as "nomDepart", d.uai as arrivee, a.nom as "nomArrivee", d.ligne, d.le
  from doute_ine d join eleve e on e.id = d.eleve_id and e.ine = d.ligne ->> 'ine'
  join etablissement s on s.uai = e.uai join etablissement a on a.uai = d.uai
  where d.decision is null`

export async function listDoutesIne(
  trx: Trx,
  { campagneId, uais }: { campagneId: number; uais: readonly string[] | null },
): Promise<DouteIne[]> {
  const { rows } = await sql<DouteIne>`${DOUTE} and d.campagne_id = ${campagneId}
    and (${uais}::text[] is null or d.uai = any (${uais}::text[]) or e.uai = any (${uais}::text[]))
    order by d.le, d.id`.execute(trx)
  return rows
}

/** Locked: of two people who answer at once the second finds it settled. */
export async function selectDouteIne(trx: Trx, id: number): Promise<DouteIne | undefined> {
  const { rows } = await sql<DouteIne>`${DOUTE} and d.id = ${id} for update of d`.execute(trx)
  return rows[0]
}

export async function updateDecision(
  trx: Trx,
  { id, decision, par, le }: { id: number; decision: DecisionIne; par: string; le: Date },
): Promise<void> {
  await sql`update doute_ine set decision = ${decision}, decide_par = ${par}, decide_le = ${le} where id = ${id}`.execute(
    trx,
  )
}

/** The line of the file of a school that was said to be this pupil's, the latest. */
export async function selectLigneReconnue(
  trx: Trx,
  { eleveId, uai }: { eleveId: number; uai: string },
): Promise<EleveLu | undefined> {
  const { rows } = await sql<{ ligne: EleveLu }>`
    select d.ligne from doute_ine d join eleve e on e.id = d.eleve_id and e.ine = d.ligne ->> 'ine'
    where d.eleve_id = ${eleveId} and d.uai = ${uai} and d.decision = 'meme_eleve' order by d.decide_le desc limit 1`.execute(
    trx,
  )
  return rows[0]?.ligne
}

interface ScopeDoutes {
  academie: string
  campagneId: number
  le: Date
}

/** Keeps lines that were refused for the INE of somebody; one that is settled stays so. */
export async function upsertDoutes(
  trx: Trx,
  { academie, campagneId, le }: ScopeDoutes,
  lignes: readonly { uai: string; cle: string; ine: string | null; ligne: EleveLu }[],
): Promise<void> {
  if (lignes.length === 0) return
  await sql`
    insert into doute_ine as d (academie, campagne_id, eleve_id, uai, cle_siecle, ligne, le)
    select distinct on (e.id, l.uai, l.cle) ${academie}, ${campagneId}::bigint, e.id, l.uai, l.cle, l.ligne, ${le}::timestamptz
    from json_to_recordset(${JSON.stringify(lignes)}::json) as l (uai text, cle text, ine text, ligne jsonb)
    join eleve e on e.campagne_id = ${campagneId} and e.ine = l.ine
    on conflict (eleve_id, uai, cle_siecle) do update set ligne = excluded.ligne where d.decision is null`.execute(
    trx,
  )
}

/** Lines that a file gives without any doubt now: what was asked of them is answered. */
export async function deleteDoutesLeves(
  trx: Trx,
  campagneId: number,
  lignes: readonly { uai: string; cle: string }[],
): Promise<void> {
  await sql`
    delete from doute_ine d using unnest(${lignes.map(({ uai }) => uai)}::text[], ${lignes.map(({ cle }) => cle)}::text[]) as l (uai, cle)
    where d.campagne_id = ${campagneId} and d.decision is null and (d.uai, d.cle_siecle) = (l.uai, l.cle)`.execute(
    trx,
  )
}
