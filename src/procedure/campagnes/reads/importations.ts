import type { Anomalie } from '#src/exchange/model.ts'
import {
  GENRES_IMPORT,
  type EcartVoeu,
  type GenreImport,
  type Importation,
} from '#src/procedure/campagnes/model.ts'
import {
  listAnomaliesDeLImport,
  listEcartsDeLImport,
  listImportations,
  selectImportation,
  type RechercheEcarts,
  type RechercheImports,
  type RechercheRemarques,
} from '#src/procedure/campagnes/sql/importations.ts'
import { allows, demand, hasRole, schoolsOf, type Acteur, type Tx } from '#src/procedure/comptes/api.ts'

export { TRIS_ECARTS, TRIS_IMPORTS, TRIS_RAPPORT } from '#src/procedure/campagnes/sql/importations.ts'

const LIRE = 'imports.lire'

/** The schools whose imports this person sees; null: all those of the académie. */
const schoolsSeen = (acteur: Acteur): string[] | null =>
  hasRole(acteur, 'academie') ? null : schoolsOf(acteur, ['chef_origine'])

/** Imports of the campaign, the latest first. */
export async function readImports(
  tx: Tx,
  search: RechercheImports,
): Promise<{ total: number; importations: Importation[] }> {
  const uais = schoolsSeen(tx.acteur)
  demand(tx.acteur, LIRE, uais === null ? [{}] : uais.map((uai) => ({ uai })))
  return listImportations(tx.trx, { ...search, uais })
}

/** What this person may import. */
export const genresFor = (acteur: Acteur): GenreImport[] => {
  const [uai] = schoolsOf(acteur, ['chef_origine'])
  return GENRES_IMPORT.filter((genre) => allows(acteur, `import.${genre}`, uai === undefined ? {} : { uai }))
}

/** One import; undefined when it does not exist. Who may not send such a file does not read what it did. */
export async function readImport(tx: Tx, id: number): Promise<Importation | undefined> {
  const importation = await selectImportation(tx.trx, id)
  if (!importation) return undefined
  const { genre, uai } = importation
  demand(tx.acteur, `import.${genre}`, [uai === null ? {} : { uai }])
  return importation
}

/** One import with a part of its report. */
export async function readRapport(
  tx: Tx,
  search: RechercheRemarques,
): Promise<{ importation: Importation; total: number; anomalies: Anomalie[] } | undefined> {
  const importation = await readImport(tx, search.id)
  return importation && { importation, ...(await listAnomaliesDeLImport(tx.trx, search)) }
}

/** One import of wishes with a part of what it changes. */
export async function readEcarts(
  tx: Tx,
  search: RechercheEcarts,
): Promise<{ importation: Importation; total: number; ecarts: EcartVoeu[] } | undefined> {
  const importation = await readImport(tx, search.id)
  return importation && { importation, ...(await listEcartsDeLImport(tx.trx, search)) }
}
