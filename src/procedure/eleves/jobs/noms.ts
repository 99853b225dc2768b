import { unsettable } from '#src/documents/characters.ts'
import { avertissement } from '#src/exchange/anomalies.ts'
import type { Anomalie } from '#src/exchange/model.ts'

interface PersonneLue {
  nom: string
  prenom: string
  fichier: string
  ligne: number
}

/** Letters that every font of the documents has: nearly all names, so that the fonts are read for the others only. */
const COMMON = /^[\u0020-\u007e\u00a0-\u017f\u2019]*$/

/** A warning for each name that the fonts of the letters cannot set: the pupil is imported, his letters would be refused. */
export function avertissementsDeNoms(personnes: Iterable<PersonneLue>): Anomalie[] {
  const found: Anomalie[] = []
  for (const { fichier, ligne, nom, prenom } of personnes)
    for (const [colonne, valeur] of [
      ['nom', nom],
      ['prenom', prenom],
    ] as const) {
      const missing = COMMON.test(valeur) ? [] : unsettable(valeur)
      if (missing.length > 0)
        found.push(avertissement({ fichier, ligne, colonne, valeur, message: sentence(missing) }))
    }
  return found
}

const sentence = (missing: readonly string[]): string =>
  `Les lettres ne peuvent pas imprimer « ${missing.join(' ')} » : l’élève est importé, mais ses documents seront laissés de côté tant que ce nom n’est pas écrit autrement.`
