import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  codeOf,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playFiches,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import type { Acteur } from '#src/procedure/comptes/api.ts'
import { importEleves, nommerAdultesReferents } from '#src/procedure/eleves/acts.ts'
import { demanderTransfert } from '#src/procedure/eleves/acts/transferts.ts'
import { anEleveLu } from '#src/procedure/eleves/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'
import type { Hono } from 'hono'

let campagne: CampagneFictive
let app: Hono
let close: () => Promise<void>
let depart: Acteur
let arrivee: Acteur
const cookies = { depart: '', arrivee: '' }
beforeAll(async () => {
  const base = await testDb()
  close = base.close
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, {
    horloge: instantOf('2027-02-12T10:00', ZONE),
    elevesParCollege: 4,
  })
  const items = campagne.eleves.map((one) => aParcours({ eleveId: one.id }))
  await playInscriptions(campagne, items)
  await playAvisOrigine(campagne, items.slice(0, 1))
  depart = await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[0] })
  arrivee = await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[1] })
  cookies.depart = await over.cookieFor(depart)
  cookies.arrivee = await over.cookieFor(arrivee)
})
afterAll(() => close())

const mine = (rank: number) => {
  const eleve = campagne.eleves.filter(({ uai }) => uai === campagne.colleges[0])[rank]
  if (!eleve) throw new Error('pas assez d’élèves')
  return eleve
}
const statusOf = async (path: string, who: keyof typeof cookies): Promise<number> =>
  (await get(app, path, cookies[who])).status
const journalOf = (eleveId: number) =>
  at(campagne, '2027-02-12', ({ trx }) =>
    trx
      .selectFrom('journal')
      .select(['chaine', 'acte', 'auteur', 'avant', 'apres'])
      .where('objet', '=', 'eleve')
      .where('objet_id', '=', String(eleveId))
      .where('acte', 'like', 'transfert.%')
      .orderBy('le')
      .orderBy('chaine')
      .execute(),
  )

test('A30: asked by one head and taken by the other, the file changes hands at once and the avis stays as signed', async () => {
  const { id } = mine(0)
  const motif = 'Déménagement (fictif)'
  await at({ ...campagne, acteur: depart }, '2027-02-10', (tx) =>
    nommerAdultesReferents(tx, [{ eleveId: id, nom: 'Odile Fictive' }]),
  )
  const sent = { cookie: cookies.depart, fields: { arrivee: campagne.colleges[1], motif } }
  expect((await post(app, `/eleves/${id}/transfert`, sent)).status).toBe(303)
  // Until then nothing has changed, and the other school knows a name and no more.
  expect(await statusOf(`/eleves/${id}`, 'depart')).toBe(200)
  expect(await statusOf(`/eleves/${id}`, 'arrivee')).toBe(404)
  const list = await (await get(app, '/arrivees', cookies.arrivee)).text()
  expect(list).toContain(mine(0).nom)
  expect(await (await get(app, '/arrivees', cookies.depart)).text()).not.toContain(mine(0).nom)
  const take = /action="(\/arrivees\/\d+)"/.exec(list)?.[1] ?? ''
  expect((await post(app, take, { cookie: cookies.depart })).status).toBe(404)

  expect((await post(app, take, { cookie: cookies.arrivee })).status).toBe(303)
  expect((await post(app, take, { cookie: cookies.arrivee })).status).toBe(404)
  for (const path of [`/eleves/${id}`, `/eleves/${id}/transfert`, `/eleves/${id}/histoire`])
    expect([await statusOf(path, 'depart'), await statusOf(path, 'arrivee')], path).toEqual([404, 200])
  const dossier = await (await get(app, `/eleves/${id}`, cookies.arrivee)).text()
  expect(dossier).toContain(campagne.acteur.nom)
  expect(dossier).not.toContain('Odile Fictive')
  expect(await journalOf(id)).toMatchObject([
    { chaine: campagne.colleges[0], acte: 'transfert.demander', auteur: depart.nom, apres: { motif } },
    {
      chaine: campagne.colleges[0],
      acte: 'transfert.prononcer',
      auteur: arrivee.nom,
      avant: { uai: campagne.colleges[0] },
    },
    { chaine: campagne.colleges[1], acte: 'transfert.prononcer', apres: { uai: campagne.colleges[1] } },
  ])
})

test('A30: the new school cannot write the avis again, and signs the one that is missing; the old one does neither', async () => {
  const before = mine(1)
  await at(campagne, '2027-02-11', async (tx) =>
    must(
      await demanderTransfert(tx, {
        campagneId: campagne.campagneId,
        eleveId: before.id,
        arrivee: campagne.colleges[1],
        motif: 'Essai fictif',
      }),
    ),
  )
  const one = aParcours({ eleveId: before.id })
  await expect(playAvisOrigine({ ...campagne, acteur: depart }, [one])).rejects.toThrow('interdit')
  await playAvisOrigine({ ...campagne, acteur: arrivee }, [one])
  const signed = aParcours({ eleveId: mine(0).id, origine: 'reserve' })
  await expect(playAvisOrigine({ ...campagne, acteur: arrivee }, [signed])).rejects.toThrow('refus inattendu')
  const { rows } = await at(campagne, '2027-02-12', ({ trx }) =>
    trx
      .selectFrom('avis_origine')
      .select(['eleve_id', 'signataire'])
      .execute()
      .then((all) => ({ rows: new Map(all.map((row) => [row.eleve_id, row.signataire])) })),
  )
  expect(rows.get(mine(0).id)).toBe(campagne.acteur.nom)
  expect(rows.get(before.id)).toBe(arrivee.nom)
})

