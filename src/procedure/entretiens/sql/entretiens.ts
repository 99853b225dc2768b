import { sql, type Transaction } from 'kysely'
import { insertRows, recordset, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Entretien } from '#src/procedure/entretiens/model.ts'

type Trx = Transaction<DB>

export async function selectEntretiens(trx: Trx, eleveIds: readonly number[]): Promise<Entretien[]> {
  const { rows } = await sql<Entretien>`
    select n.id, n.eleve_id as "eleveId", n.domaine, k.uai, lower(n.plage) as debut, upper(n.plage) as fin,
      p.etat as presence, r.entretien_id is not null as "compteRendu"
    from entretien n join creneau k on k.id = n.creneau_id
    left join presence p on p.entretien_id = n.id left join compte_rendu r on r.entretien_id = n.id
    where n.eleve_id = any (${eleveIds}::bigint[]) order by n.id`.execute(trx)
  return rows
}

/** Interviews on which a signed avis rests. */
export async function selectEntretiensAvecAvis(
  trx: Trx,
  entretienIds: readonly number[],
): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select distinct entretien_id as id from avis_referent where entretien_id = any (${entretienIds}::bigint[])`.execute(
    trx,
  )
  return new Set(rows.map((row) => row.id))
}

export async function upsertPresences(trx: Trx, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into presence (academie, campagne_id, entretien_id, etat, lettre_absente, auteur, le)
    select academie, campagne_id, entretien_id, etat, lettre_absente, auteur, le from ${recordset('presence', rows)}
    on conflict (entretien_id) do update set etat = excluded.etat, lettre_absente = excluded.lettre_absente,
      auteur = excluded.auteur, le = excluded.le`.execute(trx)
}

export async function upsertComptesRendus(trx: Trx, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into compte_rendu (academie, campagne_id, entretien_id, texte, auteur, le)
    select academie, campagne_id, entretien_id, texte, auteur, le from ${recordset('compte_rendu', rows)}
    on conflict (entretien_id) do update set texte = excluded.texte, auteur = excluded.auteur, le = excluded.le
  `.execute(trx)
}

export async function upsertAvisProposes(trx: Trx, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into avis_propose (academie, campagne_id, inscription_id, sens, commentaire, auteur, le)
    select academie, campagne_id, inscription_id, sens, commentaire, auteur, le from ${recordset('avis_propose', rows)}
    on conflict (inscription_id) do update set sens = excluded.sens, commentaire = excluded.commentaire,
      auteur = excluded.auteur, le = excluded.le`.execute(trx)
}

/** Registrations whose avis went in; the others had one already. */
export async function insertAvisReferents(trx: Trx, rows: readonly Row[]): Promise<Set<number>> {
  const written = await insertRows<{ inscription_id: number }>(trx, 'avis_referent', rows, {
    onConflict: 'nothing',
    returning: ['inscription_id'],
  })
  return new Set(written.map((row) => row.inscription_id))
}
