import type { Hono } from 'hono'
import { inTransaction } from '#src/db/transaction.ts'
import { dayOf } from '#src/kit/day.ts'
import { mayEnter } from '#src/web/route-table.ts'
import { selectActeur, type Acteur } from '#src/procedure/comptes/api.ts'
import type { CompteDemonstration } from '#src/web/demonstration-accounts.ts'
import { PAGES } from '#src/web/routes.ts'
import { openSession } from '#src/web/session.ts'
import { SITE, type TestApp } from '#src/web/testing.ts'

/** Somebody who walks: nobody at all, or an account with its session. */
export interface Walker {
  nom: string
  cookie: string
  acteur: Acteur | undefined
}

/** Signs in with an account of the sign-in page. */
export async function walkerOf(
  { db, clock }: Pick<TestApp, 'db' | 'clock'>,
  { academie, id: compteId, nom }: CompteDemonstration,
): Promise<Walker> {
  const token = await openSession({ db, clock: () => clock.now }, { academie, compteId })
  const nobody = { academie, compteId, nom: '', pourLeCompteDe: null }
  const acteur = await inTransaction({ db, acteur: nobody }, (tx) =>
    selectActeur(tx.trx, { academie, compteId, jour: dayOf(tx.now, tx.zone) }),
  )
  return { nom, cookie: `passpro=${token}`, acteur }
}

/** A page that a walker came to by links, as the server sent it. */
export interface Visited {
  pattern: string
  path: string
  walker: Walker
  html: string
  /** Bytes of the page as a browser that takes gzip receives it. */
  transferred: number
}

const GETS = PAGES.filter(({ method }) => method === 'GET')
const pieces = (path: string): string[] => (path.split(/[?#]/)[0] ?? '').split('/')

/** The route of an address: fixed words before parameters. */
function patternOf(path: string): string | undefined {
  const asked = pieces(path)
  const fits = (pattern: string): boolean => {
    const own = pattern.split('/')
    return (
      own.length === asked.length &&
      own.every((piece, rank) => piece.startsWith(':') || piece === asked[rank])
    )
  }
  const params = (pattern: string): number => pattern.split(':').length
  return GETS.map(({ path: pattern }) => pattern)
    .filter(fits)
    .toSorted((a, b) => params(a) - params(b))[0]
}

const LINK = /<a\b[^>]*\bhref="(\/[^"#]*)"/g
/** Sent as files: reached, and not read here. */
const FILE = /\.(pdf|ics|csv|xlsx|zip)$|\/(telecharger|fichier)$/

/** Pages of one route that are opened: states differ from one thing to another. */
const EXAMPLES = 1

export interface Walked {
  visited: Visited[]
  reached: Set<string>
  /** Links that lead to a page that does not open, and the status. */
  refused: string[]
}

/** Follows links from the home page, a few pages of each route; tells the routes reached, files included. */
export async function walk(app: Hono, walker: Walker): Promise<Walked> {
  const refused: string[] = []
  const reached = new Set<string>()
  const opened = new Map<string, Set<string>>()
  const visited: Visited[] = []
  const queue = ['/', '/plan-du-site', '/aide']
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const pattern = patternOf(path)
    if (pattern === undefined) continue
    const seen = opened.get(pattern) ?? new Set()
    const address = pieces(path).join('/')
    if (seen.has(address) || seen.size >= EXAMPLES) continue
    opened.set(pattern, seen.add(address))
    if (FILE.test(address)) {
      reached.add(pattern)
      continue
    }
    const answer = await app.request(`${SITE}${path}`, {
      headers: { Cookie: walker.cookie, 'Accept-Encoding': 'gzip' },
    })
    const location = answer.headers.get('location')
    if (location?.startsWith('/')) {
      reached.add(pattern)
      queue.push(location)
    }
    if (answer.status >= 400) refused.push(`${walker.nom} ${path} ${answer.status}`)
    if (answer.status !== 200) continue
    reached.add(pattern)
    const bytes = await answer.arrayBuffer()
    if (!/text\/html/.test(answer.headers.get('content-type') ?? '')) continue
    const html = await textOf(bytes, answer.headers.get('content-encoding'))
    visited.push({ pattern, path, walker, html, transferred: bytes.byteLength })
    for (const [, href = ''] of html.matchAll(LINK)) queue.push(href.replaceAll('&amp;', '&'))
  }
  return { visited, reached, refused }
}

async function textOf(bytes: ArrayBuffer, encoding: string | null): Promise<string> {
  const body = new Response(bytes).body
  if (!body || encoding === null) return new TextDecoder().decode(bytes)
  return new Response(body.pipeThrough(new DecompressionStream('gzip'))).text()
}

/** The GET routes that a person may enter. */
export const routesOf = (acteur: Acteur | undefined): string[] =>
  GETS.filter((page) => (page.public === true ? true : acteur !== undefined && mayEnter(page, acteur))).map(
    ({ path }) => path,
  )
