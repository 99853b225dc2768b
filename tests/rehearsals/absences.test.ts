import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { addDays, instantOf, type Day } from '#src/kit/day.ts'
import { check } from '#src/planning/check.ts'
import { chance } from '#src/planning/engine/chance.ts'
import {
  at,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import {
  accepterReparation,
  declareIncident,
  emitConvocations,
  placeEntretiens,
  recordPresences,
  type NouvelIncident,
} from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { readIncident, readIncidents } from '#src/procedure/entretiens/reads/incidents.ts'
import { loadInstance } from '#src/procedure/entretiens/reads/instance.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

const LUNDI = '2027-03-08'
const SEMAINES = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((jour) => addDays(LUNDI, jour))
const FORMATION = { bois: '2472340121', cuisine: '2473340321' }
const JURYS = ['Mme Fictive', 'M. Fictif'] as const

/** Two weeks of mornings in both lycées, two teachers for each domaine. */
const deuxSemaines = (lycees: readonly string[]) =>
  lycees.flatMap((uai) =>
    Object.keys(FORMATION).flatMap((domaine) =>
      JURYS.flatMap((nom, n) =>
        SEMAINES.map((jour) =>
          aDisponibilite({
            uai,
            domaines: [domaine],
            intervenants: [`${nom} (${domaine})`],
            salle: `Salle ${domaine} ${n + 1}`,
            debut: instantOf(`${jour}T09:00`, ZONE),
            fin: instantOf(`${jour}T12:00`, ZONE),
          }),
        ),
      ),
    ),
  )

interface Ligne {
  entretienId: number
  eleveId: number
  domaine: string
  uai: string
  jour: Day
  debut: Date
  presence: string | null
  /** Whether the last convocation says where and when the interview is. */
  dit: boolean
  convocations: number
}

const planOf = (campagne: CampagneFictive): Promise<Ligne[]> =>
  at(campagne, '2027-06-01', async (tx) => {
    const { rows } = await sql<Ligne>`
      select n.id as "entretienId", n.eleve_id as "eleveId", n.domaine, k.uai, lower(n.plage) as debut,
        (lower(n.plage) at time zone ${ZONE})::date::text as jour, p.etat as presence,
        coalesce((c.plage, c.uai) = (n.plage, k.uai) and c.objet <> 'annulation', false) as dit,
        (select count(*)::int from convocation v where v.entretien_id = n.id) as convocations
      from entretien n join creneau k on k.id = n.creneau_id left join presence p on p.entretien_id = n.id
      left join lateral (select * from convocation v where v.entretien_id = n.id order by version desc limit 1) c on true
      where n.campagne_id = ${campagne.campagneId} order by lower(n.plage), n.id`.execute(tx.trx)
    return rows
  })

const keyOf = ({ eleveId, domaine }: { eleveId: number; domaine: string }): string => `${eleveId}/${domaine}`
const placeOf = ({ uai, debut }: Ligne): string => `${uai} ${debut.toISOString()}`

/** A campaign whose pupils are all registered for both domaines, placed and convoked a fortnight before. */
async function convoked(dispositif: string): Promise<CampagneFictive> {
  const campagne = await fictionalCampagne(base.db, {
    dispositif,
    elevesParCollege: 9,
    disponibilites: deuxSemaines,
  })
  const { campagneId, lycees } = campagne
  const items = campagne.eleves.flatMap(({ id }, rank) =>
    Object.values(FORMATION).map((mef) =>
      anInscription({ eleveId: id, mef, uaiSouhaite: lycees[rank % 3 === 0 ? 1 : 0] }),
    ),
  )
  await at(campagne, '2027-02-15', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
    await emitConvocations(tx, campagneId)
  })
  return campagne
}

/** Declares what happens and accepts what is proposed; gives the interviews that the proposal touched. */
async function happens(
  campagne: CampagneFictive,
  { le, ...incident }: Pick<NouvelIncident, 'uai' | 'genre'> & Partial<NouvelIncident> & { le: string },
): Promise<number[]> {
  const { campagneId } = campagne
  const nobody = { intervenantId: null, salleId: null, eleve: null }
  const whole = { debut: instantOf(`${LUNDI}T00:00`, ZONE), fin: instantOf(`${LUNDI}T23:59`, ZONE) }
  return at(campagne, le, async (tx) => {
    const declared = { ...nobody, ...whole, ...incident, motif: 'Répétition (fictive)' }
    const incidentId = must(await declareIncident(tx, { campagneId, incident: declared }))
    const lu = await readIncident(tx, { campagneId, incidentId })
    if (!lu) throw new Error('incident attendu')
    must(await accepterReparation(tx, { campagneId, incidentId, empreinte: lu.empreinte, gardes: [] }))
    // Who was left without a place by the repair of one lycée may be received by the other.
    await placeEntretiens(tx, campagneId, { depuis: tx.now })
    await emitConvocations(tx, campagneId)
    return lu.lignes.map((one) => one.entretienId)
  })
}

const day = (jour: Day) => ({
  debut: instantOf(`${jour}T00:00`, ZONE),
  fin: instantOf(`${addDays(jour, 1)}T00:00`, ZONE),
})

