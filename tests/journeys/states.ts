import type { Browser } from 'playwright-core'
import { formsOf } from '../rights/forms.ts'
import { PAGES } from '#src/web/routes.ts'
import { page } from '#src/web/page.ts'
import { get, post, SITE } from '#src/web/testing.ts'
import type { Visited } from './crawl.ts'
import { invalidIn } from './html-checks.ts'
import { judge, type Complaints } from './page-checks.ts'
import type { Site } from './site.ts'

/** A page that no link shows: what a refusal, an error or a second sending answers. */
export interface Etat {
  nom: string
  status: number
  html: string
}

const etatOf = async (nom: string, answer: Response): Promise<Etat> => ({
  nom,
  status: answer.status,
  html: await answer.text(),
})

/** Errors of any page, each as its own status. */
export async function errorStates(site: Site, cookie: string): Promise<Etat[]> {
  const panne = page({
    method: 'GET',
    path: '/panne-d-essai',
    public: true,
    handler: () => {
      throw new Error('panne voulue')
    },
  })
  const broken = site.with({ pages: [...PAGES, panne] })
  const ask = (path: string, headers: Record<string, string> = { Cookie: cookie }): Promise<Response> =>
    Promise.resolve(broken.request(`${SITE}${path}`, { headers }))
  const heavy = 'a'.repeat(11_000_000)
  return Promise.all([
    ask('/nulle-part').then((one) => etatOf('404', one)),
    ask('/assistance').then((one) => etatOf('403', one)),
    ask('/panne-d-essai').then((one) => etatOf('500', one)),
    post(broken, '/imports', { cookie: '', fields: { contenu: 'x' } }).then((one) => etatOf('401', one)),
    post(broken, '/eleves/nouveau', { cookie, fields: { nom: heavy } }).then((one) => etatOf('413', one)),
  ])
}

/** Each form of these pages sent with nothing chosen nor written: one refusal for each route. */
export async function refusals(site: Site, visited: readonly Visited[]): Promise<Etat[]> {
  const found = new Map<string, Etat>()
  for (const { pattern, path, html, walker } of visited)
    for (const { action, fields, caches } of formsOf(html, path)) {
      const written = fields.some(([name, value]) => value !== '' && !caches.has(name))
      const key = `${pattern} ${action.replaceAll(/\d+/g, ':n').split('?')[0] ?? ''}`
      if (!written || found.has(key)) continue
      const empty = Object.fromEntries(fields.map(([name, value]) => [name, caches.has(name) ? value : '']))
      const answer = await post(site.app, action, { cookie: walker.cookie, fields: empty })
      if (answer.status === 422 || answer.status === 409) found.set(key, await etatOf(key, answer))
    }
  return [...found.values()]
}

const NOTHING = 'rien-ne-porte-ce-nom'

/** Each list with words that nothing bears, in the field where one looks for something. */
export async function emptySearches(site: Site, visited: readonly Visited[]): Promise<Etat[]> {
  const found: Etat[] = []
  for (const { pattern, path, html, walker } of new Map(visited.map((one) => [one.pattern, one])).values()) {
    const field = /<input\b[^>]*type="search"[^>]*>/.exec(html)?.[0]
    const name = field === undefined ? undefined : /\bname="([^"]+)"/.exec(field)?.[1]
    if (name === undefined || !isList(html)) continue
    const address = `${path}${path.includes('?') ? '&' : '?'}${name}=${NOTHING}`
    found.push(await etatOf(pattern, await get(site.app, address, walker.cookie)))
  }
  return found
}

/** What is wrong with what was answered, as HTML and in a browser. */
export async function judgeStates(
  where: { browser: Browser; url: string },
  etats: readonly Etat[],
): Promise<Record<string, Complaints>> {
  const shown = etats.map(({ nom, status, html }) => ({
    nom: `${status} ${nom}`,
    cookie: '',
    path: '/etat-d-essai',
    html,
  }))
  const complaints = await judge(where, shown)
  for (const { nom, html } of shown) {
    const found = await invalidIn(html)
    if (found.length > 0) complaints[nom] = [...(complaints[nom] ?? []), ...found]
  }
  return complaints
}

/** The links to the files of a list say that a page is one. */
export const isList = (html: string): boolean => html.includes('passpro-exports')
