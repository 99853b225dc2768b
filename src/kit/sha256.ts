import { createHash } from 'node:crypto'

/** SHA-256 of a text in UTF-8, 64 hexadecimal digits: what `sha256()` of PostgreSQL gives of the same text. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
