import { sql, type Transaction } from 'kysely'
import { asApplication, type Tx } from '#src/db/transaction.ts'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import { isLimite } from '#src/procedure/eleves/api.ts'
import type {
  FaitsExceptionnels,
  Genre,
  NouvelActeExceptionnel,
} from '#src/procedure/bonus/rules/exceptionnels.ts'

type Trx = Transaction<DB>

export interface ActeVise {
  campagneId: number
  eleveId: number
  inscriptionId: number | null
  responsableId: number | null
}

type FaitsLus = Omit<FaitsExceptionnels, 'inscrit' | 'entretien' | 'exporte'>

/** Whether a batch was sent: nobody but the académie reads what is in it. */
export const isExporte = (tx: Tx, campagneId: number): Promise<boolean> =>
  asApplication(tx, async () => {
    const { rows } = await sql<{ exporte: boolean }>`
      select exists (select from lot where campagne_id = ${campagneId}) as exporte`.execute(tx.trx)
    return rows[0]?.exporte ?? false
  })

/** What decides of an exceptional act. Reads pupils, guardians and both avis. */
export async function selectFaitsDeLActe(trx: Trx, cible: ActeVise): Promise<FaitsLus> {
  const { eleveId, inscriptionId, responsableId } = cible
  const { rows } = await sql<FaitsLus>`
    select
      (select json_build_object('id', o.id, 'sens', o.sens, 'commentaire', o.commentaire) from avis_origine o
        where o.eleve_id = ${eleveId} and (o.inscription_id is null or o.inscription_id = ${inscriptionId}::bigint)
        order by o.inscription_id limit 1) as "avisOrigine",
      exists (select from avis_referent where inscription_id = ${inscriptionId}::bigint) as "avisReferent",
      exists (select from eleve_responsable l where l.eleve_id = ${eleveId} and l.niveau = 1
        and l.responsable_id = ${responsableId}::bigint) as legal,
      exists (select from (select distinct on (c.inscription_id) c.decision from confirmation c
        join inscription i on i.id = c.inscription_id
        where i.eleve_id = ${eleveId} and c.responsable_id = ${responsableId}::bigint
        order by c.inscription_id, c.le desc, c.id desc) d where d.decision = 'non') as "aDitNon",
      ${isLimite(sql`${eleveId}`)} as limite,
      array(select unnest(array[e.nom, e.prenom]) from eleve e where e.id = ${eleveId} union
        select unnest(array[r.nom, r.prenom]) from eleve_responsable l join responsable r on r.id = l.responsable_id
        where l.eleve_id = ${eleveId}) as noms`.execute(trx)
  const row = rows[0]
  if (!row) throw new Error('faits sans réponse de la base')
  return row
}

/** Undefined when the same guardian of the same pupil is asked for already. */
export async function insertActeExceptionnel(trx: Trx, row: Row): Promise<number | undefined> {
  const written = await insertRows<{ id: number }>(trx, 'acte_exceptionnel', [row], {
    onConflict: 'nothing',
    returning: ['id'],
  })
  return written[0]?.id
}

export interface RangeeActe extends NouvelActeExceptionnel {
  id: number
  campagneId: number
  demandeurId: number
  signataire: string
  approuveLe: Date | null
}

/** An act that is asked, held for the rest of the transaction. */
export async function lockActeExceptionnel(trx: Trx, id: number): Promise<RangeeActe | undefined> {
  const { rows } = await sql<RangeeActe>`
    select a.id, a.campagne_id as "campagneId", a.genre, a.eleve_id as "eleveId", a.contenu ->> 'mef' as mef,
      a.responsable_id as "responsableId", coalesce(a.contenu ->> 'avis', '') as avis,
      coalesce(a.contenu ->> 'commentaire', '') as commentaire, coalesce(a.contenu ->> 'signataire', '') as signataire,
      a.motif, a.demandeur_id as "demandeurId", a.approuve_le as "approuveLe"
    from acte_exceptionnel a where a.id = ${id} for update`.execute(trx)
  return rows[0]
}

export async function approveActe(
  trx: Trx,
  approbation: { id: number; approbateurId: number; le: Date; contenu: object },
): Promise<void> {
  await trx
    .updateTable('acte_exceptionnel')
    .set({
      approbateur_id: approbation.approbateurId,
      approuve_le: approbation.le,
      contenu: JSON.stringify(approbation.contenu),
    })
    .where('id', '=', approbation.id)
    .execute()
}

/** Approved acts of the campaign, numbered in the order of their approval. */
export async function listActesApprouves(
  trx: Trx,
  campagneId: number,
): Promise<{ numero: number; genre: Genre; motif: string; approuveLe: Date }[]> {
  const { rows } = await sql<{ numero: number; genre: Genre; motif: string; approuveLe: Date }>`
    select row_number() over (order by approuve_le, id)::int as numero, genre, motif, approuve_le as "approuveLe"
    from acte_exceptionnel where campagne_id = ${campagneId} and approuve_le is not null order by 1`.execute(
    trx,
  )
  return rows
}
