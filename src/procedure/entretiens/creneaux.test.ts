import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import {
  declareDisponibilites,
  declareIndisponibilites,
  deplacerEntretien,
  emitConvocations,
  placeEntretiens,
  runAmelioration,
} from '#src/procedure/entretiens/api.ts'
import { aLigneEtablissement } from '#src/procedure/etablissements/examples.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { importEtablissements } from '#src/procedure/etablissements/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

// The bad cases « Slots and time » of the survey of other applications, each under its own words.
const BOIS = '2472340121'
const CUISINE = '2473340321'
const heure = (local: string): Date => instantOf(local, ZONE)
const minute = (local: string): number => Date.parse(`${local}:00Z`) / 60_000

let base: Awaited<ReturnType<typeof testDb>>
let serial = 0
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

/** Pupils who ask for these formations, in order, placed on 20 February 2027. */
async function placed(mefs: readonly string[], options: OptionsCampagne): Promise<CampagneFictive> {
  const campagne = await fictionalCampagne(base.db, {
    dispositif: `CRENEAUX-${++serial}`,
    horloge: heure('2027-02-20T10:00'),
    ...options,
  })
  const { campagneId } = campagne
  const items = mefs.map((mef, rank) => anInscription({ eleveId: eleveAt(campagne, rank).id, mef }))
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
  })
  return campagne
}

interface Ligne {
  id: number
  version: number
  eleve: number
  uai: string
  disponibilite: number
  creneau: number
  place: number
  debut: string
  qui: string[]
}

async function plan(campagne: CampagneFictive): Promise<Ligne[]> {
  const { rows } = await at(campagne, '2027-06-01', (tx) =>
    sql<
      Ligne & { depuis: Date }
    >`select n.id, n.version, n.eleve_id as eleve, k.uai, k.disponibilite_id as disponibilite,
      k.id as creneau, n.place, lower(n.plage) as depuis,
      array(select t.nom from creneau_intervenant c join intervenant t on t.id = c.intervenant_id
        where c.creneau_id = k.id order by t.nom) as qui
      from entretien n join creneau k on k.id = n.creneau_id where n.campagne_id = ${campagne.campagneId}
      order by lower(n.plage), n.place, n.id`.execute(tx.trx),
  )
  return rows.map(({ depuis, ...row }) => ({ ...row, debut: localMinuteOf(depuis, ZONE) }))
}

const move = (campagne: CampagneFictive, { id, version, disponibilite }: Ligne, debut: string) =>
  at(campagne, '2027-02-20', (tx) =>
    deplacerEntretien(tx, {
      campagneId: campagne.campagneId,
      entretienId: id,
      version,
      vers: { disponibiliteId: disponibilite, debut: minute(debut) },
    }),
  )

describe('exactly equal times, adjacent times, one-minute overlap', () => {
  test('only the adjacent one is taken', async () => {
    const campagne = await placed([BOIS, BOIS], { disponibilites: ([uai]) => [aDisponibilite({ uai })] })
    const [first, second] = await plan(campagne)
    if (!first || !second) throw new Error('deux entretiens attendus')
    expect([first.debut, second.debut]).toEqual(['2027-03-08T09:00', '2027-03-08T09:20'])
    expect(await move(campagne, second, '2027-03-08T09:00')).toMatchObject({ ok: false })
    expect(await move(campagne, second, '2027-03-08T09:19')).toMatchObject({ ok: false })
    expect(await move(campagne, second, '2027-03-08T09:15')).toMatchObject({ ok: false })
    expect(await move(campagne, first, '2027-03-08T09:40')).toMatchObject({ ok: true })
  })
})

test('group slot: the second seat joins the first, and makes no second group', async () => {
  const campagne = await placed([BOIS, BOIS, BOIS], {
    disponibilites: ([uai]) => [aDisponibilite({ uai, capacite: 2 })],
  })
  const lines = await plan(campagne)
  expect(new Set(lines.map((one) => one.creneau)).size).toBe(2)
  expect(lines.map((one) => one.place)).toEqual([1, 2, 1])
})

test('any interviewer with equal loads: the same one each time the same campaign is placed', async () => {
  const options: OptionsCampagne = {
    disponibilites: ([uai]) => [
      aDisponibilite({ uai, intervenants: ['Mme Une (fictive)'] }),
      aDisponibilite({ uai, intervenants: ['M. Deux (fictif)'], salle: 'Salle 2' }),
    ],
  }
  const [once, again] = [await placed([BOIS], options), await placed([BOIS], options)]
  const who = async (campagne: CampagneFictive) => (await plan(campagne)).map((one) => [one.debut, one.qui])
  expect(await who(once)).toEqual(await who(again))
})

