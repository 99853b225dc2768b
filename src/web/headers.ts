import type { Context, MiddlewareHandler } from 'hono'
import { isHttps, type AppOptions } from '#src/web/options.ts'

const POLICY = (providers: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // The end of a session leads to its provider; a browser holds a form to this rule over every redirection.
    ["form-action 'self'", ...providers].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')

const HEADERS: Record<string, string> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), interest-cohort=()',
}

/** Security headers on every answer, errors included; nothing but hashed files is kept by a browser or a proxy. */
export function secureHeaders(options: AppOptions): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value)
    if (!isIndexable(c, options)) headers.set('X-Robots-Tag', 'noindex, nofollow')
    headers.set('Content-Security-Policy', policyOf(c, options))
    headers.set('Referrer-Policy', referrerPolicy(c, options))
    if (isHttps(options)) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  }
}

/** Public information as anybody reads it. What a demonstration says is made up: nobody should find it. */
const isIndexable = (c: Context, { mode }: AppOptions): boolean =>
  mode === 'production' && c.get('indexable') === true && c.get('visitor') === undefined && c.res.ok

const policyOf = (c: Context, { origin, connexions }: AppOptions): string => {
  const own = origin ?? new URL(c.req.url).origin
  const providers = connexions.fournisseurs(own).map(({ emetteur }) => new URL(emetteur).origin)
  return POLICY([...new Set(providers)].filter((one) => one !== own))
}

// With no-referrer a browser sends `Origin: null` on a POST. It then proves its origin by Sec-Fetch-Site, which it
// sends only over https or to localhost: on a plain-http address of a local network every form would be refused.
function referrerPolicy(c: Context, options: AppOptions): string {
  const local = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(c.req.url).hostname)
  return isHttps(options) || local ? 'no-referrer' : 'same-origin'
}
