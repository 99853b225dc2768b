import ICAL from 'ical.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { bacASable, type Depeche } from '#src/jobs/courrier.ts'
import { recordConfirmations } from '#src/procedure/bonus/api.ts'
import { at, eleveByCle, legauxOf, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playFiches,
  playInscriptions,
  playParcours,
} from '#src/procedure/bonus/examples/parcours.ts'
import { emitConvocations, selectEntretiens } from '#src/procedure/entretiens/api.ts'
import { annoncerAnnulations } from '#src/procedure/envois/api.ts'
import { campagneQuiEcrit, envoisOf, moveTo, query } from '#src/procedure/envois/examples.ts'
import { expedier } from '#src/procedure/envois/jobs/expedition.ts'

let campagne: CampagneFictive
let close: () => Promise<void>
beforeAll(async () => {
  const { db, close: stop } = await testDb()
  close = stop
  campagne = await campagneQuiEcrit(db)
})
afterAll(() => close())

const parcours = (cle: number) => aParcours({ eleveId: eleveByCle(campagne, cle).id })
const adresses = async (genre: string): Promise<string[]> =>
  (await envoisOf(campagne)).filter((one) => one.genre === genre).map((one) => one.adresse)

describe('messages of convocations', () => {
  beforeEach(async () => void (await query(campagne, 'delete from envoi')))

  test('to the pupil and each of his legal guardians, not to his aunt; to a pupil of eighteen alone', async () => {
    await playInscriptions(campagne, [parcours(1), parcours(2)])
    expect(await adresses('convocation')).toEqual([
      'e1@eleves.exemple.fr',
      'r1-0@familles.exemple.fr',
      'r1-1@familles.exemple.fr',
      'e2@eleves.exemple.fr',
      'r2-0@familles.exemple.fr',
    ])
    await query(campagne, "update eleve set date_naissance = ? where cle_siecle = '3'", '2008-01-15')
    await playInscriptions(campagne, [parcours(3)])
    expect((await adresses('convocation')).slice(5)).toEqual(['e3@eleves.exemple.fr'])
  })

  test('are undone with the act that they tell of', async () => {
    const { campagneId } = campagne
    await query(campagne, 'delete from convocation')
    const failing = at(campagne, '2027-02-28', async (tx) => {
      expect(await emitConvocations(tx, campagneId)).toBeGreaterThan(0)
      throw new Error('refus')
    })
    await expect(failing).rejects.toThrow('refus')
    expect(await envoisOf(campagne)).toEqual([])
    await at(campagne, '2027-02-28', (tx) => emitConvocations(tx, campagneId))
    expect(await envoisOf(campagne)).toHaveLength(6)
  })

  test('the same convocation is said once, whoever asks again', async () => {
    await query(campagne, 'delete from convocation')
    for (let i = 0; i < 2; i++)
      await at(campagne, '2027-03-01', (tx) => emitConvocations(tx, campagne.campagneId))
    expect(await envoisOf(campagne)).toHaveLength(6)
  })

  test('two guardians of one address are written to once; a field with two addresses, or none that holds, is not', async () => {
    await query(campagne, 'delete from convocation')
    await query(
      campagne,
      `update responsable set courriel = 'Meme@Familles.exemple.fr ' where cle_siecle like '1-%'`,
    )
    await query(
      campagne,
      `update responsable set courriel = 'a@exemple.fr; b@exemple.fr' where cle_siecle = '2-0'`,
    )
    await query(campagne, `update eleve set courriel = 'pas une adresse' where cle_siecle = '2'`)
    await at(campagne, '2027-03-02', (tx) => emitConvocations(tx, campagne.campagneId))
    expect(await adresses('convocation')).toEqual([
      'e1@eleves.exemple.fr',
      'meme@familles.exemple.fr',
      'e3@eleves.exemple.fr',
    ])
  })

  test('a campaign that does not write leaves nothing', async () => {
    await query(campagne, 'delete from convocation')
    await query(campagne, 'update campagne set repetition = true')
    await at(campagne, '2027-03-03', (tx) => emitConvocations(tx, campagne.campagneId))
    await query(campagne, 'update campagne set repetition = false')
    expect(await envoisOf(campagne)).toEqual([])
  })
})

