import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { addDays, instantOf } from '#src/kit/day.ts'
import {
  at,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import type { ContraintesCampagne } from '#src/procedure/campagnes/api.ts'
import { placeEntretiens, runAmelioration } from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

const LUNDI = '2027-03-08'
const open = (jour: string, uai: string, nom: string, mode: 'presentiel' | 'distanciel' = 'presentiel') =>
  aDisponibilite({
    uai,
    mode,
    intervenants: [nom],
    salle: mode === 'presentiel' ? nom : null,
    debut: instantOf(`${jour}T09:00`, ZONE),
    fin: instantOf(`${jour}T${mode === 'presentiel' ? '12:00' : '10:00'}`, ZONE),
  })

/** Five mornings of one teacher in person, one hour of two teachers at a distance at the same time. */
const offer = ([uai]: readonly [string, string]) => [
  ...[0, 1, 2, 3, 4].map((day) => open(addDays(LUNDI, day), uai, 'Mme Fictive')),
  open(LUNDI, uai, 'M. Loin (fictif)', 'distanciel'),
  open(LUNDI, uai, 'Mme Loin (fictive)', 'distanciel'),
]

interface Ligne {
  college: string
  qui: string
  mode: string
  jour: string
  debut: string
  fin: string
}

/** Every pupil asks, six of one collège at a distance; placed, then placed better by a night. */
async function planned(
  dispositif: string,
  contraintes: ContraintesCampagne,
): Promise<{ plan: Ligne[]; sansPlace: number }> {
  const horloge = instantOf('2027-02-20T10:00', ZONE)
  const options = { dispositif, contraintes, horloge, disponibilites: offer, elevesParCollege: 9 }
  const campagne: CampagneFictive = await fictionalCampagne(base.db, options)
  const { academie, campagneId } = campagne
  const items = campagne.eleves.map(({ id }, rank) =>
    anInscription({ eleveId: id, mode: rank < 6 ? 'distanciel' : 'presentiel' }),
  )
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
  })
  await runAmelioration({ db: base.db }, { academie, campagneId })
  return at(campagne, '2027-06-01', async (tx) => {
    const { rows: plan } = await sql<Ligne>`
      select e.uai as college, i.nom as qui, k.mode, (lower(n.plage) at time zone ${ZONE})::date::text as jour,
        to_char(lower(n.plage) at time zone ${ZONE}, 'HH24:MI') as debut,
        to_char(upper(n.plage) at time zone ${ZONE}, 'HH24:MI') as fin
      from entretien n join eleve e on e.id = n.eleve_id join creneau k on k.id = n.creneau_id
      join creneau_intervenant c on c.creneau_id = k.id join intervenant i on i.id = c.intervenant_id
      where n.campagne_id = ${campagneId}`.execute(tx.trx)
    const { rows } = await sql`select 1 from non_placement where campagne_id = ${campagneId}`.execute(tx.trx)
    return { plan, sansPlace: rows.length }
  })
}

const largest = (plan: readonly Ligne[], keyOf: (one: Ligne) => string): number =>
  Math.max(...plan.map((one) => plan.filter((other) => keyOf(other) === keyOf(one)).length))
const perDay = (plan: readonly Ligne[]) => largest(plan, (one) => `${one.qui} ${one.jour}`)
const perWeek = (plan: readonly Ligne[]) => largest(plan, (one) => one.qui)
/** Remote interviews of one collège at the same time. */
const atOnce = (plan: readonly Ligne[]): number => {
  const remote = plan.filter((one) => one.mode === 'distanciel')
  const during = (a: Ligne, b: Ligne) =>
    a.college === b.college && a.jour === b.jour && a.debut <= b.debut && b.debut < a.fin
  return Math.max(...remote.map((b) => remote.filter((a) => during(a, b)).length))
}
const inPerson = (plan: readonly Ligne[]) => plan.filter((one) => one.mode === 'presentiel')

test('without a rule everybody is placed, close together', async () => {
  const { plan, sansPlace } = await planned('SANS-BORNE', {})
  expect(sansPlace).toBe(0)
  expect(perDay(plan)).toBeGreaterThan(3)
  expect(perWeek(plan)).toBe(12)
  expect(atOnce(plan)).toBe(2)
  expect(inPerson(plan).some((one) => one.fin > '10:00')).toBe(true)
})

test.each<[string, ContraintesCampagne, (plan: readonly Ligne[]) => boolean, number]>([
  ['a teacher a day', { parIntervenantJour: 3 }, (plan) => perDay(plan) === 3, 0],
  ['a teacher a week', { parIntervenantSemaine: 10 }, (plan) => perWeek(plan) === 10, 2],
  ['posts of a collège', { postesDistanciel: 1 }, (plan) => atOnce(plan) === 1, 3],
  [
    'hours away from school',
    { departMatin: '08:00', retourMatin: '10:00', departApresMidi: '13:00', retourApresMidi: '17:00' },
    (plan) => inPerson(plan).every((one) => one.fin <= '10:00'),
    0,
  ],
])('%s: kept as placed and as placed better by the night', async (nom, contraintes, kept, left) => {
  const { plan, sansPlace } = await planned(nom, contraintes)
  expect(sansPlace).toBe(left)
  expect(kept(plan), JSON.stringify(plan)).toBe(true)
  expect(plan).toHaveLength(18 - left)
})
