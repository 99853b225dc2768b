import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { extractText, getDocumentProxy } from 'unpdf'
import { testDb } from '#src/db/testing.ts'
import { dayOf, instantOf } from '#src/kit/day.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import { isConfirme } from '#src/procedure/bonus/rules/confirmation.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  legauxOf,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playFiches,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import { listDossiersDesInscriptions } from '#src/procedure/bonus/sql/dossiers.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import { readConvocations } from '#src/procedure/entretiens/api.ts'
import { appOver, get, post } from '#src/web/testing.ts'

const MEF = '2472340121'
const REFUSE = '2472340221'

let campagne: CampagneFictive
let app: Hono
let close: () => Promise<void>
let lycee: { intervenant: string; chef: string; entretienId: number; jour: string }
let eleve: string
let autreEleve: string
let meres: { cookie: string; nom: string }[]
let tante: string
let etranger: string
let parentDeMajeur: string

const clock = (local: string) =>
  at(campagne, local, (tx) =>
    moveHorloge(tx, { campagneId: campagne.campagneId, instant: instantOf(local, ZONE) }),
  )
const first = () => eleveAt(campagne, 0).id
const majeur = () => eleveAt(campagne, 2)
const text = async (path: string, cookie: string): Promise<string> => (await get(app, path, cookie)).text()
const send = (path: string, cookie: string, fields: Record<string, string>) =>
  post(app, path, { cookie, fields })

beforeAll(async () => {
  const base = await testDb()
  close = base.close
  campagne = await fictionalCampagne(base.db, { horloge: instantOf('2027-02-01T10:00', ZONE) })
  const over = appOver(base.db)
  app = over.app
  const open = async (over_: Parameters<typeof acteurWith>[1]): Promise<string> =>
    over.cookieFor(await acteurWith(campagne, over_))
  const parcours = [
    aParcours({ eleveId: first() }),
    aParcours({ eleveId: first(), mef: REFUSE }),
    aParcours({ eleveId: majeur().id }),
  ]
  await playInscriptions(campagne, parcours)
  await playAvisOrigine(campagne, parcours)
  const all = await at(campagne, '2027-03-01', (tx) =>
    readConvocations(tx, { campagneId: campagne.campagneId }),
  )
  const rangee = all.find((one) => one.rangee.eleveId === first())?.rangee
  if (!rangee) throw new Error('aucun entretien placé')
  const { uai, entretienId } = rangee
  lycee = {
    entretienId: entretienId ?? 0,
    jour: dayOf(rangee.debut, ZONE),
    intervenant: await open({ role: 'intervenant', uai }),
    chef: await open({ role: 'chef_referent', uai }),
  }
  eleve = await open({ role: 'eleve', eleveId: first() })
  autreEleve = await open({ role: 'eleve', eleveId: eleveAt(campagne, 1).id })
  meres = []
  for (const { id: responsableId, prenom, nom } of legauxOf(campagne, first()))
    meres.push({ cookie: await open({ role: 'responsable', responsableId }), nom: `${prenom} ${nom}` })
  const aunt = campagne.responsables.find((one) => one.eleveId === first() && one.niveau === 2)
  tante = await open({ role: 'responsable', responsableId: aunt?.id ?? 0 })
  const [stranger] = legauxOf(campagne, eleveAt(campagne, 1).id)
  etranger = await open({ role: 'responsable', responsableId: stranger?.id ?? 0 })
  const [parent] = legauxOf(campagne, majeur().id)
  parentDeMajeur = await open({ role: 'responsable', responsableId: parent?.id ?? 0 })
}, 120_000)
afterAll(async () => {
  await closeDocuments()
  await close()
})

const dossier = async (mef: string) => {
  const dossiers = await at(campagne, '2027-05-11', ({ trx }) =>
    listDossiersDesInscriptions(trx, { campagneId: campagne.campagneId, finConfirmations: '2027-05-21' }),
  )
  const found = dossiers.find((one) => one.eleveId === first() && one.mef === mef)
  if (!found) throw new Error('dossier absent')
  return found
}