/** Rules broken by all the interviews that stand, as one plan judged by the independent checker. */
const brokenIn = ({ campagneId, ...campagne }: CampagneFictive) =>
  at(campagne, '2027-02-15', async (tx) => {
    const { instance } = await loadInstance(tx, await loadCampagne(tx.trx, campagneId))
    const asked = { ...instance, fixes: [], requetes: instance.fixes.map((fixe) => fixe.requete) }
    return check(asked, { places: instance.fixes.map((fixe) => fixe.placement), nonPlaces: [] })
  })

async function teacherAt(campagne: CampagneFictive, uai: string, rank: number): Promise<number> {
  const { intervenants } = await at(campagne, '2027-03-01', (tx) =>
    readIncidents(tx, { campagneId: campagne.campagneId, uai }),
  )
  const one = intervenants[rank % intervenants.length]
  if (!one) throw new Error('intervenant attendu')
  return one.id
}

describe('a campaign with absences, a strike, withdrawals and no-shows', () => {
  test.each([1, 2])('n° %i: everyone registered has one interview, and knows where it is', async (seed) => {
    const campagne = await convoked(`ABSENCES-${seed}`)
    const { campagneId, lycees } = campagne
    const next = chance(seed)
    const drawn = <T>(list: readonly T[]): T => {
      const one = list[Math.floor(next() * list.length)]
      if (one === undefined) throw new Error('rien à tirer')
      return one
    }
    const first = await planOf(campagne)
    expect(first).toHaveLength(2 * campagne.eleves.length)
    expect(first.every((one) => one.dit && one.convocations === 1)).toBe(true)

    // A teacher is away on the first day, another for two days, and the lycée is closed by a strike on the second.
    const absence = { genre: 'intervenant_absent' as const, uai: lycees[0] }
    const touched = await happens(campagne, {
      ...absence,
      le: '2027-03-01',
      intervenantId: await teacherAt(campagne, lycees[0], seed),
      ...day(LUNDI),
    })
    await happens(campagne, {
      ...absence,
      le: '2027-03-02',
      intervenantId: await teacherAt(campagne, lycees[0], seed + 1),
      debut: day(LUNDI).debut,
      fin: day(addDays(LUNDI, 1)).fin,
    })
    const struck = (await planOf(campagne)).find((one) => one.uai === lycees[0])
    if (!struck) throw new Error('entretien attendu')
    const strike = await happens(campagne, {
      genre: 'lieu_ferme',
      uai: lycees[0],
      le: '2027-03-03',
      ...day(struck.jour),
    })
    expect(strike.length).toBeGreaterThan(0)
    expect((await planOf(campagne)).some((one) => one.uai === lycees[0] && one.jour === struck.jour)).toBe(
      false,
    )

    // A pupil cannot on the day of his interview; two others no longer want theirs.
    const kept = drawn(await planOf(campagne))
    await happens(campagne, {
      genre: 'eleve_indisponible',
      uai: kept.uai,
      le: '2027-03-04',
      eleve: { eleveId: kept.eleveId, domaine: kept.domaine },
      ...day(kept.jour),
    })
    const withdrawn = new Set<string>()
    for (let i = 0; i < 2; i++) {
      const gone = drawn((await planOf(campagne)).filter((one) => one.eleveId !== kept.eleveId))
      withdrawn.add(keyOf(gone))
      const eleve = { eleveId: gone.eleveId, domaine: gone.domaine }
      await happens(campagne, { genre: 'retrait', uai: gone.uai, le: '2027-03-04T10:00', eleve })
    }

    // On the first days three pupils do not come; each is convoked again.
    const missed = (await planOf(campagne)).slice(0, 3)
    for (const { eleveId, domaine, uai, jour } of missed) {
      const evening = `${jour}T18:00`
      await at(campagne, evening, async (tx) => {
        const items = [{ eleveId, domaine, etat: 'absent' as const }]
        for (const result of await recordPresences(tx, { campagneId, items })) must(result)
      })
      await happens(campagne, { genre: 'absence', uai, le: evening, eleve: { eleveId, domaine } })
    }

    const last = await planOf(campagne)
    const registered = campagne.eleves
      .flatMap(({ id }) => Object.keys(FORMATION).map((domaine) => keyOf({ eleveId: id, domaine })))
      .filter((key) => !withdrawn.has(key))
    expect(last.map(keyOf).toSorted()).toEqual(registered.toSorted())
    expect(await brokenIn(campagne)).toEqual([])
    expect(last.filter((one) => !one.dit)).toEqual([])
    const before = new Map(first.map((one) => [keyOf(one), one]))
    const changed = last.filter((one) => placeOf(one) !== placeOf(before.get(keyOf(one)) ?? one))
    expect(changed.length).toBeGreaterThanOrEqual(missed.length + 1)
    expect(touched.length).toBeGreaterThan(0)
    for (const one of changed) {
      const same = one.entretienId === before.get(keyOf(one))?.entretienId
      // Who left one lycée for the other has another interview, whose first letter it is.
      expect(one.convocations, keyOf(one)).toBeGreaterThanOrEqual(same ? 2 : 1)
    }
    for (const one of missed) {
      const again = last.find((other) => keyOf(other) === keyOf(one))
      expect(again?.debut.getTime()).toBeGreaterThan(one.debut.getTime())
      expect(again?.presence).toBeNull()
    }
  })
})
