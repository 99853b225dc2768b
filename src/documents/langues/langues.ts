import { ar } from '#src/documents/langues/ar.ts'
import type { Catalogue, Langue } from '#src/documents/langues/catalogue.ts'
import { en } from '#src/documents/langues/en.ts'
import { facile } from '#src/documents/langues/facile.ts'
import { fr } from '#src/documents/langues/fr.ts'
import { pt } from '#src/documents/langues/pt.ts'
import { tr } from '#src/documents/langues/tr.ts'
import { uk } from '#src/documents/langues/uk.ts'
import { zh } from '#src/documents/langues/zh.ts'

/** Every language with all its sentences. */
export const CATALOGUES: Readonly<Record<Langue, Catalogue>> = { fr, facile, en, ar, pt, tr, zh, uk }

/** Languages whose translation somebody signed in docs/translations.md; the others say that they are to be reviewed. */
export const RELUES: readonly Langue[] = ['fr']
