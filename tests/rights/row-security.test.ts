import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Role } from '#src/procedure/comptes/api.ts'
import type { Page } from '#src/web/page.ts'
import { ask, formsOfSide, type Demandeur } from './answers.ts'
import { ground, INSTANTS, rowsOf, seenIn, type Ground } from './ground.ts'
import { addressOf, hasThing, nameOf, PUBLIC, RESERVED } from './routes.ts'

/**
 * The second wall alone: the checks of the application are taken away for this file (and can be nowhere else, for they
 * are no setting), everybody may do everything everywhere, and people of one académie ask for the things of another,
 * then people of one school or family for those of its neighbour.
 */
const murs = vi.hoisted(() => ({ ouverts: false, ecoles: [] as string[] }))
vi.mock('#src/procedure/comptes/rights.ts', async (original) => {
  const real = await original<typeof import('#src/procedure/comptes/rights.ts')>()
  return {
    ...real,
    meets: (...args: Parameters<typeof real.meets>) => murs.ouverts || real.meets(...args),
    allows: (...args: Parameters<typeof real.allows>) => murs.ouverts || real.allows(...args),
    mayEver: (...args: Parameters<typeof real.mayEver>) => murs.ouverts || real.mayEver(...args),
    mayGive: (...args: Parameters<typeof real.mayGive>) => murs.ouverts || real.mayGive(...args),
    demand: (...args: Parameters<typeof real.demand>) => {
      if (!murs.ouverts) real.demand(...args)
    },
    portionsOf: (...args: Parameters<typeof real.portionsOf>) =>
      murs.ouverts ? ('academie' as const) : real.portionsOf(...args),
    hasRole: (...args: Parameters<typeof real.hasRole>) =>
      murs.ouverts ? args[1] === 'academie' || real.hasRole(...args) : real.hasRole(...args),
    schoolsOf: (...args: Parameters<typeof real.schoolsOf>) =>
      murs.ouverts ? murs.ecoles : real.schoolsOf(...args),
  }
})

/** With the checks away roles differ only by the screens that are theirs: one of each kind. */
const INTRUS: readonly Role[] = ['eleve', 'chef_origine', 'planificateur', 'academie']

let g: Ground
let forms: Map<string, [string, string][]>
let intrus: Demandeur[]
let eux: Set<number>
beforeAll(async () => {
  g = await ground()
  await g.to(INSTANTS.ouverte)
  forms = await formsOfSide(g.app, g.sien)
  const { campagne } = g.sien
  eux = new Set(campagne.eleves.map(({ id }) => id))
  intrus = g.ailleurs.personnes
    .filter(({ role: name, lien }) => lien === 'sien' && INTRUS.includes(name))
    .map((one): Demandeur => ({ ...one, lien: 'ailleurs' }))
  murs.ecoles = [...campagne.colleges, ...campagne.lycees]
  murs.ouverts = true
})
afterAll(() => g.close())

const strangers = (texte: string): number[] => [...seenIn(texte)].filter((id) => eux.has(id))
const role = ({ role: name }: Demandeur): string => name

const pages = (method: Page['method']) =>
  [...RESERVED, ...PUBLIC]
    .filter((page) => page.method === method && !page.path.startsWith('/connexion'))
    .map((page) => [nameOf(page), page] as const)

test('the checks are really away: a pupil opens a page of the académie', async () => {
  const eleve = intrus.find((one) => one.role === 'eleve')
  const page = RESERVED.find((one) => nameOf(one) === 'GET /eleves')
  if (!eleve || !page) throw new Error('sans élève')
  const { status, texte } = await ask(g.app, { page, path: '/eleves', cookie: eleve.cookie })
  // The page of the académie, and on it himself alone: the second wall stands.
  expect([status, [...seenIn(texte)]]).toEqual([200, [...eleve.voit]])
})

describe('nothing of another académie comes out', () => {
  test.each(pages('GET'))('%s', async (_name, page) => {
    const { choses, campagne } = g.sien
    const wrong: string[] = []
    for (const qui of intrus) {
      const path = addressOf(page, choses, qui)
      const suite = `?etablissement=${choses.college}&lycee=${choses.lycee}&campagne=${campagne.campagneId}`
      const cookie = `${qui.cookie}; passpro-campagne=${campagne.campagneId}`
      const answers = [await ask(g.app, { page, path, cookie })]
      if (!hasThing(page)) answers.push(await ask(g.app, { page, path: path + suite, cookie }))
      for (const { status, texte } of answers)
        if (strangers(texte).length > 0 || status >= 500)
          wrong.push(`${role(qui)} : ${status}, ${strangers(texte).join(', ')}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('nothing of another school or family comes out either', () => {
  const VOISINS: readonly Role[] = [
    'eleve',
    'responsable',
    'chef_origine',
    'planificateur',
    'intervenant',
    'chef_referent',
  ]

  /**
   * Held by the first wall alone: a batch is one row with its file, and heads read that there is one; a doubt of INE ties
   * the pupils of two schools, and is read as the application's own work.
   */
  const SANS_MUR = [
    'GET /exports/:id/bonus-affelnet.csv',
    'GET /doutes-ine',
    'GET /doutes-ine/export/:format',
  ]

  test.each(pages('GET').filter(([name]) => !SANS_MUR.includes(name)))('%s', async (_name, page) => {
    const { choses, campagne, personnes } = g.sien
    const wrong: string[] = []
    for (const qui of personnes.filter((one) => one.lien === 'voisin' && VOISINS.includes(one.role))) {
      const cookie = `${qui.cookie}; passpro-campagne=${campagne.campagneId}`
      const path = addressOf(page, choses, qui)
      const { texte } = await ask(g.app, { page, path, cookie })
      const others = strangers(texte).filter((id) => !qui.voit.has(id))
      if (others.length > 0) wrong.push(`${qui.role} : ${others.join(', ')}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('nothing of another académie is written', () => {
  let rows: Map<string, string> | undefined

  test.each(pages('POST').filter(([name]) => name !== 'POST /deconnexion'))('%s', async (_name, page) => {
    rows ??= await rowsOf(g.sien)
    const wrong: string[] = []
    for (const qui of intrus) {
      const path = addressOf(page, g.sien.choses, qui)
      const fields = forms.get(nameOf(page)) ?? []
      const { texte } = await ask(g.app, { page, path, cookie: qui.cookie, fields })
      if (strangers(texte).length > 0) wrong.push(`${role(qui)} : ${strangers(texte).join(', ')}`)
    }
    expect(wrong).toEqual([])
    const after = await rowsOf(g.sien)
    expect(after).toEqual(rows)
  })
})

test('without the second wall either, theirs would come out: this file can fail', async () => {
  const academie = intrus.find((one) => one.role === 'academie')
  const page = RESERVED.find((one) => nameOf(one) === 'GET /eleves/:id/acces')
  if (!academie || !page) throw new Error('sans académie')
  await g.asOwner(`do $$ declare t regclass; begin
    for t in select oid from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace loop
      execute format('alter table %s disable row level security', t);
    end loop; end $$`)
  const path = addressOf(page, g.sien.choses, academie)
  const { texte } = await ask(g.app, { page, path, cookie: academie.cookie })
  expect(strangers(texte)).toEqual([g.sien.choses.eleve])
})
