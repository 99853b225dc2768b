import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from '#src/web/page.ts'
import { grantsOf, TABLE } from '#src/procedure/comptes/rights/table.ts'
import {
  ask,
  attendu,
  demandeursOf,
  formsOfSide,
  RIEN,
  withoutChance,
  type Demandeur,
  type Reponse,
} from './answers.ts'
import { ground, INSTANTS, rowsOf, seenIn, type Ground } from './ground.ts'
import { addressOf, hasThing, nameOf, RESERVED } from './routes.ts'

/**
 * Every route asked by every role, tied to the thing, to another like it, to another académie, no longer or not at all;
 * the answer expected is computed from the table of rights, and what comes out is judged by the marks of the names.
 */

/** Nothing stands there in this campagne, even for who may: the page says so. */
const SANS_CHOSE: Readonly<Record<string, string>> = {
  '/messages/:id': 'no message is in the outbox: the campagne writes to nobody',
  '/messages/:id/decision': 'the same',
  '/sans-place/:id/:domaine': 'every pupil of this campagne has a place',
  '/editions/:id/:volume': 'its files are not prepared',
  '/incidents/:id/place/:entretien': 'the incident does not touch this interview',
  '/mon-compte/sessions/:cle/fin': 'the key is drawn',
  '/famille/:id/contestation/:mef': 'no answer was entered from paper',
  '/eleves/:id/salle/:domaine': 'every interview of this campagne is at the lycée',
  '/entretiens/:id/deplacement': 'the address must say to which place',
}
/** A refusal in words (422), the same whether the thing is another's or nowhere: it may just have been answered. */
const DIT = new Set(['/exports/demandes/:id/approbation', '/exports/demandes/:id/abandon'])
/** Only for who asked. */
const DEMANDEUR: Readonly<Record<string, string>> = { '/editions/:id': 'chef_origine' }

let g: Ground
let forms: Map<string, [string, string][]>
let demandeurs: Demandeur[]
/** As the page before left them: whoever may not writes nothing, so nothing changes from one page to the next. */
let rows: Map<string, string> | undefined
beforeAll(async () => {
  g = await ground()
  forms = await formsOfSide(g.app, g.sien)
  demandeurs = demandeursOf(g)
})
afterAll(() => g.close())

const who = ({ role, lien }: Pick<Demandeur, 'role' | 'lien'>): string => `${role} (${lien})`

/** Whether nothing is there even for the one who is tied to it. */
const without = ({ path }: Page, role: string): boolean =>
  SANS_CHOSE[path] !== undefined ||
  Object.entries(DEMANDEUR).some(([start, asker]) => path.startsWith(start) && asker !== role)

/** What is wrong with an answer, in words; nothing when it is as the table says. */
function faults(page: Page, qui: Demandeur, { status, texte }: Reponse): string[] {
  const expected = attendu(page, qui)
  const strangers = [...seenIn(texte)].filter((id) => !qui.voit.has(id))
  const right = {
    session: status === (page.method === 'GET' ? 303 : 401),
    porte: status === 403,
    rien: status === (DIT.has(page.path) ? 422 : 404),
    entre: without(page, qui.role) ? status === 404 : status < 400 || status === 422,
  }[expected]
  return [
    ...(right ? [] : [`${who(qui)} : ${expected} attendu, ${status} reçu`]),
    ...(strangers.length > 0 ? [`${who(qui)} : voit ${strangers.join(', ')}`] : []),
  ]
}

const GETS = RESERVED.filter((page) => page.method === 'GET').map((page) => [nameOf(page), page] as const)
const POSTS = RESERVED.filter((page) => page.method === 'POST').map((page) => [nameOf(page), page] as const)
const fieldsOf = (page: Page): [string, string][] => forms.get(nameOf(page)) ?? []

/** The door looks at roles alone: one of each that the right does not name, and each whose right has ended. */
const tries = (page: Page, qui: Demandeur): boolean => {
  if (page.droit === undefined || page.droit === 'connecte') return qui.lien !== 'fini'
  const named = grantsOf(page.droit)[qui.role] !== undefined
  return named || qui.lien === 'sien' || qui.lien === 'personne'
}

describe('while the campagne is open', () => {
  beforeAll(() => g.to(INSTANTS.ouverte))

  test.each(GETS)('%s', async (_name, page) => {
    const wrong: string[] = []
    for (const qui of demandeurs.filter((one) => tries(page, one))) {
      const path = addressOf(page, g.sien.choses, qui)
      wrong.push(...faults(page, qui, await ask(g.app, { page, path, cookie: qui.cookie })))
    }
    expect(wrong).toEqual([])
  })

  test.each(POSTS)('%s: who may not writes nothing', async (_name, page) => {
    const wrong: string[] = []
    rows ??= await rowsOf(g.sien)
    for (const qui of demandeurs.filter((one) => tries(page, one) && attendu(page, one) !== 'entre')) {
      const path = addressOf(page, g.sien.choses, qui)
      wrong.push(
        ...faults(page, qui, await ask(g.app, { page, path, cookie: qui.cookie, fields: fieldsOf(page) })),
      )
    }
    expect(wrong).toEqual([])
    const after = await rowsOf(g.sien)
    expect(after).toEqual(rows)
    rows = after
  })
})

