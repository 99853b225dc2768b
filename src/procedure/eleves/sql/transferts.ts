import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

/** A change of school: asked, and taken once `prononceLe` is known. */
export interface Transfert {
  id: number
  campagneId: number
  eleveId: number
  nom: string
  prenom: string
  dateNaissance: string
  depart: string
  nomDepart: string
  arrivee: string
  nomArrivee: string
  motif: string
  demandePar: string
  demandeLe: Date
  prononceLe: Date | null
}

const TRANSFERT = sql`
  select t.id, t.campagne_id as "campagneId", t.eleve_id as "eleveId", e.nom, e.prenom, e.date_naissance as "dateNaissance",
    t.depart_uai as depart, d.nom as "nomDepart", t.arrivee_uai as arrivee, a.nom as "nomArrivee", t.motif,
    t.demande_par as "demandePar", t.demande_le as "demandeLe", t.prononce_le as "prononceLe"
  from transfert t join eleve e on e.id = t.eleve_id
  join etablissement d on d.uai = t.depart_uai join etablissement a on a.uai = t.arrivee_uai`

/** Those that wait for these schools, or for any; the oldest first. */
export async function listTransfertsEnAttente(
  trx: Trx,
  { campagneId, uais }: { campagneId: number; uais: readonly string[] | null },
): Promise<Transfert[]> {
  const { rows } =
    await sql<Transfert>`${TRANSFERT} where t.campagne_id = ${campagneId} and t.prononce_le is null
    and (${uais}::text[] is null or t.arrivee_uai = any (${uais}::text[])) order by t.demande_le, t.id`.execute(
      trx,
    )
  return rows
}

/** The changes of school of one pupil, in order. */
export async function listTransfertsDe(trx: Trx, eleveId: number): Promise<Transfert[]> {
  const { rows } = await sql<Transfert>`${TRANSFERT} where t.eleve_id = ${eleveId} order by t.id`.execute(trx)
  return rows
}

export async function selectTransfert(trx: Trx, id: number): Promise<Transfert | undefined> {
  const { rows } = await sql<Transfert>`${TRANSFERT} where t.id = ${id}`.execute(trx)
  return rows[0]
}

/** One waits at most for each pupil: asked again, it is the new one. */
export async function upsertTransfert(
  trx: Trx,
  one: {
    academie: string
    campagneId: number
    eleveId: number
    depart: string
    arrivee: string
    motif: string
    demandePar: string
    demandeLe: Date
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into transfert (academie, campagne_id, eleve_id, depart_uai, arrivee_uai, motif, demande_par, demande_le)
    values (${one.academie}, ${one.campagneId}, ${one.eleveId}, ${one.depart}, ${one.arrivee}, ${one.motif},
      ${one.demandePar}, ${one.demandeLe})
    on conflict (eleve_id) where prononce_le is null do update set arrivee_uai = excluded.arrivee_uai,
      motif = excluded.motif, demande_par = excluded.demande_par, demande_le = excluded.demande_le
    returning id`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('transfert non enregistré')
  return row.id
}

/**
 * The pupil is of the other school from now on. His key of SIECLE is that of the base he leaves: in the other one it may
 * be another pupil's. False when somebody else has taken the transfer, or the pupil is no longer where he left from.
 */
export async function moveEleve(
  trx: Trx,
  { id, prononcePar, prononceLe }: { id: number; prononcePar: string; prononceLe: Date },
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    with pris as (update transfert set prononce_par = ${prononcePar}, prononce_le = ${prononceLe}
      where id = ${id} and prononce_le is null returning eleve_id, depart_uai, arrivee_uai),
    quitte as (update adulte_referent a set fin = ${prononceLe} from pris where a.eleve_id = pris.eleve_id and a.fin is null)
    update eleve e set uai = pris.arrivee_uai, classe = null, cle_siecle = 'transfert-' || e.id
    from pris where e.id = pris.eleve_id and e.uai = pris.depart_uai returning e.id`.execute(trx)
  return rows.length === 1
}

/** Taken by a transfer, and not yet known by a number of its own in the base of his school. */
export const isTransfere = (cle: string): boolean => cle.startsWith('transfert-')

/** Gives pupils taken by a transfer the number that the file of their school has for them; a number in use stays as it is. */
export async function rekeyTransferes(
  trx: Trx,
  campagneId: number,
  lignes: readonly { uai: string; ine: string; cle: string; naissance: string }[],
): Promise<void> {
  const waiting =
    await sql`select from eleve where campagne_id = ${campagneId} and cle_siecle like 'transfert-%'
    and uai = any (${[...new Set(lignes.map(({ uai }) => uai))]}::text[]) limit 1`.execute(trx)
  if (waiting.rows.length === 0) return
  await sql`
    update eleve e set cle_siecle = l.cle
    from json_to_recordset(${JSON.stringify(lignes)}::json) as l (uai text, ine text, cle text, naissance date)
    where e.campagne_id = ${campagneId} and e.cle_siecle = 'transfert-' || e.id
      and (e.uai, e.ine) = (l.uai, l.ine)
      and (e.date_naissance = l.naissance or exists (select from doute_ine d
        where (d.eleve_id, d.uai, d.cle_siecle, d.decision) = (e.id, l.uai, l.cle, 'meme_eleve')))
      and not exists (select from eleve o where o.campagne_id = e.campagne_id and (o.uai, o.cle_siecle) = (l.uai, l.cle))`.execute(
    trx,
  )
}
