import { bloquant, fichierRefuse } from '#src/exchange/anomalies.ts'
import { Cellules, type Cadre } from '#src/exchange/csv-cellules.ts'
import { DecoupeurCsv, type LigneBrute } from '#src/exchange/csv-decoupe.ts'
import {
  lireEntete,
  nomSeparateur,
  SEPARATEURS,
  type AutresColonnes,
  type Colonnes,
  type DemandeEntete,
  type Entete,
} from '#src/exchange/csv-entete.ts'
import { FichierRefuse, type Anomalie, type Lecture } from '#src/exchange/model.ts'
import {
  caractereInterdit,
  decoder,
  examiner,
  LIGNE_MAX,
  nettoyer,
  type Encodage,
} from '#src/exchange/texte.ts'
import { basename } from 'node:path'

export interface SchemaCsv<C extends string, T> {
  colonnes: Colonnes<C>
  autres: AutresColonnes
  /** Text that stands for an empty cell (`-` in Affelnet). */
  vide?: string
  /** Reads one line; null drops it without a word. */
  lire: (cellules: Cellules<C>) => T | null
  /** Two lines with one key: the second is left out, as a refusal unless said otherwise. */
  unique?: {
    cle: (ligne: T) => string | null
    colonne: NoInfer<C>
    quoi: string
    gravite?: Anomalie['gravite']
  }
}

interface Ouverture<C extends string> {
  encodage: Encodage
  finDeLigne: '\n' | '\r'
  entete: Entete<C>
}

const AUTRE: Partial<Record<Encodage, Encodage>> = { win1252: 'iso-8859-15', 'iso-8859-15': 'win1252' }

async function startOf(path: string, encodage: Encodage): Promise<string> {
  let text = ''
  for await (const piece of decoder(path, encodage)) {
    text += piece
    if (text.length > LIGNE_MAX || /[\n\r]/.test(text)) break
  }
  return text
}

async function entete<C extends string>(
  path: string,
  essai: { encodage: Encodage; demande: DemandeEntete<C> },
) {
  const start = await startOf(path, essai.encodage)
  if (start.trim() === '')
    throw fichierRefuse({
      fichier: path,
      message: 'Ce fichier est vide : il lui faut au moins une ligne d’en-tête.',
    })
  return lireEntete(start, essai.demande)
}

async function ouvrir<C extends string, T>(path: string, schema: SchemaCsv<C, T>): Promise<Ouverture<C>> {
  const examen = await examiner(path)
  const { finDeLigne } = examen
  const demande = { fichier: path, colonnes: schema.colonnes, autres: schema.autres, finDeLigne }
  try {
    return {
      encodage: examen.encodage,
      finDeLigne,
      entete: await entete(path, { encodage: examen.encodage, demande }),
    }
  } catch (error) {
    // Windows-1252 and ISO-8859-15 cannot be told apart by their bytes: an accented header decides.
    const encodage = AUTRE[examen.encodage]
    if (!encodage || !(error instanceof FichierRefuse)) throw error
    try {
      return { encodage, finDeLigne, entete: await entete(path, { encodage, demande }) }
    } catch {
      throw error
    }
  }
}

async function* brutes<C extends string>(
  path: string,
  ouverture: Ouverture<C>,
): AsyncGenerator<LigneBrute[]> {
  const { finDeLigne, entete: tete } = ouverture
  const decoupeur = new DecoupeurCsv({ separateur: tete.separateur, finDeLigne })
  for await (const text of decoder(path, ouverture.encodage)) yield decoupeur.ajouter(text)
  yield decoupeur.terminer()
}

const estVide = (brute: LigneBrute): boolean =>
  !brute.guillemets?.some(Boolean) && brute.cellules.every((cell) => cell.trim() === '')

