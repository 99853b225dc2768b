import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import iconv from 'iconv-lite'
import { SaxesParser } from 'saxes'
import { fichierRefuse, refusSysteme } from '#src/exchange/anomalies.ts'
import { FichierRefuse } from '#src/exchange/model.ts'
import { GONFLE_MAX, ouvrirArchive } from '#src/exchange/zip.ts'

const PROFONDEUR_MAX = 20
const ATTRIBUTS_MAX = 100
const TEXTE_MAX = 10_000
const SILENCE_MAX = 100_000
const PIECE = 1 << 17

const ENCODAGES = new Map([
  ['utf-8', 'utf8'],
  ['utf8', 'utf8'],
  ['us-ascii', 'win1252'],
  ['iso-8859-1', 'iso-8859-1'],
  ['iso-8859-15', 'iso-8859-15'],
  ['windows-1252', 'win1252'],
])

/** What a reader of XML is told. `profondeur` counts the element itself: the root is at 1. */
export interface Recepteur {
  ouvrir: (balise: { name: string; attributes: Record<string, string> }, profondeur: number) => void
  texte: (texte: string, profondeur: number) => void
  fermer: (profondeur: number) => void
}

/** Where the reading stands. */
export interface Lieu {
  /** Physical line of the event being told. */
  readonly ligne: number
  /** True once the file has shown characters whose values need a closer look (controls, above U+02FF, `&#`). */
  readonly delicat: boolean
}

