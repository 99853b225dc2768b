import { createHash, randomInt } from 'node:crypto'

/** No letter that the eye or the hand takes for another: 32 signs, five bits each. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LENGTH = 12

/** A code to hand over on paper: twelve signs, sixty bits, written in three groups of four. */
export function newCode(): string {
  const signs = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)])
  return signs.join('').replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** What the base keeps of a code; undefined for what cannot be one. Small letters, spaces and dashes do not matter. */
export function hashOfCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s\-–—]/g, '')
  if (!new RegExp(`^[${SIGNS}]{${LENGTH}}$`).test(code)) return undefined
  return createHash('sha256').update(`code-acces:${code}`).digest('hex')
}
