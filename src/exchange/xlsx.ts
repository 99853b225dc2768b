import { SaxesParser } from 'saxes'
import type { Entry } from 'yauzl'
import { fichierRefuse } from '#src/exchange/anomalies.ts'
import { ouvrirArchive, type Archive } from '#src/exchange/zip.ts'

/** One row of a sheet: its number as the spreadsheet shows it, and its cells by column (A = 0). */
export interface RangeeXlsx {
  ligne: number
  cellules: string[]
}

const SANS_POSITION: { xmlns: false; position: false } = { xmlns: false, position: false }
const CELLULE_MAX = 10_000
const COLONNES_MAX = 1000

/** The events of one XML part. */
interface Partie {
  ouvrir: (nom: string, attributs: Record<string, string>) => void
  texte: (texte: string) => void
  fermer: (nom: string) => void
}

function parserOf(partie: Partie, path: string): SaxesParser<typeof SANS_POSITION> {
  const parser = new SaxesParser(SANS_POSITION)
  const refus = () =>
    fichierRefuse({
      fichier: path,
      message: 'Ce classeur est abîmé : rouvrez-le et enregistrez-le de nouveau en .xlsx.',
    })
  let depth = 0
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  parser.on('doctype', () => {
    throw refus()
  })
  parser.on('error', () => {
    throw refus()
  })
  parser.on('opentag', (tag) => {
    if (++depth > 20) throw refus()
    partie.ouvrir(local(tag.name), tag.attributes)
  })
  parser.on('text', (text) => {
    if (text.length > CELLULE_MAX) throw refus()
    partie.texte(text)
  })
  parser.on('closetag', (tag) => {
    depth--
    partie.fermer(local(tag.name))
  })
  return parser
}

/** Feeds an entry to a parser piece by piece; after each piece the caller may take what was found. */
async function* parse(
  archive: Archive,
  part: { entree: Entry; partie: Partie; path: string },
): AsyncGenerator<void> {
  const parser = parserOf(part.partie, part.path)
  const decoder = new TextDecoder('utf-8')
  for await (const bytes of archive.lire(part.entree)) {
    parser.write(decoder.decode(bytes, { stream: true }))
    yield
  }
  parser.write(decoder.decode())
  parser.close()
  yield
}

class TextesPartages implements Partie {
  readonly textes: string[] = []
  #text = ''
  #wanted = false
  #phonetic = false

  ouvrir(nom: string): void {
    if (nom === 'si') this.#text = ''
    if (nom === 'rPh') this.#phonetic = true
    this.#wanted = nom === 't' && !this.#phonetic
  }

  texte(texte: string): void {
    if (this.#wanted) this.#text += texte
  }

  fermer(nom: string): void {
    this.#wanted = false
    if (nom === 'rPh') this.#phonetic = false
    if (nom === 'si') this.textes.push(this.#text)
  }
}

/** `C12` to 2; -1 when it says nothing. */
function columnOf(reference: string | undefined): number {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(reference ?? '')?.[0] ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

class Feuille implements Partie {
  rangees: RangeeXlsx[] = []
  #rangee: RangeeXlsx = { ligne: 0, cellules: [] }
  #at = 0
  #type = ''
  #text = ''
  #wanted = false
  readonly #partages: readonly string[]

  constructor(partages: readonly string[]) {
    this.#partages = partages
  }

  ouvrir(nom: string, attributs: Record<string, string>): void {
    if (nom === 'row')
      this.#rangee = { ligne: Number(attributs['r']) || this.#rangee.ligne + 1, cellules: [] }
    if (nom === 'c') {
      const column = columnOf(attributs['r'])
      this.#at = column === -1 ? this.#rangee.cellules.length : column
      this.#type = attributs['t'] ?? 'n'
      this.#text = ''
    }
    this.#wanted = nom === 'v' || nom === 't'
  }

  texte(texte: string): void {
    if (this.#wanted) this.#text += texte
  }

  fermer(nom: string): void {
    this.#wanted = false
    if (nom === 'row') this.rangees.push(this.#rangee)
    if (nom !== 'c' || this.#at >= COLONNES_MAX) return
    const { cellules } = this.#rangee
    while (cellules.length < this.#at) cellules.push('')
    cellules[this.#at] = this.#type === 's' ? (this.#partages[Number(this.#text)] ?? '') : this.#text
  }
}

async function sharedTexts(archive: Archive, path: string): Promise<string[]> {
  const partie = new TextesPartages()
  const entree = archive.entrees.find((e) => e.fileName === 'xl/sharedStrings.xml')
  if (entree) for await (const _ of parse(archive, { entree, partie, path })) continue
  return partie.textes
}

const numberOf = (entree: Entry): number => Number(/(\d+)\.xml$/.exec(entree.fileName)?.[1] ?? 0)

/**
 * The rows of the first sheet of a workbook (.xlsx), in a stream, behind the guards of `ouvrirArchive`. Cells are text;
 * a date or a number is given as it is stored. Throws FichierRefuse. Formulas are never run: their stored value is read.
 * Read here rather than by exceljs, whose stream writes temporary files and which has no limit of its own.
 */
export async function* lireXlsx(path: string): AsyncGenerator<RangeeXlsx> {
  const archive = await ouvrirArchive(path)
  try {
    const [entree] = archive.entrees
      .filter((e) => /^xl\/worksheets\/sheet\d+\.xml$/.test(e.fileName))
      .toSorted((a, b) => numberOf(a) - numberOf(b))
    if (!entree)
      throw fichierRefuse({
        fichier: path,
        message: 'Ce fichier n’est pas un classeur .xlsx : enregistrez-le dans ce format.',
      })
    const partie = new Feuille(await sharedTexts(archive, path))
    for await (const _ of parse(archive, { entree, partie, path })) {
      yield* partie.rangees
      partie.rangees = []
    }
  } finally {
    archive.fermer()
  }
}
