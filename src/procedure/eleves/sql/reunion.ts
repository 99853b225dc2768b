import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { ResponsableDeDossier } from '#src/procedure/eleves/rules/reunion.ts'

type Trx = Transaction<DB>

/** Rows by which something was done about a pupil: a file that has any is not given up. */
export const ENGAGE_UN_ELEVE = [
  'habilitation',
  'demande',
  'inscription',
  'avis_origine',
  'entretien',
  'non_placement',
  'fiche',
  'voeu',
  'lot_ligne',
  'acte_exceptionnel',
  'interdit',
  'incident',
  'convocation',
  'lettre',
  'lettre_jointe',
  'remise',
  'envoi',
  'prolongation',
  'demande_droit',
  'restriction',
  'transfert',
  'doute_ine',
  'etape_faite',
  'carnet',
  'trajet',
  'lycee_prefere',
  'information',
  'demande_creneau',
  'salle_pretee',
] as const
/** The same of a guardian. */
export const ENGAGE_UN_RESPONSABLE = [
  'habilitation',
  'confirmation',
  'acte_exceptionnel',
  'envoi',
  'demande_droit',
  'reexamen',
] as const

const done = (tables: readonly string[], where: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql.join(
    tables.map((table) => sql`exists (select from ${sql.table(table)} x where ${where})`),
    sql` or `,
  )
const responsableEngage = (id: RawBuilder<unknown>) =>
  done(ENGAGE_UN_RESPONSABLE, sql`x.responsable_id = ${id}`)

/** Which of these pupils, or of the guardians who have no other child, something was done about. */
export async function listEngages(trx: Trx, eleveIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select e.id from unnest(${eleveIds}::bigint[]) as e (id)
    where ${done(ENGAGE_UN_ELEVE, sql`x.eleve_id = e.id`)} or exists (
      select from eleve_responsable l where l.eleve_id = e.id and (${responsableEngage(sql`l.responsable_id`)})
        and not exists (select from eleve_responsable o where o.responsable_id = l.responsable_id and o.eleve_id <> e.id))`.execute(
    trx,
  )
  return rows.map((row) => row.id)
}

export async function listResponsablesDe(trx: Trx, eleveId: number): Promise<ResponsableDeDossier[]> {
  const { rows } = await sql<ResponsableDeDossier>`
    select r.id, r.nom, r.prenom, (${responsableEngage(sql`r.id`)}) as engage,
      (select count(*)::int from eleve_responsable o where o.responsable_id = r.id) as enfants
    from eleve_responsable l join responsable r on r.id = l.responsable_id where l.eleve_id = ${eleveId}
    order by l.niveau, r.id`.execute(trx)
  return rows
}

interface Deux {
  garde: number
  double: number
}

/** Guardians of the one are those of the other too, at the same level. */
export async function linkResponsables(
  trx: Trx,
  { garde, double, ids }: Deux & { ids: readonly number[] },
): Promise<void> {
  await sql`insert into eleve_responsable (academie, eleve_id, responsable_id, niveau, parente, prioritaire)
    select academie, ${garde}, responsable_id, niveau, parente, prioritaire from eleve_responsable
    where eleve_id = ${double} and responsable_id = any (${ids}::bigint[]) on conflict do nothing`.execute(
    trx,
  )
}

export async function unlinkResponsables(trx: Trx, eleveId: number, ids: readonly number[]): Promise<void> {
  await sql`delete from eleve_responsable where eleve_id = ${eleveId} and responsable_id = any (${ids}::bigint[])`.execute(
    trx,
  )
}

/** A guardian takes the name, the contacts and the key of his double, who goes, and the level that the file gave that one. */
export async function absorbResponsable(
  trx: Trx,
  { garde, double }: Deux,
  eleves: { garde: number; double: number },
): Promise<void> {
  await sql`update eleve_responsable l set niveau = d.niveau, parente = d.parente, prioritaire = d.prioritaire
    from eleve_responsable d where d.eleve_id = ${eleves.double} and d.responsable_id = ${double}
      and l.eleve_id = ${eleves.garde} and l.responsable_id = ${garde}`.execute(trx)
  const { rows } = await sql<{ ligne: object }>`
    delete from responsable r where id = ${double} returning to_jsonb(r) as ligne`.execute(trx)
  const ligne = JSON.stringify(rows[0]?.ligne ?? {})
  await sql`update responsable r set cle_siecle = d.cle_siecle, civilite = d.civilite, nom = d.nom, prenom = d.prenom,
      courriel = d.courriel, telephone = d.telephone, accepte_sms = d.accepte_sms,
      communication_adresse = d.communication_adresse, adresse = d.adresse,
      adresse_protegee = r.adresse_protegee or d.adresse_protegee
    from jsonb_populate_record(null::responsable, ${ligne}::jsonb) d where r.id = ${garde}`.execute(trx)
}

/** Takes away a pupil about whom nothing was done. Returns his row. */
export async function deleteDouble(trx: Trx, double: number): Promise<object> {
  const { rows } = await sql<{ ligne: object }>`
    delete from eleve e where id = ${double} returning to_jsonb(e) as ligne`.execute(trx)
  return rows[0]?.ligne ?? {}
}

/** Guardians whom no pupil has any longer. */
export async function deleteOrphelins(trx: Trx, ids: readonly number[]): Promise<void> {
  await sql`delete from responsable r where id = any (${ids}::bigint[])
    and not exists (select from eleve_responsable l where l.responsable_id = r.id)`.execute(trx)
}

/** The pupil becomes, to the files of his school, the one whose row this was. */
export async function takeIdentite(trx: Trx, eleveId: number, ligne: object): Promise<void> {
  await sql`update eleve e set cle_siecle = d.cle_siecle, ine = coalesce(d.ine, e.ine), nom = d.nom,
      nom_usage = d.nom_usage, prenom = d.prenom, date_naissance = d.date_naissance, sexe = d.sexe,
      code_mef = coalesce(d.code_mef, e.code_mef), classe = coalesce(d.classe, e.classe), courriel = coalesce(d.courriel, e.courriel),
      telephone = coalesce(d.telephone, e.telephone), adresse = coalesce(d.adresse, e.adresse)
    from jsonb_populate_record(null::eleve, ${JSON.stringify(ligne)}::jsonb) d where e.id = ${eleveId}`.execute(
    trx,
  )
}
