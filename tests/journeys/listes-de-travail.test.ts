import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, eleveAt, must } from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playFiches,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import { collegeSite, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { get } from '#src/web/testing.ts'
import { checkList } from './list-checks.ts'

// Lists of moments at which the demonstration, that `toutes-les-pages.test.ts` walks, does not stand.

let avant: CollegeSite
let apres: CollegeSite

beforeAll(async () => {
  avant = await collegeSite('2027-02-10T10:00')
  await at(avant.campagne, '2027-02-01', async (tx) => {
    const items = [0, 1, 2, 3].map((i) => anInscription({ eleveId: eleveAt(avant.campagne, i).id }))
    const { campagneId } = avant.campagne
    for (const made of await registerInscriptions(tx, { campagneId, items })) must(made)
  })
  apres = await collegeSite('2027-05-03T10:00')
  const parcours = [0, 1, 2].map((i) => aParcours({ eleveId: eleveAt(apres.campagne, i).id }))
  await playInscriptions(apres.campagne, parcours)
  await playAvisOrigine(apres.campagne, parcours)
  await playEntretiens(apres.campagne, parcours)
  await playFiches(apres.campagne)
})
afterAll(async () => {
  await avant.close()
  await apres.close()
})

const complaintsOf = async (site: CollegeSite, path: string): Promise<string[] | undefined> =>
  checkList({ path, html: await site.page(path) }, async (address) => get(site.app, address, site.chef))

test.each([
  ['/avis-origine', () => avant],
  ['/avis-origine?etat=a_remplir', () => avant],
  ['/avis-origine/hors-delai', () => avant],
  ['/confirmations/papier', () => apres],
  ['/confirmations/papier?reponses=toutes', () => apres],
  ['/fiches', () => apres],
  ['/fiches/provisoires', () => apres],
  ['/avis-origine/recepisses', () => apres],
])('%s is sorted by its address, and its files say the same rows', async (path, siteOf) => {
  expect(await complaintsOf(siteOf(), path)).toEqual([])
})

test('a series keeps its search and its order when what is typed is sent', async () => {
  const path = '/avis-origine?classe=3A&tri=-eleve'
  const page = await avant.page(path)
  const [, action = ''] = /<form[^>]* action="(\/avis-origine\?[^"]*)"/.exec(page) ?? []
  expect(action.replaceAll('&amp;', '&')).toContain('tri=-eleve')
  const sent = await avant.send(path, [])
  expect(sent.headers.get('Location')).toBe(path)
})
