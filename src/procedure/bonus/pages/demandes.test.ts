import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acteurWith, at, eleveAt, legauxOf, must } from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playFiches,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import { recordConfirmations } from '#src/procedure/bonus/api.ts'
import { listDossiersDesInscriptions } from '#src/procedure/bonus/sql/dossiers.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

const MEF = '2472340121'
const NOW = '2027-05-10T10:00'
let site: CollegeSite
let mere: string
let pere: string
let eleve: string
let eleveId: number

beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00')
  const { campagne } = site
  // The first pupil who has two legal guardians.
  const index = campagne.eleves.findIndex(({ id }) => legauxOf(campagne, id).length === 2)
  eleveId = eleveAt(campagne, index).id
  const [one, two] = legauxOf(campagne, eleveId)
  const guardian = async (responsableId: number) =>
    site.cookieFor(await acteurWith(campagne, { role: 'responsable', responsableId }))
  mere = await guardian(one?.id ?? 0)
  pere = await guardian(two?.id ?? 0)
  eleve = await site.cookieFor(await acteurWith(campagne, { role: 'eleve', eleveId }))
  const parcours = [aParcours({ eleveId })]
  await playInscriptions(campagne, parcours)
  await playAvisOrigine(campagne, parcours)
  await playEntretiens(campagne, parcours)
  await playFiches(campagne)
  await at(campagne, NOW, async (tx) => {
    const item = {
      eleveId,
      mef: MEF,
      responsableId: one?.id ?? 0,
      decision: 'oui' as const,
      support: 'papier' as const,
    }
    for (const result of await recordConfirmations(tx, { campagneId: campagne.campagneId, items: [item] }))
      must(result)
  })
  await site.moveTo(NOW)
}, 90_000)
afterAll(() => site?.close())

const base = (): string => `/famille/${eleveId}`
const read = async (path: string, cookie: string): Promise<string> => wordsOf(await site.page(path, cookie))

describe('an answer entered from paper', () => {
  const path = (): string => `${base()}/contestation/${MEF}`

  test('is shown to the person in whose name it is, with its author and a way to contest it', async () => {
    expect(await read(base(), mere)).toContain('d’après votre papier signé. Ce n’est pas ma réponse')
    expect(await site.page(base(), pere)).not.toContain('/contestation/')
    expect(await site.status(path(), pere)).toBe(404)
    expect(await site.status(`/mon-espace/fiche/contestation/${MEF}`, eleve)).toBe(404)
  })

  test('is contested by giving one’s own answer, which takes its place', async () => {
    expect((await site.send(path(), [['motif', 'Je n’ai rien signé.']], mere)).status).toBe(422)
    const fields: [string, string][] = [
      ['decision', 'non'],
      ['motif', 'Je n’ai rien signé.'],
    ]
    expect((await site.send(path(), fields, mere)).status).toBe(303)
    const [dossier] = await at(site.campagne, NOW, ({ trx }) =>
      listDossiersDesInscriptions(trx, {
        campagneId: site.campagne.campagneId,
        eleveIds: [eleveId],
        finConfirmations: '2027-05-21',
      }),
    )
    expect(dossier?.decisions.map(({ decision }) => decision)).toEqual(['non'])
    expect(await read('/demandes-des-familles', site.chef)).toContain('Je n’ai rien signé.')
    expect(await read('/demandes-des-familles', site.chefVoisin)).not.toContain('Je n’ai rien signé.')
    expect(await site.status(path(), mere)).toBe(404)
  })
})

describe('a re-examination', () => {
  const path = (): string => `${base()}/reexamen`

  test('is asked for with what is contested, once while it waits, and is the asker’s own', async () => {
    expect((await site.send(path(), [['mef', MEF]], mere)).status).toBe(422)
    const fields: [string, string][] = [
      ['mef', MEF],
      ['motif', 'L’avis parle d’un autre élève.'],
    ]
    expect((await site.send(path(), fields, mere)).status).toBe(303)
    expect((await site.send(path(), fields, mere)).status).toBe(422)
    expect(await read(path(), mere)).toContain('L’avis parle d’un autre élève.')
    // Neither the other guardian nor the pupil reads what she wrote.
    expect(await read(path(), pere)).not.toContain('autre élève.')
    expect(await read('/mon-espace/fiche/reexamen', eleve)).not.toContain('autre élève.')
    const other = eleveAt(site.campagne, 5).id
    expect([403, 404]).toContain(await site.status(`/famille/${other}/reexamen`, mere))
  })

  test('is answered by the académie, and read by the family', async () => {
    const [, found = ''] = /href="(\/demandes-des-familles\/\d+)"/.exec(
      await site.page('/demandes-des-familles', site.academie),
    ) ?? ['']
    expect(found).not.toBe('')
    const file = async (query: string, cookie = site.academie): Promise<string[]> =>
      (await site.page(`/demandes-des-familles/export/csv?${query}`, cookie)).trim().split('\r\n')
    const [header, ...all] = await file('tri=genre')
    expect(header).toBe('Élève;Collège;Formation;Demande;Le;Par;Motif;Réponse')
    expect(all).toHaveLength(2)
    expect(await file('tri=-genre')).toEqual([header, ...all.toReversed()])
    expect(await file('genre=contestation')).toEqual([
      header,
      ...all.filter((one) => one.includes('rien signé')),
    ])
    expect(await file('filtre=a_repondre')).toEqual([
      header,
      ...all.filter((one) => one.includes(';À donner')),
    ])
    expect(await file('', site.chefVoisin)).toEqual([header])
    expect(await read('/demandes-des-familles?nom=personne', site.academie)).toContain(
      'Rien ne répond à cette recherche',
    )
    expect(await site.status(found, site.chefVoisin)).toBe(404)
    expect((await site.send(found, [['reponse', 'Non.']], site.chef)).status).toBe(403)
    expect((await site.send(found, [['reponse', ' ']], site.academie)).status).toBe(422)
    const sent = await site.send(found, [['reponse', 'Nous avons relu : l’avis est corrigé.']], site.academie)
    expect(sent.status).toBe(303)
    expect(await read(path(), mere)).toContain('Nous avons relu : l’avis est corrigé.')
    const again = await site.send(found, [['reponse', 'Encore.']], site.academie)
    expect(again.status).toBe(422)
  })
})
