import { describe, expect, test } from 'vitest'
import { hashPassword, passwordRefusal, samePassword, TropDeConnexions } from '#src/web/identity/passwords.ts'

describe('argon2id', () => {
  test('keeps no password, knows its own, and refuses any other', async () => {
    const condense = await hashPassword('quatre mots tres distincts')
    expect(condense).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(condense).not.toContain('quatre')
    expect(await samePassword('quatre mots tres distincts', condense)).toBe(true)
    expect(await samePassword('quatre mots tres distinct', condense)).toBe(false)
  })

  test('an accent typed in one or two signs is the same', async () => {
    const condense = await hashPassword('éléphant à lunettes')
    expect(await samePassword('éléphant à lunettes'.normalize('NFD'), condense)).toBe(true)
  })

  test('nobody has no password, whatever is tried', async () => {
    expect(await samePassword('nimporte quoi', undefined)).toBe(false)
  })

  test('A54: a flood is refused beyond the queue, and those who wait are served', async () => {
    const all = await Promise.allSettled(Array.from({ length: 70 }, () => samePassword('flot', undefined)))
    const refused = all.filter((one) => one.status === 'rejected')
    expect(refused.length).toBe(6)
    expect(refused.every(({ reason }) => reason instanceof TropDeConnexions)).toBe(true)
    expect(await samePassword('apres', undefined)).toBe(false)
  })
})

describe('what may be a password', () => {
  const about = ['Odile Fictive', 'odile.fictive@exemple.fr']
  test.each([
    ['court', 'au moins 12'],
    ['a'.repeat(129), 'au plus 128'],
    ['aaaaaaaaaaaaab', 'répète'],
    ['motdepasse2026', 'volés ailleurs'],
    ['AzertyUiop123456', 'volés ailleurs'],
    ['OdileFictive2027', 'se devine'],
    ['p@ssword12345', 'volés ailleurs'],
    ['PasspRo-Creteil-2026', 'se devine'],
    ['1q2w3e4r5t6y', 'volés ailleurs'],
    ['Butterfly!2027..', 'volés ailleurs'],
    ['butterflybutterfly', 'volés ailleurs'],
    ['christopher1', 'volés ailleurs'],
  ])('refuses « %s »', (password, reason) => expect(passwordRefusal(password, about)).toContain(reason))
  test.each(['girafe lampe soulier trombone', 'Kz8!vb2#Qw9x', 'tomate qui dort debout'])(
    'takes « %s »',
    (password) => expect(passwordRefusal(password, about)).toBeUndefined(),
  )
})
