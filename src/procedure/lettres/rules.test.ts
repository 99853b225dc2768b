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
})
