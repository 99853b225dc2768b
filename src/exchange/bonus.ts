import iconv from 'iconv-lite'
import { fichierRefuse } from '#src/exchange/anomalies.ts'
import { DecoupeurCsv } from '#src/exchange/csv-decoupe.ts'
import { csvLignes } from '#src/exchange/csv-out.ts'
import type { LigneBonus } from '#src/exchange/model.ts'
import { caractereInterdit } from '#src/exchange/texte.ts'
import { dayFromFrench, dayToFrench, type Day } from '#src/kit/day.ts'

export interface ReglageBonus {
  /** Every field must be there once; the order is the file's. */
  colonnes: readonly { champ: keyof LigneBonus; titre: string }[]
  separateur: string
  encodage: 'utf8-bom' | 'iso-8859-15'
  finDeLigne: '\r\n' | '\n'
}

/** The columns, separator and encoding used unless the académie says otherwise. Source: formats.md, « Bonus for Affelnet ». */
export const REGLAGE_BONUS: ReglageBonus = {
  colonnes: [
    { champ: 'ine', titre: 'INE' },
    { champ: 'nom', titre: 'Nom' },
    { champ: 'prenom', titre: 'Prénom' },
    { champ: 'dateNaissance', titre: 'Date de naissance' },
    { champ: 'uaiOrigine', titre: 'UAI origine' },
    { champ: 'academie', titre: 'Académie' },
    { champ: 'codeOffre', titre: 'Code offre de formation (vœu)' },
    { champ: 'codeMef', titre: 'Code MEF' },
    { champ: 'libelleFormation', titre: 'Libellé formation' },
    { champ: 'avisFinal', titre: 'Avis final' },
    { champ: 'points', titre: 'Points' },
  ],
  separateur: ';',
  encodage: 'utf8-bom',
  finDeLigne: '\r\n',
}

const FICHIER = 'bonus-affelnet.csv'
const LATIN9 = 'iso-8859-15'

const inLatin9 = (text: string): boolean => iconv.decode(iconv.encode(text, LATIN9), LATIN9) === text

/** A text brought to the characters of ISO-8859-15 by leaving accents out, where it must: « Nguyễn » to « Nguyên ». */
export function enLatin9(text: string): string {
  if (inLatin9(text)) return text
  return Array.from(text, (char) => (inLatin9(char) ? char : withoutAccents(char))).join('')
}

const SANS_DECOMPOSITION: Record<string, string> = {
  ı: 'i',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  '’': "'",
  '‘': "'",
  '–': '-',
}

function withoutAccents(char: string): string {
  const known = SANS_DECOMPOSITION[char]
  if (known !== undefined) return known
  // Accents are taken off one by one, from the last: « ễ » keeps its circumflex.
  for (let text = char.normalize('NFD'); text.length > 1; text = text.slice(0, -1)) {
    const shorter = text.slice(0, -1).normalize('NFC')
    if (inLatin9(shorter)) return shorter
  }
  return char
}

const byIneThenOffre = (a: LigneBonus, b: LigneBonus): number =>
  order(a.ine, b.ine) || order(a.academie, b.academie) || order(a.codeOffre, b.codeOffre)
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function written(ligne: LigneBonus, encodage: ReglageBonus['encodage']): LigneBonus {
  if (encodage === 'utf8-bom') return ligne
  const { nom, prenom, libelleFormation } = ligne
  return {
    ...ligne,
    nom: enLatin9(nom),
    prenom: enLatin9(prenom),
    libelleFormation: enLatin9(libelleFormation),
  }
}

/** The rows as the file will hold them: sorted by INE then offer, in the characters of its encoding. */
export const lignesEcrites = (lignes: readonly LigneBonus[], reglage: ReglageBonus): LigneBonus[] =>
  lignes.map((ligne) => written(ligne, reglage.encodage)).toSorted(byIneThenOffre)

function cell(ligne: LigneBonus, champ: keyof LigneBonus): string {
  if (champ === 'dateNaissance') return dayToFrench(ligne.dateNaissance)
  return String(ligne[champ])
}

function fault(valeur: string, reglage: ReglageBonus): string | undefined {
  if (/^[=+@]/.test(valeur)) return 'commence par un signe qu’un tableur exécuterait'
  const interdit = caractereInterdit(valeur)
  if (interdit || /[\t\n\r]/.test(valeur))
    return `contient un caractère interdit${interdit ? ` (${interdit})` : ''}`
  return reglage.encodage === LATIN9 && !inLatin9(valeur) ? 'ne peut pas s’écrire en ISO-8859-15' : undefined
}

