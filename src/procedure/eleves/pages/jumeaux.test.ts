import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EleveLu } from '#src/exchange/model.ts'
import { localKey } from '#src/exchange/eleves.ts'
import { at } from '#src/procedure/bonus/examples/campagne.ts'
import { importEleves } from '#src/procedure/eleves/api.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

// Twins: one name, one birth date, one class, one mother, and even one initial.

let site: CollegeSite
beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00')
})
afterAll(() => site.close())

const NES = '2012-06-07'
const PRENOMS = ['Zoé', 'Zacharie'] as const
const ids = new Map<string, number>()

/** Each form is opened anew, with a key of its own. */
let opened = 0
const newKey = (): string => `00000000-0000-4000-8000-${String(++opened).padStart(12, '0')}`

const add = (prenom: string, more: readonly (readonly [string, string])[] = []) =>
  site.send('/eleves/nouveau', [
    ['cle', newKey()],
    ['nom', 'MYRTILLE'],
    ['prenom', prenom],
    ['naissance', NES],
    ['classe', '3A'],
    ['responsableNom1', 'MYRTILLE'],
    ['responsablePrenom1', 'Berthe'],
    ['responsableLegal1', 'oui'],
    ...more,
  ])
const idOf = (answer: Response): number => Number((answer.headers.get('Location') ?? '').split('/').at(-1))

/** What a file says of both, under the keys that it gives. */
const imported = (keyOf: (prenom: string) => string, over: Partial<EleveLu> = {}) =>
  at(site.campagne, '2027-02-01', (tx) =>
    importEleves(tx, {
      campagneId: site.campagne.campagneId,
      uai: site.campagne.colleges[0],
      eleves: PRENOMS.map((prenom) => ({
        eleveId: keyOf(prenom),
        ine: null,
        nom: 'MYRTILLE',
        nomUsage: null,
        prenom,
        dateNaissance: NES,
        sexe: null,
        codeMef: null,
        classe: '3A',
        courriel: null,
        telephone: null,
        adresse: null,
        ...over,
      })),
      responsables: [],
      liens: null,
    }),
  )

const inTheList = async (): Promise<string[]> =>
  [...(await site.page('/eleves?nom=myrtille')).matchAll(/>MYRTILLE (\w+é?)</g)].map(([, one = '']) => one)

test('the second is never taken for the first: who he may be is shown, and both are kept', async () => {
  ids.set('Zoé', idOf(await add('Zoé')))
  const asked = await add('Zacharie')
  const shown = wordsOf(await asked.text())
  expect([asked.status, shown.includes('C’est déjà enregistré')]).toEqual([422, false])
  expect(shown).toContain('Zoé MYRTILLE, 3A')
  expect(shown).toContain('comme un jumeau ou une jumelle')
  const second = await add('Zacharie', [['homonyme', 'oui']])
  expect(second.status).toBe(303)
  ids.set('Zacharie', idOf(second))
  expect(await inTheList()).toEqual(['Zacharie', 'Zoé'])
})

test('a simple list read later finds each of them', async () => {
  const bilan = await imported((prenom) => localKey({ ine: null, nom: 'Myrtille', prenom, naissance: NES }))
  expect(bilan).toMatchObject({ crees: 0, refus: [] })
  expect(await inTheList()).toEqual(['Zacharie', 'Zoé'])
})

test('the file of SIECLE gives them again; each is joined to himself, and never to the other without a word', async () => {
  expect(await imported((prenom) => `S-${prenom}`)).toMatchObject({ crees: 2 })
  const path = `/eleves/${ids.get('Zoé')}/reunir`
  const choices = [...(await site.page(path)).matchAll(/name="autre" value="(\d+)"/g)].map(
    ([, id = '']) => id,
  )
  const [own = '', ...others] = choices
  expect(others).toHaveLength(2)
  const join = (autre: string, more: readonly (readonly [string, string])[] = []) =>
    site.send(path, [['autre', autre], ['identite', 'autre'], ...more])
  const wrong = await join(others[1] ?? '')
  expect(wrong.status).toBe(422)
  expect(wordsOf(await wrong.text())).toContain('vérifiez que ce ne sont pas des jumeaux')
  expect(await inTheList()).toEqual(['Zacharie', 'Zacharie', 'Zoé', 'Zoé'])
  expect((await join(own)).status).toBe(303)
  expect(await inTheList()).toEqual(['Zacharie', 'Zacharie', 'Zoé'])
  expect(await imported((prenom) => `S-${prenom}`)).toMatchObject({ crees: 0, refus: [] })
})

test('a first name that was misspelt is still joined, once somebody says so', async () => {
  const typo = idOf(await add('Zoëlie', [['homonyme', 'oui']]))
  const page = await site.page(`/eleves/${typo}/reunir`)
  const autre = new RegExp(
    `value="(${ids.get('Zoé')})"|value="(\\d+)"[^>]*>[^<]*<label[^>]*>MYRTILLE Zoé`,
  ).exec(page)
  const fields: [string, string][] = [
    ['autre', autre?.[1] ?? autre?.[2] ?? ''],
    ['identite', 'autre'],
  ]
  expect((await site.send(`/eleves/${typo}/reunir`, fields)).status).toBe(422)
  expect((await site.send(`/eleves/${typo}/reunir`, [...fields, ['memeEleve', 'oui']])).status).toBe(303)
})
