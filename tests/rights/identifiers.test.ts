import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, attendu, demandeursOf, formsOfSide, withoutChance, type Demandeur } from './answers.ts'
import { ground, INSTANTS, rowsOf, seenIn, type Ground } from './ground.ts'
import { hasThing, nameOf, RESERVED } from './routes.ts'

/** Addresses with an identifier that was altered, asked by people of other schools and académies: 10,000 in `.ci/run`, a part of them while working. */
const ESSAIS = Number(process.env['PASSPRO_IDENTIFIANTS'] ?? 2_000)
const LOTS = ESSAIS / 500

let g: Ground
let forms: Map<string, [string, string][]>
let intrus: Demandeur[]
beforeAll(async () => {
  g = await ground()
  await g.to(INSTANTS.ouverte)
  forms = await formsOfSide(g.app, g.sien)
  intrus = demandeursOf(g).filter((one) => one.lien === 'voisin' || one.lien === 'ailleurs')
})
afterAll(() => g.close())

const pages = RESERVED.filter((page) => hasThing(page) && page.droit !== 'connecte')

/** As somebody would alter it (dots alone are not among them: a browser makes another address of them): a neighbour, another kind, a number written otherwise, words of a query. */
const altere = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 60 }).map(String) },
  { weight: 2, arbitrary: fc.integer({ min: 60, max: 2 ** 31 }).map(String) },
  { weight: 1, arbitrary: fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }).map(String) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }).map((n) => `0${n}`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '-1',
      '1e1',
      '0x1',
      '1.0',
      '٣',
      '１',
      '1 or 1=1',
      "1'--",
      'null',
      '1\u0000',
      '%31',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('bois', '0759901E', '0759903G', '0779901X', '__proto__', 'constructor'),
  },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/^\.+$/.test(text)) },
)

/** People of another académie act on their own meanwhile, and may come to see more of it: what they see of this one counts. */
const isHit = ({ lien }: Demandeur, eleveId: number): boolean =>
  lien === 'voisin' || g.sien.campagne.eleves.some(({ id }) => id === eleveId)

describe(`${ESSAIS.toLocaleString('fr-FR')} altered identifiers`, () => {
  const refused = new Map<string, string>()
  let asked = 0
  let rows: Map<string, string> | undefined

  test.each(Array.from({ length: LOTS }, (_, lot) => lot))(
    'A23: lot %i: no hit, and one refusal for all',
    async (lot) => {
      rows ??= await rowsOf(g.sien)
      const wrong: string[] = []
      const essais = fc.sample(
        fc.record({ page: fc.constantFrom(...pages), id: altere, autre: altere, qui: fc.nat() }),
        {
          numRuns: ESSAIS / LOTS,
          seed: 7 + lot,
        },
      )
      for (const { page, id, autre, qui: rank } of essais) {
        const may = intrus.filter((one) => attendu(page, one) !== 'porte')
        const qui = may[rank % may.length]
        if (!qui) continue
        asked++
        const values = [id, autre]
        const path = page.path.replaceAll(/:\w+/g, () => encodeURIComponent(values.shift() ?? autre))
        // A neighbour's form on his own things is his to send: he asks, only people of another académie send.
        if (page.method === 'POST' && qui.lien !== 'ailleurs') continue
        const answer = await ask(g.app, {
          page,
          path,
          cookie: qui.cookie,
          fields: forms.get(nameOf(page)) ?? [],
        })
        const strangers = [...seenIn(answer.texte)].filter((one) => !qui.voit.has(one) && isHit(qui, one))
        if (strangers.length > 0 || answer.status >= 500)
          wrong.push(`${nameOf(page)} ${path} ${qui.role} : ${answer.status} ${strangers.join(', ')}`)
        if (answer.status === 404 && page.method === 'GET') {
          const said = withoutChance(answer, path)
          const first = refused.get(`${nameOf(page)} ${qui.role} ${qui.lien}`) ?? said
          refused.set(`${nameOf(page)} ${qui.role} ${qui.lien}`, first)
          if (said !== first) wrong.push(`${nameOf(page)} ${path} ${qui.role} : un autre refus`)
        }
      }
      expect(wrong).toEqual([])
      expect(await rowsOf(g.sien)).toEqual(rows)
    },
  )

  test('were really asked, and really refused', () => {
    expect(asked).toBeGreaterThan(ESSAIS * 0.9)
    expect(refused.size).toBeGreaterThan(5)
  })
})
