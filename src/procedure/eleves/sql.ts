import { sql, type Transaction } from 'kysely'
import { recordset, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Eleve, Responsable } from '#src/procedure/eleves/model.ts'

type Trx = Transaction<DB>

const ELEVE = sql`e.id, e.uai, e.cle_siecle as "cleSiecle", e.ine, e.nom, e.prenom,
  e.date_naissance as "dateNaissance", e.classe`

/** Pupils of the campaign who hold one of these INE under another key: the same file twice is not one of them. */
export async function selectInePris(
  trx: Trx,
  {
    campagneId,
    uai,
    eleves,
  }: { campagneId: number; uai: string; eleves: readonly { ine: string; cle: string }[] },
): Promise<{ ine: string; cle: string; uai: string; dateNaissance: string }[]> {
  const { rows } = await sql<{ ine: string; cle: string; uai: string; dateNaissance: string }>`
    select r.ine, r.cle, e.uai, e.date_naissance as "dateNaissance"
    from json_to_recordset(${JSON.stringify(eleves)}::json) as r (ine text, cle text)
    join eleve e on e.campagne_id = ${campagneId} and e.ine = r.ine
    where (e.uai, e.cle_siecle) <> (${uai}, r.cle)`.execute(trx)
  return rows
}

/** Counts pupils written new and changed. */
export async function upsertEleves(
  trx: Trx,
  rows: readonly Row[],
): Promise<{ crees: number; modifies: number }> {
  if (rows.length === 0) return { crees: 0, modifies: 0 }
  const { rows: counts } = await sql<{ crees: number; modifies: number }>`
    with ecrits as (
      insert into eleve as e (academie, campagne_id, uai, cle_siecle, ine, nom, nom_usage, prenom, date_naissance, sexe,
        code_mef, classe, courriel, telephone, adresse)
      select academie, campagne_id, uai, cle_siecle, ine, nom, nom_usage, prenom, date_naissance, sexe,
        code_mef, classe, courriel, telephone, adresse from ${recordset('eleve', rows)}
      on conflict (campagne_id, uai, cle_siecle) do update set ine = coalesce(excluded.ine, e.ine), nom = excluded.nom,
        nom_usage = excluded.nom_usage, prenom = excluded.prenom, date_naissance = excluded.date_naissance,
        sexe = excluded.sexe, code_mef = excluded.code_mef, classe = excluded.classe, courriel = excluded.courriel,
        telephone = excluded.telephone, adresse = excluded.adresse
        where (e.ine, e.nom, e.nom_usage, e.prenom, e.date_naissance, e.sexe, e.code_mef, e.classe, e.courriel,
          e.telephone, e.adresse) is distinct from (coalesce(excluded.ine, e.ine), excluded.nom, excluded.nom_usage,
          excluded.prenom, excluded.date_naissance, excluded.sexe, excluded.code_mef, excluded.classe,
          excluded.courriel, excluded.telephone, excluded.adresse)
      returning xmax = 0 as cree)
    select count(*) filter (where cree)::int as crees, count(*) filter (where not cree)::int as modifies from ecrits
  `.execute(trx)
  return counts[0] ?? { crees: 0, modifies: 0 }
}

export async function upsertResponsables(trx: Trx, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into responsable as r (academie, campagne_id, uai, cle_siecle, civilite, nom, prenom, courriel, telephone,
      accepte_sms, communication_adresse, adresse)
    select academie, campagne_id, uai, cle_siecle, civilite, nom, prenom, courriel, telephone,
      accepte_sms, communication_adresse, adresse from ${recordset('responsable', rows)}
    on conflict (campagne_id, uai, cle_siecle) do update set civilite = excluded.civilite, nom = excluded.nom,
      prenom = excluded.prenom, courriel = excluded.courriel, telephone = excluded.telephone,
      accepte_sms = excluded.accepte_sms, communication_adresse = excluded.communication_adresse,
      adresse = excluded.adresse
      where (r.civilite, r.nom, r.prenom, r.courriel, r.telephone, r.accepte_sms, r.communication_adresse, r.adresse)
        is distinct from (excluded.civilite, excluded.nom, excluded.prenom, excluded.courriel, excluded.telephone,
          excluded.accepte_sms, excluded.communication_adresse, excluded.adresse)`.execute(trx)
}

export interface Lien {
  eleve: string
  responsable: string
  niveau: number
  parente: string | null
  prioritaire: boolean
}

/** The guardians of these pupils become exactly those of the file. */
export async function replaceLiens(
  trx: Trx,
  scope: {
    academie: string
    campagneId: number
    uai: string
    liens: readonly Lien[]
    eleves: readonly string[]
  },
): Promise<void> {
  await sql`
    with fichier as (
      select e.id as eleve_id, r.id as responsable_id, l.niveau, l.parente, l.prioritaire
      from json_to_recordset(${JSON.stringify(scope.liens)}::json)
        as l (eleve text, responsable text, niveau int, parente text, prioritaire boolean)
      join eleve e on (e.campagne_id, e.uai, e.cle_siecle) = (${scope.campagneId}, ${scope.uai}, l.eleve)
      join responsable r on (r.campagne_id, r.uai, r.cle_siecle) = (${scope.campagneId}, ${scope.uai}, l.responsable)),
    partis as (
      delete from eleve_responsable d using eleve e
      where e.id = d.eleve_id and e.campagne_id = ${scope.campagneId} and e.uai = ${scope.uai}
        and e.cle_siecle = any (${scope.eleves}::text[])
        and not exists (select from fichier f where (f.eleve_id, f.responsable_id) = (d.eleve_id, d.responsable_id)))
    insert into eleve_responsable as d (academie, eleve_id, responsable_id, niveau, parente, prioritaire)
    select ${scope.academie}, eleve_id, responsable_id, niveau, parente, prioritaire from fichier
    on conflict (eleve_id, responsable_id) do update set niveau = excluded.niveau, parente = excluded.parente,
      prioritaire = excluded.prioritaire
      where (d.niveau, d.parente, d.prioritaire) is distinct from (excluded.niveau, excluded.parente, excluded.prioritaire)
  `.execute(trx)
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

export async function listResponsables(trx: Trx, eleveIds: readonly number[]): Promise<Responsable[]> {
  const { rows } = await sql<Responsable>`
    select r.id, l.eleve_id as "eleveId", r.cle_siecle as "cleSiecle", r.nom, r.prenom, l.niveau
    from eleve_responsable l join responsable r on r.id = l.responsable_id
    where l.eleve_id = any (${eleveIds}::bigint[])
    order by l.eleve_id, l.niveau, l.prioritaire desc, r.nom collate "fr-x-icu", r.id`.execute(trx)
  return rows
}