describe('before the fiche', () => {
  test('the pupil finds his interview with its letter and its calendar; the fiche is not there yet', async () => {
    const page = await text('/mon-espace', eleve)
    expect(page).toContain('Mon entretien')
    expect(page).toContain('lundi 8 mars 2027')
    expect(page).not.toContain('fiche récapitulative est arrivée')
    const ics = await text('/mon-espace/entretien.ics', eleve)
    expect(ics).toContain('BEGIN:VEVENT')
    expect(ics).not.toContain(eleveAt(campagne, 0).nom)
    const pdf = await get(app, '/mon-espace/convocation.pdf', eleve)
    expect([pdf.status, (await pdf.text()).slice(0, 5)]).toEqual([200, '%PDF-'])
    expect(await text('/mon-espace/fiche', eleve)).toContain('n’est pas encore établie')
    expect((await get(app, '/mon-espace/fiche.pdf', eleve)).status).toBe(404)
  })

  test('his guardians read when and where in their language, which says that French is the reference', async () => {
    const path = `/famille/${first()}`
    const cookie = meres[0]?.cookie ?? ''
    const arabic = await text(`${path}?langue=ar`, cookie)
    expect(arabic).toContain('<div lang="ar-u-nu-latn" dir="rtl"')
    expect(arabic).toContain('8 مارس 2027')
    expect(arabic).toContain('هذه الترجمة لم تُراجع بعد.')
    expect(await text(`${path}?langue=xx`, cookie)).not.toContain('<div lang=')
  })

  test('so do his guardians, and nobody else', async () => {
    const path = `/famille/${first()}`
    expect(await text(path, meres[0]?.cookie ?? '')).toContain('lundi 8 mars 2027 à 9 h 00')
    const pdf = await get(app, `${path}/convocation.pdf`, meres[0]?.cookie)
    expect([pdf.status, pdf.headers.get('Content-Type')]).toEqual([200, 'application/pdf'])
    for (const cookie of [etranger, tante])
      expect((await get(app, `${path}/convocation.pdf`, cookie)).status).toBe(404)
  })

  test('a pupil who is not convoked has neither', async () => {
    expect(await text('/mon-espace', autreEleve)).not.toContain('Mon entretien')
    expect((await get(app, '/mon-espace/entretien.ics', autreEleve)).status).toBe(404)
  })

  test('a pupil asks for formations; twice the same is told as one', async () => {
    const none = await send('/mon-espace', autreEleve, {})
    expect(none.status).toBe(422)
    expect(await none.text()).toContain('Cochez au moins une formation.')
    expect((await send('/mon-espace', autreEleve, { 'mef-bois': MEF })).status).toBe(303)
    expect(await text('/mon-espace', autreEleve)).toContain('Demande transmise')
    // Asked for already, unknown, or hidden under another domaine: nothing left to ask.
    const gone: Record<string, string>[] = [
      { 'mef-bois': MEF },
      { 'mef-bois': '0000000000' },
      { 'mef-cuisine': REFUSE },
    ]
    for (const fields of gone) expect((await send('/mon-espace', autreEleve, fields)).status).toBe(422)
  })
})

