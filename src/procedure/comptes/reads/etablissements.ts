import { plainText } from '#src/kit/plain-text.ts'
import type { Tx } from '#src/procedure/comptes/model.ts'
import { demand } from '#src/procedure/comptes/rights.ts'
import type { Acte } from '#src/procedure/comptes/rights/table.ts'
import { listEcoles } from '#src/procedure/comptes/sql/etablissements.ts'

/** Schools proposed at most: more are not read, the words are made more precise. */
const PROPOSEES = 20

interface Ecole {
  uai: string
  nom: string
  commune: string | null
}

/** The school meant; null when nothing was typed; or those to choose from, none when no school is named so. */
type EcoleChoisie = { uai: string | null } | { trouvees: Ecole[]; phrase: string }

/**
 * Reads a school typed by its number (UAI), or by words of its name and town: a school is never guessed, it is chosen among
 * those found for these very words. `acte`: what the school is chosen for.
 */
export async function readEcoleChoisie(
  tx: Tx,
  { acte, texte, pour, choix }: { acte: Acte; texte: string; pour: string; choix: string },
): Promise<EcoleChoisie> {
  demand(tx.acteur, acte, [])
  const asked = texte.trim()
  if (asked === '') return { uai: null }
  if (UAI.test(asked)) return { uai: asked.toUpperCase() }
  if (pour.trim() === asked && UAI.test(choix)) return { uai: choix }
  const trouvees = await ecolesNommees(tx, asked)
  return { trouvees: trouvees.slice(0, PROPOSEES), phrase: phraseFor(trouvees.length) }
}

/** The schools of the académie whose name and town hold all these words, accents and capitals aside. */
export async function ecolesNommees(tx: Tx, texte: string): Promise<Ecole[]> {
  const words = plainText(texte).split(/[^\p{L}\p{N}]+/u)
  return (await listEcoles(tx.trx, tx.acteur.academie)).filter(({ nom, commune }) =>
    words.every((word) => plainText(`${nom} ${commune ?? ''}`).includes(word)),
  )
}

const UAI = /^\d{7}[a-z]$/i

function phraseFor(found: number): string {
  if (found === 0)
    return 'Aucun établissement de l’académie ne répond à ces mots : essayez la ville, ou le numéro (UAI).'
  if (found > PROPOSEES)
    return `${found} établissements répondent, en voici ${PROPOSEES} : choisissez, ou ajoutez la ville.`
  return 'Choisissez l’établissement parmi ceux qui répondent à ces mots.'
}
