import type { Context } from 'hono'

/**
 * Address of the visitor, for throttles. Behind proxies, the one that the outermost of ours was called from: further to
 * the left anybody writes what he wants.
 */
export function networkOf(c: Context, mandataires: number): string {
  const forwarded = (c.req.header('X-Forwarded-For') ?? '').split(',').map((one) => one.trim())
  const told = mandataires > 0 ? forwarded.at(-mandataires) : undefined
  return told || socketOf(c) || 'inconnu'
}

// In a test no socket carries the request.
function socketOf(c: Context): string | undefined {
  const env: unknown = c.env
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined
  const { incoming } = env
  if (typeof incoming !== 'object' || incoming === null || !('socket' in incoming)) return undefined
  const { socket } = incoming
  return typeof socket === 'object' && socket !== null && 'remoteAddress' in socket
    ? String(socket.remoteAddress)
    : undefined
}