/** Only a value that could be refused is looked at closely: plain ones are nearly all. */
const ORDINAIRE = /^[\dA-Za-zÀ-ÖØ-öø-ÿ(/_][\dA-Za-zÀ-ÖØ-öø-ÿ(),./_' -]*$/

function* cellsOf(lignes: Iterable<LigneBonus>, reglage: ReglageBonus): Generator<string[]> {
  let ligne = 1
  for (const row of lignes) {
    ligne++
    yield reglage.colonnes.map(({ champ, titre }) => {
      const valeur = cell(row, champ)
      const why = valeur === '' || ORDINAIRE.test(valeur) ? undefined : fault(valeur, reglage)
      if (why === undefined) return valeur
      const message = `Le bonus ne peut pas être écrit : cette valeur ${why}. Corrigez-la puis relancez l’export.`
      throw fichierRefuse({ fichier: FICHIER, ligne, colonne: titre, valeur, message })
    })
  }
}

/**
 * The bytes of the bonus file: one row per (pupil, offer wished), sorted by INE then offer, dates JJ/MM/AAAA, quotes
 * only when needed. Throws FichierRefuse, naming the line and column, for a value that a spreadsheet would run or that
 * the encoding cannot hold. Source: formats.md, « Bonus for Affelnet ».
 */
export function writeBonus(lignes: readonly LigneBonus[], reglage: ReglageBonus = REGLAGE_BONUS): Buffer {
  const entete = reglage.colonnes.map(({ titre }) => (reglage.encodage === LATIN9 ? enLatin9(titre) : titre))
  const rows = cellsOf(lignesEcrites(lignes, reglage), reglage)
  const text = [...csvLignes({ entete, lignes: rows }, reglage)].join('')
  return reglage.encodage === LATIN9 ? iconv.encode(text, LATIN9) : Buffer.from(`\ufeff${text}`)
}

/** Reads cells back into rows; the same few thousand birth dates come again and again, hence the memory of them. */
class Relecture {
  readonly #place = new Map<keyof LigneBonus, number>()
  readonly #dates = new Map<string, Day | undefined>()
  readonly #largeur: number

  constructor(reglage: ReglageBonus) {
    reglage.colonnes.forEach(({ champ }, i) => this.#place.set(champ, i))
    this.#largeur = reglage.colonnes.length
  }

  ligne(cells: readonly string[]): LigneBonus | undefined {
    const text = (champ: keyof LigneBonus): string => cells[this.#place.get(champ) ?? -1] ?? ''
    const dateNaissance = this.#date(text('dateNaissance'))
    if (cells.length !== this.#largeur || !dateNaissance || !/^\d{1,9}$/.test(text('points')))
      return undefined
    return {
      ine: text('ine'),
      nom: text('nom'),
      prenom: text('prenom'),
      dateNaissance,
      uaiOrigine: text('uaiOrigine'),
      academie: text('academie'),
      codeOffre: text('codeOffre'),
      codeMef: text('codeMef'),
      libelleFormation: text('libelleFormation'),
      avisFinal: text('avisFinal'),
      points: Number(text('points')),
    }
  }

  #date(text: string): Day | undefined {
    if (!this.#dates.has(text)) this.#dates.set(text, dayFromFrench(text))
    return this.#dates.get(text)
  }
}

/**
 * Reads back the bytes of a bonus file: gives exactly `lignesEcrites` of what was written. Throws FichierRefuse at the
 * first line that is not as written.
 */
export function rereadBonus(bytes: Uint8Array, reglage: ReglageBonus = REGLAGE_BONUS): LigneBonus[] {
  const text = iconv.decode(Buffer.from(bytes), reglage.encodage === LATIN9 ? LATIN9 : 'utf8')
  const decoupeur = new DecoupeurCsv({ separateur: reglage.separateur, finDeLigne: '\n' })
  const [entete, ...records] = [...decoupeur.ajouter(text), ...decoupeur.terminer()]
  const titres = reglage.colonnes.map(({ titre }) => (reglage.encodage === LATIN9 ? enLatin9(titre) : titre))
  if (entete?.cellules.join('\n') !== titres.join('\n'))
    throw unlike(1, entete?.cellules.join(reglage.separateur))
  const relecture = new Relecture(reglage)
  return records.map((record) => {
    const ligne = relecture.ligne(record.cellules)
    if (!ligne) throw unlike(record.ligne, record.cellules.join(reglage.separateur))
    return ligne
  })
}

const unlike = (ligne: number, valeur = ''): Error =>
  fichierRefuse({
    fichier: FICHIER,
    ligne,
    valeur,
    message:
      'La relecture du fichier de bonus ne retrouve pas ce qui a été écrit : ne le transmettez pas, relancez l’export.',
  })
