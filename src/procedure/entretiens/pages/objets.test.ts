import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { renderConvocations } from '#src/documents/convocations.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import { readPdf } from '#src/documents/pdf-reading.ts'
import { instantOf } from '#src/kit/day.ts'
import { readRemises } from '#src/procedure/bonus/api.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import {
  emitConvocations,
  placeEntretiens,
  readConvocations,
  readConvoques,
  recordPresences,
} from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import type { NouvellePresence } from '#src/procedure/entretiens/model.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'
import type { Hono } from 'hono'

let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let planner: string
let serial = 0

const heure = (local: string): Date => instantOf(local, ZONE)

beforeAll(async () => {
  base = await testDb()
})
// One pupil convoked on Monday 8 March 2027 at nine; the lycée receives again on Tuesday.
beforeEach(async () => {
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, {
    dispositif: `OBJET-${++serial}`,
    horloge: heure('2027-03-01T10:00'),
    disponibilites: ([uai]) => [
      aDisponibilite({ uai }),
      aDisponibilite({ uai, debut: heure('2027-03-09T09:00'), fin: heure('2027-03-09T12:00') }),
    ],
  })
  const { campagneId, lycees } = campagne
  await at(campagne, '2027-02-20', async (tx) => {
    const items = [anInscription({ eleveId: eleveAt(campagne, 0).id })]
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
    await emitConvocations(tx, campagneId)
  })
  planner = await over.cookieFor(await acteurWith(campagne, { role: 'planificateur', uai: lycees[0] }))
}, 60_000)
afterAll(async () => {
  await base.close()
  await closeDocuments()
})

/** Text of each letter that the collège has to hand over. */
const letters = (): Promise<string[]> =>
  at(campagne, '2027-03-08T19:00', async (tx) => {
    const { campagneId, colleges } = campagne
    const scope = { campagneId, uai: colleges[0] }
    const convocationIds = (await readConvoques(tx, scope)).map((one) => one.convocationId)
    const found = await readConvocations(tx, { campagneId, origine: colleges[0], convocationIds })
    const { pdf } = await renderConvocations(found.map(({ convocation }) => convocation))
    return (await readPdf(pdf)).pages
  })

const toHandOver = (): Promise<number[]> =>
  at(campagne, '2027-03-08T19:00', async (tx) => {
    const all = await readRemises(tx, { campagneId: campagne.campagneId, uai: campagne.colleges[0] })
    return all.map(({ version }) => version)
  })

async function record(etat: NouvellePresence['etat']): Promise<void> {
  const { campagneId } = campagne
  const instant = heure('2027-03-08T18:00')
  await at(campagne, '2027-03-08T18:00', (tx) => moveHorloge(tx, { campagneId, instant }))
  const item = { eleveId: eleveAt(campagne, 0).id, domaine: 'bois', etat }
  await at(campagne, '2027-03-08T18:00', async (tx) => {
    for (const result of await recordPresences(tx, { campagneId, items: [item] })) must(result)
  })
}

/** Declares an incident about the interview and accepts what is proposed. */
async function repair(fields: Record<string, string>): Promise<void> {
  const suite = `campagne=${campagne.campagneId}`
  const declared = await post(app, `/incidents?${suite}`, {
    cookie: planner,
    fields: { intervenant: '', jour: '', motif: 'Motif fictif', ...fields },
  })
  expect(declared.status).toBe(303)
  const path = declared.headers.get('Location') ?? ''
  const shown = await (await get(app, `${path}?${suite}`, planner)).text()
  const empreinte = /name="empreinte" value="([^"]*)"/.exec(shown)?.[1] ?? ''
  const changes = [...shown.matchAll(/name="change"[^>]*value="([^"]*)"/g)].map(
    ([, value = '']): [string, string] => ['change', value],
  )
  const accepted = await post(app, `${path}/acceptation?${suite}`, {
    cookie: planner,
    fields: [['empreinte', empreinte.replaceAll('&gt;', '>')], ...changes],
  })
  expect(accepted.status).toBe(303)
}

const entretien = async (): Promise<string> => {
  const rows = await at(campagne, '2027-03-01', (tx) =>
    sql<{ id: number }>`select id from entretien where campagne_id = ${campagne.campagneId}`.execute(tx.trx),
  )
  return String(rows.rows[0]?.id ?? 0)
}

describe('what a convocation is about', () => {
  test('the first one', async () => {
    const [text] = await letters()
    expect(text).toContain('Convocation à un entretien d’information')
    expect(text).toContain('lundi 8 mars 2027')
  })

  test('after an absence: says absence, and never cancelled (rdv-insertion#1504)', async () => {
    await record('absent')
    await repair({ genre: 'absence', entretien: await entretien() })
    const [text] = await letters()
    expect(text).toContain('Nouvelle convocation après une absence')
    expect(text).toMatch(/a été constatée à l’entretien du lundi 8 mars 2027/)
    expect(text).not.toMatch(/annul/i)
  })

  test('a change of time', async () => {
    await repair({ genre: 'eleve_indisponible', entretien: await entretien() })
    const [text] = await letters()
    expect(text).toContain('Changement d’un entretien d’information')
    expect(text).toMatch(/annoncé pour le lundi 8 mars 2027 à/)
    expect(text).not.toMatch(/absence a|annul/i)
  })

  test('cancelled by the lycée: a letter of its own to hand over, taken back when it was a mistake', async () => {
    await record('annule_par_lycee')
    await record('annule_par_lycee')
    expect(await toHandOver()).toEqual([2])
    const [text] = await letters()
    expect(text).toContain('Annulation d’un entretien par le lycée')
    expect(text).toMatch(/ne compte pas comme une absence/)
    await record('present')
    expect(await toHandOver()).toEqual([1])
    expect((await letters())[0]).toContain('Convocation à un entretien')
  })

  test('an interview that loses its place: its cancellation is still there to be handed over', async () => {
    await at(campagne, '2027-03-01', (tx) =>
      sql`delete from disponibilite where campagne_id = ${campagne.campagneId} and debut > ${heure('2027-03-08T20:00')}`.execute(
        tx.trx,
      ),
    )
    await repair({ genre: 'lieu_ferme', jour: '2027-03-08' })
    expect(await entretien()).toBe('0')
    expect(await toHandOver()).toEqual([2])
    const [text] = await letters()
    expect(text).toContain('Annulation d’un entretien par le lycée')
    expect(text).toMatch(/prévu le lundi 8 mars\s2027\sà/)
  })
})
