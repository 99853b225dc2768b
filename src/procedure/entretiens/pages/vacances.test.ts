import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import { aCalendrier } from '#src/procedure/campagnes/examples.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import {
  at,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

const PATH = '/planification/vacances'
/** A Tuesday of the winter holidays of zone B alone: 20 February to 7 March 2027. */
const MARDI = '2027-03-02'
let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let cookie: string

beforeAll(async () => {
  base = await testDb()
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, {
    horloge: instantOf('2027-02-20T10:00', ZONE),
    // Paris: zone C. One of its winter holidays was typed by hand, and a day of the académie's own.
    contraintes: { joursFermes: ['2027-02-08', '2027-03-24'], accompagnes: 15, demandeCreneauJours: 4 },
    calendrier: { ...aCalendrier(), debutEntretiens: '2027-02-22' },
    disponibilites: ([uai]) => [
      aDisponibilite({
        uai,
        debut: instantOf(`${MARDI}T09:00`, ZONE),
        fin: instantOf(`${MARDI}T12:00`, ZONE),
      }),
    ],
  })
  const { campagneId } = campagne
  const items = campagne.eleves.slice(0, 1).map(({ id }) => anInscription({ eleveId: id }))
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
  })
  cookie = await over.cookieFor(campagne.acteur)
}, 60_000)
afterAll(() => base.close())

const stored = () =>
  at(campagne, '2027-02-20', async (tx) => (await loadCampagne(tx.trx, campagne.campagneId)).contraintes)
const told = async (path: string) => (await (await get(app, path, cookie)).text()).replaceAll(' ', ' ')

test('the zone of the académie is proposed, and what each period changes is said before', async () => {
  const shown = await told(PATH)
  expect(shown).toContain('Jours sans école, 2026-2027, zone C')
  expect(shown).toContain('du samedi 6 février 2027 au dimanche 21 février 2027')
  // One of its sixteen days is closed already.
  expect(shown).toContain('15 jours à ajouter')
  expect(shown).toContain('lundi 29 mars 2027')
})

test('another zone is chosen by hand, and days on which interviews stand are refused', async () => {
  const avant = await stored()
  expect(await told(`${PATH}?zone=B`)).toContain('du samedi 20 février 2027 au dimanche 7 mars 2027')
  const answer = await post(app, PATH, { cookie, fields: { zone: 'B' } })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('1 entretien(s) déjà placé(s) ne respecteraient plus')
  expect(await stored()).toEqual(avant)
})

test('no zone closes nothing', async () => {
  for (const zone of ['', 'D']) {
    const answer = await post(app, PATH, { cookie, fields: { zone } })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Choisissez d’abord une zone.')
  }
})

test('one button closes them all, keeps what was typed and the other rules, and is in the journal', async () => {
  const answer = await post(app, PATH, { cookie, fields: { zone: 'C' } })
  expect(answer.status).toBe(303)
  const { joursFermes = [], ...others } = await stored()
  expect(others).toEqual({ accompagnes: 15, demandeCreneauJours: 4 })
  expect(joursFermes).toEqual([...new Set(joursFermes)].toSorted())
  for (const jour of ['2027-02-06', '2027-02-08', '2027-02-21', '2027-03-24', '2027-03-29', '2027-05-07'])
    expect(joursFermes).toContain(jour)
  // The winter holidays of the others.
  expect(joursFermes).not.toContain('2027-03-02')
  const { rows } = await at(campagne, '2027-02-20', (tx) =>
    sql<{ avant: number; apres: number }>`select json_array_length(avant -> 'joursFermes') as avant,
        json_array_length(apres -> 'joursFermes') as apres
      from journal where acte = 'contraintes.regler' order by rang desc limit 1`.execute(tx.trx),
  )
  expect(rows).toEqual([{ avant: 2, apres: joursFermes.length }])
  expect(await told(PATH)).not.toContain('à ajouter')
  // Sent again from an old page, it changes nothing.
  expect((await post(app, PATH, { cookie, fields: { zone: 'C' } })).status).toBe(303)
  expect((await stored()).joursFermes).toEqual(joursFermes)
})
