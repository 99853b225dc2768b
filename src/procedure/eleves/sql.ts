import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Eleve, Responsable } from '#src/procedure/eleves/model.ts'

type Trx = Transaction<DB>

const ELEVE = sql`e.id, e.uai, e.cle_siecle as "cleSiecle", e.ine, e.nom, e.prenom,
  e.date_naissance as "dateNaissance", e.classe`

interface Titulaire {
  ine: string
  uai: string
  cle: string
  dateNaissance: string
  /** Lines of files (`UAI/key`) of which somebody said that they are another pupil. */
  ecartes: string[]
}

/** Who holds each of these INE in the campaign. One look-up in the index per INE, whatever the statistics say. */
export async function selectTitulaires(
  trx: Trx,
  { campagneId, ines }: { campagneId: number; ines: readonly string[] },
): Promise<Titulaire[]> {
  if (ines.length === 0) return []
  const { rows } = await sql<Titulaire>`
    select t.* from unnest(${ines}::text[]) as r (ine) cross join lateral (
      select e.ine, e.uai, e.cle_siecle as cle, e.date_naissance as "dateNaissance",
        array(select d.uai || '/' || d.cle_siecle from doute_ine d
          where d.eleve_id = e.id and d.decision = 'autre_eleve') as ecartes from eleve e
      where e.campagne_id = ${campagneId} and e.ine = r.ine limit 1) t`.execute(trx)
  return rows
}

interface ScopeImport {
  academie: string
  campagneId: number
}

/** A row of a school's file in the base. */
interface Ecrit {
  id: number
  uai: string
  cle: string
}
export interface EleveEcrit extends Ecrit {
  sort: 'cree' | 'modifie' | 'inchange'
}

/** Writes pupils; tells for each row its identifier and whether it is new, changed or as it was. */
export async function upsertEleves(
  trx: Trx,
  { academie, campagneId }: ScopeImport,
  lignes: readonly Row[],
): Promise<EleveEcrit[]> {
  if (lignes.length === 0) return []
  const { rows } = await sql<EleveEcrit>`
    insert into eleve as e (academie, campagne_id, uai, cle_siecle, ine, nom, nom_usage, prenom, date_naissance, sexe,
      code_mef, classe, courriel, telephone, adresse)
    select ${academie}, ${campagneId}::bigint, r.* from json_to_recordset(${JSON.stringify(lignes)}::json) as r (
      uai text, cle_siecle text, ine text, nom text, nom_usage text, prenom text, date_naissance date, sexe text,
      code_mef text, classe text, courriel text, telephone text, adresse jsonb)
    on conflict (campagne_id, uai, cle_siecle) do update set ine = coalesce(excluded.ine, e.ine), nom = excluded.nom,
      nom_usage = excluded.nom_usage, prenom = excluded.prenom, date_naissance = excluded.date_naissance,
      sexe = excluded.sexe, code_mef = excluded.code_mef, classe = excluded.classe, courriel = excluded.courriel,
      telephone = excluded.telephone, adresse = excluded.adresse
      where (e.ine, e.nom, e.nom_usage, e.prenom, e.date_naissance, e.sexe, e.code_mef, e.classe, e.courriel,
        e.telephone, e.adresse) is distinct from (coalesce(excluded.ine, e.ine), excluded.nom, excluded.nom_usage,
        excluded.prenom, excluded.date_naissance, excluded.sexe, excluded.code_mef, excluded.classe,
        excluded.courriel, excluded.telephone, excluded.adresse)
    returning id, uai, cle_siecle as cle, case when xmax = 0 then 'cree' else 'modifie' end as sort`.execute(
    trx,
  )
  const rest = await selectUntouched(trx, 'eleve', { campagneId, lignes, written: rows })
  return [...rows, ...rest.map((one) => ({ ...one, sort: 'inchange' as const }))]
}

/** Writes guardians; gives the identifier of each row. */
export async function upsertResponsables(
  trx: Trx,
  { academie, campagneId }: ScopeImport,
  lignes: readonly Row[],
): Promise<Ecrit[]> {
  if (lignes.length === 0) return []
  const { rows } = await sql<Ecrit>`
    insert into responsable as r (academie, campagne_id, uai, cle_siecle, civilite, nom, prenom, courriel, telephone,
      accepte_sms, communication_adresse, adresse)
    select ${academie}, ${campagneId}::bigint, l.* from json_to_recordset(${JSON.stringify(lignes)}::json) as l (
      uai text, cle_siecle text, civilite text, nom text, prenom text, courriel text, telephone text,
      accepte_sms boolean, communication_adresse boolean, adresse jsonb)
    on conflict (campagne_id, uai, cle_siecle) do update set civilite = excluded.civilite, nom = excluded.nom,
      prenom = excluded.prenom, courriel = excluded.courriel, telephone = excluded.telephone,
      accepte_sms = excluded.accepte_sms, communication_adresse = excluded.communication_adresse,
      adresse = excluded.adresse
      where (r.civilite, r.nom, r.prenom, r.courriel, r.telephone, r.accepte_sms, r.communication_adresse, r.adresse)
        is distinct from (excluded.civilite, excluded.nom, excluded.prenom, excluded.courriel, excluded.telephone,
          excluded.accepte_sms, excluded.communication_adresse, excluded.adresse)
    returning id, uai, cle_siecle as cle`.execute(trx)
  return [...rows, ...(await selectUntouched(trx, 'responsable', { campagneId, lignes, written: rows }))]
}

