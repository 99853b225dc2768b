import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  at,
  codeOf,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { changerDisponibilite } from '#src/procedure/entretiens/acts/disponibilite.ts'
import {
  accepterReparation,
  declareDisponibilites,
  declareIncident,
  deplacerEntretien,
  emitConvocations,
  placeEntretiens,
  readConvocations,
  readIncident,
  readIncidents,
  remplacerIntervenant,
  runAmelioration,
} from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { readChoix, readEnMain } from '#src/procedure/entretiens/reads/deplacements.ts'
import { toMinute } from '#src/procedure/entretiens/reads/instance.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'

const LUNDI = '2027-03-08'
const heure = (local: string): Date => instantOf(`${LUNDI}T${local}`, ZONE)
/** Twenty minutes for all, then a quarter of an hour for each of four. */
const QUATRE = { capacite: 4, seance: { communes: 20, individuelles: 15 } }
const matin = (uai: string) => aDisponibilite({ uai, ...QUATRE, debut: heure('09:00'), fin: heure('10:20') })

let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive
beforeAll(async () => {
  base = await testDb()
  campagne = await fictionalCampagne(base.db, {
    disponibilites: ([uai]) => [matin(uai)],
    horloge: instantOf('2027-02-20T10:00', ZONE),
  })
  const { lycees, colleges } = campagne
  // The first collège is far from the lycée, the second next door.
  await at(campagne, '2027-02-20', async (tx) => {
    for (const [uai, latitude] of [
      [lycees[0], 48.8],
      [colleges[0], 49],
      [colleges[1], 48.8],
    ] as const)
      await sql`update etablissement set latitude = ${latitude}, longitude = 2.3 where uai = ${uai}`.execute(
        tx.trx,
      )
  })
}, 60_000)
afterAll(() => base.close())

/** Registers pupils by rank (six per collège) and places them. */
const register = (ranks: readonly number[]) =>
  at(campagne, '2027-02-20', async (tx) => {
    const { campagneId } = campagne
    const items = ranks.map((rank) => anInscription({ eleveId: eleveAt(campagne, rank).id }))
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    expect(await placeEntretiens(tx, campagneId)).toEqual({ places: ranks.length, nonPlaces: 0 })
  })
const convoke = () => at(campagne, '2027-02-21', (tx) => emitConvocations(tx, campagne.campagneId))

/** By rank of the pupil: the whole session, his own time, and how many letters he got. */
const told = async (): Promise<Record<number, string>> => {
  const { rows } = await at(campagne, '2027-02-22', (tx) =>
    sql<{ eleveId: number; quand: string; seul: string; lettres: number; dit: string | null }>`
      select n.eleve_id as "eleveId",
        to_char(lower(n.plage) at time zone ${ZONE}, 'HH24:MI') || '-' || to_char(upper(n.plage) at time zone ${ZONE}, 'HH24:MI') as quand,
        to_char(lower(n.individuel) at time zone ${ZONE}, 'HH24:MI') as seul,
        (select count(*)::int from convocation c where c.entretien_id = n.id) as lettres,
        (select to_char(lower(c.individuel) at time zone ${ZONE}, 'HH24:MI') from convocation c
          where c.entretien_id = n.id order by c.version desc limit 1) as dit
      from entretien n where n.campagne_id = ${campagne.campagneId}`.execute(tx.trx),
  )
  for (const one of rows) if (one.lettres > 0) expect(one.dit).toBe(one.seul)
  const rank = (eleveId: number) => campagne.eleves.findIndex((one) => one.id === eleveId)
  return Object.fromEntries(rows.map((one) => [rank(one.eleveId), `${one.quand} ${one.seul} ${one.lettres}`]))
}

