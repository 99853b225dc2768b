import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Hono } from 'hono'
import { testDb } from '#src/db/testing.ts'
import type { Db } from '#src/db/connection.ts'
import type { Courrier } from '#src/jobs/courrier.ts'
import { serveurSmtp, type ServeurSmtp } from '#src/jobs/testing.ts'
import { addDays, instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  eleveAt,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import {
  accepterReparation,
  annoncerTenus,
  declareDisponibilites,
  declareIncident,
  declareIndisponibilites,
  deplacerEntretien,
  emitConvocations,
  placeEntretiens,
  readIncident,
  readIncidents,
  runAmelioration,
} from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { campagneQuiEcrit, envoisOf, moveTo, query } from '#src/procedure/envois/examples.ts'
import { expedier } from '#src/procedure/envois/jobs/expedition.ts'
import { appOver, get } from '#src/web/testing.ts'

/** The Monday of the first week, with one teacher a week, each on Tuesday. */
const LUNDI = '2027-03-15'
const SEMAINES = ['Mme Première (fictive)', 'M. Deuxième (fictif)', 'Mme Troisième (fictive)']
const mardi = (rang: number): string => addDays(LUNDI, 7 * rang + 1)

let db: Db
let close: () => Promise<void>
let server: ServeurSmtp
let courrier: Courrier
let app: Hono
let cookieFor: ReturnType<typeof appOver>['cookieFor']
let campagne: CampagneFictive
let passes = 0

beforeAll(async () => {
  ;({ db, close } = await testDb())
  ;({ app, cookieFor } = appOver(db))
  server = await serveurSmtp()
})
afterAll(async () => {
  await server.stop()
  await close()
})

/** One pupil of a fresh campaign, held in the first week. */
beforeEach(async () => {
  courrier = server.courrier()
  server.recus.length = 0
  passes += 1
  campagne = await campagneQuiEcrit(db, {
    dispositif: `SEMAINE-${passes}`,
    disponibilites: ([uai]) =>
      SEMAINES.map((nom, rang) =>
        aDisponibilite({
          uai,
          intervenants: [nom],
          salle: nom,
          debut: instantOf(`${mardi(rang)}T09:00`, ZONE),
          fin: instantOf(`${mardi(rang)}T09:20`, ZONE),
        }),
      ),
  })
  await moveTo(campagne, '2027-02-27T09:00')
  const { campagneId } = campagne
  await at(campagne, '2027-02-20', async (tx) => {
    const items = [anInscription({ eleveId: eleveAt(campagne, 0).id })]
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    expect(await placeEntretiens(tx, campagneId)).toEqual({ places: 1, nonPlaces: 0 })
  })
  expect(await semaine()).toBe(mardi(0))
  await at(campagne, '2027-02-20', (tx) => annoncerTenus(tx, campagneId))
  return () => courrier.fermer()
})

const semaine = async (): Promise<string | undefined> => {
  const [one] = await query<{ jour: string }>(
    campagne,
    'select lower(plage)::date::text as jour from entretien where campagne_id = ?',
    campagne.campagneId,
  )
  return one?.jour
}

/** The teacher who holds it falls ill; what is proposed is accepted. The pupil goes where there is a place. */
const absent = (rang: number, le: string) =>
  at(campagne, le, async (tx) => {
    const { campagneId, lycees } = campagne
    const [uai] = lycees
    const { intervenants } = await readIncidents(tx, { campagneId, uai })
    const incident = {
      uai,
      genre: 'intervenant_absent' as const,
      intervenantId: intervenants.find((one) => one.nom === SEMAINES[rang])?.id ?? 0,
      salleId: null,
      eleve: null,
      debut: instantOf(mardi(rang), ZONE),
      fin: instantOf(addDays(mardi(rang), 1), ZONE),
      motif: 'Fictif',
    }
    const incidentId = must(await declareIncident(tx, { campagneId, incident }))
    const empreinte = (await readIncident(tx, { campagneId, incidentId }))?.empreinte ?? ''
    return must(await accepterReparation(tx, { campagneId, incidentId, empreinte, gardes: [] }))
  })

/** A planner moves it himself. */
const byHand = (rang: number, le: string) =>
  at(campagne, le, async (tx) => {
    const { campagneId } = campagne
    const [one] = await query<{ entretienId: number; version: number; disponibiliteId: number }>(
      campagne,
      `select n.id as "entretienId", n.version, d.id as "disponibiliteId"
       from entretien n join disponibilite d on d.campagne_id = n.campagne_id
       where d.debut::date = '${mardi(rang)}' and n.campagne_id = ?`,
      campagneId,
    )
    if (!one) throw new Error('aucune place ce jour-là')
    const { disponibiliteId, ...entretien } = one
    const debut = Date.parse(`${mardi(rang)}T09:00:00Z`) / 60_000
    must(await deplacerEntretien(tx, { campagneId, ...entretien, vers: { disponibiliteId, debut } }))
  })

const send = () => expedier({ db, academie: campagne.academie, courrier })
const mine = async () => {
  const ids = await query<{ id: number }>(
    campagne,
    'select id from envoi where campagne_id = ?',
    campagne.campagneId,
  )
  const all = await envoisOf(campagne)
  return all.filter((one) => ids.some(({ id }) => id === one.id))
}
const listed = async (): Promise<string> => {
  const chef = await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[0] })
  return (await get(app, '/semaines-changees', await cookieFor(chef))).text()
}

