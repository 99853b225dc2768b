import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playFiches,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import { acteurWith, at, eleveAt, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { deposerDemande } from '#src/procedure/eleves/api.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

let site: CollegeSite
let campagne: CampagneFictive
let path: string

beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00')
  campagne = site.campagne
  path = `/eleves/${eleveAt(campagne, 0).id}`
})
afterAll(() => site.close())

const words = async (): Promise<string> => wordsOf(await site.page(path))

describe('a pupil', () => {
  test('is shown to his school and to the académie, with the names of his guardians and nothing more of them', async () => {
    const text = await words()
    const [guardian] = campagne.responsables.filter((one) => one.eleveId === eleveAt(campagne, 0).id)
    expect(text).toContain(`${guardian?.prenom} ${guardian?.nom}`)
    expect(text).toContain('Aucune inscription pour l’instant.')
    expect(await site.status(path, site.adulte)).toBe(200)
    expect(await site.status(path, site.academie)).toBe(200)
  })

  test('is not found by another school, nor by a lycée', async () => {
    expect(await site.status(path, site.chefVoisin)).toBe(404)
    expect(await site.status(path, site.lycee)).toBe(403)
    expect(await site.status('/eleves/999999')).toBe(404)
    const fields = [['adulte', 'Intrus Fictif']] as const
    expect((await site.send(`${path}/adulte-referent`, fields, site.chefVoisin)).status).toBe(404)
  })

  test('his adulte référent is named by the head, not by an adult', async () => {
    const fields = [['adulte', 'Odile Fictive']] as const
    expect((await site.send(`${path}/adulte-referent`, fields, site.adulte)).status).toBe(403)
    expect((await site.send(`${path}/adulte-referent`, [['adulte', ' ']])).status).toBe(422)
    expect((await site.send(`${path}/adulte-referent`, fields)).status).toBe(303)
    expect(await site.page(path, site.adulte)).toContain('Odile Fictive')
  })

  test('what he asked for waits there to be registered', async () => {
    const eleve = eleveAt(campagne, 0)
    const acteur = await acteurWith(campagne, { role: 'eleve', eleveId: eleve.id })
    const demande = { campagneId: campagne.campagneId, eleveId: eleve.id, mef: '2473340321' }
    await at({ ...campagne, acteur }, '2027-01-25', (tx) => deposerDemande(tx, demande))
    expect(await words()).toContain(
      'Cuisine (fictive) (Cuisine et service (fictif)), demandée le lundi 25 janvier 2027',
    )
    const form = await site.page(`${path}/inscription`)
    expect(form).toMatch(/<input[^>]*value="2473340321"[^>]*>/)
    expect(/<input[^>]*value="2473340321"[^>]*>/.exec(form)?.[0]).toContain('checked')
  })
})

describe('his registration, step by step', () => {
  test('says where it stands; the time of the interview once he is convoked', async () => {
    const parcours = [aParcours({ eleveId: eleveAt(campagne, 0).id })]
    await playInscriptions(campagne, parcours)
    const convoked = await words()
    expect(convoked).toContain('Convoqué')
    expect(convoked).toMatch(/Entretien \S+ \d+ mars 2027 à \d+ h \d\d, Lycée fictif n° 1/)
    expect(convoked).toContain('Avis d’origine pas encore donné')
    await playAvisOrigine(campagne, parcours)
    expect(await words()).toContain('favorable, signé le dimanche 28 février 2027')
    await playEntretiens(campagne, parcours)
    const seen = await words()
    expect(seen).toContain('Avis du lycée signé')
    expect(seen).not.toContain('2500')
    await playFiches(campagne)
    expect(await words()).toContain('Menuiserie (fictive) : confirmation attendue')
  })
})
