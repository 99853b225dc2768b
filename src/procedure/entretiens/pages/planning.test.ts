import { sql } from 'kysely'
import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf, localMinuteOf } from '#src/kit/day.ts'
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
import { emitConvocations, placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

interface Ligne {
  id: number
  version: number
  debut: Date
  disponibilite: number
  epingle: boolean
  convocations: number
}

let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let cookies: Record<'planner' | 'autre' | 'teacher', string>
let serial = 0

// Two pupils of the first lycée, placed one after the other on Monday 8 March 2027 from nine o'clock.
beforeAll(async () => {
  base = await testDb()
})
beforeEach(async () => {
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, {
    dispositif: `MAIN-${++serial}`,
    horloge: instantOf('2027-02-20T10:00', ZONE),
  })
  const { campagneId, lycees } = campagne
  const items = [0, 1].map((rank) =>
    anInscription({ eleveId: eleveAt(campagne, rank).id, uaiSouhaite: lycees[0] }),
  )
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
  })
  const open = async (role: 'planificateur' | 'intervenant', uai: string): Promise<string> =>
    over.cookieFor(await acteurWith(campagne, { role, uai }))
  cookies = {
    planner: await open('planificateur', lycees[0]),
    autre: await open('planificateur', lycees[1]),
    teacher: await open('intervenant', lycees[0]),
  }
}, 60_000)
afterAll(() => base.close())

async function ligneOf(rank: number): Promise<Ligne> {
  const { rows } = await at(campagne, '2027-06-01', (tx) =>
    sql<Ligne>`select n.id, n.version, lower(n.plage) as debut, k.disponibilite_id as disponibilite,
        exists (select from epingle p where p.entretien_id = n.id) as epingle,
        (select count(*)::int from convocation c where c.entretien_id = n.id) as convocations
      from entretien n join creneau k on k.id = n.creneau_id where n.eleve_id = ${eleveAt(campagne, rank).id}`.execute(
      tx.trx,
    ),
  )
  const [row] = rows
  if (!row) throw new Error('entretien attendu')
  return row
}

const local = ({ debut }: Ligne): string => localMinuteOf(debut, ZONE)
const suite = (): string => `campagne=${campagne.campagneId}`
const page = async (path: string, who: keyof typeof cookies = 'planner'): Promise<string> =>
  (await get(app, `${path}${path.includes('?') ? '&' : '?'}${suite()}`, cookies[who])).text()
const send = (path: string, fields: Record<string, string>, who: keyof typeof cookies = 'planner') =>
  post(app, `${path}?${suite()}`, { cookie: cookies[who], fields })
const vers = ({ disponibilite, version }: Ligne, debut: string) => ({
  vers: String(disponibilite),
  debut,
  version: String(version),
})

