import { createHash } from 'node:crypto'

/**
 * What is kept of the secret of an agenda: its hash, so that whoever reads the base cannot use it.
 * Source: decision « messages by outbox », « a revocable secret address ».
 */
export const empreinteDe = (secret: string): string => createHash('sha256').update(secret).digest('hex')
