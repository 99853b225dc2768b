import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SAUTS_MAX, SECTIONS_LETTRE } from '#src/documents/lettre-sections.ts'
import { depassementsOf, etatOf, judgeFile, TAILLE_MAX } from '#src/procedure/lettres/rules.ts'

const png = (width: number, height: number): Buffer => {
  const head = Buffer.alloc(33)
  head.write('89504e470d0a1a0a0000000d49484452', 'hex')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return head
}
const jpeg = (width: number, height: number): Buffer => {
  const frame = Buffer.from('ffd8ffe000040000ffc000110800000000031100000000', 'hex')
  frame.writeUInt16BE(height, 13)
  frame.writeUInt16BE(width, 15)
  return frame
}
const judged = (bytes: Uint8Array): string => {
  const result = judgeFile(bytes)
  return result.ok ? result.value : result.refus.code
}

describe('what a letter may hold', () => {
  test('the limit itself is kept, one more is too long', () => {
    for (const { code, limite } of SECTIONS_LETTRE) {
      expect(depassementsOf({ [code]: 'é'.repeat(limite) })).toEqual({})
      expect(depassementsOf({ [code]: 'é'.repeat(limite + 1) })).toEqual({ [code]: 'trop_longue' })
    }
  })

  test('letters are counted as they are read, composed or not', () => {
    expect(depassementsOf({ trajet: 'e\u0301'.repeat(300) })).toEqual({})
    expect(depassementsOf({ trajet: '🚌'.repeat(300) })).toEqual({})
  })

  test('too many lines are said apart', () => {
    expect(depassementsOf({ moi: 'a\n'.repeat(SAUTS_MAX) })).toEqual({})
    expect(depassementsOf({ moi: 'a\n'.repeat(SAUTS_MAX + 1) })).toEqual({ moi: 'trop_de_lignes' })
  })
})

test('where a letter stands', () => {
  const all = Object.fromEntries(SECTIONS_LETTRE.map(({ code }) => [code, 'texte']))
  const states = [
    { reponses: null, jointes: 0 },
    { reponses: { moi: ' ' }, jointes: 0 },
    { reponses: { moi: 'texte' }, jointes: 0 },
    { reponses: all, jointes: 0 },
    { reponses: null, jointes: 1 },
  ].map(etatOf)
  expect(states).toEqual(['absente', 'absente', 'commencee', 'complete', 'jointe'])
})

describe('an attached file is what its bytes say', () => {
  test.each([
    ['a photo', jpeg(3000, 4000), 'image/jpeg'],
    ['a picture', png(800, 600), 'image/png'],
    ['a scan', Buffer.from('%PDF-1.4\n'), 'application/pdf'],
    ['nothing', Buffer.alloc(0), 'fichier_vide'],
    ['a page of the web under the name of a photo', Buffer.from('<html><script>'), 'type_inconnu'],
    ['a drawing that runs code', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'), 'type_inconnu'],
    ['a photo of a recent telephone', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), 'photo_heic'],
    ['a truncated photo', Buffer.from('ffd8ff', 'hex'), 'type_inconnu'],
    ['a picture without size', png(0, 100), 'type_inconnu'],
    ['a picture that would fill the memory', png(60_000, 60_000), 'image_demesuree'],
    ['too many bytes', Buffer.alloc(TAILLE_MAX + 1, '%PDF-'), 'fichier_trop_gros'],
  ])('%s', (_, bytes, expected) => {
    expect(judged(bytes)).toBe(expected)
  })

  test('as large as it may be, and no more', () => {
    expect(judged(Buffer.alloc(5_000_000, '%PDF-'))).toBe('application/pdf')
    expect([png(10_000, 6_000), jpeg(10_000, 6_000)].map(judged)).toEqual(['image/png', 'image/jpeg'])
    expect([png(10_000, 6_001), jpeg(10_001, 6_000)].map(judged)).toEqual([
      'image_demesuree',
      'image_demesuree',
    ])
  })

  test('a picture of a telephone is known by its brand, where the standard puts it', () => {
    const brand = (text: string): string => judged(Buffer.from(`\0\0\0\x18${text}\0\0\0\0`))
    const brands = 'heic heix heim heis hevc hevx mif1 msf1 avif avis'.split(' ')
    for (const one of brands) expect(brand(`ftyp${one}`), one).toBe('photo_heic')
    for (const one of ['ftypisom', 'freeheic', 'ftypheiz', 'ftyphevz', 'ftypavif'.slice(1)])
      expect(brand(one), one).toBe('type_inconnu')
    expect(judged(Buffer.from('\0\0\0\x18xftypheic'))).toBe('type_inconnu')
  })

  test('a PNG has its signature and its size', () => {
    expect(judged(png(1, 1).subarray(0, 25))).toBe('image/png')
    expect(judged(png(1, 1).subarray(0, 24))).toBe('type_inconnu')
    expect(judged(Buffer.from(png(1, 1)).fill(0, 0, 1))).toBe('type_inconnu')
    expect(judged(png(100, 0))).toBe('type_inconnu')
  })

  /** A segment of a JPEG: its marker, then as many bytes as its length says. */
  const segment = (marker: number, bytes: number[]): Buffer =>
    Buffer.from([0xff, marker, 0, bytes.length + 2, ...bytes])
  const frame = (marker: number, side: number): Buffer =>
    segment(marker, [8, 0, side, 0, side, 1, 1, 0x11, 0])
  const soi = Buffer.from('ffd8', 'hex')
  const FRAMES = [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]

  test('a JPEG says its size in its frame, whichever of thirteen it is', () => {
    for (const marker of FRAMES) {
      expect(judged(Buffer.concat([soi, frame(marker, 9)])), marker.toString(16)).toBe('image/jpeg')
      expect(judged(Buffer.concat([soi, frame(marker, 0)])), marker.toString(16)).toBe('type_inconnu')
    }
  })

  test('tables and words before the frame of a JPEG are no frame', () => {
    const before = [0xc4, 0xc8, 0xcc, 0xbf, 0xd0, 0xdb, 0xe0, 0xfe]
    // They would give nought.
    for (const marker of before) {
      const photo = Buffer.concat([soi, frame(marker, 0), frame(0xc0, 9)])
      expect(judged(photo), marker.toString(16)).toBe('image/jpeg')
      expect(judged(Buffer.concat([soi, frame(marker, 9), Buffer.alloc(20)])), marker.toString(16)).toBe(
        'type_inconnu',
      )
    }
  })

  test('what only resembles a JPEG is none', () => {
    const good = Buffer.concat([soi, frame(0xc0, 9)])
    expect(judged(Buffer.concat([Buffer.from('ffd9', 'hex'), frame(0xc0, 9)]))).toBe('type_inconnu')
    expect(judged(Buffer.from(good).fill(0, 2, 3))).toBe('type_inconnu')
    for (let length = 1; length < 12; length++)
      expect(judged(good.subarray(0, length)), String(length)).toBe('type_inconnu')
  })

  test('any bytes at all are judged without a fault', () => {
    const heads = ['ffd8', 'ffd8ffc4', '89504e470d0a1a0a', '255044462d', ''].map((hex) =>
      Buffer.from(hex, 'hex'),
    )
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 60 }), (head, bytes) => {
        expect(judged(Buffer.concat([head, bytes]))).toMatch(/^[a-z_/]+$/)
      }),
      { numRuns: 1000 },
    )
  })
})
