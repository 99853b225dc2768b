import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eleveAt, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

const [MENUISERIE, CHARPENTE] = ['2472340121', '2472340221'] as const
let site: CollegeSite
let campagne: CampagneFictive

beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00')
  campagne = site.campagne
})
afterAll(() => site.close())

const pathOf = (index: number): string => `/eleves/${eleveAt(campagne, index).id}/inscription`
const register = (index: number, fields: readonly (readonly [string, string])[], cookie?: string) =>
  site.send(pathOf(index), [['mode', 'presentiel'], ...fields], cookie)

describe('registering a pupil', () => {
  test('the form says before that one domaine is one interview', async () => {
    const text = wordsOf(await site.page(pathOf(0), site.adulte))
    expect(text).toContain('Un domaine, un entretien')
    expect(text).toContain('jusqu’au vendredi 26 février 2027')
  })

  test('two formations with all the wishes: said on the next page and kept', async () => {
    const answer = await register(
      0,
      [
        ['formations', MENUISERIE],
        ['formations', CHARPENTE],
        ['lycee', campagne.lycees[0]],
        ['derogation', 'oui'],
        ['amenagements', 'duree_majoree'],
        ['interprete', 'Portugais'],
      ],
      site.adulte,
    )
    const path = `/eleves/${eleveAt(campagne, 0).id}`
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, path])
    const text = wordsOf(await site.page(path))
    for (const said of [
      'Menuiserie (fictive)',
      'Charpente (fictive)',
      'lycée souhaité : Lycée fictif n° 1',
      'dérogation de secteur demandée',
      'Durée majorée d’un tiers',
      'Interprète (portugais)',
    ])
      expect(text).toContain(said)
  })

  test('a formation twice: told by name, nothing changed', async () => {
    const answer = await register(0, [['formations', MENUISERIE]])
    expect(answer.status).toBe(422)
    expect(wordsOf(await answer.text())).toContain(
      'Menuiserie (fictive) : L’élève est déjà inscrit pour cette formation.',
    )
  })

  test.each([
    [[], 'Cochez au moins une formation.'],
    [
      [
        ['formations', MENUISERIE],
        ['lycee', '0750001A'],
      ],
      'Choisissez un lycée de la liste.',
    ],
    [
      [
        ['formations', MENUISERIE],
        ['interprete', 'langue 12 !'],
      ],
      'Écrivez le nom d’une langue',
    ],
    [[['formations', 'INCONNUE']], 'ne fait pas partie de la campagne'],
  ] as const)('%o: 422 %s', async (fields, sentence) => {
    const answer = await register(1, fields)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(sentence)
    expect(await site.page(`/eleves/${eleveAt(campagne, 1).id}`)).toContain('Aucune inscription')
  })

  test('what was chosen comes back with the refusal', async () => {
    const answer = await register(1, [
      ['formations', CHARPENTE],
      ['lycee', 'ailleurs'],
      ['interprete', 'arabe'],
    ])
    const text = await answer.text()
    expect(/<input[^>]*value="2472340221"[^>]*>/.exec(text)?.[0]).toContain('checked')
    expect(text).toContain('value="arabe"')
  })

  test('by another school: not found, and nobody is registered', async () => {
    expect(await site.status(pathOf(1), site.chefVoisin)).toBe(404)
    expect((await register(1, [['formations', MENUISERIE]], site.chefVoisin)).status).toBe(404)
    expect((await register(1, [['formations', MENUISERIE]], site.lycee)).status).toBe(403)
    expect(await site.page(`/eleves/${eleveAt(campagne, 1).id}`)).toContain('Aucune inscription')
  })

  test('after the date: told with the date, nothing saved', async () => {
    await site.moveTo('2027-02-27T00:00')
    const answer = await register(2, [['formations', MENUISERIE]])
    expect(answer.status).toBe(422)
    expect(wordsOf(await answer.text())).toContain(
      'Les inscriptions étaient possibles jusqu’au vendredi 26 février 2027',
    )
  })
})
