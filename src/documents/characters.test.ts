import { describe, expect, test } from 'vitest'
import { printable, unsettable } from '#src/documents/characters.ts'

describe('unsettable', () => {
  test.each([
    'Zoé Œuvre Ÿ € « » N° – …',
    'Nguyễn Thị',
    'Yıldız İğ',
    'Łukasz Żółć',
    'Дарина',
    'ليلى بنت محمد',
    'a\nb',
  ])('sets %s', (text) => {
    expect(unsettable(text)).toEqual([])
  })

  test('names each character that no font has, once, in order', () => {
    expect(unsettable('張 Zoé 🙂 張 ა')).toEqual(['張', '🙂', 'ა'])
  })

  test('does not count what is removed before printing', () => {
    expect(unsettable('❤\ufe0f')).toEqual(['❤'])
    expect(unsettable('a\u202eb\u0000c\u00add')).toEqual([])
  })
})

describe('printable', () => {
  test('composes letters, keeps line breaks, drops control and direction characters', () => {
    expect(printable('e\u0301\r\nb\u2028c\td\u0007\u202e\u2066')).toBe('é\nb\nc d')
  })

  test('keeps the joiners that Arabic script needs', () => {
    expect(printable('می\u200cخواهم')).toBe('می\u200cخواهم')
  })

  test('a lone surrogate becomes the replacement character', () => {
    expect(printable('a\ud83d')).toBe('a\ufffd')
  })

  test('only words of more than 40 characters may break', () => {
    expect(printable('x'.repeat(40))).toBe('x'.repeat(40))
    expect(printable('x'.repeat(81))).toBe(`${'x'.repeat(40)}\u200b${'x'.repeat(40)}\u200bx`)
  })
})
