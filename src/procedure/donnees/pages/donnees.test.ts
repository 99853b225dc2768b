import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDocuments } from '#src/documents/engine.ts'
import { textWithoutSpaces } from '#src/documents/pdf-text.ts'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import { appOver, get, post } from '#src/web/testing.ts'

let app: Hono
let close: () => Promise<void>
let campagne: CampagneFictive
const cookies: Record<'pupil' | 'other' | 'head' | 'academie', string> = {
  pupil: '',
  other: '',
  head: '',
  academie: '',
}

beforeAll(async () => {
  const base = await testDb()
  close = base.close
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, { horloge: instantOf('2027-05-20T10:00', ZONE) })
  await playParcours(
    campagne,
    campagne.eleves.slice(0, 2).map((one) => aParcours({ eleveId: one.id })),
  )
  const { id: eleveId, uai } = eleveAt(campagne, 0)
  cookies.pupil = await over.cookieFor(await acteurWith(campagne, { role: 'eleve', eleveId }))
  cookies.other = await over.cookieFor(
    await acteurWith(campagne, { role: 'eleve', eleveId: eleveAt(campagne, 1).id }),
  )
  cookies.head = await over.cookieFor(await acteurWith(campagne, { role: 'chef_origine', uai }))
  cookies.academie = await over.cookieFor(campagne.acteur)
}, 120_000)
afterAll(async () => {
  await closeDocuments()
  await close()
})

const mine = (): number => eleveAt(campagne, 0).id
const send = (path: string, cookie: string, fields: Record<string, string>) =>
  post(app, path, { cookie, fields })
const said = (answer: Response): string => decodeURIComponent(answer.headers.get('Set-Cookie') ?? '')

test('A38: the copy is a file without a name of a person, in JSON and in PDF, for the pupil alone', async () => {
  const json = await get(app, `/mes-donnees/${mine()}/copie/json`, cookies.pupil)
  expect(json.headers.get('Content-Disposition')).toContain('donnees-personnelles.json')
  expect(json.headers.get('Cache-Control')).toContain('no-store')
  const text = await json.text()
  expect(JSON.parse(text)).toMatchObject({ pour: 'eleve', avisCompris: true })
  expect(text).toContain(eleveAt(campagne, 0).nom)
  const pdf = await get(app, `/mes-donnees/${mine()}/copie/pdf`, cookies.pupil)
  expect(pdf.status).toBe(200)
  const read = (await textWithoutSpaces(new Uint8Array(await pdf.arrayBuffer()))).join('')
  expect(read).toContain('Copiedesdonnéespersonnelles')
  expect(read).toContain(eleveAt(campagne, 0).prenom)
  expect((await get(app, `/mes-donnees/${mine()}/copie/pdf`, cookies.other)).status).toBe(404)
  expect((await get(app, `/mes-donnees/${mine()}/copie/docx`, cookies.pupil)).status).toBe(404)
})

test('a request: what is missing is said, then it is followed to its answer', async () => {
  const empty = await send('/mes-donnees', cookies.pupil, { eleve: String(mine()), texte: 'À garder.' })
  expect(empty.status).toBe(422)
  const again = await empty.text()
  expect(again).toContain('Choisissez ce que vous demandez.')
  expect(again).toContain('À garder.')
  const sent = await send('/mes-donnees', cookies.pupil, { eleve: String(mine()), droit: 'opposition' })
  expect(sent.status).toBe(303)
  expect(said(sent)).toContain('au plus tard le dimanche 20 juin 2027')
  expect(await (await get(app, '/mes-donnees', cookies.pupil)).text()).toContain('En cours, au plus tard le')
  expect((await get(app, '/demandes-donnees', cookies.pupil)).status).toBe(403)
  const list = await (await get(app, '/demandes-donnees', cookies.head)).text()
  const path = /href="(\/demandes-donnees\/\d+)"/.exec(list)?.[1] ?? ''
  expect(await (await get(app, path, cookies.head)).text()).toContain('L’académie répond à cette demande.')
  const fields = { reponse: 'acceptee', motif: 'C’est noté (fictif).' }
  expect((await send(path, cookies.head, fields)).status).toBe(404)
  const mute = await send(path, cookies.academie, { reponse: 'acceptee' })
  expect(mute.status).toBe(422)
  expect((await send(path, cookies.academie, fields)).status).toBe(303)
  expect(await (await get(app, '/mes-donnees', cookies.pupil)).text()).toContain(
    'Acceptée : C’est noté (fictif).',
  )
  expect(await (await get(app, '/demandes-donnees', cookies.academie)).text()).toContain('ne participe plus')
  expect((await send(path, cookies.academie, fields)).status).toBe(422)
})

test('a request on paper is entered by the school for one of the family, and corrected', async () => {
  const path = `/eleves/${mine()}/demande-donnees`
  expect(await (await get(app, path, cookies.head)).text()).toContain('responsable légal')
  expect((await send(path, cookies.head, { qui: '999999', droit: 'acces' })).status).toBe(422)
  const sent = await send(path, cookies.head, {
    qui: 'eleve',
    droit: 'rectification',
    texte: 'Nom mal écrit.',
  })
  expect(sent.status).toBe(303)
  const demande = sent.headers.get('Location') ?? ''
  const page = await (await get(app, demande, cookies.head)).text()
  expect(page).toContain(`value="${eleveAt(campagne, 0).nom}"`)
  const fields = {
    reponse: 'acceptee',
    motif: 'Corrigé.',
    nom: 'NEUF',
    prenom: 'Nova',
    dateNaissance: 'hier',
  }
  const wrong = await send(demande, cookies.head, fields)
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('Écrivez la date de naissance.')
  expect((await send(demande, cookies.head, { ...fields, dateNaissance: '2012-05-06' })).status).toBe(303)
  expect(await (await get(app, `/eleves/${mine()}`, cookies.head)).text()).toContain('NEUF')
})

test('in intermediate archive a campagne is the académie’s alone, and the visa is asked when the day has come', async () => {
  const before = await (await get(app, '/conservation', cookies.academie)).text()
  expect(before).not.toContain('Détruire les dossiers')
  await at(campagne, '2029-09-01', (tx) =>
    moveHorloge(tx, { campagneId: campagne.campagneId, instant: instantOf('2029-09-01T10:00', ZONE) }),
  )
  const listed = await (await get(app, '/campagnes', cookies.head)).text()
  expect(listed).not.toContain('2026-2027')
  expect(await (await get(app, '/campagnes', cookies.academie)).text()).toContain('2026-2027')
  const page = await (await get(app, '/conservation', cookies.academie)).text()
  expect(page).toContain('Détruire les dossiers')
  expect((await get(app, '/conservation', cookies.head)).status).toBe(403)
  const campagneId = String(campagne.campagneId)
  expect((await send('/conservation', cookies.academie, { campagne: campagneId, visa: ' ' })).status).toBe(
    422,
  )
  expect(
    (await send('/conservation', cookies.academie, { campagne: campagneId, visa: 'ARCH-1 (fictif)' })).status,
  ).toBe(303)
  expect(await (await get(app, '/conservation', cookies.academie)).text()).toContain('ARCH-1 (fictif)')
})