test('a whole campaign: each step says its thing once to each person, a receipt of paper to the whole family', async () => {
  const { db, close: stop } = await testDb()
  const other = await campagneQuiEcrit(db)
  const one = (cle: number, over = {}) => aParcours({ eleveId: eleveByCle(other, cle).id, ...over })
  await playParcours(other, [
    one(1),
    one(2, { presence: 'absent', referent: null }),
    one(5, { presence: 'annule_par_lycee', referent: null }),
  ])
  const counts = await query<{ genre: string; n: number }>(
    other,
    'select genre, count(*)::int as n from envoi group by genre order by genre',
  )
  expect(Object.fromEntries(counts.map(({ genre, n }) => [genre, n]))).toEqual({
    absence: 2,
    accuse_confirmation: 8,
    annulation: 3,
    convocation: 8,
    fiche: 8,
  })
  await stop()
})

test('a receipt of what was said on screen goes to who said it, the pupil as his guardians', async () => {
  const { db, close: stop } = await testDb()
  const other = await campagneQuiEcrit(db)
  const eleve = eleveByCle(other, 1)
  const parcours = [aParcours({ eleveId: eleve.id })]
  await playInscriptions(other, parcours)
  await playAvisOrigine(other, parcours)
  await playEntretiens(other, parcours)
  await playFiches(other)
  const [, second] = legauxOf(other, eleve.id)
  for (const responsableId of [null, second?.id ?? 0])
    await at(other, `2027-05-0${responsableId === null ? 2 : 3}`, (tx) =>
      recordConfirmations(tx, {
        campagneId: other.campagneId,
        items: [{ eleveId: eleve.id, mef: '2472340121', responsableId, decision: 'oui', support: 'ecran' }],
      }),
    )
  const receipts = (await envoisOf(other)).filter((one) => one.genre === 'accuse_confirmation')
  expect(receipts.map((one) => one.adresse)).toEqual(['e1@eleves.exemple.fr', 'r1-1@familles.exemple.fr'])
  await stop()
})

test('an interview that a lycée takes away: told as it was, with a cancellation that its first invitation understands', async () => {
  const { db, close: stop } = await testDb()
  const other = await campagneQuiEcrit(db)
  const eleve = eleveByCle(other, 1)
  await playInscriptions(other, [aParcours({ eleveId: eleve.id })])
  const kept: Depeche[] = []
  const sandbox = bacASable('https://a.fr')
  const courrier = {
    ...sandbox,
    livrer: (depeche: Depeche) => {
      kept.push(depeche)
      return sandbox.livrer(depeche)
    },
  }
  await query(other, 'update campagne set repetition = false')
  await expedier({ db, academie: other.academie, courrier })
  await at(other, '2027-03-01', async (tx) => {
    const entretienIds = (await selectEntretiens(tx.trx, [eleve.id])).map((one) => one.id)
    await annoncerAnnulations(tx, { campagneId: other.campagneId, retrait: false, entretienIds })
  })
  for (const table of ['convocation', 'entretien']) await query(other, `delete from ${table}`)
  await moveTo(other, '2027-03-01T10:00')
  await expedier({ db, academie: other.academie, courrier })
  const events = kept
    .filter((one) => one.a === 'e1@eleves.exemple.fr')
    .map(({ invitation }) => new ICAL.Component(ICAL.parse(invitation?.ics ?? '')))
  expect(events.map((one) => one.getFirstPropertyValue('method'))).toEqual(['REQUEST', 'CANCEL'])
  const [request, cancel] = events.map(
    (one) => new ICAL.Event(one.getFirstSubcomponent('vevent') ?? undefined),
  )
  expect(cancel?.uid).toBe(request?.uid)
  expect(cancel?.startDate.toJSDate()).toEqual(request?.startDate.toJSDate())
  expect(cancel?.sequence).toBeGreaterThan(request?.sequence ?? 9)
  expect(cancel?.organizer).toBe(request?.organizer)
  await stop()
})
