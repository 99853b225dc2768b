import { isAscii, isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import iconv from 'iconv-lite'
import { fichierRefuse, refusSysteme } from '#src/exchange/anomalies.ts'

export type Encodage = 'utf8' | 'win1252' | 'iso-8859-15'

export interface Examen {
  encodage: Encodage
  /** `\r` only for the files of old Macintosh software, which hold no `\n` at all. */
  finDeLigne: '\n' | '\r'
  octets: number
}

/** Longest physical line read, in bytes. */
export const LIGNE_MAX = 1_000_000

// Tab and line breaks are judged where the value is used; U+FFFD betrays a byte that could not be decoded.
const INTERDIT =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd-\uffff]/

/** The first control, bidirectional or undecodable character of a text, as `U+202E`; undefined when there is none. */
export function caractereInterdit(text: string): string | undefined {
  const found = INTERDIT.exec(text)?.[0]
  return found && `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** NFC, without spaces around. */
export const nettoyer = (text: string): string => text.normalize('NFC').trim()

/** Bytes at the end of `bytes` that begin a UTF-8 character not finished there (0 to 3). */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

class Examinateur {
  utf8 = true
  c1 = false
  newline = false
  carriage = false
  octets = 0
  #carry: Buffer = Buffer.alloc(0)
  #run = 0
  #ligne = 1
  readonly #fichier: string

  constructor(fichier: string) {
    this.#fichier = fichier
  }

  voir(chunk: Buffer): void {
    if (this.octets === 0) this.#signature(chunk)
    this.octets += chunk.length
    if (chunk.includes(0))
      throw this.#refus('Ce fichier n’est pas du texte (octet nul) : enregistrez-le en « CSV UTF-8 ».')
    this.#lines(chunk)
    if (this.utf8) this.#validate(chunk)
    this.c1 ||= !isAscii(chunk) && chunk.some((byte) => byte >= 0x80 && byte <= 0x9f)
  }

  fin(): void {
    if (this.#carry.length > 0) this.utf8 = false
  }

  #refus(message: string): Error {
    return fichierRefuse({ fichier: this.#fichier, message, ligne: this.#ligne })
  }

  #signature(chunk: Buffer): void {
    const start = chunk.subarray(0, 2).toString('latin1')
    if (start === 'PK')
      throw this.#refus(
        'Ce fichier est un classeur ou une archive, pas un CSV : enregistrez la feuille en « CSV UTF-8 ».',
      )
    if (start === '\xff\xfe' || start === '\xfe\xff')
      throw this.#refus('Ce fichier est en UTF-16 : enregistrez-le en « CSV UTF-8 ».')
  }

  #validate(chunk: Buffer): void {
    const whole = this.#carry.length > 0 ? Buffer.concat([this.#carry, chunk]) : chunk
    const keep = unfinished(whole)
    this.#carry = keep > 0 ? Buffer.from(whole.subarray(whole.length - keep)) : Buffer.alloc(0)
    this.utf8 = isUtf8(whole.subarray(0, whole.length - keep))
  }

  #lines(chunk: Buffer): void {
    let from = 0
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      this.#extend(at - from)
      this.#run = 0
      this.#ligne++
      this.newline = true
      from = at + 1
    }
    const carriage = this.newline ? -1 : chunk.lastIndexOf(13)
    this.carriage ||= carriage !== -1
    if (carriage !== -1) this.#run = 0
    this.#extend(chunk.length - Math.max(from, carriage + 1))
  }

  #extend(bytes: number): void {
    this.#run += bytes
    if (this.#run > LIGNE_MAX)
      throw this.#refus(
        'Cette ligne dépasse un million d’octets : le fichier est abîmé ou n’est pas un CSV. Refaites l’export.',
      )
  }
}

/**
 * First pass over a text file, in constant memory: its encoding (valid UTF-8, else Windows-1252 if a byte 0x80–0x9F
 * occurs, else ISO-8859-15) and its line ends. Throws FichierRefuse for a missing or binary file, UTF-16, or a line
 * longer than LIGNE_MAX. Source: formats.md, « Encodings accepted ».
 */
export async function examiner(path: string): Promise<Examen> {
  const vu = new Examinateur(path)
  try {
    for await (const chunk of createReadStream(path)) vu.voir(chunk)
  } catch (error) {
    throw refusSysteme(error, path)
  }
  vu.fin()
  const encodage = vu.utf8 ? 'utf8' : vu.c1 ? 'win1252' : 'iso-8859-15'
  return { encodage, finDeLigne: !vu.newline && vu.carriage ? '\r' : '\n', octets: vu.octets }
}

/** The text of a file, piece by piece, without its BOM. Leaving the loop closes the file. */
export async function* decoder(path: string, encodage: Encodage): AsyncGenerator<string> {
  // iconv-lite: the TextDecoder of Node 20 loses Œ, € and ’ in Windows-1252.
  const stream = iconv.getDecoder(encodage, { stripBOM: true })
  for await (const chunk of createReadStream(path)) yield stream.write(chunk)
  yield stream.end() ?? ''
}
