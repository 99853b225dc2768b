import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

/** Dossiers to destroy: those of a whole campaign, or that of one pupil. */
export interface Quels {
  campagneId: number
  eleveId?: number
}

const eleves = ({ campagneId, eleveId }: Quels): RawBuilder<unknown> =>
  sql`select id from eleve where campagne_id = ${campagneId} and (${eleveId ?? null}::bigint is null or id = ${eleveId ?? null})`

/** Tables of the dossier, those that point before those pointed at, and how their rows are found. */
const PAR_ELEVE = 'eleve_id'
const PAR_INSCRIPTION = 'inscription_id'
const PAR_ENTRETIEN = 'entretien_id'
const PAR_CONFIRMATION = 'confirmation_id'
const TABLES: readonly (readonly [table: string, by: string])[] = [
  ['lot_ligne', PAR_ELEVE],
  ['remise', PAR_ELEVE],
  ['acte_exceptionnel', PAR_ELEVE],
  ['contestation', PAR_CONFIRMATION],
  ['confirmation', PAR_INSCRIPTION],
  ['reexamen', PAR_INSCRIPTION],
  ['voeu', PAR_ELEVE],
  ['fiche', PAR_ELEVE],
  ['avis_final', PAR_INSCRIPTION],
  ['avis_referent', PAR_INSCRIPTION],
  ['avis_propose', PAR_INSCRIPTION],
  ['avis_origine', PAR_ELEVE],
  ['compte_rendu', PAR_ENTRETIEN],
  ['presence', PAR_ENTRETIEN],
  ['observation', PAR_ENTRETIEN],
  ['convocation', PAR_ELEVE],
  ['envoi', PAR_ELEVE],
  ['interdit', PAR_ELEVE],
  ['non_placement', PAR_ELEVE],
  ['indisponibilite', PAR_ELEVE],
  ['incident', PAR_ELEVE],
  ['entretien', PAR_ELEVE],
  ['lettre', PAR_ELEVE],
  ['lettre_jointe', PAR_ELEVE],
  ['demande', PAR_ELEVE],
  ['prolongation', PAR_ELEVE],
  ['inscription', PAR_ELEVE],
  ['transfert', PAR_ELEVE],
  ['doute_ine', PAR_ELEVE],
  ['adulte_referent', PAR_ELEVE],
  ['etape_faite', PAR_ELEVE],
  ['carnet', PAR_ELEVE],
  ['trajet', PAR_ELEVE],
  ['lycee_prefere', PAR_ELEVE],
  ['information', PAR_ELEVE],
  ['demande_creneau', PAR_ELEVE],
  ['salle_pretee', PAR_ELEVE],
]

/** Their names, with the pupils and their guardians, in the order in which their rows go. */
export const TABLES_DU_DOSSIER: readonly string[] = [
  ...TABLES.map(([table]) => table),
  'eleve',
  'responsable',
]

const BY: Record<string, (quels: Quels) => RawBuilder<unknown>> = {
  [PAR_ELEVE]: eleves,
  [PAR_INSCRIPTION]: (quels) => sql`select id from inscription where eleve_id in (${eleves(quels)})`,
  [PAR_CONFIRMATION]: (quels) =>
    sql`select c.id from confirmation c join inscription i on i.id = c.inscription_id where i.eleve_id in (${eleves(quels)})`,
  [PAR_ENTRETIEN]: (quels) => sql`select id from entretien where eleve_id in (${eleves(quels)})`,
}

async function deleted(trx: Trx, statement: RawBuilder<unknown>): Promise<number> {
  return Number((await statement.execute(trx)).numAffectedRows ?? 0n)
}

