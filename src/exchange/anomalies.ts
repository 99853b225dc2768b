import { basename } from 'node:path'
import { FichierRefuse, type Anomalie } from '#src/exchange/model.ts'

export interface OuEtQuoi {
  fichier: string
  message: string
  ligne?: number
  colonne?: string
  valeur?: string
}

const MAX_VALEUR = 200

/** Without what would disturb a screen or a terminal: a sentence may quote what a file holds. */
const lisible = (texte: string): string => texte.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�')

/** A value as a report may show it: short and legible. */
function montrable(valeur: string): string {
  const clean = lisible(valeur)
  return clean.length > MAX_VALEUR ? `${clean.slice(0, MAX_VALEUR)}…` : clean
}

/** An anomaly whose unsaid parts are empty; the file is named without its folder. */
const anomalie = (gravite: Anomalie['gravite'], said: OuEtQuoi): Anomalie => ({
  fichier: basename(said.fichier),
  ligne: said.ligne ?? 0,
  colonne: said.colonne ?? '',
  valeur: montrable(said.valeur ?? ''),
  gravite,
  message: lisible(said.message),
})

export const bloquant = (said: OuEtQuoi): Anomalie => anomalie('bloquant', said)
export const avertissement = (said: OuEtQuoi): Anomalie => anomalie('avertissement', said)

/** The refusal of a whole file, ready to be thrown. */
export const fichierRefuse = (said: OuEtQuoi): FichierRefuse => new FichierRefuse(bloquant(said))

const SYSTEME: Record<string, string> = {
  ENOENT: 'Fichier introuvable : vérifiez son nom et son dossier.',
  ENOTDIR: 'Fichier introuvable : vérifiez son nom et son dossier.',
  EISDIR: 'C’est un dossier et non un fichier : indiquez le fichier lui-même.',
  EACCES: 'Fichier illisible : PASSPRO n’a pas le droit de l’ouvrir. Corrigez ses droits d’accès.',
  EPERM: 'Fichier illisible : PASSPRO n’a pas le droit de l’ouvrir. Corrigez ses droits d’accès.',
  ELOOP: 'Fichier illisible : le lien tourne en rond. Indiquez le fichier lui-même.',
}

/** A fault of the file system said as a refusal of the file; anything else (a bug, an outage) is thrown as it is. */
export function refusSysteme(error: unknown, fichier: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = SYSTEME[code]
  return message ? fichierRefuse({ fichier, message }) : error
}