test('interviewer without the formation: never given a pupil of that formation', async () => {
  const campagne = await placed([CUISINE, BOIS], {
    disponibilites: ([uai]) => [
      aDisponibilite({ uai, intervenants: ['Mme Bois (fictive)'], domaines: ['bois'] }),
      aDisponibilite({ uai, intervenants: ['M. Cuisine (fictif)'], domaines: ['cuisine'], salle: 'Salle 2' }),
    ],
  })
  const lines = await plan(campagne)
  const of = (rank: number) => lines.find((one) => one.eleve === eleveAt(campagne, rank).id)?.qui
  expect([of(0), of(1)]).toEqual([['M. Cuisine (fictif)'], ['Mme Bois (fictive)']])
})

test('one pupil, two referents, overlapping or unreachable in time: one interview gives way', async () => {
  const campagne = await fictionalCampagne(base.db, {
    dispositif: `CRENEAUX-${++serial}`,
    horloge: heure('2027-02-20T10:00'),
    disponibilites: ([a, b]) => [
      aDisponibilite({ uai: a, fin: heure('2027-03-08T09:20') }),
      aDisponibilite({ uai: b, domaines: ['cuisine'], salle: 'Salle 2', fin: heure('2027-03-08T09:30') }),
    ],
  })
  const { campagneId } = campagne
  const eleveId = eleveAt(campagne, 0).id
  await at(campagne, '2027-02-20', async (tx) => {
    const items = [BOIS, CUISINE].map((mef) => anInscription({ eleveId, mef }))
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    expect(await placeEntretiens(tx, campagneId)).toEqual({ places: 1, nonPlaces: 1 })
  })
})

test('minimum notice falling on the night that loses an hour: nothing before it', async () => {
  const campagne = await placed([BOIS], {
    contraintes: { preavisJours: 36 },
    disponibilites: ([uai]) => [
      aDisponibilite({ uai }),
      aDisponibilite({ uai, debut: heure('2027-03-28T00:00'), fin: heure('2027-03-28T04:00') }),
    ],
  })
  // 20 February and 36 days: 28 March, at its first minute, and not at eleven the evening before.
  expect((await plan(campagne)).map((one) => one.debut)).toEqual(['2027-03-28T00:00'])
})

test('minimum notice ignored in one screen only: who moves an interview by hand meets it too', async () => {
  const campagne = await placed([BOIS], {
    contraintes: { preavisJours: 20 },
    disponibilites: ([uai]) => [
      aDisponibilite({ uai }),
      aDisponibilite({ uai, debut: heure('2027-03-15T09:00'), fin: heure('2027-03-15T12:00') }),
    ],
  })
  const [one] = await plan(campagne)
  const { rows } = await at(campagne, '2027-02-20', (tx) =>
    sql<{ id: number }>`select id from disponibilite where campagne_id = ${campagne.campagneId}
      order by debut limit 1`.execute(tx.trx),
  )
  if (!one || !rows[0]) throw new Error('entretien attendu')
  expect(one.debut).toBe('2027-03-15T09:00')
  const early = await move(campagne, { ...one, disponibilite: rows[0].id }, '2027-03-08T09:00')
  expect(early).toMatchObject({
    ok: false,
    refus: { code: 'place_refusee', details: { raisons: expect.stringContaining('prévenance') } },
  })
  expect((await plan(campagne)).map(({ debut }) => debut)).toEqual(['2027-03-15T09:00'])
})

test('a browser in another zone: hours are those of the lycée, written by the server', async () => {
  const campagne = await placed([BOIS], { disponibilites: ([uai]) => [aDisponibilite({ uai })] })
  const over = appOver(base.db)
  const cookie = await over.cookieFor(
    await acteurWith(campagne, { role: 'planificateur', uai: campagne.lycees[0] }),
  )
  const [line] = await plan(campagne)
  const shown = await (await get(over.app, `/entretiens/${line?.id ?? 0}`, cookie)).text()
  expect(shown).toContain('de 9 h 00 à 9 h 20')
})

