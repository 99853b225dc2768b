import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

type Field = readonly [string, string]
let site: CollegeSite

beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00')
})
afterAll(() => site.close())

const LILOU: Field[] = [
  ['nom', 'FICTIVE'],
  ['prenom', 'Lilou'],
  ['naissance', '2012-03-04'],
]
const add = (fields: readonly Field[], cookie?: string) => site.send('/eleves/nouveau', fields, cookie)
const pageOf = async (answer: Response): Promise<string> =>
  wordsOf(await site.page(answer.headers.get('Location') ?? ''))

describe('a pupil added by hand', () => {
  test('is in the list with his guardians, legal or not', async () => {
    const answer = await add([
      ...LILOU,
      ['classe', '3B'],
      ['responsableNom1', 'FICTIVE'],
      ['responsablePrenom1', 'Dominique'],
      ['responsableLegal1', 'oui'],
      ['responsableNom2', 'AUTRE'],
      ['responsablePrenom2', 'Sacha'],
    ])
    expect(answer.status).toBe(303)
    const text = await pageOf(answer)
    expect(text).toContain('Responsables légaux Dominique FICTIVE')
    expect(text).toContain('Autres contacts Sacha AUTRE')
    expect(text).toContain('Classe 3B')
  })

  test('of the same name and date: asked first, and two people then', async () => {
    const twice = await add(LILOU)
    expect(twice.status).toBe(422)
    expect(wordsOf(await twice.text())).toContain('Lilou FICTIVE, 3B')
    const other = await add([...LILOU, ['homonyme', 'oui']])
    expect(other.status).toBe(303)
    const list = await site.page('/eleves?nom=lilou')
    expect(list.match(/FICTIVE Lilou/g)).toHaveLength(2)
  })

  test('with the INE of another: refused, doubt goes to a human', async () => {
    const taken = site.campagne.eleves.find((one) => one.ine !== null)?.ine ?? ''
    const answer = await add([
      ['nom', 'X'],
      ['prenom', 'Y'],
      ['naissance', '2012-01-01'],
      ['ine', taken],
    ])
    expect(answer.status).toBe(422)
    expect(wordsOf(await answer.text())).toContain('Un autre élève de la campagne porte cet INE')
  })

  test('with an INE entered by hand before: the first keeps his name', async () => {
    const ine: Field = ['ine', '9 99999999 zz']
    expect((await add([...LILOU, ['homonyme', 'oui'], ine])).status).toBe(303)
    const again = await add([['nom', 'USURPE'], ['prenom', 'Noa'], ['naissance', '2012-01-01'], ine])
    expect(again.status).toBe(422)
    expect(await site.page('/eleves')).not.toContain('USURPE')
  })

  test.each<[Field[], string]>([
    [[], 'Écrivez le nom de l’élève.'],
    [[['naissance', '2012-02-30']], 'Cette date n’existe pas.'],
    [[['naissance', '2031-01-01']], 'La date de naissance est à venir.'],
    [[['ine', '12']], 'Un INE compte 11 caractères'],
    [[['responsableNom1', 'SEUL']], 'Écrivez le nom et le prénom de ce responsable.'],
  ])('%o: 422 %s', async (over, sentence) => {
    const base =
      over.length === 0
        ? []
        : [
            ['nom', 'NOUVEAU'],
            ['prenom', 'Noa'],
            ['naissance', '2012-05-06'],
          ]
    const fields = new Map([...base, ...over].map(([name = '', value = '']) => [name, value]))
    const answer = await add([...fields])
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(sentence)
  })

  test('by an adult of the school: refused; by the académie: into the school it chooses', async () => {
    expect((await add(LILOU, site.adulte)).status).toBe(403)
    expect(
      (
        await add(
          [
            ['nom', 'LOIN'],
            ['prenom', 'Ana'],
            ['naissance', '2012-05-06'],
          ],
          site.academie,
        )
      ).status,
    ).toBe(422)
    const answer = await add(
      [
        ['nom', 'LOIN'],
        ['prenom', 'Ana'],
        ['naissance', '2012-05-06'],
        ['etablissement', site.campagne.colleges[1]],
      ],
      site.academie,
    )
    expect(answer.status).toBe(303)
    expect(await site.page('/eleves?nom=loin', site.chefVoisin)).toContain('LOIN Ana')
    expect(await site.page('/eleves?nom=loin')).not.toContain('LOIN Ana')
  })
})