describe('the pupils of a group session', () => {
  test('are placed together, and convoked each to his time, the longest journey home first', async () => {
    await register([6, 7, 0])
    await runAmelioration({ db: base.db }, campagne)
    expect(Object.values(await told()).map((one) => one.slice(0, 11))).toEqual(Array(3).fill('09:00-10:20'))
    expect(await convoke()).toBe(3)
    expect(await told()).toEqual({
      0: '09:00-10:20 09:20 1',
      6: '09:00-10:20 09:35 1',
      7: '09:00-10:20 09:50 1',
    })
  })

  test('read both hours, and stay until the end of their own', async () => {
    const [mine] = await at(campagne, '2027-02-22', (tx) =>
      readConvocations(tx, { campagneId: campagne.campagneId, eleveId: eleveAt(campagne, 6).id }),
    )
    const times = { debut: `${LUNDI}T09:00`, individuel: `${LUNDI}T09:35`, fin: `${LUNDI}T09:50` }
    expect(mine?.convocation).toMatchObject(times)
    expect(mine?.rendezVous).toMatchObject(times)
  })

  test('keep the time that was told: who comes later, even from far, comes after', async () => {
    await register([1])
    expect(await convoke()).toBe(1)
    expect(await told()).toEqual({
      0: '09:00-10:20 09:20 1',
      6: '09:00-10:20 09:35 1',
      7: '09:00-10:20 09:50 1',
      1: '09:00-10:20 10:05 1',
    })
  })

  test('are not called earlier when somebody leaves: the hole waits for who comes next', async () => {
    const { campagneId, lycees } = campagne
    await at(campagne, '2027-02-22', async (tx) => {
      const incident = {
        uai: lycees[0],
        genre: 'retrait' as const,
        motif: 'Fictif',
        intervenantId: null,
        salleId: null,
        eleve: { eleveId: eleveAt(campagne, 6).id, domaine: 'bois' },
        debut: heure('09:00'),
        fin: heure('10:20'),
      }
      const incidentId = must(await declareIncident(tx, { campagneId, incident }))
      const empreinte = (await readIncident(tx, { campagneId, incidentId }))?.empreinte ?? ''
      must(await accepterReparation(tx, { campagneId, incidentId, empreinte, gardes: [] }))
    })
    expect(await convoke()).toBe(0)
    const left = { 0: '09:00-10:20 09:20 1', 7: '09:00-10:20 09:50 1', 1: '09:00-10:20 10:05 1' }
    expect(await told()).toEqual(left)
    await register([8])
    expect(await convoke()).toBe(1)
    expect(await told()).toEqual({ ...left, 8: '09:00-10:20 09:35 1' })
  })

  test('would see their times move with the session: it does not change under them', async () => {
    const { campagneId } = campagne
    const disponibiliteId = await at(campagne, '2027-02-22', async (tx) => {
      const { rows } = await sql<{
        id: number
      }>`select id from disponibilite where campagne_id = ${campagneId}`.execute(tx.trx)
      return rows[0]?.id ?? 0
    })
    const change = (over: Partial<typeof QUATRE> & { fin?: Date; accessible?: boolean }) =>
      at(campagne, '2027-02-22', (tx) =>
        changerDisponibilite(tx, {
          campagneId,
          disponibiliteId,
          salle: 'Salle 1',
          accessible: false,
          debut: heure('09:00'),
          fin: heure('10:20'),
          ...QUATRE,
          ...over,
        }),
      )
    expect(codeOf(await change({ seance: { communes: 10, individuelles: 15 } }))).toBe('seance_occupee')
    expect(codeOf(await change({ capacite: 5, fin: heure('11:00') }))).toBe('seance_occupee')
    must(await change({ fin: heure('11:00') }))
  })
})

test('somebody else holds the session: nobody is called at another time, and no letter leaves', async () => {
  const { campagneId, lycees } = campagne
  const before = await told()
  await at(campagne, '2027-02-22', async (tx) => {
    const libre = {
      intervenants: ['M. Libre (fictif)'],
      salle: null,
      debut: heure('14:00'),
      fin: heure('15:00'),
    }
    for (const done of await declareDisponibilites(tx, {
      campagneId,
      items: [aDisponibilite({ uai: lycees[0], ...libre })],
    }))
      must(done)
    const { intervenants } = await readIncidents(tx, { campagneId, uai: lycees[0] })
    const idOf = (nom: string) => intervenants.find((one) => one.nom === nom)?.id ?? 0
    const incident = {
      uai: lycees[0],
      genre: 'intervenant_absent' as const,
      motif: 'Fictif',
      intervenantId: idOf('Mme Dupont-Fictive'),
      salleId: null,
      eleve: null,
      debut: heure('08:00'),
      fin: heure('12:00'),
    }
    const incidentId = must(await declareIncident(tx, { campagneId, incident }))
    const done = await remplacerIntervenant(tx, {
      campagneId,
      incidentId,
      remplacantId: idOf('M. Libre (fictif)'),
    })
    expect(must(done)).toMatchObject({ deplaces: 4, convocations: 0 })
  })
  expect(await told()).toEqual(before)
})

