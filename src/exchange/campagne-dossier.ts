import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SchemaCsv } from '#src/exchange/csv.ts'
import { lireCsv } from '#src/exchange/csv.ts'
import { readEleves } from '#src/exchange/eleves.ts'
import type { Lecture, LigneEleve, LigneOffre, LigneVoeu } from '#src/exchange/model.ts'
import { readOffres } from '#src/exchange/offres.ts'
import { readVoeux } from '#src/exchange/voeux.ts'

/** Reads a file that the folder must hold. */
export const obligatoire =
  <C extends string, T>(nom: string, schema: SchemaCsv<C, T>) =>
  (dossier: string): Promise<Lecture<T>> =>
    lireCsv(join(dossier, nom), schema)

/** Reads a file that the folder may lack: nothing is read then. */
export const facultatif =
  <C extends string, T>(nom: string, schema: SchemaCsv<C, T>) =>
  async (dossier: string): Promise<Lecture<T>> =>
    existsSync(join(dossier, nom)) ? lireCsv(join(dossier, nom), schema) : { lignes: [], anomalies: [] }

/** `offres.csv` of a campaign folder. Throws FichierRefuse. */
export const readOffresDe = (dossier: string): Promise<Lecture<LigneOffre>> =>
  readOffres(join(dossier, 'offres.csv'))

/** `voeux-affelnet.csv` of a campaign folder. Throws FichierRefuse. */
export const readVoeuxDe = (dossier: string): Promise<Lecture<LigneVoeu>> =>
  readVoeux(join(dossier, 'voeux-affelnet.csv'))

/** `eleves.csv` of a campaign folder, empty when there is none. Throws FichierRefuse. */
export async function readElevesDe(dossier: string): Promise<Lecture<LigneEleve>> {
  const path = join(dossier, 'eleves.csv')
  return existsSync(path) ? readEleves(path) : { lignes: [], anomalies: [] }
}