test('the key of the base that he left is nobody’s in the other: its file takes no pupil over', async () => {
  const { id, cleSiecle } = mine(0)
  const eleves = [anEleveLu({ eleveId: cleSiecle, ine: null, nom: 'AUTRE PERSONNE' })]
  await at({ ...campagne, acteur: arrivee }, '2027-02-12', (tx) =>
    importEleves(tx, {
      campagneId: campagne.campagneId,
      uai: campagne.colleges[1],
      eleves,
      responsables: [],
      liens: null,
    }),
  )
  const row = await at(campagne, '2027-02-12', ({ trx }) =>
    trx.selectFrom('eleve').select(['nom', 'cle_siecle']).where('id', '=', id).executeTakeFirst(),
  )
  expect(row).toEqual({ nom: mine(0).nom, cle_siecle: `transfert-${id}` })
})

test('A30: the file of the new school takes him over by INE and birth date together, and by neither alone', async () => {
  const { id, ine, dateNaissance, nom, prenom } = mine(0)
  const imported = async (over: object) =>
    at({ ...campagne, acteur: arrivee }, '2027-02-12', async (tx) => {
      const lu = anEleveLu({ eleveId: '777', ine, dateNaissance, nom, prenom, ...over })
      const { refus } = await importEleves(tx, {
        campagneId: campagne.campagneId,
        uai: campagne.colleges[1],
        eleves: [lu],
        responsables: [],
        liens: null,
      })
      const row = tx.trx.selectFrom('eleve').select(['cle_siecle', 'classe']).where('id', '=', id)
      return [refus.length, await row.executeTakeFirst()]
    })
  const untouched = { cle_siecle: `transfert-${id}`, classe: null }
  expect(await imported({ dateNaissance: '2012-02-29' })).toEqual([1, untouched])
  expect(await imported({ classe: '3C' })).toEqual([0, { cle_siecle: '777', classe: '3C' }])
  expect(await imported({ classe: '3D' })).toEqual([0, { cle_siecle: '777', classe: '3D' }])
})

test('A30: the fiche says which school signed the avis of who has left it since, and only then', async () => {
  await at(campagne, '2027-03-05', ({ trx, now }) =>
    trx.updateTable('transfert').set({ prononce_le: now }).where('eleve_id', '=', mine(0).id).execute(),
  )
  await playFiches(campagne)
  const said = await at(campagne, '2027-05-02', async ({ trx }) => {
    const { nom } = await trx
      .selectFrom('etablissement')
      .select('nom')
      .where('uai', '=', campagne.colleges[0])
      .executeTakeFirstOrThrow()
    const fiches = await trx.selectFrom('fiche').select(['eleve_id', 'contenu']).execute()
    const textOf = (id: number) => JSON.stringify(fiches.find((one) => one.eleve_id === id)?.contenu)
    return [mine(0).id, mine(1).id].map((id) => textOf(id).includes(`${campagne.acteur.nom}, ${nom}`))
  })
  expect(said).toEqual([true, false])
})

test('refusals are in words, and what was typed comes back', async () => {
  const { id } = mine(2)
  for (const [typed, said] of [
    [campagne.colleges[0], 'déjà dans cet établissement'],
    ['0759999Z', 'Aucun établissement'],
  ] as const) {
    const fields = { arrivee: typed, motif: 'Essai fictif' }
    const answer = await post(app, `/eleves/${id}/transfert`, { cookie: cookies.depart, fields })
    const text = await answer.text()
    expect([answer.status, text.includes(said), text.includes(`value="${typed}"`)]).toEqual([422, true, true])
  }
  const unknown = {
    campagneId: campagne.campagneId,
    eleveId: 987_654,
    arrivee: campagne.colleges[1],
    motif: 'x',
  }
  const refused = await at(campagne, '2027-02-12', (tx) => demanderTransfert(tx, unknown))
  expect(codeOf(refused)).toBe('eleve_inconnu')
})

test('the new school is found by words of its name, then chosen: it is never guessed', async () => {
  const { id } = mine(2)
  const send = (fields: Record<string, string>) =>
    post(app, `/eleves/${id}/transfert`, {
      cookie: cookies.depart,
      fields: { motif: 'Déménagement fictif', ...fields },
    })
  const proposed = await send({ arrivee: 'college FICTIF' })
  expect(proposed.status).toBe(422)
  const text = await proposed.text()
  const choices = [...text.matchAll(/name="arrivee_choix" value="(\w+)"/g)].map(([, uai]) => uai)
  expect(choices).toEqual(expect.arrayContaining([...campagne.colleges]))
  expect(text).toContain('Choisissez l’établissement parmi ceux')
  const [, choix] = campagne.colleges
  // Other words than those that the choice was made for ask anew.
  const anew = await send({ arrivee: 'introuvable', arrivee_pour: 'college FICTIF', arrivee_choix: choix })
  expect([anew.status, (await anew.text()).includes('ne répond à ces mots')]).toEqual([422, true])
  const sent = await send({ arrivee: 'college FICTIF', arrivee_pour: 'college FICTIF', arrivee_choix: choix })
  expect([sent.status, sent.headers.get('Location')]).toEqual([303, `/eleves/${id}`])
})
