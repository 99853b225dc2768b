import type { Context } from 'hono'
import { isJetonOf } from '#src/web/session.ts'

/**
 * True when a POST comes from a page of ours. Sec-Fetch-Site decides, else Origin; a browser that gives neither (or
 * `null`, which no-referrer makes) must send the hidden field drawn for its session.
 */
export function isOurs(
  c: Context,
  { origin, token, form }: { origin: string | undefined; token: string | undefined; form: FormData },
): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  if (site !== undefined) return site === 'same-origin'
  const sent = c.req.header('Origin')
  if (sent !== undefined && sent !== 'null') return sent === (origin ?? new URL(c.req.url).origin)
  const jeton = form.get('jeton')
  return token !== undefined && typeof jeton === 'string' && isJetonOf(token, jeton)
}
