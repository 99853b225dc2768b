import { avertissement, fichierRefuse } from '#src/exchange/anomalies.ts'
import { DecoupeurCsv } from '#src/exchange/csv-decoupe.ts'
import { nettoyer } from '#src/exchange/texte.ts'
import type { Anomalie } from '#src/exchange/model.ts'

export interface Colonne {
  /** Names the column may bear; the first is the one said in messages. */
  noms: readonly string[]
  presence: 'requise' | 'facultative'
}
export type Colonnes<C extends string> = Record<C, Colonne>

/** `signalees`: columns that are not used get one warning per file (our own files); `ignorees`: open data, Affelnet. */
export type AutresColonnes = 'signalees' | 'ignorees'

export interface Entete<C extends string> {
  separateur: string
  largeur: number
  index: ReadonlyMap<C, number>
  anomalies: Anomalie[]
}

export const SEPARATEURS = [';', ',', '\t'] as const
const NOMS_SEPARATEURS: Record<string, string> = { ';': '« ; »', ',': '« , »', '\t': 'la tabulation' }
export const nomSeparateur = (separateur: string): string => NOMS_SEPARATEURS[separateur] ?? separateur

/** Header names are compared trimmed, NFC, whatever the case, the kind of apostrophe and the number of spaces. */
const comparable = (name: string): string =>
  nettoyer(name).toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ')

interface Lu<C extends string> {
  separateur: string
  cells: string[]
  index: Map<C, number>
  manquantes: C[]
}

function keysOf<C extends string>(colonnes: Colonnes<C>): C[] {
  const keys: C[] = []
  for (const key in colonnes) keys.push(key)
  return keys
}

function look<C extends string>(
  cells: string[],
  { colonnes, separateur }: { colonnes: Colonnes<C>; separateur: string },
): Lu<C> {
  const names = cells.map(comparable)
  const index = new Map<C, number>()
  const manquantes: C[] = []
  for (const key of keysOf(colonnes)) {
    const at = colonnes[key].noms.map((nom) => names.indexOf(comparable(nom))).find((i) => i !== -1)
    if (at !== undefined) index.set(key, at)
    else if (colonnes[key].presence === 'requise') manquantes.push(key)
  }
  return { separateur, cells, index, manquantes }
}

function firstRecord(text: string, format: { separateur: string; finDeLigne: '\n' | '\r' }): string[] {
  const decoupeur = new DecoupeurCsv(format)
  return [...decoupeur.ajouter(text), ...decoupeur.terminer()][0]?.cellules ?? []
}

function mustBeWhole<C extends string>(lu: Lu<C>, demande: DemandeEntete<C>): void {
  const first = lu.manquantes[0]
  if (first === undefined) return
  const noms = lu.manquantes.map((key) => `« ${demande.colonnes[key].noms[0]} »`)
  const mixed = SEPARATEURS.filter((s) => s !== lu.separateur && lu.cells.some((cell) => cell.includes(s)))
  const why = mixed.length
    ? ` L’en-tête mêle ${[lu.separateur, ...mixed].map(nomSeparateur).join(' et ')} : gardez un seul séparateur.`
    : ' Vérifiez la première ligne du fichier.'
  const what =
    noms.length > 1 ? `Il manque les colonnes ${noms.join(', ')}.` : `Il manque la colonne ${noms[0]}.`
  throw fichierRefuse({
    fichier: demande.fichier,
    ligne: 1,
    colonne: demande.colonnes[first].noms[0] ?? '',
    valeur: lu.cells.map(nettoyer).join(lu.separateur),
    message: what + why,
  })
}

function mustBeSingle<C extends string>(lu: Lu<C>, demande: DemandeEntete<C>): void {
  const names = lu.cells.map(comparable)
  const used = new Set(lu.index.values())
  const twice = names.findIndex((name, i) => {
    const judged = demande.autres === 'signalees' || used.has(names.indexOf(name))
    return name !== '' && judged && names.indexOf(name) !== i
  })
  if (twice === -1) return
  const colonne = nettoyer(lu.cells[twice] ?? '')
  throw fichierRefuse({
    fichier: demande.fichier,
    ligne: 1,
    colonne,
    valeur: colonne,
    message: `La colonne « ${colonne} » figure deux fois : gardez-en une seule.`,
  })
}

function unused<C extends string>(lu: Lu<C>, demande: DemandeEntete<C>): Anomalie[] {
  const used = new Set(lu.index.values())
  const others = lu.cells.map(nettoyer).filter((name, i) => name !== '' && !used.has(i))
  if (demande.autres === 'ignorees' || others.length === 0) return []
  const valeur = others.join(', ')
  const message =
    others.length === 1
      ? 'Cette colonne n’est pas utilisée : elle est ignorée. Vérifiez son nom si vous l’attendiez.'
      : 'Ces colonnes ne sont pas utilisées : elles sont ignorées. Vérifiez leurs noms si vous les attendiez.'
  return [avertissement({ fichier: demande.fichier, ligne: 1, colonne: others[0] ?? '', valeur, message })]
}

export interface DemandeEntete<C extends string> {
  fichier: string
  colonnes: Colonnes<C>
  autres: AutresColonnes
  finDeLigne: '\n' | '\r'
}

/**
 * Reads the header at the start of `text`: the separator among `;` `,` tab under which most expected columns are
 * found, and where each column stands. Throws FichierRefuse for a missing or doubled column.
 */
export function lireEntete<C extends string>(text: string, demande: DemandeEntete<C>): Entete<C> {
  const readings = SEPARATEURS.map((separateur) =>
    look(firstRecord(text, { separateur, finDeLigne: demande.finDeLigne }), {
      colonnes: demande.colonnes,
      separateur,
    }),
  )
  const best = readings.reduce((a, b) =>
    b.index.size > a.index.size || (b.index.size === a.index.size && b.cells.length > a.cells.length) ? b : a,
  )
  return judged(best, demande)
}

/** Where each column stands in a header already cut into cells (a sheet). Throws as `lireEntete`. */
export const situer = <C extends string>(cells: string[], demande: DemandeEntete<C>): Entete<C> =>
  judged(look(cells, { colonnes: demande.colonnes, separateur: ';' }), demande)

function judged<C extends string>(lu: Lu<C>, demande: DemandeEntete<C>): Entete<C> {
  mustBeWhole(lu, demande)
  mustBeSingle(lu, demande)
  return {
    separateur: lu.separateur,
    largeur: lu.cells.length,
    index: lu.index,
    anomalies: unused(lu, demande),
  }
}

export const requise = (...noms: [string, ...string[]]): Colonne => ({ noms, presence: 'requise' })
export const facultative = (...noms: [string, ...string[]]): Colonne => ({ noms, presence: 'facultative' })