test('the family is written to, once an address, and the collège sees it', async () => {
  await absent(0, '2027-02-26T09:00')
  const jour = (await semaine()) ?? ''
  expect(jour).not.toBe(mardi(0))
  expect(await send()).toMatchObject({ joignable: true })
  const envois = await mine()
  expect(envois.length).toBeGreaterThan(1)
  expect(new Set(envois.map((one) => `${one.genre} ${one.etat}`))).toEqual(
    new Set(['changement_semaine envoye']),
  )
  expect(server.recus.map((one) => one.a).toSorted()).toEqual(envois.map((one) => one.adresse).toSorted())
  for (const { mail } of server.recus) {
    expect(mail.subject).toBe('Un entretien d’information change de semaine')
    expect(mail.text).toContain('et non plus celle du lundi 15 mars 2027')
    // Neither day nor hour: they may still move.
    expect(mail.text).not.toMatch(/mardi|9 h/)
    expect(mail.attachments).toEqual([])
  }
  const page = await listed()
  expect(page).toContain('semaine du lundi 15 mars 2027')
  expect(page).toContain('Un message le lui dit')
})

test('the night takes him to another week for one who can come in his alone, and his family is written to', async () => {
  const { academie, campagneId } = campagne
  const [first, second] = [eleveAt(campagne, 0).id, eleveAt(campagne, 1).id]
  await at(campagne, '2027-02-20', async (tx) => {
    const away = { debut: instantOf(mardi(1), ZONE), fin: instantOf(mardi(3), ZONE), motif: 'Stage (fictif)' }
    const items = [{ eleveId: second, ...away }]
    for (const result of await declareIndisponibilites(tx, { campagneId, items })) must(result)
    const later = [anInscription({ eleveId: second })]
    for (const result of await registerInscriptions(tx, { campagneId, items: later })) must(result)
    expect(await placeEntretiens(tx, campagneId)).toEqual({ places: 0, nonPlaces: 1 })
  })
  await runAmelioration({ db }, { academie, campagneId })
  const jours = await query<{ eleve: number; jour: string }>(
    campagne,
    'select eleve_id as eleve, lower(plage)::date::text as jour from entretien where campagne_id = ?',
    campagneId,
  )
  const jourOf = new Map(jours.map(({ eleve, jour }) => [eleve, jour]))
  expect(jourOf.get(second)).toBe(mardi(0))
  expect([mardi(1), mardi(2)]).toContain(jourOf.get(first))
  await send()
  const envois = await mine()
  expect(envois.length).toBeGreaterThan(1)
  expect(new Set(envois.map((one) => `${one.genre} ${one.etat}`))).toEqual(
    new Set(['changement_semaine envoye']),
  )
  for (const { mail } of server.recus) expect(mail.text).toContain('et non plus celle du lundi 15 mars 2027')
})

