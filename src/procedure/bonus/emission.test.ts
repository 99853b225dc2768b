import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import { choisirEmission, readFiches, readRemises, runFiches } from '#src/procedure/bonus/api.ts'
import {
  at,
  eleveAt,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import { emissionDue, type ReglageEmission } from '#src/procedure/bonus/rules/emission.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'

let base: Awaited<ReturnType<typeof testDb>>
let serial = 0
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

const heure = (local: string): Date => instantOf(local, ZONE)

/** Two pupils; the avis of the first are all signed, the second waits for that of his lycée. */
async function halfSigned(): Promise<CampagneFictive> {
  const campagne = await fictionalCampagne(base.db, {
    dispositif: `EMISSION-${++serial}`,
    horloge: heure('2027-03-01T10:00'),
  })
  const parcours = [
    aParcours({ eleveId: eleveAt(campagne, 0).id }),
    aParcours({ eleveId: eleveAt(campagne, 1).id, referent: null }),
  ]
  await playInscriptions(campagne, parcours)
  await playAvisOrigine(campagne, parcours)
  await playEntretiens(campagne, parcours)
  return campagne
}

async function moveTo(campagne: CampagneFictive, local: string): Promise<void> {
  const { campagneId } = campagne
  await at(campagne, local, (tx) => moveHorloge(tx, { campagneId, instant: tx.now }))
}

/** Version of the fiche of each pupil who has one, after what is due has left. */
async function issued(campagne: CampagneFictive): Promise<number[]> {
  await runFiches({ db: base.db })
  return at(campagne, '2027-05-01', async (tx) =>
    (await readFiches(tx, { campagneId: campagne.campagneId })).map(({ version }) => version),
  )
}

const choose = (campagne: CampagneFictive, mode: ReglageEmission['mode'], le: string | null): Promise<void> =>
  at(campagne, '2027-03-01', (tx) => choisirEmission(tx, { campagneId: campagne.campagneId, mode, le }))

describe('fiches that leave by themselves', () => {
  test('at a date: not the day before, then all, once; what changes leaves the day after, and says what', async () => {
    const campagne = await halfSigned()
    await moveTo(campagne, '2027-04-27T23:00')
    expect(await issued(campagne)).toEqual([])
    await choose(campagne, 'date', '2027-04-28')
    expect(await issued(campagne)).toEqual([])
    await moveTo(campagne, '2027-04-28T00:30')
    expect(await issued(campagne)).toEqual([1, 1])
    expect(await issued(campagne)).toEqual([1, 1])
    await playEntretiens(campagne, [aParcours({ eleveId: eleveAt(campagne, 1).id })])
    expect(await issued(campagne)).toEqual([1, 1])
    await moveTo(campagne, '2027-04-29T00:30')
    expect((await issued(campagne)).toSorted((a, b) => a - b)).toEqual([1, 2])
    const changed = await at(campagne, '2027-05-01', async (tx) =>
      (await readFiches(tx, { campagneId: campagne.campagneId })).find(({ version }) => version === 2),
    )
    expect(changed?.changements.join(' ')).toMatch(/avis/)
  })

  test('as soon as its avis are signed: a pupil who waits for one has no fiche yet', async () => {
    const campagne = await halfSigned()
    await choose(campagne, 'signature', null)
    await moveTo(campagne, '2027-04-02T08:00')
    expect(await issued(campagne)).toEqual([1])
    await playEntretiens(campagne, [aParcours({ eleveId: eleveAt(campagne, 1).id })])
    expect(await issued(campagne)).toEqual([1, 1])
  })

  test('what was issued and not given yet is a list for the principal', async () => {
    const campagne = await halfSigned()
    await choose(campagne, 'signature', null)
    await moveTo(campagne, '2027-04-02T08:00')
    await issued(campagne)
    const waiting = await at(campagne, '2027-04-02', (tx) =>
      readRemises(tx, { campagneId: campagne.campagneId, uai: campagne.colleges[0] }),
    )
    const fiches = waiting.filter(({ genre, remises }) => genre === 'fiche' && remises.length === 0)
    expect(fiches).toHaveLength(1)
  })
})

describe('when they are due', () => {
  const at = { now: heure('2027-04-28T10:00'), zone: ZONE, finConfirmations: '2027-05-20' }
  test.each([
    [{ mode: 'manuelle', le: null, faiteLe: null }, undefined],
    [{ mode: 'date', le: '2027-04-28', faiteLe: null }, 'toutes'],
    [{ mode: 'date', le: '2027-04-29', faiteLe: null }, undefined],
    [{ mode: 'date', le: '2027-04-20', faiteLe: heure('2027-04-27T23:59') }, 'toutes'],
    [{ mode: 'date', le: '2027-04-20', faiteLe: heure('2027-04-28T00:01') }, undefined],
    [{ mode: 'signature', le: null, faiteLe: heure('2027-04-28T09:00') }, 'signees'],
  ] as const)('%o gives %s', (reglage, due) => expect(emissionDue(reglage, at)).toBe(due))

  test('never once confirmations are over', () => {
    const over = { ...at, finConfirmations: '2027-04-27' }
    expect(emissionDue({ mode: 'signature', le: null, faiteLe: null }, over)).toBeUndefined()
  })
})
