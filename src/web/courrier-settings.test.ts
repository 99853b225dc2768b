import { describe, expect, test } from 'vitest'
import { readCourrier } from '#src/web/courrier-settings.ts'

const env = {
  PASSPRO_SMTP: 'smtp://passpro:mot%20de%20passe@relais.exemple.fr',
  PASSPRO_EXPEDITEUR: 'ne-pas-repondre@exemple.fr',
  PASSPRO_REBONDS: 'rebond@exemple.fr',
}
const production = { mode: 'production', origin: 'https://passpro.exemple.fr' } as const

describe('the way out of messages', () => {
  test('without a setting nothing leaves', () => {
    expect(readCourrier({}, production)).toBeUndefined()
    expect(readCourrier({ PASSPRO_SMTP: '' }, production)).toBeUndefined()
  })

  test('a server elsewhere is spoken to in TLS, at the port of its scheme', () => {
    expect(readCourrier(env, production)).toEqual({
      host: 'relais.exemple.fr',
      port: 587,
      secure: false,
      local: false,
      auth: { user: 'passpro', pass: 'mot de passe' },
      origine: 'https://passpro.exemple.fr',
      expediteur: 'ne-pas-repondre@exemple.fr',
      rebonds: 'rebond@exemple.fr',
      invitations: true,
    })
    const secure = readCourrier({ ...env, PASSPRO_SMTP: 'smtps://relais.exemple.fr' }, production)
    expect(secure).toMatchObject({ port: 465, secure: true, auth: null })
    expect(readCourrier({ ...env, PASSPRO_INVITATIONS: 'non' }, production)?.invitations).toBe(false)
  })

  test('a demonstration writes to nobody, but on this machine', () => {
    const demonstration = { mode: 'demonstration', origin: 'http://localhost:3000' } as const
    expect(() => readCourrier(env, demonstration)).toThrow('n’écrit à personne')
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(readCourrier({ ...env, PASSPRO_SMTP: `smtp://${host}:1025` }, demonstration)).toMatchObject({
        port: 1025,
        local: true,
      })
  })

  test.for([
    [{ PASSPRO_SMTP: 'relais.exemple.fr' }, 'PASSPRO_SMTP n’est pas une adresse'],
    [{ PASSPRO_SMTP: 'https://relais.exemple.fr' }, 'PASSPRO_SMTP n’est pas une adresse'],
    [{ PASSPRO_EXPEDITEUR: '' }, 'PASSPRO_EXPEDITEUR'],
    [{ PASSPRO_EXPEDITEUR: 'a@exemple.fr, b@exemple.fr' }, 'PASSPRO_EXPEDITEUR'],
    [{ PASSPRO_REBONDS: 'rebond+x@exemple.fr' }, 'PASSPRO_REBONDS'],
  ])('%j stops the start with a sentence, and never repeats a password', ([over, said]) => {
    const start = () => readCourrier({ ...env, ...(over as object) }, production)
    expect(start).toThrow(said as string)
    expect(start).not.toThrow('mot de passe')
  })

  test('without a public address links would lead nowhere', () => {
    expect(() => readCourrier(env, { mode: 'production', origin: undefined })).toThrow('PASSPRO_URL')
  })
})
