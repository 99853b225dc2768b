import { UsageError } from '#src/cli/command.ts'
import { describe, diskFullSentence, isOutage } from '#src/db/outage.ts'
import { FichierRefuse } from '#src/exchange/model.ts'

const SYSTEM: Record<string, (file: string) => string> = {
  ENOSPC: (file) =>
    `Le disque est plein${file} : faites de la place, puis recommencez. Aucun fichier à moitié écrit n’est laissé.`,
  EDQUOT: (file) => `Le quota de disque est atteint${file} : faites de la place, puis recommencez.`,
  EACCES: (file) =>
    `PASSPRO n’a pas le droit d’écrire ou de lire${file} : corrigez les droits, ou donnez un autre dossier.`,
  EPERM: (file) =>
    `PASSPRO n’a pas le droit d’écrire ou de lire${file} : corrigez les droits, ou donnez un autre dossier.`,
  EROFS: (file) => `Le disque est en lecture seule${file} : donnez un autre dossier.`,
  ENOENT: (file) => `Fichier ou dossier introuvable${file}.`,
  ENOTDIR: (file) => `Ce n’est pas un dossier${file}.`,
  EEXIST: (file) => `Un fichier de ce nom existe déjà${file}.`,
  EISDIR: (file) => `C’est un dossier et non un fichier${file}.`,
  EMFILE: (file) => `Trop de fichiers sont ouverts sur cette machine${file}.`,
  EIO: (file) => `Le disque ne répond pas bien${file} : vérifiez-le.`,
}

/** The sentence of a fault of the file system, or undefined when the error is not one. */
export function systemSentence(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined
  // A database that cannot be reached speaks with the same codes, from another call.
  if (error.syscall === 'connect') return undefined
  const file = 'path' in error && typeof error.path === 'string' ? ` (${error.path})` : ''
  return SYSTEM[String(error.code)]?.(file)
}

const OUTAGE =
  'La base de données ne répond plus : ce qui était en cours n’est pas gardé, ce qui était terminé l’est. Vérifiez-la, puis recommencez.'

/** What is said of an error that ends a command: a sentence where the cause is known, the facts of a bug otherwise. */
export function sentenceOf(error: unknown): string {
  if (error instanceof UsageError) return error.message
  if (error instanceof FichierRefuse) return refusSentence(error)
  return diskFullSentence(error) ?? systemSentence(error) ?? (isOutage(error) ? OUTAGE : otherSentence(error))
}

/** A sentence of our own (French, ends with a stop) stands as it is; anything else is a bug, said without its data. */
function otherSentence(error: unknown): string {
  if (error instanceof Refusal) return error.message
  return `Erreur interne de PASSPRO : rien n’est gardé à moitié. ${describe(error)}`
}

function refusSentence({ anomalie }: FichierRefuse): string {
  const { fichier, ligne, colonne, valeur, message } = anomalie
  const where = [
    fichier,
    ligne > 0 ? `ligne ${ligne}` : '',
    colonne === '' ? '' : `colonne ${colonne}`,
    valeur === '' ? '' : `« ${valeur} »`,
  ]
  return `${where.filter((part) => part !== '').join(', ')} : ${message}`
}

/** The command is understood and refused: its message is a French sentence. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
