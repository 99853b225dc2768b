import { expect, test } from 'vitest'
import { aContenu } from '#src/procedure/bonus/examples/contenus.ts'
import { empreinteOf } from '#src/procedure/bonus/rules/empreinte.ts'

test('the hash of a sheet is the SHA-256 of its words, that anybody computes again', async () => {
  const issued = { version: 1, emiseLe: '2027-05-01', contenu: aContenu() }
  const words = new TextEncoder().encode(JSON.stringify(issued))
  const digest = await crypto.subtle.digest('SHA-256', words)
  expect(empreinteOf(issued)).toBe(Buffer.from(digest).toString('hex'))
  expect(empreinteOf({ ...issued, emiseLe: '2027-05-02' })).not.toBe(empreinteOf(issued))
})
