import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Hono } from 'hono'
import { TACHES } from '#src/jobs/list.ts'
import { drain } from '#src/jobs/worker.ts'
import { testDb } from '#src/db/testing.ts'
import type { Db } from '#src/db/connection.ts'
import { NO_ASSETS } from '#src/web/assets.ts'
import { loadExamples } from '#src/web/examples.ts'
import { demonstrationAccounts } from '#src/web/demonstration-accounts.ts'
import type { AppOptions } from '#src/web/options.ts'
import type { Acteur, Role } from '#src/procedure/comptes/api.ts'
import { PAGES } from '#src/web/routes.ts'
import { createApp } from '#src/web/server.ts'
import { openSession } from '#src/web/session.ts'

/** No provider of identity, and a secret that protects nothing. */
export const NO_PROVIDER = { fournisseurs: () => [], secret: Buffer.alloc(32, 1), mandataires: 0 }

export const SITE = 'http://passpro.test'

/** The application in this process, on a base of its own that holds the demonstration; its clock is moved by hand. */
export interface TestApp {
  app: Hono
  db: Db
  lines: string[]
  clock: { now: Date }
  close: () => Promise<void>
  /** The same base behind other options. */
  with: (options: Partial<AppOptions>) => Hono
  /** Does the work that waits, here and now. */
  drain: () => Promise<number>
}

/** `fill` puts something else in the base than one account per role. */
export async function testApp(
  options: Partial<AppOptions> = {},
  fill: (db: Db) => Promise<void> = loadExamples,
): Promise<TestApp> {
  const { db, close } = await testDb()
  await fill(db)
  const televersements = mkdtempSync(path.join(os.tmpdir(), 'passpro-televersements-'))
  const lines: string[] = []
  const clock = { now: new Date('2027-02-01T09:00:00Z') }
  const base: AppOptions = {
    db,
    mode: 'demonstration',
    theme: 'neutre',
    assets: NO_ASSETS,
    clock: () => clock.now,
    log: (line) => void lines.push(line),
    pages: PAGES,
    televersements,
    connexions: NO_PROVIDER,
    ...options,
  }
  return {
    app: createApp(base),
    db,
    lines,
    clock,
    close: async () => {
      rmSync(televersements, { recursive: true, force: true })
      await close()
    },
    with: (more) => createApp({ ...base, ...more }),
    drain: () => drain({ outils: { db, televersements }, clock: base.clock, taches: TACHES, log: base.log }),
  }
}

/** A GET as a browser on our own site sends it. */
export const get = (app: Hono, path: string, cookie = ''): Promise<Response> =>
  Promise.resolve(app.request(`${SITE}${path}`, { headers: { Cookie: cookie } }))

/** A form sent by a browser from one of our pages; `headers` changes where it seems to come from. */
export function post(
  app: Hono,
  path: string,
  { cookie = '', fields = {}, headers = { Origin: SITE } }: PostOptions = {},
): Promise<Response> {
  const body = new URLSearchParams(fields)
  return Promise.resolve(
    app.request(`${SITE}${path}`, { method: 'POST', body, headers: { Cookie: cookie, ...headers } }),
  )
}
export interface PostOptions {
  cookie?: string
  /** Pairs when a name comes several times. */
  fields?: Record<string, string> | [string, string][]
  headers?: Record<string, string>
}

/** A session of the demonstration account of this role; returns the cookie to send. */
export async function signIn({ db, clock }: Pick<TestApp, 'db' | 'clock'>, role: Role): Promise<string> {
  const compte = (await demonstrationAccounts(db)).find((one) => one.role === role)
  if (!compte) throw new Error(`aucun compte de démonstration : ${role}`)
  const { academie, id: compteId } = compte
  return `passpro=${await openSession({ db, clock: () => clock.now }, { academie, compteId })}`
}

/** `name=value` of a cookie that the answer sets. */
export function cookieOf(response: Response, name: string): string {
  const cookie = response.headers.getSetCookie().find((one) => one.startsWith(`${name}=`))
  if (!cookie) throw new Error(`aucun cookie ${name} dans la réponse ${response.status}`)
  return cookie.split(';')[0] ?? ''
}

/** What a hidden field of the last form of the page holds (the first is the sign-out of the header). */
export const hiddenField = (page: string, name: string): string =>
  [...page.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].at(-1)?.[1] ?? ''

/** The application over a base filled by the acts themselves, and the cookie of a session of one of its accounts. */
export function appOver(
  db: Db,
  options: Partial<Pick<AppOptions, 'televersements' | 'cleSignature' | 'log' | 'pages'>> = {},
): { app: Hono; cookieFor: (acteur: Acteur) => Promise<string> } {
  const clock = (): Date => new Date('2027-02-01T09:00:00Z')
  const app = createApp({
    db,
    mode: 'demonstration',
    theme: 'neutre',
    assets: NO_ASSETS,
    clock,
    log: () => undefined,
    pages: PAGES,
    televersements: '',
    connexions: NO_PROVIDER,
    ...options,
  })
  const cookieFor = async ({ academie, compteId }: Acteur): Promise<string> => {
    if (compteId === null) throw new Error('acteur sans compte')
    return `passpro=${await openSession({ db, clock }, { academie, compteId })}`
  }
  return { app, cookieFor }
}
