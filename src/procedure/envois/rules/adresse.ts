import { domainToASCII } from 'node:url'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'

export type DefautAdresse = Refus<'adresse_absente' | 'adresse_plusieurs' | 'adresse_illisible'>

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/**
 * The one address of a field, as it is compared and written to, its domain in ASCII. A field that holds two is refused
 * whole: nobody knows whose the second is, and a message must not reach somebody else.
 * Source: decision « messages by outbox », « an e-mail field holding two addresses »; RFC 5321, 4.5.3.1.
 */
export function readAdresse(saisie: string | null): Result<string, DefautAdresse> {
  const text = (saisie ?? '').trim()
  if (text === '') return refuse('adresse_absente')
  if (text.split('@').length > 2 || /[,;\s]/.test(text)) return refuse('adresse_plusieurs')
  const [local = '', domain = ''] = text.split('@')
  const ascii = domainToASCII(domain).toLowerCase()
  if (local.length > 64 || ascii.length > 253 || !LOCAL.test(local) || !DOMAIN.test(ascii))
    return refuse('adresse_illisible')
  return ok(`${local.toLowerCase()}@${ascii}`)
}

/**
 * The address that bounces of a message come back to (VERP): its number and a token that only its sender knows.
 * Source: decision « messages by outbox », « bounces (VERP) ».
 */
export function adresseDeRetour(rebonds: string, { id, jeton }: { id: number; jeton: string }): string {
  const [local, domain] = rebonds.split('@')
  return `${local}+${id}.${shortOf(jeton)}@${domain}`
}

/**
 * Which message an address of return speaks of; undefined for any other address.
 * Source: decision « messages by outbox », « bounces (VERP) ».
 */
export function readAdresseDeRetour(adresse: string): { id: number; jeton: string } | undefined {
  const m = /^[^@]*\+([0-9]{1,15})\.([0-9a-f]{16})@[^@]+$/.exec(adresse.toLowerCase())
  return m?.[1] && m[2] ? { id: Number(m[1]), jeton: m[2] } : undefined
}

/**
 * Whether the token of a bounce is the one of the message.
 * Source: decision « messages by outbox », « bounces (VERP) mark the address ».
 */
export const isJetonDe = (court: string, jeton: string): boolean => shortOf(jeton) === court

const shortOf = (jeton: string): string => jeton.replaceAll('-', '').slice(0, 16)
