import { sql, type Transaction } from 'kysely'
import { RETENU } from '#src/db/connection.ts'
import { recordset } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Etablissement } from '#src/procedure/etablissements/model.ts'

type Trx = Transaction<DB>

export type RangeeEtablissement = Readonly<Record<string, string | number | boolean | null>> & { uai: string }

/** Counts rows written new and rows changed; a column that the file lacks (null) keeps its value. */
export async function upsertEtablissements(
  trx: Trx,
  rows: readonly RangeeEtablissement[],
): Promise<{ crees: number; modifies: number }> {
  const { rows: written } = await sql<{ cree: boolean }>`
    insert into etablissement as e (academie, uai, nom, nature, statut, adresse, code_postal, commune, code_departement,
      latitude, longitude, telephone, courriel, voie_professionnelle)
    select academie, uai, nom, nature, statut, adresse, code_postal, commune, code_departement,
      latitude, longitude, telephone, courriel, voie_professionnelle from ${recordset('etablissement', rows)}
    on conflict (uai) do update set nom = excluded.nom, nature = excluded.nature,
      statut = coalesce(excluded.statut, e.statut), adresse = coalesce(excluded.adresse, e.adresse),
      code_postal = coalesce(excluded.code_postal, e.code_postal), commune = coalesce(excluded.commune, e.commune),
      code_departement = coalesce(excluded.code_departement, e.code_departement),
      latitude = coalesce(excluded.latitude, e.latitude), longitude = coalesce(excluded.longitude, e.longitude),
      telephone = coalesce(excluded.telephone, e.telephone), courriel = coalesce(excluded.courriel, e.courriel),
      voie_professionnelle = coalesce(excluded.voie_professionnelle, e.voie_professionnelle)
      where (excluded.nom, excluded.nature, coalesce(excluded.statut, e.statut), coalesce(excluded.adresse, e.adresse),
        coalesce(excluded.code_postal, e.code_postal), coalesce(excluded.commune, e.commune),
        coalesce(excluded.code_departement, e.code_departement), coalesce(excluded.latitude, e.latitude), coalesce(excluded.longitude, e.longitude),
        coalesce(excluded.telephone, e.telephone), coalesce(excluded.courriel, e.courriel),
        coalesce(excluded.voie_professionnelle, e.voie_professionnelle))
        is distinct from (e.nom, e.nature, e.statut, e.adresse, e.code_postal, e.commune, e.code_departement, e.latitude, e.longitude,
          e.telephone, e.courriel, e.voie_professionnelle)
    returning xmax = 0 as cree`.execute(trx)
  const crees = written.filter((row) => row.cree).length
  return { crees, modifies: written.length - crees }
}

export async function listEtablissements(trx: Trx, uais?: readonly string[]): Promise<Etablissement[]> {
  const { rows } = await sql<Etablissement>`
    ${RETENU}
    select uai, nom, nature, adresse, code_postal as "codePostal", commune, code_departement as "codeDepartement",
      latitude, longitude, telephone, courriel
    from etablissement where ${uais ? sql`uai = any (${uais}::text[])` : sql`true`} order by uai`.execute(trx)
  return rows
}
