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
  type RechercheImports,
} from '#src/procedure/campagnes/sql/importations.ts'
import { allows, demand, hasRole, schoolsOf, type Acteur, type Tx } from '#src/procedure/comptes/api.ts'

export { TRIS_IMPORTS } from '#src/procedure/campagnes/sql/importations.ts'

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

/** One import of wishes with a part of what it changes; undefined when it does not exist, or is not his to see. */
export async function readEcarts(
  tx: Tx,
  { id, limit }: { id: number; limit: number | null },
): Promise<EcartVoeu[] | undefined> {
  const read = await readImport(tx, { id, limit: 0, offset: 0 })
  return read && listEcartsDeLImport(tx.trx, { id, limit, offset: 0 })
}

/** One import with a part of its report; undefined when it does not exist, or is not his to see. */
export async function readImport(
  tx: Tx,
  { id, limit, offset }: { id: number; limit: number | null; offset: number },
): Promise<{ importation: Importation; anomalies: Anomalie[] } | undefined> {
  const importation = await selectImportation(tx.trx, id)
  if (!importation) return undefined
  const { genre, uai } = importation
  demand(tx.acteur, `import.${genre}`, [uai === null ? {} : { uai }])
  return { importation, anomalies: await listAnomaliesDeLImport(tx.trx, { id, limit, offset }) }
}
