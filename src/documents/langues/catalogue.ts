import type { Day, LocalMinute } from '#src/kit/day.ts'

/** What families may read in their language. French is the reference; `facile` is plain French. */
export const LANGUES = ['fr', 'facile', 'en', 'ar', 'pt', 'tr', 'zh', 'uk'] as const
export type Langue = (typeof LANGUES)[number]

/** Every sentence that a family reads in its language: a missing one does not compile. */
export interface Catalogue {
  /** Name of the language in itself. */
  nom: string
  /** BCP 47, for browsers and dates. */
  code: string
  dir: 'ltr' | 'rtl'
  /** Says that the French text is the reference. */
  reference: string
  /** Says that nobody has reviewed this translation yet. */
  aRelire: string
  convocation: {
    titre: string
    but: string
    quand: (date: string, heure: string) => string
    lieu: (lycee: string) => string
    distance: (college: string) => string
    apporter: string
    empechement: (college: string) => string
  }
  lettre: { titre: string; texte: string }
  fiche: {
    titre: string
    contenu: string
    avisFinal: string
    libre: string
    /** `date`: last day to answer. */
    confirmer: (date: string) => string
    /** The same where no date is known. */
    confirmerAvantLaDate: string
    voeu: string
    droits: string
    verifier: string
  }
}

/** A French name inside a sentence of any direction, so that neither reorders the other (Unicode UAX 9). */
export const isole = (text: string): string => `\u2068${text}\u2069`

/** A day and an hour as this language writes them, with Western digits. */
export const dateIn = ({ code }: Pick<Catalogue, 'code'>, day: Day): string =>
  new Intl.DateTimeFormat(code, { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

export const heureIn = ({ code }: Pick<Catalogue, 'code'>, local: LocalMinute): string =>
  new Intl.DateTimeFormat(code, { timeStyle: 'short', hourCycle: 'h23', timeZone: 'UTC' }).format(
    new Date(`${local}:00Z`),
  )