test('a session that cannot be held is refused as it is declared, and the base refuses it too', async () => {
  const { campagneId, lycees } = campagne
  const declared = await at(campagne, '2027-02-22', (tx) =>
    declareDisponibilites(tx, {
      campagneId,
      items: [
        { ...matin(lycees[0]), capacite: 1 },
        { ...matin(lycees[0]), fin: heure('10:15') },
        { ...matin(lycees[0]), seance: { communes: 0, individuelles: 5 } },
      ],
    }),
  )
  expect(declared.map(codeOf)).toEqual(['seance_pour_un', 'seance_hors_plage', 'seance_courte'])
  const write = at(campagne, '2027-02-22', (tx) =>
    sql`update disponibilite set capacite = 1 where campagne_id = ${campagneId}`.execute(tx.trx),
  )
  await expect(write).rejects.toThrow('disponibilite_seance_plausible')
})

test('a planner moves a pupil into another session by hand, then a second one beside him: each is told both hours', async () => {
  const { campagneId, lycees } = campagne
  const jour = '2027-03-09'
  const mardi = (local: string): Date => instantOf(`${jour}T${local}`, ZONE)
  await at(campagne, '2027-02-22', async (tx) => {
    const autre = { debut: mardi('09:00'), fin: mardi('11:00') }
    for (const done of await declareDisponibilites(tx, {
      campagneId,
      items: [{ ...matin(lycees[0]), ...autre }],
    }))
      must(done)
  })
  const move = (rank: number) =>
    at(campagne, '2027-02-22', async (tx) => {
      const { rows } = await sql<{ id: number }>`
        select id from entretien where eleve_id = ${eleveAt(campagne, rank).id}`.execute(tx.trx)
      const entretienId = rows[0]?.id ?? 0
      const enMain = await readEnMain(tx, { campagneId, entretienId })
      if (!enMain) throw new Error('the interview stands')
      const { libres } = await readChoix(tx, { enMain, campagneId, jour })
      const [first] = libres
      if (!first) throw new Error('the session has room')
      const vers = { disponibiliteId: first.disponibiliteId, debut: toMinute(first.debut, tx.zone) }
      must(await deplacerEntretien(tx, { campagneId, entretienId, version: enMain.place.version, vers }))
      return libres.map((one) => one.debut.toISOString())
    })
  expect(await move(7)).toEqual([mardi('09:00').toISOString()])
  // The session that has begun to fill is offered as it stands.
  expect(await move(1)).toContain(mardi('09:00').toISOString())
  expect(await told()).toMatchObject({ 7: '09:00-10:20 09:20 2', 1: '09:00-10:20 09:35 2' })
})

test('an incident takes a pupil out of his session: a place chosen by hand in another one is given him as it stands', async () => {
  const { campagneId, lycees } = campagne
  const rank = 8
  const eleveId = eleveAt(campagne, rank).id
  await at(campagne, '2027-02-22', async (tx) => {
    const { rows } = await sql<{ entretienId: number; disponibiliteId: number }>`
      select n.id as "entretienId", d.id as "disponibiliteId" from entretien n join disponibilite d
        on d.campagne_id = n.campagne_id
      where n.eleve_id = ${eleveId} and d.debut = ${instantOf('2027-03-09T09:00', ZONE)}`.execute(tx.trx)
    const [where] = rows
    if (!where) throw new Error('another session is open')
    const choix = [{ ...where, debut: toMinute(instantOf('2027-03-09T09:00', ZONE), tx.zone) }]
    const incident = {
      uai: lycees[0],
      genre: 'eleve_indisponible' as const,
      motif: 'Fictif',
      intervenantId: null,
      salleId: null,
      eleve: { eleveId, domaine: 'bois' },
      debut: heure('08:00'),
      fin: heure('12:00'),
    }
    const incidentId = must(await declareIncident(tx, { campagneId, incident }))
    const lu = await readIncident(tx, { campagneId, incidentId, choix })
    expect(lu?.lignes.map((one) => one.apres?.debut)).toEqual([instantOf('2027-03-09T09:00', ZONE)])
    const empreinte = lu?.empreinte ?? ''
    must(await accepterReparation(tx, { campagneId, incidentId, empreinte, gardes: [], choix }))
  })
  // Those who were there keep their own times.
  expect(await told()).toMatchObject({
    7: '09:00-10:20 09:20 2',
    1: '09:00-10:20 09:35 2',
    [rank]: '09:00-10:20 09:50 2',
  })
})
