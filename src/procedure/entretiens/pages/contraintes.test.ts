import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Hono } from 'hono'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  at,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

const PATH = '/planification/contraintes'
let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let cookie: string
/** A day on which interviews stand, as one types it. */
let pris: string

beforeAll(async () => {
  base = await testDb()
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, { horloge: instantOf('2027-02-20T10:00', ZONE) })
  const { campagneId } = campagne
  const items = campagne.eleves.map(({ id }) => anInscription({ eleveId: id }))
  pris = await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
    const { debut } = await tx.trx
      .selectFrom('entretien')
      .innerJoin('creneau', 'creneau.id', 'entretien.creneau_id')
      .select((eb) => eb.fn<Date>('lower', ['entretien.plage']).as('debut'))
      .executeTakeFirstOrThrow()
    return new Intl.DateTimeFormat('fr-FR', { timeZone: ZONE }).format(debut)
  })
  cookie = await over.cookieFor(campagne.acteur)
}, 60_000)
afterAll(() => base.close())

const stored = () =>
  at(campagne, '2027-02-20', async (tx) => (await loadCampagne(tx.trx, campagne.campagneId)).contraintes)

test('holidays are typed as periods, and read back as they were typed', async () => {
  const typed = {
    joursFermes: 'du 24/12/2027 au 26/12/2027\n11/11/2027',
    accompagnes: '15',
    pauseMinutes: '',
  }
  expect((await post(app, PATH, { cookie, fields: typed })).status).toBe(303)
  expect(await stored()).toEqual({
    joursFermes: ['2027-11-11', '2027-12-24', '2027-12-25', '2027-12-26'],
    accompagnes: 15,
  })
  const shown = await (await get(app, PATH, cookie)).text()
  expect(shown).toContain('11/11/2027\ndu 24/12/2027 au 26/12/2027')
})

test.each([
  [{ joursFermes: '24/12' }, '« 24/12 » n’est ni un jour'],
  [{ accompagnes: '0' }, 'Écrivez un nombre entier de 1 à 60, ou rien.'],
  [{ parIntervenantJour: '0' }, 'Écrivez un nombre entier de 1 à 60, ou rien.'],
  [{ departMatin: 'tôt' }, 'Écrivez une heure, par exemple 08:00, ou rien.'],
  [{ departMatin: '08:00' }, 'Écrivez les quatre heures de départ et de retour, ou aucune.'],
  [
    { departMatin: '13:00', retourMatin: '08:00', departApresMidi: '13:00', retourApresMidi: '18:00' },
    'Le retour vient après le départ.',
  ],
  [{ pauseMinutes: 'dix' }, 'Écrivez un nombre entier de 0 à 120, ou rien.'],
])('%j is refused where it was typed, and nothing changes', async (form, sentence) => {
  const before = await stored()
  const answer = await post(app, PATH, { cookie, fields: { joursFermes: '11/11/2027', ...form } })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(sentence)
  expect(await stored()).toEqual(before)
})

test('what a teacher and a collège can bear, and the hours away from school, are set and read back', async () => {
  const hours = {
    departMatin: '08:00',
    retourMatin: '13:45',
    departApresMidi: '12:45',
    retourApresMidi: '18:30',
  }
  const typed = { parIntervenantJour: '12', parIntervenantSemaine: '40', postesDistanciel: '2', ...hours }
  expect((await post(app, PATH, { cookie, fields: typed })).status).toBe(303)
  expect(await stored()).toEqual({
    joursFermes: [],
    parIntervenantJour: 12,
    parIntervenantSemaine: 40,
    postesDistanciel: 2,
    ...hours,
  })
  const shown = await (await get(app, PATH, cookie)).text()
  for (const value of Object.values(typed)) expect(shown).toContain(`value="${value}"`)
  // Interviews that stand would break it.
  const answer = await post(app, PATH, { cookie, fields: { ...typed, parIntervenantJour: '1' } })
  expect(answer.status).toBe(422)
})

test('a day on which interviews stand cannot be closed under them', async () => {
  const before = await stored()
  const answer = await post(app, PATH, { cookie, fields: { joursFermes: pris } })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toMatch(/[1-9][0-9]* entretien\(s\) déjà placé\(s\) ne respecteraient plus/)
  expect(await stored()).toEqual(before)
})
