import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mobileE164, segmentsOf, transliterated } from '#src/documents/sms.ts'

describe('letters of telephones', () => {
  test('accents that exist are kept, others dropped, typography made plain', () => {
    expect(transliterated('Maëlys, l’élève à l’hôtel : « ça » œuvre… 5 €')).toBe(
      'Maelys, l\'élève à l\'hotel : " ca " oeuvre... 5 €',
    )
  })

  test('another script stays as it is', () => {
    expect(transliterated('مرحبا')).toBe('مرحبا')
    expect(segmentsOf('مرحبا').alphabet).toBe('unicode')
  })

  test('what is made of French fits the alphabet, and is then left alone', () => {
    const french = fc.string({
      unit: fc.constantFrom(...'abcéèêëàâùûçîïôÉÈÊÀÇœŒæ’«»–… 0123456789€[]'.split('')),
      maxLength: 200,
    })
    fc.assert(
      fc.property(french, (text) => {
        const plain = transliterated(text)
        expect(segmentsOf(plain).alphabet).toBe('gsm')
        expect(transliterated(plain)).toBe(plain)
      }),
    )
  })
})

describe('how many messages', () => {
  test.for([
    ['a'.repeat(160), 'gsm', 1],
    ['a'.repeat(161), 'gsm', 2],
    ['a'.repeat(306), 'gsm', 2],
    ['a'.repeat(307), 'gsm', 3],
    ['€'.repeat(80), 'gsm', 1],
    ['€'.repeat(81), 'gsm', 2],
    // 152 letters then one that takes two: it is not cut, and begins the next message.
    [`${'a'.repeat(152)}€${'a'.repeat(151)}`, 'gsm', 2],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm', 3],
    ['ë'.repeat(70), 'unicode', 1],
    ['ë'.repeat(71), 'unicode', 2],
    ['😀'.repeat(35), 'unicode', 1],
    ['😀'.repeat(36), 'unicode', 2],
    ['', 'gsm', 1],
  ] as const)('%s: %s, %i', ([text, alphabet, segments]) => {
    expect(segmentsOf(text)).toEqual({ alphabet, segments })
  })
})

describe('a number to write to', () => {
  test.for([
    ['06 12 34 56 78', '+33612345678'],
    ['0712345678', '+33712345678'],
    ['+33 (0)6.12.34.56.78', '+33612345678'],
    ['0033612345678', '+33612345678'],
    ['0692123456', '+262692123456'],
    ['0639123456', '+262639123456'],
    ['0690123456', '+590690123456'],
    ['0694123456', '+594694123456'],
    ['0696123456', '+596696123456'],
    ['+262 692 12 34 56', '+262692123456'],
    ['+33692123456', '+262692123456'],
    ['+32470123456', '+32470123456'],
    ['01 12 34 56 78', undefined],
    ['0262123456', undefined],
    ['06 12 34', undefined],
    ['12345', undefined],
    ['', undefined],
  ] as const)('%s is %s', ([typed, number]) => {
    expect(mobileE164(typed)).toBe(number)
  })
})
