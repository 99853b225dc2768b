import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { PageContextProvider, type PageContext } from '#src/web/components/page-context.ts'
import { MINUTES_EN_COURS } from '#src/web/identity/pending.ts'
import { isHttps, type AppOptions } from '#src/web/options.ts'
import { menuOf } from '#src/web/route-table.ts'
import { jetonOf, type Visitor } from '#src/web/session.ts'

declare module 'hono' {
  interface ContextVariableMap {
    reference: string
    /** Pattern of the route, for the log: an address may hold an identifier. */
    pattern: string | undefined
    indexable: boolean | undefined
    form: FormData | undefined
    visitor: Visitor | undefined
    campagneChoisie: number | undefined
  }
}

/** Turns elements into responses and keeps the cookies: what is the same for every page. */
export class Shell {
  readonly options: AppOptions
  constructor(options: AppOptions) {
    this.options = options
  }

  render(c: Context, element: ReactElement, status: ContentfulStatusCode = 200): Response {
    const value = this.pageContext(c)
    const markup = renderToStaticMarkup(createElement(PageContextProvider, { value }, element))
    return c.html(`<!doctype html>${markup}`, status)
  }

  private pageContext(c: Context): PageContext {
    const visitor = c.get('visitor')
    const token = this.token(c)
    return {
      mode: this.options.mode,
      theme: this.options.theme,
      assets: this.options.assets,
      path: c.req.path,
      acteur: visitor?.acteur,
      campagne: visitor?.campagne,
      etablissements: visitor?.etablissements ?? [],
      menu: visitor ? menuOf(this.options.pages, visitor) : [],
      jeton: token && jetonOf(token),
      message: this.takeMessage(c),
    }
  }

  private get secure(): boolean {
    return isHttps(this.options)
  }
  private name(cookie: string): string {
    return this.secure ? `__Host-${cookie}` : cookie
  }
  private set(c: Context, cookie: string, value: string, maxAge?: number): void {
    setCookie(c, this.name(cookie), value, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: this.secure,
      ...(maxAge === undefined ? {} : { maxAge }),
    })
  }
  private drop(c: Context, cookie: string): void {
    deleteCookie(c, this.name(cookie), { path: '/', secure: this.secure })
  }

  token(c: Context): string | undefined {
    return getCookie(c, this.name('passpro'))
  }
  giveToken(c: Context, token: string): void {
    this.set(c, 'passpro', token)
  }
  dropToken(c: Context): void {
    this.drop(c, 'passpro')
  }

  pending(c: Context): string | undefined {
    return getCookie(c, this.name('passpro-connexion'))
  }
  givePending(c: Context, token: string): void {
    this.set(c, 'passpro-connexion', token, MINUTES_EN_COURS * 60)
  }
  dropPending(c: Context): void {
    this.drop(c, 'passpro-connexion')
  }

  /** The campagne asked for in the address, else the one chosen before. */
  wantedCampagne(c: Context): number | undefined {
    const asked = c.req.query('campagne') ?? getCookie(c, this.name('passpro-campagne'))
    return asked !== undefined && /^[0-9]{1,15}$/.test(asked) ? Number(asked) : undefined
  }
  giveCampagne(c: Context, id: number): void {
    this.set(c, 'passpro-campagne', String(id), 12 * 3600)
  }

  giveMessage(c: Context, message: string): void {
    this.set(c, 'passpro-message', message, 60)
  }
  private takeMessage(c: Context): string | undefined {
    const message = getCookie(c, this.name('passpro-message'))
    if (message !== undefined) this.drop(c, 'passpro-message')
    return message
  }
}
