import {
  SAUTS_MAX,
  SECTIONS_LETTRE,
  type CodeSection,
  type Reponses,
} from '#src/documents/lettre-sections.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import type { EtatLettre, TypeJointe } from '#src/procedure/lettres/model.ts'

/** One sentence per section that cannot be kept. */
export type Depassements = Partial<Record<CodeSection, 'trop_longue' | 'trop_de_lignes'>>

/** Code points once composed: an accented letter is one, as the counter of the page counts. */
const lengthOf = (text: string): number => Array.from(text.normalize('NFC')).length

/**
 * The sections that would not hold on two pages; empty when all do. Nothing is ever cut.
 * Source: domain.md, « Forms », the guided letter; the limits are those of `SECTIONS_LETTRE`.
 */
export function depassementsOf(reponses: Reponses): Depassements {
  const found: Depassements = {}
  for (const { code, limite } of SECTIONS_LETTRE) {
    const text = reponses[code] ?? ''
    if (lengthOf(text) > limite) found[code] = 'trop_longue'
    else if (text.split('\n').length - 1 > SAUTS_MAX) found[code] = 'trop_de_lignes'
  }
  return found
}

/**
 * Where a letter stands; a handwritten one that was attached counts as the letter.
 * Source: domain.md, « Forms », the guided letter.
 */
export function etatOf({ reponses, jointes }: { reponses: Reponses | null; jointes: number }): EtatLettre {
  if (jointes > 0) return 'jointe'
  const written = SECTIONS_LETTRE.filter(({ code }) => (reponses?.[code] ?? '').trim() !== '').length
  if (written === 0) return 'absente'
  return written === SECTIONS_LETTRE.length ? 'complete' : 'commencee'
}

/** Bytes of one attached file, at most. */
export const TAILLE_MAX = 5_000_000
/** Files attached to one letter, at most: two sides, and one more. */
export const JOINTES_MAX = 3
/** Width times height of a picture, at most: what a telephone takes, never what fills the memory of a printer. */
const PIXELS_MAX = 60_000_000

export type RefusJointe = Refus<
  | 'fichier_vide'
  | 'fichier_trop_gros'
  | 'type_inconnu'
  | 'photo_heic'
  | 'photo_abimee'
  | 'image_demesuree'
  | 'trop_de_fichiers'
>

/** Brands of the pictures that recent telephones take, which nothing here can print. */
const HEIF = /^ftyp(hei[cxms]|hev[cx]|mif1|msf1|avi[fs])/

/**
 * What a file really is, by its first bytes and its declared size: its name and what the browser says count for nothing.
 * Source: PNG (ISO/IEC 15948, IHDR), JPEG (ITU-T T.81, SOF), PDF (ISO 32000, header), HEIF (ISO/IEC 23008-12, brands).
 */
export function judgeFile(bytes: Uint8Array): Result<TypeJointe, RefusJointe> {
  if (bytes.length === 0) return refuse('fichier_vide')
  if (bytes.length > TAILLE_MAX) return refuse('fichier_trop_gros')
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (data.subarray(0, 5).toString('latin1') === '%PDF-') return ok('application/pdf')
  if (HEIF.test(data.toString('latin1', 4, 12))) return refuse('photo_heic')
  const png = data.subarray(0, 8).toString('hex') === '89504e470d0a1a0a' && data.length > 24
  const size = png ? data.readUInt32BE(16) * data.readUInt32BE(20) : pixelsOfJpeg(data)
  if (size === undefined || size === 0) return refuse('type_inconnu')
  if (size > PIXELS_MAX) return refuse('image_demesuree')
  return ok(png ? 'image/png' : 'image/jpeg')
}

/** Width times height of a JPEG, from its frame header; undefined when it is none. */
function pixelsOfJpeg(data: Buffer): number | undefined {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8) return undefined
  let at = 2
  while (at + 9 < data.length && data[at] === 0xff) {
    const marker = data[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return data.readUInt16BE(at + 5) * data.readUInt16BE(at + 7)
    at += 2 + data.readUInt16BE(at + 2)
  }
  return undefined
}