async function startsAsZip(path: string): Promise<boolean> {
  const file = await open(path).catch((error: unknown) => {
    throw refusSysteme(error, path)
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && /^PK(?:\u0003\u0004|\u0005\u0006)/.test(buffer.toString('latin1'))
  } catch (error) {
    throw refusSysteme(error, path)
  } finally {
    await file.close()
  }
}

async function* bytesOfXml(path: string): AsyncGenerator<Buffer> {
  let seen = 0
  for await (const chunk of createReadStream(path, { highWaterMark: PIECE })) {
    seen += chunk.length
    if (seen > GONFLE_MAX)
      throw fichierRefuse({
        fichier: path,
        message: 'Ce fichier dépasse 200 Mo : ce n’est pas l’export d’un collège.',
      })
    yield chunk
  }
}

async function* bytesOfZip(path: string): AsyncGenerator<Buffer> {
  const archive = await ouvrirArchive(path)
  try {
    const [entree, ...others] = archive.entrees
    if (!entree || others.length > 0)
      throw fichierRefuse({
        fichier: path,
        valeur: archive.entrees.map((e) => e.fileName).join(', '),
        message: `Cette archive contient ${archive.entrees.length} fichiers : elle doit contenir un seul fichier XML.`,
      })
    yield* archive.lire(entree)
  } finally {
    archive.fermer()
  }
}

function encodingOf(start: Buffer, path: string): string {
  const head = start.subarray(0, 400).toString('latin1')
  if (head.startsWith('\xef\xbb\xbf')) return 'utf8'
  const declared = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(head)?.[1] ?? 'utf-8'
  const known = ENCODAGES.get(declared.toLowerCase())
  if (known && !/^(?:\xff\xfe|\xfe\xff)/.test(head)) return known
  throw fichierRefuse({
    fichier: path,
    ligne: 1,
    valeur: declared,
    message:
      'L’encodage de ce fichier n’est pas pris en charge : refaites l’export en ISO-8859-15 ou en UTF-8.',
  })
}

/** Pieces of decoded text; the whole of unzipping and decoding, which the bare parse shares. */
async function* textes(path: string): AsyncGenerator<string> {
  const bytes = (await startsAsZip(path)) ? bytesOfZip(path) : bytesOfXml(path)
  let decoder: ReturnType<typeof iconv.getDecoder> | undefined
  for await (const chunk of bytes) {
    decoder ??= iconv.getDecoder(encodingOf(chunk, path), { stripBOM: true })
    yield decoder.write(chunk)
  }
  yield decoder?.end() ?? ''
}

class Garde implements Lieu {
  readonly parser = new SaxesParser()
  readonly #path: string
  readonly #vers: Recepteur
  #profondeur = 0
  #attributs = 0
  #evenements = 0
  #silence = 0
  delicat = false

  constructor(path: string, brancher: (lieu: Lieu) => Recepteur) {
    this.#path = path
    this.#vers = brancher(this)
    this.#listen()
  }

  get ligne(): number {
    return this.parser.line
  }

  refus(message: string): FichierRefuse {
    return fichierRefuse({ fichier: this.#path, ligne: this.parser.line, message })
  }

  #listen(): void {
    const { parser } = this
    parser.on('opentag', (tag) => this.#open(tag))
    parser.on('closetag', () => {
      this.#evenements++
      this.#vers.fermer(this.#profondeur--)
    })
    parser.on('text', (text) => this.#text(text))
    parser.on('cdata', (text) => this.#text(text))
    parser.on('attribute', ({ value }) => this.#attribute(value))
    parser.on('doctype', () => {
      throw this.refus(
        'Ce fichier déclare un DOCTYPE, ce que les exports SIECLE ne font pas : il est refusé par sûreté.',
      )
    })
    parser.on('error', () => {
      throw this.refus(
        'Ce fichier n’est pas du XML lisible à partir d’ici : il est coupé ou abîmé. Refaites l’export.',
      )
    })
  }

  #open(tag: { name: string; attributes: Record<string, string> }): void {
    this.#evenements++
    this.#attributs = 0
    if (++this.#profondeur > PROFONDEUR_MAX)
      throw this.refus('Ce fichier emboîte plus de 20 éléments : ce n’est pas un export SIECLE.')
    this.#vers.ouvrir(tag, this.#profondeur)
  }

  #attribute(value: string): void {
    if (++this.#attributs > ATTRIBUTS_MAX)
      throw this.refus('Un élément de ce fichier a plus de 100 attributs : ce n’est pas un export SIECLE.')
    if (value.length > TEXTE_MAX) throw this.#tooLong()
  }

  #text(text: string): void {
    this.#evenements++
    if (text.length > TEXTE_MAX) throw this.#tooLong()
    this.#vers.texte(text, this.#profondeur)
  }

  #tooLong(): FichierRefuse {
    return this.refus('Un texte de ce fichier dépasse 10 000 caractères : ce n’est pas un export SIECLE.')
  }

  #encodage(message: string): FichierRefuse {
    return fichierRefuse({ fichier: this.#path, message })
  }

  /** One piece of text; the checks made here cost one native scan each, so that nothing is paid per event. */
  piece(text: string): void {
    if (text.includes('\ufffd'))
      throw this.#encodage(
        'Ce fichier n’est pas dans l’encodage qu’il annonce : refaites l’export sans l’ouvrir entre-temps.',
      )
    if (text.includes('Ã©') || text.includes('Ã¨'))
      throw this.#encodage(
        'Ce fichier est en UTF-8 alors qu’il annonce un autre encodage : refaites l’export.',
      )
    this.delicat ||= /[\u0080-\u009f\u0300-\uffff]|&#/.test(text)
    const before = this.#evenements + this.#attributs
    this.parser.write(text)
    // saxes would hold an endless comment, tag or text in memory: a long silence is one.
    this.#silence = this.#evenements + this.#attributs === before ? this.#silence + text.length : 0
    if (this.#silence > SILENCE_MAX) throw this.#tooLong()
  }
}

/**
 * Reads an XML file, or a zip of one XML file, in a stream: the content says which, not the name.
 * Throws FichierRefuse (with the physical line where it is known) for DOCTYPE, more than 20 levels, 100 attributes,
 * 10,000 characters of one text, 200 MB, a ratio of 100, several entries, path tricks, a password, a truncated archive,
 * an unknown encoding, or anything that is not XML. Source: formats.md, « SIECLE ».
 */
export async function lireXml(path: string, brancher: (lieu: Lieu) => Recepteur): Promise<void> {
  const garde = new Garde(path, brancher)
  try {
    for await (const text of textes(path)) garde.piece(text)
  } catch (error) {
    throw refusSysteme(error, path)
  }
  garde.parser.close()
}

/** The same unzipping, decoding and parsing without any handler: what an import is measured against. */
export async function bareParse(path: string): Promise<void> {
  const parser = new SaxesParser()
  for await (const text of textes(path)) parser.write(text)
  parser.close()
}