/** Our own exports put `'` before a cell that a spreadsheet would run; always inside quotes. */
const sansApostrophe = (cell: string): string => (/^'+[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell)

function valeursDe(brute: LigneBrute, vide: string | undefined): string[] {
  return brute.cellules.map((cell, i) => {
    const valeur = nettoyer(brute.guillemets?.[i] ? sansApostrophe(cell) : cell)
    return valeur === vide ? '' : valeur
  })
}

function inegale(brute: LigneBrute, tete: Entete<string>): string | undefined {
  const n = brute.cellules.length
  if (n === tete.largeur) return undefined
  const autre = SEPARATEURS.find(
    (s) => s !== tete.separateur && brute.cellules.join('').split(s).length >= tete.largeur,
  )
  if (n === 1 && autre)
    return `Cette ligne est séparée par ${nomSeparateur(autre)} alors que l’en-tête l’est par ${nomSeparateur(tete.separateur)} : gardez un seul séparateur.`
  return `Cette ligne compte ${n} ${n > 1 ? 'cellules' : 'cellule'} au lieu de ${tete.largeur} : il y a un séparateur ${n > tete.largeur ? 'de trop (mettez entre guillemets les textes qui en contiennent)' : 'oublié'}.`
}

/** Why a line cannot even be cut into its cells; undefined when it can. */
function defaut<C extends string>(brute: LigneBrute, cadre: Cadre<C>): Anomalie | undefined {
  const ou = { fichier: cadre.fichier, ligne: brute.ligne }
  const valeur = brute.cellules.join(cadre.entete.separateur)
  if (brute.mal)
    return bloquant({
      ...ou,
      valeur,
      message:
        'Un guillemet de cette ligne n’est pas refermé : doublez les guillemets qui font partie du texte.',
    })
  const message = inegale(brute, cadre.entete)
  return message ? bloquant({ ...ou, valeur, message }) : undefined
}

/** Notes a `bloquant` for each cell that holds a control, bidirectional or undecodable character. */
export function signalerInterdits<C extends string>(cellules: Cellules<C>, cadre: Cadre<C>): void {
  for (const colonne of cadre.entete.index.keys()) {
    const found = caractereInterdit(cellules.libre(colonne))
    if (found)
      cellules.bloquer(
        colonne,
        found === 'U+FFFD'
          ? 'Cette valeur contient un caractère illisible : le fichier a été enregistré dans un mauvais encodage. Réexportez-le en UTF-8.'
          : `Cette valeur contient un caractère invisible interdit (${found}) : retapez-la.`,
      )
  }
}

class Lecteur<C extends string, T> {
  readonly resultat: Lecture<T>
  readonly #vues = new Map<string, number>()
  readonly #cadre: Cadre<C>
  readonly #schema: SchemaCsv<C, T>

  constructor(cadre: Cadre<C>, schema: SchemaCsv<C, T>) {
    this.#cadre = cadre
    this.#schema = schema
    this.resultat = { lignes: [], anomalies: [...cadre.entete.anomalies] }
  }

  lire(brute: LigneBrute): void {
    const faute = defaut(brute, this.#cadre)
    if (faute) {
      this.resultat.anomalies.push(faute)
      return
    }
    const valeurs = valeursDe(brute, this.#schema.vide)
    const cellules = new Cellules(this.#cadre, { ligne: brute.ligne, valeurs })
    signalerInterdits(cellules, this.#cadre)
    const lue = cellules.refusee ? null : this.#schema.lire(cellules)
    const gardee = lue !== null && !cellules.refusee && !this.#double(lue, cellules)
    this.resultat.anomalies.push(...cellules.anomalies)
    if (gardee) this.resultat.lignes.push(lue)
  }

  #double(lue: T, cellules: Cellules<C>): boolean {
    const unique = this.#schema.unique
    const cle = unique?.cle(lue) ?? null
    if (!unique || cle === null) return false
    const first = this.#vues.get(cle)
    if (first === undefined) this.#vues.set(cle, cellules.ligne)
    else if (unique.gravite === 'avertissement')
      cellules.avertir(
        unique.colonne,
        `${unique.quoi} figure déjà à la ligne ${first} : cette ligne est ignorée.`,
      )
    else
      cellules.bloquer(
        unique.colonne,
        `${unique.quoi} figure déjà à la ligne ${first} : gardez une seule ligne.`,
      )
    return first !== undefined
  }
}

/**
 * Reads a CSV in a stream: encoding, separator and header are found out; each line becomes a row or an anomaly.
 * Throws FichierRefuse when the file cannot be read as a whole (missing, binary, empty, missing or doubled column).
 * Source: formats.md, « Files and identifiers ».
 */
export async function lireCsv<C extends string, T>(
  path: string,
  schema: SchemaCsv<C, T>,
): Promise<Lecture<T>> {
  const ouverture = await ouvrir(path, schema)
  const cadre = { fichier: basename(path), colonnes: schema.colonnes, entete: ouverture.entete }
  const lecteur = new Lecteur(cadre, schema)
  let header = true
  for await (const lot of brutes(path, ouverture)) {
    for (const brute of lot) {
      if (!header && !estVide(brute)) lecteur.lire(brute)
      header = false
    }
  }
  return lecteur.resultat
}
