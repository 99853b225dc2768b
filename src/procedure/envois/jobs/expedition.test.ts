import ICAL from 'ical.js'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import type { Db } from '#src/db/connection.ts'
import type { Courrier, Issue } from '#src/jobs/courrier.ts'
import { serveurSmtp, type ServeurSmtp } from '#src/jobs/testing.ts'
import { eleveByCle, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { readConvocations } from '#src/procedure/entretiens/api.ts'
import { at } from '#src/procedure/bonus/examples/campagne.ts'
import { convocationsIcs } from '#src/documents/convocation-ics.ts'
import { campagneQuiEcrit, envoisOf, moveTo, query } from '#src/procedure/envois/examples.ts'
import { expedier } from '#src/procedure/envois/jobs/expedition.ts'

let db: Db
let campagne: CampagneFictive
let server: ServeurSmtp
let courrier: Courrier
let close: () => Promise<void>

beforeAll(async () => {
  ;({ db, close } = await testDb())
  server = await serveurSmtp()
  campagne = await campagneQuiEcrit(db)
  await playInscriptions(
    campagne,
    [1, 2, 5].map((cle) => aParcours({ eleveId: eleveByCle(campagne, cle).id })),
  )
})
afterAll(async () => {
  await server.stop()
  await close()
})
beforeEach(async () => {
  courrier = server.courrier()
  server.recus.length = 0
  server.script.destinataire = () => 250
  server.script.message = () => 250
  await query(campagne, 'delete from adresse_rejetee')
  await query(
    campagne,
    "update envoi set etat = 'a_envoyer', motif = null, essais = 0, canal = null, prochain_le = now()",
  )
  await moveTo(campagne, '2027-02-27T09:00')
})
afterEach(() => courrier.fermer())

const go = (over: Partial<Parameters<typeof expedier>[0]> = {}) =>
  expedier({ db, academie: campagne.academie, courrier, ...over })
const etats = async (): Promise<string[]> => [...new Set((await envoisOf(campagne)).map((one) => one.etat))]
const due = () => query(campagne, "update envoi set prochain_le = now() where etat = 'a_envoyer'")

describe('what arrives', () => {
  test('A25: one message per person, to his address alone, with its event, and nothing that names anybody', async () => {
    expect(await go()).toEqual({ remis: 8, joignable: true })
    expect(await etats()).toEqual(['envoye'])
    const envois = await envoisOf(campagne)
    expect(server.recus.map((one) => one.a).toSorted()).toEqual(envois.map((one) => one.adresse).toSorted())
    const people = await query<{ mot: string }>(
      campagne,
      `select nom as mot from eleve union select prenom from eleve union select ine from eleve where ine is not null
       union select nom from responsable union select prenom from responsable
       union select uai from etablissement union select libelle from formation`,
    )
    for (const { mail, a, brut } of server.recus) {
      const said = `${mail.subject} ${mail.text} ${String(mail.html)} ${ics(mail)}`
      expect(people.filter(({ mot }) => new RegExp(`(?<!\\p{L})${mot}(?!\\p{L})`, 'iu').test(said))).toEqual(
        [],
      )
      expect(said).not.toMatch(/favorable|réservé|points/i)
      const others = envois.filter((one) => one.adresse !== a).map((one) => one.adresse)
      expect(others.filter((other) => brut.includes(other))).toEqual([])
    }
  })

  test('the event is the one of the convocation that the family downloads', async () => {
    await go()
    const recu = server.recus.find((one) => one.a === 'e1@eleves.exemple.fr')
    const [convoque] = await at(campagne, '2027-03-01', (tx) =>
      readConvocations(tx, { campagneId: campagne.campagneId, eleveId: eleveByCle(campagne, 1).id }),
    )
    const [mailed, downloaded] = [
      eventOf(ics(recu?.mail)),
      eventOf(convoque ? convocationsIcs([convoque.rendezVous]) : ''),
    ]
    expect(mailed.uid).toBe(downloaded.uid)
    expect(mailed.sequence).toBe(downloaded.sequence)
    expect(mailed.startDate.toJSDate()).toEqual(downloaded.startDate.toJSDate())
  })

  test('same message, same identifier, however often it is tried; another message, another one', async () => {
    await go()
    const first = idsOf(server)
    expect(new Set(first).size).toBe(8)
    await query(campagne, "update envoi set etat = 'a_envoyer', prochain_le = now()")
    server.recus.length = 0
    await go()
    expect(idsOf(server)).toEqual(first)
  })
})

describe('what fails', () => {
  test('one refused for good, one for now: the others leave, and the address refused is marked', async () => {
    server.script.destinataire = (a) =>
      a === 'r1-0@familles.exemple.fr' ? 550 : a.startsWith('e2') ? 451 : 250
    expect(await go()).toMatchObject({ remis: 6 })
    expect(await by('r1-0')).toMatchObject({ etat: 'refuse', motif: 'adresse_rejetee' })
    expect(await by('e2')).toMatchObject({ etat: 'a_envoyer', essais: 1 })
    expect(await query(campagne, 'select adresse, code from adresse_rejetee')).toEqual([
      { adresse: 'r1-0@familles.exemple.fr', code: '550' },
    ])
    server.script.destinataire = () => 250
    expect(await go()).toMatchObject({ remis: 0 })
    await due()
    expect(await go()).toMatchObject({ remis: 1 })
  })

  test('a server that always says later is given up, and said so', async () => {
    server.script.message = () => 451
    for (let i = 0; i < 3; i++) {
      await due()
      await go({ cadence: { premier: 1, essais: 3 } })
    }
    expect(await etats()).toEqual(['abandonne'])
    expect(await by('e1')).toMatchObject({ motif: 'trop_d_essais', essais: 3 })
  })

  test('A57: the service out of reach: everything waits, no try is counted, and all leaves when it is back', async () => {
    const { port } = server
    await server.stop()
    for (let hour = 0; hour < 24; hour++) {
      await due()
      expect(await go()).toEqual({ remis: 0, joignable: false })
    }
    expect(await etats()).toEqual(['a_envoyer'])
    expect((await envoisOf(campagne)).every((one) => one.essais === 0)).toBe(true)
    server = await serveurSmtp(port)
    await due()
    expect(await go()).toMatchObject({ remis: 8 })
    expect(server.recus).toHaveLength(8)
  })

  test('A57: taken by the server, then no answer: uncertain, said so, and never sent again by itself', async () => {
    server.script.message = (a) => (a.startsWith('e1') ? 'coupe' : 250)
    await go()
    await due()
    await go()
    expect(await by('e1')).toMatchObject({ etat: 'incertain', motif: 'sans_reponse' })
    expect(server.recus.filter((one) => one.a.startsWith('e1@'))).toHaveLength(1)
    expect(server.recus).toHaveLength(8)
  })
})

describe('two senders, and deaths', () => {
  test('two at once never hand over one message twice', async () => {
    const other = server.courrier()
    const runs = await Promise.all([go({ mains: 6 }), go({ mains: 6, courrier: other })])
    other.fermer()
    expect(runs[0].remis + runs[1].remis).toBe(8)
    expect(new Set(server.recus.map((one) => one.a)).size).toBe(8)
    expect(server.recus).toHaveLength(8)
  })

  test('dead while a message was handed over: it stays uncertain, and the next sender sends only the others', async () => {
    let handed = ''
    const dying = server.courrier()
    const dead: Courrier = {
      ...dying,
      // The process is gone as far as the base can tell: nothing comes back.
      livrer: (depeche) => {
        handed = depeche.a
        return new Promise<Issue>(() => undefined)
      },
    }
    void go({ mains: 1, courrier: dead })
    await expect.poll(() => handed).not.toBe('')
    expect(await go()).toMatchObject({ remis: 7 })
    expect(await by(handed.split('@')[0] ?? '')).toMatchObject({ etat: 'incertain', essais: 1 })
    expect(server.recus.map((one) => one.a)).not.toContain(handed)
    dying.fermer()
  })

  test('dead before it was handed over: nothing was noted, and it leaves with the next sender', async () => {
    const dead: Courrier = {
      ...courrier,
      get expediteur(): string {
        throw new Error('mort subite')
      },
    }
    await expect(go({ mains: 1, courrier: dead })).rejects.toThrow('mort subite')
    expect(await etats()).toEqual(['a_envoyer'])
    expect(await go()).toMatchObject({ remis: 8 })
  })
})

test('a rehearsal reaches nobody, whatever the settings: what it sends goes to the sandbox', async () => {
  await query(campagne, 'update campagne set repetition = true')
  await query(
    campagne,
    `insert into envoi_reglage (academie, campagne_id, actif) select academie, id, true from campagne`,
  )
  await go()
  expect(server.recus).toEqual([])
  expect(new Set((await envoisOf(campagne)).map((one) => one.canal))).toEqual(new Set(['bac_a_sable']))
  await query(campagne, 'delete from envoi_reglage')
  await query(campagne, 'update campagne set repetition = false')
})

async function by(start: string) {
  return (await envoisOf(campagne)).find((one) => one.adresse.startsWith(start))
}

const idsOf = ({ recus }: ServeurSmtp): string[] => recus.map((one) => one.mail.messageId ?? '').toSorted()

type Mail = ServeurSmtp['recus'][number]['mail']

const ics = (mail: Mail | undefined): string =>
  mail?.attachments.find((one) => one.contentType.includes('calendar'))?.content.toString('utf8') ?? ''

function eventOf(text: string): ICAL.Event {
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')
  if (!event) throw new Error('agenda sans événement')
  return new ICAL.Event(event)
}
