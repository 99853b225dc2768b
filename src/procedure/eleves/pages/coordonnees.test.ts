import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acteurWith, eleveAt, at, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { importEleves } from '#src/procedure/eleves/api.ts'
import { anEleveLu } from '#src/procedure/eleves/examples.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

const ADRESSE = { lignes: ['12 rue de l’Exemple'], codePostal: '99100', localite: 'Valfictif', pays: null }
const person = (personneId: string, nom: string) => ({
  personneId,
  civilite: null,
  nom,
  prenom: 'Alix',
  courriel: `alix.${nom.toLowerCase()}@exemple.invalid`,
  telephone: '0600000000',
  accepteSms: false,
  communicationAdresse: true,
  adresse: ADRESSE,
})
const RESPONSABLES = [person('P1', 'FICTIF'), person('P2', 'SEPARE')]
const LIENS = ['P1', 'P2'].map((personneId) => ({
  eleveId: '901',
  personneId,
  niveau: 1,
  parente: null,
  prioritaire: false,
}))

let site: CollegeSite
let campagne: CampagneFictive
let path: string
let ids: readonly number[]

const imported = () =>
  at(campagne, '2027-01-13', (tx) =>
    importEleves(tx, {
      campagneId: campagne.campagneId,
      uai: campagne.colleges[0],
      eleves: [anEleveLu({ eleveId: '901', ine: '990000901AA', nom: 'PROTÉGÉ' })],
      responsables: RESPONSABLES,
      liens: LIENS,
    }),
  )

beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00')
  campagne = site.campagne
  await imported()
  const list = await site.page('/eleves?nom=PROTÉGÉ')
  path = `/eleves/${/\/eleves\/(\d+)"/.exec(list)?.[1]}/coordonnees`
  ids = [...(await site.page(path)).matchAll(/name="responsable" value="(\d+)"/g)].map(([, id]) => Number(id))
})
afterAll(() => site.close())

const words = async (cookie?: string): Promise<string> => wordsOf(await site.page(path, cookie))
const protect = (rang: number, protegee: string, cookie?: string) =>
  site.send(
    `${path}/protection`,
    [
      ['responsable', String(ids[rang])],
      ['protegee', protegee],
    ],
    cookie,
  )

describe('rule 11: the contact data of guardians', () => {
  test('are shown to the school that follows the pupil, not to another nor to a lycée', async () => {
    for (const cookie of [site.chef, site.adulte, site.academie]) {
      expect(await words(cookie)).toContain('alix.separe@exemple.invalid')
      expect(await words(cookie)).toContain('12 rue de l’Exemple, 99100 Valfictif')
    }
    expect(await site.status(path, site.chefVoisin)).toBe(404)
    expect(await site.status(path, site.lycee)).toBe(403)
  })

  test('A26: protected ones are for the head alone: not for his adults, not for the académie', async () => {
    expect((await protect(1, 'oui', site.adulte)).status).toBe(403)
    expect((await protect(1, 'oui', site.academie)).status).toBe(403)
    expect((await protect(1, 'oui')).status).toBe(303)
    expect(await words()).toContain('alix.separe@exemple.invalid')
    for (const cookie of [site.adulte, site.academie]) {
      const seen = await site.page(path, cookie)
      expect(seen).not.toContain('alix.separe@')
      expect(wordsOf(seen)).toContain('Alix SEPARE Responsable légal Coordonnées protégées')
      expect(seen).toContain('alix.fictif@')
    }
  })

  test('a new import of the file does not lift the protection', async () => {
    await imported()
    expect(await words(site.adulte)).not.toContain('alix.separe@')
  })

  test('A26: are never shown to a guardian, neither his own children’s other guardian nor anybody', async () => {
    const acteur = await acteurWith(campagne, { role: 'responsable', responsableId: ids[0] ?? null })
    const guardian = await site.cookieFor(acteur)
    expect(await site.status(path, guardian)).toBe(403)
    const eleve = eleveAt(campagne, 0)
    expect(await site.status(`/eleves/${eleve.id}/coordonnees`, guardian)).toBe(403)
    expect(await site.page('/', guardian)).not.toMatch(/alix\.separe|rue de l’Exemple/)
  })

  test('a forged guardian is not found, and the protection is lifted by the head', async () => {
    const forged = [
      ['responsable', '999999'],
      ['protegee', 'non'],
    ] as const
    expect((await site.send(`${path}/protection`, forged)).status).toBe(404)
    expect((await protect(1, 'non')).status).toBe(303)
    expect(await words(site.adulte)).toContain('alix.separe@exemple.invalid')
  })
})
