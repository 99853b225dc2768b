import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { forgive, keyOf, noteFailure, wait } from '#src/web/identity/throttle.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

const SECRET = Buffer.alloc(32, 7)
const NOW = new Date('2027-05-20T08:00:00Z')
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000)
const account = (name: string): string => keyOf(SECRET, 'compte', name, '192.0.2.0/24')
const left = (cle: string, now = NOW, libres = 5): Promise<number> => wait(base.db, { cle, libres, now })

test('A56: sixty people of one school who each miss once do not make one another wait', async () => {
  const school = keyOf(SECRET, 'reseau', '192.0.2.0/24')
  for (let i = 0; i < 59; i++) {
    await noteFailure(base.db, account(`eleve${i}`), NOW)
    await noteFailure(base.db, school, NOW)
  }
  for (let i = 0; i < 60; i++) expect(await left(account(`eleve${i}`))).toBe(0)
  expect(await left(school, NOW, 60)).toBe(0)
})

test('A55: one account tried again and again waits longer and longer, five minutes at most, and is forgiven', async () => {
  const cle = account('principal')
  const pauses: number[] = []
  for (let i = 0; i < 16; i++) {
    await noteFailure(base.db, cle, NOW)
    pauses.push(await left(cle))
  }
  expect(pauses.slice(0, 6)).toEqual([0, 0, 0, 0, 2, 4])
  expect(pauses.at(-1)).toBe(300)
  expect(await left(cle, later(299))).toBe(1)
  expect(await left(cle, later(300))).toBe(0)
  // Somebody else's network is another key.
  expect(await left(keyOf(SECRET, 'compte', 'principal', '198.51.100.0/24'))).toBe(0)
  await forgive(base.db, cle)
  expect(await left(cle)).toBe(0)
})
