import { randomBytes } from 'node:crypto'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { assetResponse } from '#src/web/assets.ts'
import { answerPanne, panneOf, type PanneCode } from '#src/web/error-pages.tsx'
import { handle, identifyIfUp } from '#src/web/handle.ts'
import { secureHeaders } from '#src/web/headers.ts'
import type { AppOptions } from '#src/web/options.ts'
import { describe } from '#src/db/outage.ts'
import type { Page } from '#src/web/page.ts'
import { checkPages, inOrder } from '#src/web/route-table.ts'
import { Shell } from '#src/web/shell.ts'

const MEGABYTE = 1_000_000

/** The whole application, from Request to Response: no port is needed to test it. Throws on a page without policy. */
export function createApp(options: AppOptions): Hono {
  checkPages(options.pages)
  const shell = new Shell(options)
  const app = new Hono()
  app.use(traced(options), secureHeaders(options), compress(), knownMethods(shell))
  app.get('/assets/*', (c) => serveAsset(shell, c))
  for (const page of inOrder(options.pages)) addPage(app, shell, page)
  for (const path of new Set(options.pages.map((page) => page.path)))
    app.all(path, (c) => refuseMethod(shell, c, path))
  app.notFound((c) => answerKnown(shell, c, 'introuvable'))
  app.onError((error, c) => answerError(shell, c, error))
  return app
}

function addPage(app: Hono, shell: Shell, page: Page): void {
  const maxSize = (page.televersement ? 60 : 10) * MEGABYTE
  const limit = bodyLimit({ maxSize, onError: (c) => answerKnown(shell, c, 'tropGros') })
  const noted: MiddlewareHandler = async (c, next) => {
    c.set('pattern', page.path)
    c.set('indexable', page.public === true && page.indexable === true)
    await next()
  }
  app.on(page.method, page.path, noted, limit, (c) => handle(shell, page, c))
}

/** One line per request, with nothing of a person in it: the pattern of the route, not the address. */
function traced({ clock, log }: AppOptions): MiddlewareHandler {
  return async (c, next) => {
    const reference = randomBytes(4).toString('hex').toUpperCase()
    c.set('reference', reference)
    const start = performance.now()
    await next()
    c.res.headers.set('X-Reference', reference)
    const took = Math.round(performance.now() - start)
    const method = METHODS.has(c.req.method) ? c.req.method : 'AUTRE'
    log(
      `${clock().toISOString()} ${method} ${c.get('pattern') ?? '-'} ${c.res.status} ${took} ms ref=${reference}`,
    )
  }
}

const METHODS = new Set(['GET', 'HEAD', 'POST'])

const knownMethods =
  (shell: Shell): MiddlewareHandler =>
  async (c, next) => {
    if (METHODS.has(c.req.method)) return next()
    c.header('Allow', 'GET, HEAD, POST')
    return answerPanne(shell, c, 'methode')
  }

function refuseMethod(shell: Shell, c: Context, path: string): Promise<Response> {
  const methods = shell.options.pages.filter((page) => page.path === path).map((page) => page.method)
  c.set('pattern', path)
  c.header('Allow', methods.map((method) => (method === 'GET' ? 'GET, HEAD' : method)).join(', '))
  return answerKnown(shell, c, 'methode')
}

function serveAsset(shell: Shell, c: Context): Response {
  c.set('pattern', '/assets/*')
  const accept = c.req.header('Accept-Encoding') ?? ''
  const response = assetResponse(shell.options.assets, { path: c.req.path, accept })
  return response ?? answerPanne(shell, c, 'introuvable')
}

/** No page was reached, yet whoever is signed in still is: the header says so. */
async function answerKnown(shell: Shell, c: Context, code: PanneCode): Promise<Response> {
  await identifyIfUp(shell, c)
  return answerPanne(shell, c, code)
}

function answerError(shell: Shell, c: Context, error: unknown): Response {
  const code = panneOf(error)
  if (code === 'panne' || code === 'indisponible')
    shell.options.log(
      `${shell.options.clock().toISOString()} ERREUR ref=${c.get('reference')} ${describe(error)}`,
    )
  return answerPanne(shell, c, code)
}