describe('scope comes from the session, never from a parameter', () => {
  const open = GETS.filter(([, page]) => !hasThing(page) && page.droit !== 'connecte')

  test.each(open)('%s', async (_name, page) => {
    const { college, lycee, eleve } = g.sien.choses
    const wrong: string[] = []
    for (const qui of demandeurs.filter((one) => one.lien !== 'sien' && attendu(page, one) === 'entre')) {
      const path = `${page.path}?etablissement=${college}&lycee=${lycee}&eleve=${eleve}&uai=${college}`
      const { status, texte } = await ask(g.app, { page, path, cookie: qui.cookie })
      const strangers = [...seenIn(texte)].filter((id) => !qui.voit.has(id))
      if (strangers.length > 0 || status >= 500)
        wrong.push(`${who(qui)} : ${status}, ${strangers.join(', ')}`)
    }
    expect(wrong).toEqual([])
  })

  test.each(POSTS.filter(([, page]) => !hasThing(page) && page.droit !== 'connecte'))(
    '%s: the form of another school or académie acts on nothing of it',
    async (_name, page) => {
      const { college, lycee } = g.sien.choses
      const acts = async (): Promise<string> =>
        JSON.stringify(
          await g.asOwner('select count(*) from journal where academie = $1 and chaine in ($2, $3)', [
            g.sien.campagne.academie,
            college,
            lycee,
          ]),
        )
      const before = await acts()
      const everything = await rowsOf(g.sien)
      const allowed = demandeurs.filter((one) => one.lien !== 'sien' && attendu(page, one) === 'entre')
      for (const qui of allowed.filter((one) => one.lien === 'ailleurs'))
        await ask(g.app, { page, path: page.path, cookie: qui.cookie, fields: fieldsOf(page) })
      expect(await rowsOf(g.sien)).toEqual(everything)
      for (const qui of allowed.filter((one) => one.lien === 'voisin'))
        await ask(g.app, { page, path: page.path, cookie: qui.cookie, fields: fieldsOf(page) })
      expect(await acts()).toBe(before)
    },
  )
})

describe('what is another’s and what does not exist are refused alike', () => {
  test.each([...GETS, ...POSTS].filter(([, page]) => hasThing(page)))('%s', async (_name, page) => {
    const wrong: string[] = []
    for (const qui of demandeurs.filter((one) => attendu(page, one) === 'rien')) {
      const [theirs, nowhere] = [addressOf(page, g.sien.choses, qui), addressOf(page, RIEN, qui)]
      const sent = { page, cookie: qui.cookie, fields: fieldsOf(page) }
      const one = withoutChance(await ask(g.app, { ...sent, path: theirs }), theirs)
      const other = withoutChance(await ask(g.app, { ...sent, path: nowhere }), nowhere)
      if (one !== other) wrong.push(`${who(qui)} : ${one.slice(0, 3)} et ${other.slice(0, 3)}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('after the closing', () => {
  beforeAll(() => g.to(INSTANTS.close))

  test.each(GETS)('%s', async (_name, page) => {
    const wrong: string[] = []
    for (const qui of demandeurs.filter((one) => ['entre', 'rien'].includes(attendu(page, one)))) {
      const path = addressOf(page, g.sien.choses, qui)
      if (page.path === '/famille/:id/convocation.pdf' && qui.lien === 'sien') continue
      wrong.push(...faults(page, qui, await ask(g.app, { page, path, cookie: qui.cookie })))
    }
    expect(wrong).toEqual([])
  })

  const bounded = POSTS.filter(([, { droit }]) => {
    const moment = droit && droit !== 'connecte' ? TABLE[droit].moment : undefined
    return moment?.startsWith('fin')
  })

  test.each(bounded)('%s: the calendar bounds it, nothing is done', async (_name, page) => {
    const acts = (): Promise<object[]> =>
      g.asOwner('select count(*) from journal where academie = $1', [g.sien.campagne.academie])
    const before = await acts()
    for (const qui of demandeurs.filter((one) => one.lien === 'sien' && attendu(page, one) === 'entre')) {
      const path = addressOf(page, g.sien.choses, qui)
      await ask(g.app, { page, path, cookie: qui.cookie, fields: fieldsOf(page) })
    }
    expect(await acts()).toEqual(before)
  })
})

/** Last, for these write: an empty form comes in, wherever it leads. */
describe('who may is never turned away', () => {
  test.each(POSTS)('%s', async (_name, page) => {
    const wrong: string[] = []
    for (const qui of demandeurs.filter((one) => one.lien === 'sien' && attendu(page, one) === 'entre')) {
      const path = addressOf(page, g.sien.choses, qui)
      const { status } = await ask(g.app, { page, path, cookie: qui.cookie })
      if (status === 403 || status >= 500) wrong.push(`${who(qui)} : ${status}`)
    }
    expect(wrong).toEqual([])
  })
})
