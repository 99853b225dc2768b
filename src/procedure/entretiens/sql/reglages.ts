import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Reglages } from '#src/planning/model.ts'
import type { ChoixDeReglages, ResultatDeReglages } from '#src/procedure/entretiens/model.ts'

type Trx = Transaction<DB>

/** The settings of a campaign; null: the ordinary ones. */
export async function selectReglages(trx: Trx, campagneId: number): Promise<Reglages | null> {
  const { rows } = await sql<{ reglages: Reglages | null }>`
    select reglages from campagne where id = ${campagneId}`.execute(trx)
  return rows[0]?.reglages ?? null
}

export async function updateReglages(trx: Trx, campagneId: number, reglages: Reglages): Promise<void> {
  await sql`update campagne set reglages = ${JSON.stringify(reglages)}::jsonb where id = ${campagneId}`.execute(
    trx,
  )
}

export interface Comparaison {
  id: number
  choix: [ChoixDeReglages, ChoixDeReglages]
  etat: 'en_attente' | 'finie'
  faites: number
  resultat: [ResultatDeReglages, ResultatDeReglages] | null
  auteur: string
  le: Date
}

export async function insertComparaison(
  trx: Trx,
  row: { academie: string; campagneId: number; choix: readonly ChoixDeReglages[]; auteur: string; le: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into comparaison (academie, campagne_id, choix, auteur, le)
    values (${row.academie}, ${row.campagneId}, ${JSON.stringify(row.choix)}::jsonb, ${row.auteur}, ${row.le})
    returning id`.execute(trx)
  return rows[0]?.id ?? 0
}

export async function selectComparaison(
  trx: Trx,
  { campagneId, comparaisonId }: { campagneId: number; comparaisonId: number },
): Promise<Comparaison | undefined> {
  const { rows } = await sql<Comparaison>`
    select id, choix, etat, faites, resultat, auteur, le from comparaison
    where campagne_id = ${campagneId} and id = ${comparaisonId}`.execute(trx)
  return rows[0]
}

export async function updateProgres(trx: Trx, id: number, faites: number): Promise<void> {
  await sql`update comparaison set faites = ${faites} where id = ${id} and etat = 'en_attente'`.execute(trx)
}

export async function finishComparaison(
  trx: Trx,
  id: number,
  resultat: readonly ResultatDeReglages[],
): Promise<void> {
  await sql`update comparaison set etat = 'finie', faites = 100, resultat = ${JSON.stringify(resultat)}::jsonb
    where id = ${id}`.execute(trx)
}
