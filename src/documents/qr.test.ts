import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { qrOf, type Qr } from '#src/documents/qr.ts'

// Its types say a module of the new kind, its file is one of the old: its reader is under `default`.
const jsQr: { default: typeof import('jsqr').default } = createRequire(import.meta.url)('jsqr')

/** What a camera would see of it, 4 points a module. */
function picture({ taille, traits }: Qr): { points: Uint8ClampedArray; side: number } {
  const side = 4 * taille
  const points = new Uint8ClampedArray(4 * side * side).fill(255)
  for (const [x, y, length] of traits)
    for (let row = 4 * y; row < 4 * y + 4; row++)
      for (let column = 4 * x; column < 4 * (x + length); column++)
        points.fill(0, 4 * (row * side + column), 4 * (row * side + column) + 3)
  return { points, side }
}

function read(qr: Qr): string | undefined {
  const { points, side } = picture(qr)
  return jsQr.default(points, side, side)?.data
}

describe('a second reader finds the address', () => {
  test.each([
    'https://passpro.exemple.fr/',
    'https://passpro.exemple.fr/verification/3f6c-91d2-0a7b-44e1',
    `https://passpro.exemple.fr/guide?langue=ar&suite=${'a'.repeat(200)}`,
    'HTTPS://PASSPRO.EXEMPLE.FR/ABC',
  ])('%s', (adresse) => {
    expect(read(qrOf(adresse))).toBe(adresse)
  })
})

test('a margin of four light modules all around', () => {
  const { taille, traits } = qrOf('https://passpro.exemple.fr/')
  expect(Math.min(...traits.map(([x, y]) => Math.min(x, y)))).toBe(4)
  expect(Math.max(...traits.map(([x, y, length]) => Math.max(x + length, y + 1)))).toBe(taille - 4)
})