/** Destroys dossiers, pupils, guardians that no pupil has any longer and accounts of families. Returns rows by table. */
export async function deleteDossiers(trx: Trx, quels: Quels): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const parents = await idsOf(
    trx,
    sql`select distinct responsable_id as id from eleve_responsable where eleve_id in (${eleves(quels)})`,
  )
  const accounts = await listComptesDesFamilles(trx, quels)
  // That it was asked and answered stays; who asked, and in which words, does not.
  await deleted(
    trx,
    sql`update demande_droit set texte = '', auteur = '' where eleve_id in (${eleves(quels)})`,
  )
  for (const [table, by] of TABLES)
    counts[table] = await deleted(
      trx,
      sql`delete from ${sql.table(table)} where ${sql.ref(by)} in (${BY[by]?.(quels)})`,
    )
  counts['eleve'] = await deleted(trx, sql`delete from eleve where id in (${eleves(quels)})`)
  counts['responsable'] = await deleted(
    trx,
    sql`delete from responsable r where r.id = any (${parents}::bigint[])
      and not exists (select from eleve_responsable l where l.responsable_id = r.id)`,
  )
  counts['compte'] = await deleted(
    trx,
    sql`delete from compte c where c.id = any (${accounts}::bigint[])
      and not exists (select from habilitation h where h.compte_id = c.id)`,
  )
  return counts
}

/** What a campaign keeps besides the dossiers: batches, results, imports, people and hours of the lycées. */
export async function deleteReste(trx: Trx, campagneId: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const tables =
    'demande_export lot resultat voeu importation incident comparaison edition abonnement indisponibilite interdit creneau disponibilite intervenant recepisse'
  for (const table of tables.split(' '))
    counts[table] = await deleted(trx, sql`delete from ${sql.table(table)} where campagne_id = ${campagneId}`)
  return counts
}

/** Accounts of the pupils and of their guardians. */
const listComptesDesFamilles = (trx: Trx, quels: Quels): Promise<number[]> =>
  idsOf(
    trx,
    sql`select distinct compte_id as id from habilitation where eleve_id in (${eleves(quels)}) or responsable_id in
      (select responsable_id from eleve_responsable where eleve_id in (${eleves(quels)}))`,
  )

/** Rows of the journal that speak of one pupil, of his guardians, or that their accounts wrote. */
export async function journalDe(trx: Trx, quels: Quels & { eleveId: number }): Promise<RawBuilder<unknown>> {
  const { eleveId } = quels
  const accounts = await listComptesDesFamilles(trx, quels)
  const objets: readonly (readonly [string, RawBuilder<unknown>])[] = [
    // Himself, and the files that were joined to his.
    [
      'eleve',
      sql`select ${eleveId}::bigint as id union select (avant->>'double')::bigint from journal
        where acte = 'eleves.reunir' and objet_id = ${String(eleveId)}`,
    ],
    ['inscription', sql`select id from inscription where eleve_id = ${eleveId}`],
    ['entretien', sql`select id from entretien where eleve_id = ${eleveId}`],
    ['responsable', sql`select responsable_id as id from eleve_responsable where eleve_id = ${eleveId}`],
    ['acte_exceptionnel', sql`select id from acte_exceptionnel where eleve_id = ${eleveId}`],
    ['prolongation', sql`select id from prolongation where eleve_id = ${eleveId}`],
    ['interdit', sql`select id from interdit where eleve_id = ${eleveId}`],
    ['incident', sql`select id from incident where eleve_id = ${eleveId}`],
    ['envoi', sql`select id from envoi where eleve_id = ${eleveId}`],
    ['demande_creneau', sql`select id from demande_creneau where eleve_id = ${eleveId}`],
    ['demande_droit', sql`select id from demande_droit where eleve_id = ${eleveId}`],
    [
      'reexamen',
      sql`select x.id from reexamen x join inscription i on i.id = x.inscription_id where i.eleve_id = ${eleveId}`,
    ],
    ['compte', sql`select unnest(${accounts}::bigint[]) as id`],
  ]
  const known: string[] = []
  for (const [objet, ids] of objets) for (const id of await idsOf(trx, ids)) known.push(`${objet}/${id}`)
  return sql`j.objet || '/' || j.objet_id = any (${known}::text[]) or j.compte_id = any (${accounts}::bigint[])
    or coalesce(j.apres->>'eleve', j.avant->>'eleve', j.apres->>'eleveId') = ${String(eleveId)}`
}

async function idsOf(trx: Trx, select: RawBuilder<unknown>): Promise<number[]> {
  const { rows } = await sql<{ id: number | null }>`select id from (${select}) as x`.execute(trx)
  return rows.flatMap((row) => (row.id === null ? [] : [row.id]))
}
