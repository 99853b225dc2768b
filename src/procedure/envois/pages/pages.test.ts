import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import type { Db } from '#src/db/connection.ts'
import { readRebond } from '#src/exchange/rebond.ts'
import { acteurWith, at, eleveByCle, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { wordsOf } from '#src/procedure/eleves/pages/testing.ts'
import { recordRebonds } from '#src/procedure/envois/acts/envois.ts'
import { campagneQuiEcrit, envoisOf, query } from '#src/procedure/envois/examples.ts'
import { expedier } from '#src/procedure/envois/jobs/expedition.ts'
import { bacASable } from '#src/jobs/courrier.ts'
import { appOver, get, post } from '#src/web/testing.ts'

let db: Db
let campagne: CampagneFictive
let app: ReturnType<typeof appOver>['app']
let close: () => Promise<void>
const cookies: Record<string, string> = {}

beforeAll(async () => {
  ;({ db, close } = await testDb())
  campagne = await campagneQuiEcrit(db)
  const [college, autreCollege] = campagne.colleges
  const [lycee, autreLycee] = campagne.lycees
  const site = appOver(db)
  app = site.app
  const people = {
    chef: { role: 'chef_origine', uai: college },
    adulte: { role: 'adulte_referent', uai: college },
    voisin: { role: 'chef_origine', uai: autreCollege },
    ddfpt: { role: 'planificateur', uai: lycee },
    ddfptVoisin: { role: 'planificateur', uai: autreLycee },
    intervenant: { role: 'intervenant', uai: lycee },
  } as const
  for (const [name, who] of Object.entries(people))
    cookies[name] = await site.cookieFor(await acteurWith(campagne, who))
  cookies['academie'] = await site.cookieFor(campagne.acteur)
  await playInscriptions(
    campagne,
    [1, 2, 4].map((cle) => aParcours({ eleveId: eleveByCle(campagne, cle).id })),
  )
})
afterAll(() => close())

const open = (path: string, who: string): Promise<Response> => get(app, path, cookies[who])
const words = async (path: string, who: string): Promise<string> =>
  wordsOf(await (await open(path, who)).text())
const send = (path: string, who: string, fields: Record<string, string>): Promise<Response> =>
  post(app, path, { cookie: cookies[who] ?? '', fields })

describe('the box of messages', () => {
  test('is the académie’s alone; it shows who is written to and what, and reading changes nothing', async () => {
    for (const who of ['chef', 'ddfpt', 'intervenant'])
      expect((await open('/messages', who)).status).toBe(403)
    const before = await envoisOf(campagne)
    const page = await words('/messages', 'academie')
    expect(page).toContain('e1@eleves.exemple.fr')
    expect(page).toContain('À envoyer (6)')
    const id = before[0]?.id ?? 0
    const one = await words(`/messages/${id}`, 'academie')
    expect(one).toContain('Un entretien d’information a lieu le')
    expect(one).toContain('ajoute l’entretien')
    expect((await open('/messages/999999', 'academie')).status).toBe(404)
    expect(await envoisOf(campagne)).toEqual(before)
  })

  test('is searched and sorted by its address, and its files say the same in the same order', async () => {
    const file = async (query: string): Promise<string[]> => {
      const text = await (await open(`/messages/export/csv?${query}`, 'academie')).text()
      return text
        .replace(/^\ufeff/, '')
        .trim()
        .split('\r\n')
    }
    const [header, ...all] = await file('tri=genre')
    expect(header).toBe('Message;À;Écrit le;État;Raison')
    expect(all.length).toBe((await envoisOf(campagne)).length)
    expect((await file('tri=-cree_le')).length).toBe(all.length + 1)
    const found = (await file('adresse=E1%40eleves')).slice(1)
    expect(found.length).toBeGreaterThan(0)
    expect(found.length).toBeLessThan(all.length)
    expect(found.every((line) => line.split(';')[1] === 'e1@eleves.exemple.fr')).toBe(true)
    const shown = await words('/messages?adresse=e1%40eleves', 'academie')
    expect(shown.split('e1@eleves').length - 1).toBe(found.length)
    expect((await open('/messages/export/xlsx', 'academie')).headers.get('content-type')).toContain(
      'spreadsheetml',
    )
    expect((await open('/messages/export/csv', 'chef')).status).toBe(403)
  })

  test('a protected address is shown to nobody here', async () => {
    await query(campagne, "update responsable set adresse_protegee = true where cle_siecle = '1-0'")
    const page = await words('/messages', 'academie')
    expect(page).not.toContain('r1-0@familles.exemple.fr')
    expect(page).toContain('adresse protégée')
    expect(await words('/messages?adresse=r1-0', 'academie')).toContain('Rien ne répond à cette recherche.')
    const file = await (await open('/messages/export/csv', 'academie')).text()
    expect(file).toContain('adresse protégée')
    expect(file).not.toContain('r1-0@')
    const [hidden] = await query<{ id: number }>(campagne, "select id from envoi where adresse like 'r1-0%'")
    expect(await (await open(`/messages/${hidden?.id}`, 'academie')).text()).not.toContain('r1-0@familles')
  })

  test('an uncertain message is decided of by a person, once', async () => {
    const [first] = await envoisOf(campagne)
    const path = `/messages/${first?.id}/decision`
    expect((await send(path, 'academie', { decision: 'renvoyer' })).status).toBe(303)
    expect((await envoisOf(campagne))[0]).toMatchObject({ etat: 'a_envoyer' })
    await query(
      campagne,
      "update envoi set etat = 'incertain', motif = 'sans_reponse', essais = 1 where id = ?",
      first?.id,
    )
    expect(await words('/messages?etat=incertain', 'academie')).toContain('Messages incertains : 1')
    expect((await send(path, 'chef', { decision: 'renvoyer' })).status).toBe(403)
    expect((await send(path, 'academie', { decision: 'autre' })).status).toBe(404)
    expect((await send(path, 'academie', { decision: 'clore' })).status).toBe(303)
    expect((await envoisOf(campagne))[0]).toMatchObject({ etat: 'abandonne', motif: 'clos_a_la_main' })
    expect((await send(path, 'academie', { decision: 'renvoyer' })).status).toBe(303)
    expect((await envoisOf(campagne))[0]).toMatchObject({ etat: 'abandonne' })
  })

  test('a wrong setting comes back with what was typed; suspended, nothing leaves', async () => {
    const refused = await send('/messages/reglage', 'academie', { actif: 'oui', joursRappel: '99' })
    expect(refused.status).toBe(422)
    expect(wordsOf(await refused.text())).toContain('de 1 à 15')
    expect((await send('/messages/reglage', 'academie', { joursRappel: '5' })).status).toBe(303)
    expect(await words('/messages', 'academie')).toContain('suspendus')
    await query(campagne, "update envoi set etat = 'a_envoyer', prochain_le = now()")
    await expedier({ db, academie: campagne.academie, courrier: bacASable('https://a.fr') })
    expect(new Set((await envoisOf(campagne)).map((one) => one.motif))).toEqual(new Set(['envois_suspendus']))
    await send('/messages/reglage', 'academie', { actif: 'oui', joursRappel: '5' })
  })
})

describe('the list to print', () => {
  test('counts each guardian without a usable address, and a pupil whom nobody reaches', async () => {
    expect(await words('/papier', 'chef')).toContain('Personnes à servir ainsi : 0')
    await query(
      campagne,
      "update responsable set courriel = 'a@exemple.fr, b@exemple.fr' where cle_siecle = '1-1'",
    )
    await query(campagne, "update responsable set courriel = null where cle_siecle = '2-0'")
    await query(campagne, "update eleve set courriel = null where cle_siecle in ('1', '2', '4')")
    const page = await words('/papier', 'chef')
    expect(page).toContain('Personnes à servir ainsi : 4')
    expect(page).toContain('Plusieurs adresses dans le même champ')
    expect(page.match(/l’élève (convocation|–)/g)).toHaveLength(2)
  })

  test('is searched and sorted by its address, and its files say the same in the same order', async () => {
    const file = async (query: string): Promise<string[]> =>
      (await (await open(`/papier/export/csv?${query}`, 'chef')).text()).trim().split('\r\n')
    const [header, ...all] = await file('tri=raison')
    expect(header).toBe('Élève;Classe;À remettre à;Documents;Raison')
    expect(all).toHaveLength(4)
    expect((await file('tri=-raison')).slice(1)).not.toEqual(all)
    expect((await file('tri=-raison')).slice(1).toSorted()).toEqual(all.toSorted())
    const [name = ''] = all[0]?.split(';') ?? []
    const found = (await file(`nom=${encodeURIComponent(name.toUpperCase())}`)).slice(1)
    expect(found.length).toBeLessThan(4)
    expect(found).toEqual((await file('')).filter((line) => line.startsWith(`${name};`)))
    const page = await words(`/papier?nom=${encodeURIComponent(name)}`, 'chef')
    expect(page.split(name).length - 1).toBeGreaterThanOrEqual(found.length)
    expect(page).toContain('Personnes à servir ainsi : 4')
    expect((await open('/papier/export/xlsx', 'chef')).headers.get('content-type')).toContain('spreadsheetml')
  })

  test('an address that bounced is on it; protected, only the head of the school reads it; he may try it again', async () => {
    const [envoi] = await query<{ id: number; jeton: string }>(
      campagne,
      "select id, jeton from envoi where adresse like 'r1-0%'",
    )
    const retour = `rebond+${envoi?.id}.${envoi?.jeton.replaceAll('-', '').slice(0, 16)}@exemple.fr`
    const notice = (to: string) => readRebond(Buffer.from(`To: ${to}\nX-Failed-Recipients: x\n\n550 5.1.1\n`))
    const mark = (to: string) => at(campagne, '2027-03-01', (tx) => recordRebonds(tx, [notice(to)]))
    expect(await mark(retour.replace(/\.[0-9a-f]{16}/, '.0000000000000000'))).toBe(0)
    expect(await mark(retour)).toBe(1)
    const seen = await (await open('/papier', 'chef')).text()
    expect(seen).toContain('r1-0@familles.exemple.fr')
    expect(wordsOf(seen)).toContain('Réessayer cette adresse')
    expect(await (await open('/papier', 'adulte')).text()).not.toContain('r1-0@familles.exemple.fr')
    const file = async (who: string) => (await open('/papier/export/csv', who)).text()
    expect(await file('chef')).toContain('r1-0@familles.exemple.fr')
    expect(await file('adulte')).not.toContain('r1-0@familles.exemple.fr')
    const fields = { etablissement: campagne.colleges[0], adresse: 'r1-0@familles.exemple.fr' }
    expect((await send('/papier/adresse', 'adulte', fields)).status).toBe(403)
    expect(
      (await send('/papier/adresse', 'voisin', { ...fields, etablissement: campagne.colleges[1] })).status,
    ).toBe(404)
    expect((await send('/papier/adresse', 'voisin', fields)).status).toBe(404)
    expect((await send('/papier/adresse', 'chef', fields)).status).toBe(303)
    expect(await query(campagne, 'select 1 from adresse_rejetee')).toEqual([])
  })

  test('another school’s list is not given', async () => {
    expect((await open(`/papier?etablissement=${campagne.colleges[0]}`, 'voisin')).status).toBe(404)
    const file = `/papier/export/csv?etablissement=${campagne.colleges[0]}`
    expect((await open(file, 'voisin')).status).toBe(404)
    expect((await open('/papier', 'ddfpt')).status).toBe(403)
    expect((await open('/papier/export/csv', 'ddfpt')).status).toBe(403)
    expect((await open('/papier', 'academie')).status).toBe(200)
  })
})

describe('agendas', () => {
  const feedOf = async (fields: Record<string, string>, who = 'ddfpt'): Promise<string> => {
    const answer = await send('/agendas/ouverture', who, fields)
    expect(answer.status).toBe(200)
    return /https?:\/\/[^/]+(\/agenda\/[0-9]{2}\/[0-9a-f]{64}\.ics)/.exec(await answer.text())?.[1] ?? ''
  }
  const fields = (over: Record<string, string> = {}) => ({
    lycee: campagne.lycees[0],
    intervenant: '',
    ...over,
  })
  const events = (text: string): ICAL.Event[] =>
    new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))

  test('a secret address opens the interviews of the lycée, with no name, and only its hash is kept', async () => {
    const path = await feedOf(fields())
    const answer = await get(app, path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toContain('text/calendar')
    const text = await answer.text()
    const expected = await query<{ debut: Date }>(
      campagne,
      'select distinct lower(k.plage) as debut from creneau k join entretien n on n.creneau_id = k.id where k.uai = ? order by 1',
      campagne.lycees[0],
    )
    expect(events(text).map((one) => one.startDate.toJSDate())).toEqual(expected.map((one) => one.debut))
    for (const { nom } of campagne.eleves) expect(text).not.toContain(nom)
    const secret = /[0-9a-f]{64}/.exec(path)?.[0] ?? ''
    const [{ n } = { n: -1 }] = await query<{ n: number }>(
      campagne,
      'select count(*)::int as n from (select resultat::text as t from acte_cle union all select empreinte from abonnement union all select apres::text from journal) x where t like ?',
      `%${secret}%`,
    )
    expect(n).toBe(0)
    expect(await words('/agendas', 'ddfpt')).not.toContain(secret)
  })

  test('an intervenant’s agenda holds his own slots; changed or revoked, the old address is nothing', async () => {
    const [person] = await query<{ id: number }>(
      campagne,
      'select i.id from intervenant i where i.uai = ? and exists (select from creneau_intervenant c join entretien n on n.creneau_id = c.creneau_id where c.intervenant_id = i.id) order by id limit 1',
      campagne.lycees[0],
    )
    const mine = fields({ intervenant: String(person?.id) })
    const first = await feedOf(mine)
    expect(events(await (await get(app, first)).text()).length).toBeGreaterThan(0)
    const second = await feedOf(mine)
    expect((await get(app, first)).status).toBe(404)
    expect((await get(app, second)).status).toBe(200)
    expect((await send('/agendas/revocation', 'ddfpt', mine)).status).toBe(303)
    expect((await get(app, second)).status).toBe(404)
  })

  test('nobody opens the agenda of another lycée, nor an intervenant that of everybody', async () => {
    expect((await send('/agendas/ouverture', 'ddfptVoisin', fields())).status).toBe(404)
    expect((await send('/agendas/ouverture', 'intervenant', fields())).status).toBe(404)
    expect((await send('/agendas/ouverture', 'ddfpt', fields({ intervenant: '999999' }))).status).toBe(404)
    expect((await send('/agendas/ouverture', 'chef', fields())).status).toBe(403)
    for (const path of [
      '/agenda/01/x.ics',
      `/agenda/01/${'0'.repeat(64)}.ics`,
      `/agenda/99/${'0'.repeat(64)}.ics`,
    ])
      expect((await get(app, path)).status).toBe(404)
  })

  test('an intervenant with an account opens his own', async () => {
    const acteur = await acteurWith(campagne, { role: 'intervenant', uai: campagne.lycees[0] })
    await query(
      campagne,
      'update intervenant set compte_id = ? where id = (select min(id) from intervenant)',
      acteur.compteId,
    )
    cookies['sien'] = await appOver(db).cookieFor(acteur)
    const [{ id } = { id: 0 }] = await query<{ id: number }>(
      campagne,
      'select min(id) as id from intervenant',
    )
    const page = await words('/agendas', 'sien')
    expect(page).not.toContain('Tout le lycée')
    expect(await feedOf(fields({ intervenant: String(id) }), 'sien')).not.toBe('')
  })
})
