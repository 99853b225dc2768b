import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import type { Anomalie } from '#src/exchange/model.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import { enqueue } from '#src/jobs/queue.ts'
import type { CompteursImport, EcartVoeu, GenreImport, Importation } from '#src/procedure/campagnes/model.ts'
import {
  clearFichiers,
  endImport,
  insertImportation,
  isOvertaken,
  lockImportation,
  noteLignesLues,
  notePanne,
  selectImportation,
  startImport,
} from '#src/procedure/campagnes/sql/importations.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

export interface NouvelImport {
  campagneId: number
  genre: GenreImport
  /** The only school that the files may speak of; null: any of the académie. */
  uai: string | null
  aBlanc: boolean
  fichiers: readonly { nom: string; garde: string }[]
}

/** Records an import to be done and leaves its job, in one transaction. */
export async function deposerImport(tx: Tx, nouvel: NouvelImport): Promise<number> {
  const { campagneId, genre, uai, fichiers } = nouvel
  demand(tx.acteur, `import.${genre}`, [uai === null ? {} : { uai }])
  const { academie, compteId, nom: auteur } = tx.acteur
  if (compteId === null) throw new Error('import sans compte')
  const id = await insertImportation(tx.trx, {
    academie,
    campagne_id: campagneId,
    genre,
    uai,
    fichier: fichiers.map(({ nom }) => nom).join(', '),
    fichiers,
    a_blanc: nouvel.aBlanc,
    etat: 'en_attente',
    auteur,
    compte_id: compteId,
    le: tx.now,
    faites: 0,
    compteurs: {},
    anomalies: [],
  })
  await appendJournal(tx, [
    {
      chaine: uai ?? CHAINE_ACADEMIE,
      acte: 'import.deposer',
      objet: 'importation',
      objetId: id,
      apres: { genre, aBlanc: nouvel.aBlanc },
    },
  ])
  await enqueue(tx.trx, { nom: 'importation', charge: { academie, compteId, importationId: id } })
  return id
}

/** Takes an import up; undefined once it has ended, whoever ended it. */
export async function takeImport(tx: Tx, id: number): Promise<Importation | undefined> {
  const importation = await ownImport(tx, id)
  if (importation.etat === 'finie' || importation.etat === 'refusee') return undefined
  await startImport(tx.trx, id)
  return importation
}

/** How far the reading has come, for those who watch. */
export async function tellLignesLues(tx: Tx, { id, lignes }: { id: number; lignes: number }): Promise<void> {
  await ownImport(tx, id)
  await noteLignesLues(tx.trx, id, lignes)
}

/** Says to those who watch that a breakdown stopped the work, and whether it goes on by itself. */
export async function tellPanne(tx: Tx, { id, panne }: { id: number; panne: string }): Promise<void> {
  await ownImport(tx, id)
  await notePanne(tx.trx, id, panne)
}

/** True while the import is still to be done; holds the others who would do it until this transaction ends. */
export async function holdImport(tx: Tx, id: number): Promise<boolean> {
  await ownImport(tx, id)
  const etat = await lockImportation(tx.trx, id)
  return etat === 'en_cours' || etat === 'en_attente'
}

export interface FinImport {
  id: number
  etat: 'finie' | 'refusee'
  compteurs: Partial<CompteursImport>
  anomalies: readonly Anomalie[]
  /** What a file of wishes changes, line by line. */
  ecarts?: readonly EcartVoeu[]
}

/** Ends an import with its report, in the transaction of what it wrote. */
export async function finishImport(tx: Tx, { id, ...end }: FinImport): Promise<void> {
  const importation = await ownImport(tx, id)
  const { uai, genre, aBlanc } = importation
  const fichiersGardes = end.etat === 'finie' && isApercu(importation)
  await endImport(tx.trx, id, { ...end, fichiersGardes })
  await appendJournal(tx, [
    {
      chaine: uai ?? CHAINE_ACADEMIE,
      acte: 'import.finir',
      objet: 'importation',
      objetId: id,
      apres: { genre, aBlanc, etat: end.etat, ...end.compteurs },
    },
  ])
}

/** Applies a file of wishes that was shown first: the very same file. Refused when other wishes came in since. */
export async function appliquerApercu(tx: Tx, id: number): Promise<Result<number, RefusApercu>> {
  const apercu = await ownImport(tx, id)
  const { campagneId, genre, uai, fichiers } = apercu
  if (!isApercu(apercu) || apercu.etat !== 'finie' || fichiers.length === 0) return refuse('apercu_absent')
  if (tx.now.getTime() - apercu.le.getTime() > GARDE_MS) return refuse('apercu_absent')
  if (await isOvertaken(tx.trx, { id, campagneId })) return refuse('apercu_depasse')
  await clearFichiers(tx.trx, id)
  return ok(await deposerImport(tx, { campagneId, genre, uai, aBlanc: false, fichiers }))
}

export type RefusApercu = Refus<'apercu_absent' | 'apercu_depasse'>

/** A day less than files sent are kept, so that the work still finds them. */
const GARDE_MS = 86_400_000

/** Wishes are shown before they are applied: the preview keeps its file. */
export const isApercu = ({ genre, aBlanc }: Pick<Importation, 'genre' | 'aBlanc'>): boolean =>
  genre === 'voeux' && aBlanc

async function ownImport(tx: Tx, id: number): Promise<Importation> {
  const importation = await selectImportation(tx.trx, id)
  if (!importation) throw new Error(`import inconnu : ${id}`)
  demand(tx.acteur, `import.${importation.genre}`, [importation.uai === null ? {} : { uai: importation.uai }])
  return importation
}
