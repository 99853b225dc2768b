import { formsOf } from '../rights/forms.ts'
import { PAGES } from '#src/web/routes.ts'
import { page } from '#src/web/page.ts'
import { post, SITE } from '#src/web/testing.ts'
import type { Visited } from './crawl.ts'
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
  const get = (path: string, headers: Record<string, string> = { Cookie: cookie }): Promise<Response> =>
    Promise.resolve(broken.request(`${SITE}${path}`, { headers }))
  const heavy = 'a'.repeat(11_000_000)
  return Promise.all([
    get('/nulle-part').then((one) => etatOf('404', one)),
    get('/assistance').then((one) => etatOf('403', one)),
    get('/panne-d-essai').then((one) => etatOf('500', one)),
    post(broken, '/imports', { cookie: '', fields: { contenu: 'x' } }).then((one) => etatOf('401', one)),
    post(broken, '/eleves/nouveau', { cookie, fields: { nom: heavy } }).then((one) => etatOf('413', one)),
  ])
}

/** Each form of these pages sent with nothing chosen nor written: one refusal for each route. */
export async function refusals(site: Site, visited: readonly Visited[]): Promise<Etat[]> {
  const found = new Map<string, Etat>()
  for (const { pattern, path, html, walker } of visited)
    for (const { action, fields } of formsOf(html, path)) {
      const written = fields.some(([, value]) => value !== '')
      const key = `${pattern} ${action.replaceAll(/\d+/g, ':n').split('?')[0] ?? ''}`
      if (!written || found.has(key)) continue
      const empty = Object.fromEntries(fields.map(([name]) => [name, '']))
      const answer = await post(site.app, action, { cookie: walker.cookie, fields: empty })
      if (answer.status === 422 || answer.status === 409) found.set(key, await etatOf(key, answer))
    }
  return [...found.values()]
}
