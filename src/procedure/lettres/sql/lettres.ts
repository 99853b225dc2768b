import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Reponses } from '#src/documents/lettre-sections.ts'
import type { Annotation, CleLettre, Lettre, LettreJointe, TypeJointe } from '#src/procedure/lettres/model.ts'

type Trx = Transaction<DB>

export async function selectLettre(
  trx: Trx,
  { campagneId, eleveId, domaine }: CleLettre,
): Promise<Lettre | undefined> {
  const { rows } = await sql<Lettre>`
    select id, version, reponses, ecrite_le as "ecriteLe" from lettre
    where campagne_id = ${campagneId} and eleve_id = ${eleveId} and domaine = ${domaine}`.execute(trx)
  return rows[0]
}

/**
 * Keeps a letter written over this version (0: none yet); the version written, or undefined when another was kept
 * meanwhile (constraint `une_lettre_par_domaine`).
 */
export async function writeLettre(
  trx: Trx,
  row: Row & { eleve_id: number; domaine: string },
  { version, reponses }: { version: number; reponses: Reponses },
): Promise<number | undefined> {
  const typed = { ...row, reponses, version: version + 1 }
  if (version === 0) {
    const written = await insertRows<{ version: number }>(trx, 'lettre', [typed], {
      onConflict: 'nothing',
      returning: ['version'],
    })
    return written[0]?.version
  }
  const { rows } = await sql<{ version: number }>`
    update lettre set reponses = ${JSON.stringify(reponses)}::jsonb, version = version + 1,
      auteur = ${row['auteur']}, ecrite_le = ${row['ecrite_le']}
    where eleve_id = ${row.eleve_id} and domaine = ${row.domaine} and version = ${version}
    returning version`.execute(trx)
  return rows[0]?.version
}

export async function listAnnotations(trx: Trx, lettreId: number): Promise<Annotation[]> {
  const { rows } = await sql<Annotation>`
    select section, texte, auteur, le, version from annotation where lettre_id = ${lettreId} order by id`.execute(
    trx,
  )
  return rows
}

export async function insertAnnotation(trx: Trx, row: Row): Promise<void> {
  await insertRows(trx, 'annotation', [row])
}

/** Files attached to a letter and not taken back, the first first. */
export async function listJointes(
  trx: Trx,
  { campagneId, eleveId, domaine }: CleLettre,
): Promise<LettreJointe[]> {
  const { rows } = await sql<LettreJointe>`
    select id, nom, type, octet_length(contenu) as taille, auteur, le from lettre_jointe
    where campagne_id = ${campagneId} and eleve_id = ${eleveId} and domaine = ${domaine} and retrait_le is null
    order by id`.execute(trx)
  return rows
}

export interface ContenuJointe {
  id: number
  eleveId: number
  domaine: string
  type: TypeJointe
  contenu: Buffer
}

/** Files attached, with their bytes: one of them, or those of these pupils. */
export async function listContenusJoints(
  trx: Trx,
  { campagneId, eleveIds, id }: { campagneId: number; eleveIds: readonly number[]; id?: number },
): Promise<ContenuJointe[]> {
  const { rows } = await sql<ContenuJointe>`
    select id, eleve_id as "eleveId", domaine, type, contenu from lettre_jointe
    where campagne_id = ${campagneId} and eleve_id = any (${eleveIds}::bigint[]) and retrait_le is null
      and ${id === undefined ? sql`true` : sql`id = ${id}`}
    order by id`.execute(trx)
  return rows
}

/** Attaches a file; the same one again is there once, even when it had been taken back. */
export async function insertJointe(trx: Trx, row: Row, contenu: Uint8Array): Promise<void> {
  const { academie, campagne_id, eleve_id, domaine, nom, type, sha256, auteur, le } = row
  await sql`
    insert into lettre_jointe (academie, campagne_id, eleve_id, domaine, nom, type, sha256, contenu, auteur, le)
    values (${academie}, ${campagne_id}, ${eleve_id}, ${domaine}, ${nom}, ${type}, ${sha256}, ${Buffer.from(contenu)},
      ${auteur}, ${le})
    on conflict (eleve_id, domaine, sha256) do update set retrait_le = null`.execute(trx)
}

export async function withdrawJointe(
  trx: Trx,
  { id, eleveId, le }: { id: number; eleveId: number; le: Date },
): Promise<boolean> {
  const { rows } = await sql`update lettre_jointe set retrait_le = ${le}
    where id = ${id} and eleve_id = ${eleveId} and retrait_le is null returning id`.execute(trx)
  return rows.length > 0
}