test('before his first night nothing was told: moved, nobody is written to', async () => {
  await query(campagne, 'update entretien set annonce_le = null where campagne_id = ?', campagne.campagneId)
  await byHand(1, '2027-02-26T09:00')
  expect(await semaine()).toBe(mardi(1))
  expect(await mine()).toEqual([])
  expect(await listed()).toContain('Aucun entretien prévu n’a changé')
})

test('the night takes him to another lycée: the family is written to without its name, the collège reads both', async () => {
  const { academie, campagneId, lycees } = campagne
  const [first, second] = [eleveAt(campagne, 0).id, eleveAt(campagne, 1).id]
  await at(campagne, '2027-02-20', async (tx) => {
    const away = { debut: instantOf(mardi(1), ZONE), fin: instantOf(mardi(3), ZONE), motif: 'Stage (fictif)' }
    const items = [first, second].map((eleveId) => ({ eleveId, ...away }))
    for (const result of await declareIndisponibilites(tx, { campagneId, items })) must(result)
    const ailleurs = aDisponibilite({
      uai: lycees[1],
      intervenants: ['M. Ailleurs (fictif)'],
      salle: 'Ailleurs',
      debut: instantOf(`${mardi(0)}T14:00`, ZONE),
      fin: instantOf(`${mardi(0)}T14:20`, ZONE),
    })
    for (const result of await declareDisponibilites(tx, { campagneId, items: [ailleurs] })) must(result)
    // He may be received at the first lycée only.
    const later = [anInscription({ eleveId: second, derogationSecteur: true, uaiSouhaite: lycees[0] })]
    for (const result of await registerInscriptions(tx, { campagneId, items: later })) must(result)
  })
  await runAmelioration({ db }, { academie, campagneId })
  const places = await query<{ eleve: number; uai: string }>(
    campagne,
    'select n.eleve_id as eleve, k.uai from entretien n join creneau k on k.id = n.creneau_id where n.campagne_id = ?',
    campagneId,
  )
  expect(new Map(places.map(({ eleve, uai }) => [eleve, uai]))).toEqual(
    new Map([
      [first, lycees[1]],
      [second, lycees[0]],
    ]),
  )
  const kept = await query<{ chaine: string }>(
    campagne,
    `select chaine from journal where acte = 'entretiens.ameliorer' and objet = 'entretien'
       and objet_id in (select id::text from entretien where campagne_id = ?)`,
    campagneId,
  )
  expect(kept.map((one) => one.chaine).toSorted()).toEqual([lycees[0], lycees[1]].toSorted())
  await send()
  expect(server.recus.length).toBeGreaterThan(1)
  for (const { mail } of server.recus) {
    expect(mail.subject).toBe('Un entretien d’information change de lycée')
    expect(mail.text).toContain('dans un autre lycée, toujours la semaine du lundi 15 mars 2027')
    expect(mail.text).not.toContain('Lycée fictif')
  }
  const page = await listed()
  expect(page).toContain('semaine du lundi 15 mars 2027, Lycée fictif n° 1')
  expect(page).toContain('Lycée fictif n° 2')
})

test('two changes before the post leaves: the last one alone is told, from the week that was known', async () => {
  await absent(0, '2027-02-26T09:00')
  const second = (await semaine()) === mardi(1) ? 1 : 2
  await absent(second, '2027-02-26T10:00')
  const jour = (await semaine()) ?? ''
  await send()
  const envois = await mine()
  const sent = envois.filter((one) => one.etat === 'envoye')
  expect(sent.length).toBe(envois.length / 2)
  expect(envois.filter((one) => one.etat === 'abandonne').map((one) => one.motif)).toEqual(
    sent.map(() => 'entretien_deplace'),
  )
  expect(server.recus).toHaveLength(sent.length)
  for (const { mail } of server.recus) {
    expect(mail.text).toContain('et non plus celle du lundi 15 mars 2027')
    expect(mail.text).toContain(jour === mardi(1) ? 'lundi 22 mars 2027' : 'lundi 29 mars 2027')
  }
})