test('all-day item keeps its date in every zone, whatever the zone of the machine', async () => {
  const campagne = await placed([BOIS], { disponibilites: ([uai]) => [aDisponibilite({ uai })] })
  const over = appOver(base.db)
  const planner = await acteurWith(campagne, { role: 'planificateur', uai: campagne.lycees[0] })
  const cookie = await over.cookieFor(planner)
  const before = process.env['TZ']
  const said = new Set<string>()
  try {
    for (const zone of [
      'Pacific/Noumea',
      'Indian/Reunion',
      'UTC',
      'America/Martinique',
      'Pacific/Honolulu',
    ]) {
      process.env['TZ'] = zone
      const fields = { genre: 'lieu_ferme', jour: '2027-03-08', moitie: 'journee', motif: `Neige (${zone})` }
      const sent = await post(over.app, '/incidents', { cookie, fields })
      const shown = await (await get(over.app, sent.headers.get('location') ?? '', cookie)).text()
      said.add(/[a-z]+ \d+ mars 2027, toute la journée/.exec(shown)?.[0] ?? shown)
      expect(new Date(2027, 2, 8).getTimezoneOffset()).toBe(OFFSETS[zone])
    }
  } finally {
    process.env['TZ'] = before ?? ''
    if (before === undefined) delete process.env['TZ']
  }
  expect([...said]).toEqual(['lundi 8 mars 2027, toute la journée'])
})
const OFFSETS: Readonly<Record<string, number>> = {
  'Pacific/Noumea': -660,
  'Indian/Reunion': -240,
  UTC: 0,
  'America/Martinique': 240,
  'Pacific/Honolulu': 600,
}

test('slot on a closed day, or after the closing date: nobody is placed there', async () => {
  const campagne = await placed([BOIS], {
    contraintes: { joursFermes: ['2027-03-08'] },
    disponibilites: ([uai]) => [
      aDisponibilite({ uai }),
      aDisponibilite({ uai, debut: heure('2027-05-10T09:00'), fin: heure('2027-05-10T12:00') }),
    ],
  })
  expect(await plan(campagne)).toEqual([])
})

test('interviewer gone: past interviews are still read', async () => {
  const campagne = await placed([BOIS], { disponibilites: ([uai]) => [aDisponibilite({ uai })] })
  const { campagneId, lycees } = campagne
  const away = {
    intervenant: { uai: lycees[0], nom: 'Mme Dupont-Fictive' },
    debut: heure('2027-03-01T00:00'),
    fin: heure('2027-07-01T00:00'),
    motif: 'Mutation (fictive)',
  }
  await at(campagne, '2027-03-20', async (tx) => {
    for (const result of await declareIndisponibilites(tx, { campagneId, items: [away] })) must(result)
  })
  const over = appOver(base.db)
  const cookie = await over.cookieFor(await acteurWith(campagne, { role: 'planificateur', uai: lycees[0] }))
  const shown = await (await get(over.app, '/planning?semaine=2027-03-08', cookie)).text()
  expect(shown).toContain(eleveAt(campagne, 0).nom)
  expect(shown).toContain('Mme Dupont-Fictive')
})

test('school closed: past interviews are still read, when the next directory no longer knows it', async () => {
  const campagne = await placed([BOIS], { disponibilites: ([uai]) => [aDisponibilite({ uai })] })
  const { lycees } = campagne
  await at(campagne, '2027-06-01', (tx) =>
    importEtablissements(tx, [
      aLigneEtablissement({ uai: lycees[1], nom: 'Lycée fictif n° 2', nature: 'lycee_pro' }),
    ]),
  )
  const over = appOver(base.db)
  const cookie = await over.cookieFor(await acteurWith(campagne, { role: 'planificateur', uai: lycees[0] }))
  const shown = await (await get(over.app, '/planning?semaine=2027-03-08', cookie)).text()
  expect(shown).toContain(eleveAt(campagne, 0).nom)
})

test('freed slot offered for a motive the pupil may not have: it is not', async () => {
  const campagne = await placed([CUISINE], { disponibilites: ([uai]) => [aDisponibilite({ uai })] })
  expect(await plan(campagne)).toEqual([])
  const { campagneId, lycees } = campagne
  await at(campagne, '2027-02-21', async (tx) => {
    const items = [
      aDisponibilite({
        uai: lycees[0],
        domaines: ['cuisine'],
        salle: 'Salle 2',
        intervenants: ['M. Autre (fictif)'],
      }),
    ]
    for (const result of await declareDisponibilites(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
  })
  expect((await plan(campagne)).map((one) => one.qui)).toEqual([['M. Autre (fictif)']])
})

test('optimiser re-run must not move already convoked pupils, nor pinned ones', async () => {
  const campagne = await placed([BOIS, BOIS, BOIS], {
    disponibilites: ([uai]) => [
      aDisponibilite({ uai }),
      aDisponibilite({ uai, debut: heure('2027-03-22T09:00'), fin: heure('2027-03-22T12:00') }),
    ],
  })
  const { db, campagneId, academie } = campagne
  await at(campagne, '2027-02-20', (tx) => emitConvocations(tx, campagneId))
  const [, second] = await plan(campagne)
  if (!second) throw new Error('entretien attendu')
  expect(await move(campagne, second, '2027-03-08T11:40')).toMatchObject({ ok: true })
  const before = await plan(campagne)
  await runAmelioration({ db }, { academie, campagneId })
  expect(await plan(campagne)).toEqual(before)
})
