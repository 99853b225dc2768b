import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

const done = async (trx: Trx, statement: RawBuilder<unknown>): Promise<number> =>
  Number((await statement.execute(trx)).numAffectedRows ?? 0n)

/** What is old enough in every académie, by instant; tables of no académie. Returns rows gone. */
export const deletePassages = (trx: Trx, limite: Date): Promise<number> =>
  done(
    trx,
    sql`with c as (delete from connexion where expire_le < ${limite} returning 1),
      t as (delete from tentative where le < ${limite} returning 1) select from c union all select from t`,
  )

export const deleteSessions = (trx: Trx, limite: Date): Promise<number> =>
  done(
    trx,
    sql`with v as (delete from code_adresse where le < ${limite} returning 1),
      s as (delete from session where academie = current_setting('passpro.academie', true) and vue_le < ${limite} returning 1)
      select from v union all select from s`,
  )

export const deleteCodes = (trx: Trx, limite: Date): Promise<number> =>
  done(trx, sql`delete from code_acces where expire_le < ${limite}`)

export const deleteFormulaires = (trx: Trx, limite: Date): Promise<number> =>
  done(trx, sql`delete from acte_cle where le < ${limite}`)

export const deleteBrouillons = (trx: Trx, limite: Date): Promise<number> =>
  done(trx, sql`delete from brouillon where le < ${limite}`)

export const deleteRejets = (trx: Trx, limite: Date): Promise<number> =>
  done(trx, sql`delete from adresse_rejetee where le < ${limite}`)

export const emptyAnomalies = (trx: Trx, limite: Date): Promise<number> =>
  done(
    trx,
    sql`update importation set anomalies = '[]', fichier = '' where le < ${limite}
      and (anomalies <> '[]' or fichier <> '')`,
  )

export const emptyMessages = (trx: Trx, limite: Date): Promise<number> =>
  done(
    trx,
    sql`update envoi set contenu = '{}' where etat <> 'a_envoyer' and coalesce(remis_le, cree_le) < ${limite}
      and contenu <> '{}'`,
  )

/** Ways in of the accounts closed before the limit. */
export async function deleteAccesFermes(trx: Trx, limite: Date): Promise<number> {
  const closed = sql`compte_id in (select id from compte where ferme_le < ${limite})`
  let n = 0
  for (const table of ['identite', 'mot_de_passe', 'second_facteur', 'code_acces', 'code_adresse', 'session'])
    n += await done(trx, sql`delete from ${sql.table(table)} where ${closed}`)
  return n
}

/** Pupils of a campaign whose data nobody asked to keep as they are. */
const libres = (
  campagneId: number,
) => sql`select e.id from eleve e where e.campagne_id = ${campagneId} and not exists
  (select from restriction r where r.eleve_id = e.id and r.genre = 'limitation' and r.levee_le is null)`

/** Contacts of the pupils of a campaign and of their guardians, and the addresses to which it wrote. */
export async function emptyCoordonnees(trx: Trx, campagneId: number): Promise<number> {
  const suivis = sql`select l.responsable_id from eleve_responsable l where l.eleve_id not in (${libres(campagneId)})`
  return (
    (await done(
      trx,
      sql`update eleve set courriel = null, telephone = null, adresse = null where id in (${libres(campagneId)})
        and num_nonnulls(courriel, telephone, adresse) > 0`,
    )) +
    (await done(
      trx,
      sql`update responsable set courriel = null, telephone = null, adresse = null
        where campagne_id = ${campagneId} and id not in (${suivis}) and num_nonnulls(courriel, telephone, adresse) > 0`,
    )) +
    (await done(
      trx,
      sql`update envoi set adresse = '' where campagne_id = ${campagneId} and adresse <> '' and etat <> 'a_envoyer'
        and (eleve_id is null or eleve_id in (${libres(campagneId)}))`,
    ))
  )
}

const PREPARATION = [
  'lettre',
  'lettre_jointe',
  'interdit',
  'non_placement',
  'demande',
  'indisponibilite',
  'carnet',
  'etape_faite',
  'trajet',
  'lycee_prefere',
  'demande_creneau',
  'salle_pretee',
]

/** What served to prepare interviews: letters, notebooks, needs, wishes of the planning. */
export async function deletePreparation(trx: Trx, campagneId: number): Promise<number> {
  const of = sql`eleve_id in (${libres(campagneId)})`
  let n = await done(
    trx,
    sql`update inscription set amenagements = '{}' where ${of} and amenagements <> '{}'`,
  )
  for (const table of PREPARATION) n += await done(trx, sql`delete from ${sql.table(table)} where ${of}`)
  return n
}