describe('moving by hand', () => {
  test('first shows where and what it costs, then moves, pins, and leaves a trace', async () => {
    const before = await ligneOf(0)
    expect(local(before)).toBe('2027-03-08T09:00')
    const choices = await page(`/entretiens/${before.id}/planning?jour=2027-03-08`)
    expect(choices).toContain('Places libres le lundi 8 mars 2027')
    expect(choices).toContain(`vers=${before.disponibilite}&amp;debut=2027-03-08T10%3A00`)
    // The place of the other pupil is not free.
    expect(choices).not.toContain('debut=2027-03-08T09%3A20')
    const path = `/entretiens/${before.id}/deplacement`
    const effect = await page(`${path}?vers=${before.disponibilite}&debut=2027-03-08T10:00`)
    expect(effect).toContain('lundi 8 mars 2027 à 9 h 00')
    expect(effect).toContain('lundi 8 mars 2027 à 10 h 00')
    expect(effect).toContain('Ni demi-journée, ni sortie, ni trajet de plus')
    expect(await ligneOf(0)).toEqual(before)
    const answer = await send(path, vers(before, '2027-03-08T10:00'))
    expect(answer.headers.get('Location')).toBe(`/entretiens/${before.id}/planning`)
    const after = await ligneOf(0)
    expect(local(after)).toBe('2027-03-08T10:00')
    expect([after.epingle, after.version, after.convocations]).toEqual([true, before.version + 1, 0])
    // Placing again moves nobody.
    await at(campagne, '2027-02-21', (tx) => placeEntretiens(tx, campagne.campagneId))
    expect(await ligneOf(0)).toEqual(after)
  })

  test('of a convoked pupil makes a new convocation and keeps the old one', async () => {
    await at(campagne, '2027-03-01', (tx) => emitConvocations(tx, campagne.campagneId))
    const before = await ligneOf(0)
    const answer = await send(`/entretiens/${before.id}/deplacement`, vers(before, '2027-03-08T10:00'))
    expect(decodeURIComponent(answer.headers.get('Set-Cookie') ?? '')).toContain(
      'Nouvelles convocations émises : 1.',
    )
    expect((await ligneOf(0)).convocations).toBe(2)
    const { rows } = await at(campagne, '2027-06-01', (tx) =>
      sql<{ debut: Date }>`select lower(plage) as debut from convocation where entretien_id = ${before.id}
        order by version`.execute(tx.trx),
    )
    expect(rows.map((row) => localMinuteOf(row.debut, ZONE))).toEqual([
      '2027-03-08T09:00',
      '2027-03-08T10:00',
    ])
  })

  test.each([
    ['2027-03-08T09:20', 'toutes les places de cette heure sont prises'],
    ['2027-03-08T09:25', 'l’intervenant reçoit déjà quelqu’un à ce moment'],
    ['2027-03-08T11:50', 'l’entretien déborderait de la plage où l’on reçoit'],
    ['2027-03-08T10:01', 'l’heure n’est pas sur la grille de cinq minutes'],
    ['2027-03-08T09:00', 'L’entretien est déjà à cette place'],
  ])('to %s is refused: %s', async (debut, sentence) => {
    const before = await ligneOf(0)
    const answer = await send(`/entretiens/${before.id}/deplacement`, vers(before, debut))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(sentence)
    expect(await ligneOf(0)).toEqual(before)
  })

  test('an interview that has moved meanwhile is told, and a forged place is not found', async () => {
    const before = await ligneOf(0)
    const path = `/entretiens/${before.id}/deplacement`
    await send(path, vers(before, '2027-03-08T10:00'))
    const late = await send(path, vers(before, '2027-03-08T11:00'))
    expect(late.status).toBe(422)
    expect(await late.text()).toContain('a changé de place pendant que vous le regardiez')
    expect((await send(path, { vers: '999999', debut: '2027-03-08T10:00' })).status).toBe(404)
    expect((await send(path, { vers: 'x', debut: 'demain' })).status).toBe(404)
  })

  test('is for the planner of the lycée alone', async () => {
    const { id, disponibilite } = await ligneOf(0)
    for (const [who, status] of [
      ['autre', 404],
      ['teacher', 403],
    ] as const)
      expect((await get(app, `/entretiens/${id}/planning?${suite()}`, cookies[who])).status).toBe(status)
    const fields = { vers: String(disponibilite), debut: '2027-03-08T10:00', version: '1' }
    expect((await send(`/entretiens/${id}/deplacement`, fields, 'autre')).status).toBe(404)
  })
})

test('two interviews change places', async () => {
  const [first, second] = [await ligneOf(0), await ligneOf(1)]
  const path = `/entretiens/${first.id}/deplacement`
  expect(await page(`/entretiens/${first.id}/planning?jour=2027-03-08`)).toContain(`avec=${second.id}`)
  expect(await page(`${path}?avec=${second.id}`)).toContain('lundi 8 mars 2027 à 9 h 20')
  const fields = {
    avec: String(second.id),
    version: String(first.version),
    versionAutre: String(second.version),
  }
  expect((await send(path, fields)).status).toBe(303)
  const [after, other] = [await ligneOf(0), await ligneOf(1)]
  expect([local(after), local(other)]).toEqual([local(second), local(first)])
  expect([after.epingle, other.epingle]).toEqual([true, true])
  expect((await send(path, fields)).status).toBe(422)
})

test('a pin is put and taken off', async () => {
  const { id } = await ligneOf(0)
  await send(`/entretiens/${id}/epingle`, { sens: 'epingler' })
  expect((await ligneOf(0)).epingle).toBe(true)
  expect(await page(`/entretiens/${id}/planning`)).toContain('Ne plus épingler')
  await send(`/entretiens/${id}/epingle`, { sens: 'detacher' })
  expect((await ligneOf(0)).epingle).toBe(false)
  expect((await send(`/entretiens/${id}/epingle`, { sens: 'autre' })).status).toBe(404)
})

