import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Tableau } from '#src/rehearsal/fabriquer/columns.ts'
import { COLONNES, FICHIERS } from '#src/rehearsal/fabriquer/columns.ts'
import { CsvFile } from '#src/rehearsal/fabriquer/csv-file.ts'

export type Dossier = { readonly [T in Tableau]: CsvFile<(typeof COLONNES)[T][number]> }

/** Creates the folder, its `siecle/`, and every CSV with its header. */
export async function openFolder(out: string): Promise<Dossier> {
  await mkdir(path.join(out, 'siecle'), { recursive: true })
  const csv = <C extends string>(tableau: Tableau, colonnes: readonly C[]): Promise<CsvFile<C>> =>
    CsvFile.create(path.join(out, FICHIERS[tableau]), colonnes, { affelnet: tableau === 'voeux' })
  return {
    etablissements: await csv('etablissements', COLONNES.etablissements),
    domaines: await csv('domaines', COLONNES.domaines),
    formations: await csv('formations', COLONNES.formations),
    offres: await csv('offres', COLONNES.offres),
    referents: await csv('referents', COLONNES.referents),
    eleves: await csv('eleves', COLONNES.eleves),
    inscriptions: await csv('inscriptions', COLONNES.inscriptions),
    avisOrigine: await csv('avisOrigine', COLONNES.avisOrigine),
    disponibilites: await csv('disponibilites', COLONNES.disponibilites),
    indisponibilites: await csv('indisponibilites', COLONNES.indisponibilites),
    entretiens: await csv('entretiens', COLONNES.entretiens),
    avisReferent: await csv('avisReferent', COLONNES.avisReferent),
    confirmations: await csv('confirmations', COLONNES.confirmations),
    voeux: await csv('voeux', COLONNES.voeux),
  }
}