/** The rows that an upsert found as they were, which it does not return. */
async function selectUntouched(
  trx: Trx,
  table: 'eleve' | 'responsable',
  { campagneId, lignes, written }: { campagneId: number; lignes: readonly Row[]; written: readonly Ecrit[] },
): Promise<Ecrit[]> {
  if (written.length === lignes.length) return []
  const seen = new Set(written.map((one) => JSON.stringify([one.uai, one.cle])))
  const left = lignes.filter((ligne) => !seen.has(JSON.stringify([ligne['uai'], ligne['cle_siecle']])))
  const { rows } = await sql<Ecrit>`
    select t.* from unnest(${left.map((one) => one['uai'])}::text[], ${left.map((one) => one['cle_siecle'])}::text[])
      as r (uai, cle) cross join lateral (
      select t.id, t.uai, t.cle_siecle as cle from ${sql.table(table)} t
      where (t.campagne_id, t.uai, t.cle_siecle) = (${campagneId}, r.uai, r.cle) limit 1) t`.execute(trx)
  return rows
}

/**
 * The guardians of these pupils become exactly these. `known`: the pupils who may have had others. A guardian whom the
 * collège entered by hand with a proof stays: no file knows him.
 */
export async function replaceLiens(
  trx: Trx,
  { academie, liens, known }: { academie: string; liens: readonly Row[]; known: readonly number[] },
): Promise<void> {
  const file = sql`json_to_recordset(${JSON.stringify(liens)}::json) as f (
    eleve_id bigint, responsable_id bigint, niveau int, parente text, prioritaire boolean)`
  if (known.length > 0)
    await sql`
      delete from eleve_responsable d where d.eleve_id = any (${known}::bigint[])
        and (d.eleve_id, d.responsable_id) not in (select eleve_id, responsable_id from ${file})
        and not exists (select from responsable r where r.id = d.responsable_id and r.justificatif is not null)`.execute(
      trx,
    )
  if (liens.length > 0)
    await sql`
      insert into eleve_responsable as d (academie, eleve_id, responsable_id, niveau, parente, prioritaire)
      select ${academie}, f.* from ${file}
      on conflict (eleve_id, responsable_id) do update set niveau = excluded.niveau, parente = excluded.parente,
        prioritaire = excluded.prioritaire
        where (d.niveau, d.parente, d.prioritaire) is distinct from
          (excluded.niveau, excluded.parente, excluded.prioritaire)`.execute(trx)
}

export async function listEleves(trx: Trx, campagneId: number, uai?: string): Promise<Eleve[]> {
  const { rows } = await sql<Eleve>`
    select ${ELEVE} from eleve e
    where e.campagne_id = ${campagneId} and ${uai === undefined ? sql`true` : sql`e.uai = ${uai}`}
    order by e.uai, e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.date_naissance, e.id`.execute(
    trx,
  )
  return rows
}

export async function selectEleves(trx: Trx, ids: readonly number[]): Promise<Eleve[]> {
  const { rows } = await sql<Eleve>`select ${ELEVE} from eleve e where e.id = any (${ids}::bigint[])`.execute(
    trx,
  )
  return rows
}

/** Among these pupils, those of the campaign. */
export async function selectElevesDeCampagne(
  trx: Trx,
  { campagneId, eleveIds }: { campagneId: number; eleveIds: readonly number[] },
): Promise<Eleve[]> {
  const { rows } = await sql<Eleve>`
    select ${ELEVE} from eleve e where e.campagne_id = ${campagneId} and e.id = any (${eleveIds}::bigint[])`.execute(
    trx,
  )
  return rows
}

export async function listResponsables(trx: Trx, eleveIds: readonly number[]): Promise<Responsable[]> {
  const { rows } = await sql<Responsable>`
    select r.id, l.eleve_id as "eleveId", r.cle_siecle as "cleSiecle", r.nom, r.prenom, l.niveau
    from eleve_responsable l join responsable r on r.id = l.responsable_id
    where l.eleve_id = any (${eleveIds}::bigint[])
    order by l.eleve_id, l.niveau, l.prioritaire desc, r.nom collate "fr-x-icu", r.id`.execute(trx)
  return rows
}

/** Namings, the latest of which stands. */
export async function insertAdultesReferents(trx: Trx, rows: readonly Row[]): Promise<void> {
  await insertRows(trx, 'adulte_referent', rows)
}

/** Ids of the demandes that went in; the others were there already. */
export async function insertDemandes(trx: Trx, rows: readonly Row[]): Promise<{ id: number }[]> {
  return insertRows(trx, 'demande', rows, { onConflict: 'nothing', returning: ['id'] })
}