test('a place is forbidden with a reason, and allowed again', async () => {
  const { id, disponibilite } = await ligneOf(0)
  const path = `/entretiens/${id}/interdits`
  const { rows } = await at(campagne, '2027-06-01', (tx) =>
    sql<{ id: number }>`select id from disponibilite where campagne_id = ${campagne.campagneId}
      and uai = ${campagne.lycees[0]} and 'bois' = any (domaines) and id <> ${disponibilite} order by id`.execute(
      tx.trx,
    ),
  )
  const other = String(rows[0]?.id ?? 0)
  const mute = await send(path, { disponibilite: other, motif: ' ' })
  expect(mute.status).toBe(422)
  expect(await mute.text()).toContain('Dites pourquoi')
  const here = await send(path, { disponibilite: String(disponibilite), motif: 'Fratrie' })
  expect(here.status).toBe(422)
  expect(await here.text()).toContain('value="Fratrie"')
  expect((await send(path, { disponibilite: other, motif: 'Fratrie (fictive)' })).status).toBe(303)
  const shown = await page(`/entretiens/${id}/planning`)
  expect(shown).toContain('Fratrie (fictive)')
  const lift = /interdits\/(\d+)\/levee/.exec(shown)?.[1] ?? ''
  expect((await send(`${path}/${lift}/levee`, {})).status).toBe(303)
  expect((await send(`${path}/${lift}/levee`, {})).status).toBe(404)
  expect(await page(`/entretiens/${id}/planning`)).not.toContain('Fratrie (fictive)')
})

test('a whole lycée is forbidden to a pupil: he waits for another, and nothing brings him back until it is lifted', async () => {
  await at(campagne, '2027-03-01', (tx) => emitConvocations(tx, campagne.campagneId))
  const { id } = await ligneOf(0)
  const path = `/entretiens/${id}/refus-du-lycee`
  expect(await page(path)).toContain('la famille est prévenue')
  const mute = await send(path, { motif: ' ' })
  expect(mute.status).toBe(422)
  expect(await mute.text()).toContain('Dites pourquoi')
  expect((await send(path, { motif: 'Conflit (fictif)' }, 'autre')).status).toBe(404)
  expect((await send(path, { motif: 'Conflit (fictif)' })).status).toBe(303)
  await at(campagne, '2027-02-21', (tx) => placeEntretiens(tx, campagne.campagneId))
  const lyceeOfPupil = async (): Promise<string | undefined> => {
    const { rows } = await at(campagne, '2027-06-01', (tx) =>
      sql<{ uai: string }>`select k.uai from entretien n join creneau k on k.id = n.creneau_id
        where n.eleve_id = ${eleveAt(campagne, 0).id}`.execute(tx.trx),
    )
    return rows[0]?.uai
  }
  expect(await lyceeOfPupil()).not.toBe(campagne.lycees[0])
  const shown = await page('/interdits')
  expect(shown).toContain('>tout le lycée<')
  const lift = /interdits\/(\d+)\/levee/.exec(shown)?.[1] ?? ''
  expect((await send(`/interdits/${lift}/levee`, {}, 'autre')).status).toBe(404)
  expect((await send(`/interdits/${lift}/levee`, {})).status).toBe(303)
  expect((await send(`/interdits/${lift}/levee`, {})).status).toBe(404)
  expect(await page('/interdits')).not.toContain('>tout le lycée<')
})

test('A64: received outside the planning, in one act: where it took place, present, and nobody convoked for it', async () => {
  const [before, other] = [await ligneOf(0), await ligneOf(1)]
  const path = `/entretiens/${before.id}/hors-planning`
  const future = await send(path, { jour: '2027-03-08', heure: '10:00' }, 'teacher')
  expect(future.status).toBe(422)
  expect(await future.text()).toContain('Cette heure n’est pas encore passée.')
  await at(campagne, '2027-03-10', (tx) =>
    moveHorloge(tx, { campagneId: campagne.campagneId, instant: instantOf('2027-03-10T18:00', ZONE) }),
  )
  const taken = await send(path, { jour: '2027-03-08', heure: local(other).slice(11) }, 'teacher')
  expect(taken.status).toBe(422)
  expect(await taken.text()).toContain('est dans un autre entretien')
  expect((await send(path, { jour: '2027-03-09', heure: '17:10' }, 'autre')).status).toBe(404)
  expect((await send(path, { jour: '2027-03-09', heure: '17:10' }, 'teacher')).status).toBe(303)
  const after = await ligneOf(0)
  expect(local(after)).toBe('2027-03-09T17:10')
  expect(after.convocations).toBe(0)
  const { rows } = await at(campagne, '2027-06-01', (tx) =>
    sql<{ etat: string }>`select etat from presence where entretien_id = ${before.id}`.execute(tx.trx),
  )
  expect(rows).toEqual([{ etat: 'present' }])
})