test('moved by hand and back before the post leaves: nothing is told, and nothing is listed', async () => {
  for (const [rang, le] of [
    [1, '2027-02-26T09:00'],
    [0, '2027-02-26T10:00'],
  ] as const)
    await byHand(rang, le)
  expect(await semaine()).toBe(mardi(0))
  await send()
  const envois = await mine()
  expect(envois.length).toBeGreaterThan(2)
  expect(new Set(envois.map((one) => `${one.etat} ${one.motif}`))).toEqual(
    new Set(['abandonne entretien_deplace']),
  )
  expect(server.recus).toEqual([])
})

/** He may be received in no other week. */
const awayAfter = (le: string) =>
  at(campagne, le, async (tx) => {
    const away = { debut: instantOf(mardi(1), ZONE), fin: instantOf(mardi(3), ZONE), motif: 'Stage (fictif)' }
    const items = [{ eleveId: eleveAt(campagne, 0).id, ...away }]
    const { campagneId } = campagne
    for (const result of await declareIndisponibilites(tx, { campagneId, items })) must(result)
  })

test('taken away without another place: the family is told by its week, and no calendar holds it', async () => {
  await awayAfter('2027-02-20')
  await absent(0, '2027-02-26T09:00')
  expect(await semaine()).toBeUndefined()
  await send()
  const envois = await mine()
  expect(envois.length).toBeGreaterThan(1)
  expect(new Set(envois.map((one) => `${one.genre} ${one.etat}`))).toEqual(new Set(['annulation envoye']))
  for (const { mail } of server.recus) {
    expect(mail.text).toContain('annoncé pour la semaine du lundi 15 mars 2027 ne peut plus avoir lieu')
    expect(mail.attachments).toEqual([])
  }
})

test('who withdraws while he is only held is told nothing', async () => {
  await at(campagne, '2027-02-26T09:00', async (tx) => {
    const { campagneId, lycees } = campagne
    const incident = {
      uai: lycees[0],
      genre: 'retrait' as const,
      intervenantId: null,
      salleId: null,
      eleve: { eleveId: eleveAt(campagne, 0).id, domaine: 'bois' },
      debut: instantOf(mardi(0), ZONE),
      fin: instantOf(mardi(1), ZONE),
      motif: 'Ne veut plus (fictif)',
    }
    const incidentId = must(await declareIncident(tx, { campagneId, incident }))
    const empreinte = (await readIncident(tx, { campagneId, incidentId }))?.empreinte ?? ''
    must(await accepterReparation(tx, { campagneId, incidentId, empreinte, gardes: [] }))
  })
  expect(await semaine()).toBeUndefined()
  expect(await mine()).toEqual([])
})

test('convoked in between: the convocation says it', async () => {
  await absent(0, '2027-02-26T09:00')
  await at(campagne, '2027-02-26T11:00', (tx) => emitConvocations(tx, campagne.campagneId))
  await send()
  const envois = await mine()
  const told = envois.filter((one) => one.genre === 'changement_semaine')
  expect(new Set(told.map((one) => `${one.etat} ${one.motif}`))).toEqual(
    new Set(['abandonne entretien_convoque']),
  )
  expect(envois.filter((one) => one.genre === 'convocation' && one.etat === 'envoye')).toHaveLength(
    told.length,
  )
  expect(await listed()).not.toContain('semaine du lundi 15 mars 2027')
})

test('a family without an address is not written to, and its collège is told to speak to it', async () => {
  await query(campagne, 'update eleve set courriel = null where campagne_id = ?', campagne.campagneId)
  await query(campagne, 'update responsable set courriel = null where campagne_id = ?', campagne.campagneId)
  await absent(0, '2027-02-26T09:00')
  expect(await mine()).toEqual([])
  expect(await listed()).toContain('À prévenir : aucun message')
})