describe('from the interview to the bonus', () => {
  test('proposed, signed, computed and issued', async () => {
    await clock(`${lycee.jour}T18:00`)
    const page = await text(`/entretiens/${lycee.entretienId}`, lycee.intervenant)
    const ids = [...page.matchAll(/<h3[^>]* id="formation-(\d+)">(.*?)<\/h3>/g)].map(
      (m) => [m[1], m[2]] as const,
    )
    const idOf = (libelle: string) => ids.find(([, name]) => name?.startsWith(libelle))?.[0] ?? ''
    const fields = {
      presence: 'present',
      compteRendu: 'Conseil fictif : visiter l’atelier de menuiserie et en demander les horaires.',
      [`avis-${idOf('Menuiserie')}`]: 'favorable',
      [`avis-${idOf('Charpente')}`]: 'reserve',
      [`commentaire-${idOf('Charpente')}`]:
        'À mûrir : la charpente se pratique dehors, par tous les temps (commentaire fictif).',
    }
    expect((await send(`/entretiens/${lycee.entretienId}`, lycee.intervenant, fields)).status).toBe(303)
    const signed = { ...fields, ...Object.fromEntries(ids.map(([id]) => [`signe-${id}`, 'oui'])) }
    expect((await send('/signature', lycee.chef, signed)).status).toBe(303)
    await playFiches(campagne)
    await clock('2027-05-10T10:00')
    expect(await text('/mon-espace', eleve)).toContain('fiche récapitulative est arrivée')
  })

  test('the pupil reads both avis, the compte rendu, the crossing, the points, the mention', async () => {
    const page = await text('/mon-espace/fiche', eleve)
    for (const said of [
      'Conseil fictif : visiter l’atelier de menuiserie et en demander les horaires.',
      'À mûrir : la charpente se pratique dehors, par tous les temps (commentaire fictif).',
      'Croisement : avis d’origine « favorable » et avis du lycée référent « favorable » donnent l’avis final « très favorable », soit 2500 points.',
      '2500 points s’ajoutent à chaque vœu',
      'articles L. 311-3-1',
      'Commission d’accès aux documents administratifs',
      'vendredi 21 mai 2027 à 23 h 59',
    ])
      expect(page).toContain(said)
  })

  test('no answer, or a formation that is not his: refused', async () => {
    const none = await send('/mon-espace/fiche', eleve, {})
    expect(none.status).toBe(422)
    expect(await none.text()).toContain('Répondez oui ou non pour au moins une formation.')
    expect((await send('/mon-espace/fiche', eleve, { 'decision-2473340321': 'oui' })).status).toBe(422)
    expect((await send('/mon-espace/fiche', eleve, { [`decision-${MEF}`]: 'peut-être' })).status).toBe(422)
  })

  test('pupil and both guardians say yes: confirmed; each sees the other without a name', async () => {
    const [one, two] = meres
    if (!one || !two) throw new Error('deux responsables attendus')
    const yes = { [`decision-${MEF}`]: 'oui' }
    expect((await send('/mon-espace/fiche', eleve, yes)).status).toBe(303)
    expect((await send(`/famille/${first()}`, one.cookie, yes)).status).toBe(303)
    expect(isConfirme(campagne.reglement, await dossier(MEF))).toBe(false)
    const seen = await text(`/famille/${first()}`, two.cookie)
    expect(seen).toContain(
      'un autre responsable légal : <span class="fr-badge fr-badge--sm fr-badge--no-icon fr-badge--success">oui',
    )
    // The header names who reads, nothing names the other.
    expect(seen).not.toContain(one.nom)
    expect((await send(`/famille/${first()}`, two.cookie, yes)).status).toBe(303)
    expect(isConfirme(campagne.reglement, await dossier(MEF))).toBe(true)
  })

  test('one may change his mind until the date, and not after', async () => {
    const no = { [`decision-${MEF}`]: 'non' }
    expect((await send('/mon-espace/fiche', eleve, no)).status).toBe(303)
    expect(isConfirme(campagne.reglement, await dossier(MEF))).toBe(false)
    await clock('2027-05-22T00:00')
    expect(await text('/mon-espace/fiche', eleve)).not.toContain('Enregistrer ma réponse')
    const late = await send('/mon-espace/fiche', eleve, { [`decision-${MEF}`]: 'oui' })
    expect(late.status).toBe(422)
    expect(await late.text()).toContain('Les confirmations étaient possibles jusqu’au vendredi 21 mai 2027')
    await clock('2027-05-11T10:00')
  })
})

describe('who may read the fiche of a family', () => {
  const paths = () => [`/famille/${first()}`, `/famille/${first()}/fiche.pdf`]

  test('its guardians, on screen and as a PDF that names no other guardian', async () => {
    const [one, two] = meres
    expect((await get(app, '/famille', one?.cookie)).headers.get('Location')).toBe(`/famille/${first()}`)
    const pdf = await get(app, `/famille/${first()}/fiche.pdf`, one?.cookie)
    expect([pdf.status, pdf.headers.get('Content-Type')]).toEqual([200, 'application/pdf'])
    const printed = await getDocumentProxy(new Uint8Array(await pdf.arrayBuffer()))
    const { text: words } = await extractText(printed, { mergePages: true })
    expect(words).toContain(one?.nom ?? '?')
    expect(words).toContain('un autre responsable légal')
    expect(words).not.toContain(two?.nom ?? '?')
  })

  test.each([
    ['another family', 404, () => etranger],
    ['an aunt who is no legal guardian', 404, () => tante],
    ['the pupil through the door of guardians', 403, () => eleve],
    ['the referent lycée', 403, () => lycee.chef],
  ])('%s: refused', async (_, status, cookie) => {
    for (const path of paths()) expect((await get(app, path, cookie())).status).toBe(status)
    const answer = await send(`/famille/${first()}`, cookie(), { [`decision-${MEF}`]: 'oui' })
    expect(answer.status).toBe(status)
  })

  test('no child: said in words', async () => {
    expect(await text('/famille', tante)).toContain('Aucun élève de cette campagne')
  })

  test('a pupil reads his own alone', async () => {
    expect(await text('/mon-espace/fiche', autreEleve)).toContain('n’est pas encore établie')
    expect((await get(app, '/mon-espace/fiche', etranger)).status).toBe(403)
  })

  test('a guardian of a pupil of 18 reads and does not answer', async () => {
    const path = `/famille/${majeur().id}`
    expect((await get(app, path, parentDeMajeur)).status).toBe(200)
    const answer = await send(path, parentDeMajeur, { [`decision-${MEF}`]: 'non' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('vous n’avez pas à répondre')
  })
})
