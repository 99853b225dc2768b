import type { Context } from 'hono'
import type { ReactElement } from 'react'
import type { Db } from '#src/db/connection.ts'
import type { Day } from '#src/kit/day.ts'
import type { Acte, Acteur, Tx } from '#src/procedure/comptes/api.ts'
import type { Fournisseur } from '#src/web/identity/providers.ts'
import type { Guichet } from '#src/web/identity/sign-in.ts'
import type { CampagneCourante } from '#src/web/campagne.ts'

export type Mode = 'demonstration' | 'production'

/** What a page answers. `html` with 422 gives the form back and undoes the transaction. */
export type Reply =
  | { kind: 'html'; element: ReactElement; status: HtmlStatus }
  | { kind: 'redirect'; path: string; message?: string }
  | { kind: 'depart'; adresse: URL }
  | { kind: 'file'; bytes: Uint8Array; name: string; type: string }
  | { kind: 'json'; value: object; status: 200 | 422 | 503 }
export type HtmlStatus = 200 | 404 | 409 | 422

export const html = (element: ReactElement, status: HtmlStatus = 200): Reply => ({
  kind: 'html',
  element,
  status,
})

/** 303 to a path of the application. The message is shown once, by the next page. */
export const redirect = (path: string, message?: string): Reply => ({
  kind: 'redirect',
  path,
  ...(message === undefined ? {} : { message }),
})

/** To a provider of identity, and nowhere else outside. */
export const depart = (adresse: URL): Reply => ({ kind: 'depart', adresse })

/** A download. The name holds no personal data: it stays in folders and histories. */
export const file = (bytes: Uint8Array, { name, type }: { name: string; type: string }): Reply => ({
  kind: 'file',
  bytes,
  name,
  type,
})

export const json = (value: object, status: 200 | 422 | 503 = 200): Reply => ({
  kind: 'json',
  value,
  status,
})

/** The thing asked for does not exist, or not for this person: the same page for both. */
export class Introuvable extends Error {
  override readonly name = 'Introuvable'
}

/** The page needs a campagne and the académie has none yet. */
export class SansCampagne extends Error {
  override readonly name = 'SansCampagne'
}

/** What the application keeps in the browser. */
export interface Browser {
  token: () => string | undefined
  giveToken: (token: string) => void
  dropToken: () => void
  giveCampagne: (id: number) => void
  /** Token of a sign-in under way (`identity/pending.ts`). */
  pending: () => string | undefined
  givePending: (token: string) => void
  dropPending: () => void
}

/** What every handler receives, whoever asks. */
export interface Asked {
  c: Context
  browser: Browser
  /** A parameter of the path, as text. */
  param: (name: string) => string
  /** A parameter of the path that is an identifier; anything else than digits is `Introuvable`. */
  id: (name: string) => number
  query: (name: string) => string | undefined
  /** Fields of a POST; empty for a GET. */
  form: FormData
  /** Public address of the service, for what is printed and read elsewhere. */
  origine: string
}

/** What the handler of a page reserved to some roles receives: one transaction, opened and closed by the shell. */
export interface Requete extends Asked {
  tx: Tx
  acteur: Acteur
  /** Chosen through /campagnes, else the latest of the académie. Reading it where there is none throws. */
  readonly campagne: CampagneCourante
  /** Public address of the service, for links that are used elsewhere. */
  origine: string
  /** Folder of the files sent, until their job has read them. */
  televersements: string
  /** File of the key that signs exports, when one is installed. */
  cleSignature: string | undefined
}

/** Something that waits for a person on a page; the first screen says it in one line, with a link. */
export interface Attente {
  texte: string
  /** Last day to do it, where there is one. */
  jusquAu?: Day
  /** Since when it should be done: it comes before the rest. */
  depuis?: Day
  /** Where it is done, when that is more precise than the page. */
  href?: string
}

/** Where something stands, for who is there to read it; the first screen says it in one line, with a link. */
export interface Apercu {
  texte: string
  /** Where it is read, when that is more precise than the page. */
  href?: string
}

/** The first screen of somebody who is signed in. */
export interface PremierEcran {
  apercus: (Apercu & { href: string })[]
  attentes: (Attente & { href: string })[]
  /** The next step of the campagne; undefined after the last one, or without a campagne. */
  prochaine: { libelle: string; jour: Day } | undefined
  /** The last day of the campagne, once it is past. */
  fin: Day | undefined
}

/** What the handler of a public page receives: no transaction, perhaps nobody. */
export interface Visite extends Asked {
  db: Db
  mode: Mode
  /** The wall clock, for sessions. */
  clock: () => Date
  acteur: Acteur | undefined
  /** What waits for this person today, on the pages that he may enter; undefined for nobody. */
  premierEcran: (() => Promise<PremierEcran>) | undefined
  fournisseurs: readonly Fournisseur[]
  guichet: Guichet
}

interface Common {
  method: 'GET' | 'POST'
  /** Hono pattern: `/inscriptions/:id`. */
  path: `/${string}`
  /** Files up to 60 MB, where other pages take 10 MB. */
  televersement?: true
  /** Called by a machine, which proves itself by what it sends: no origin is asked of it. */
  machine?: true
  /** For who sees the screens of another: refused although a GET, or taken although a POST. */
  assistance?: 'refusee' | 'permise'
}

export interface ReservedPage extends Common {
  /** Line of the table of rights that opens it; what one may touch is judged by the act. `connecte`: anyone signed in. */
  droit: Acte | 'connecte'
  public?: undefined
  /**
   * POST that makes a new thing at each sending: the fields that are its words. The same thing sent again within half an
   * hour, in the same words or others, is shown before a second one is made. An act that sets what there is needs none.
   */
  redige?: readonly string[]
  /** Shown in the navigation of those roles, in this order. GET only. */
  /** `sansCampagne`: it opens where the académie has prepared none yet. */
  menu?: { libelle: string; ordre: number; sansCampagne?: true }
  /** What waits there for who asks, today. GET without parameters only. */
  attente?: (requete: Requete) => Promise<readonly Attente[]>
  /** Where things stand there, for who only reads. GET without parameters only. */
  apercu?: (requete: Requete) => Promise<readonly Apercu[]>
  handler: (requete: Requete) => Promise<Reply> | Reply
}

export interface PublicPage extends Common {
  public: true
  /** Says nothing of anybody, and is of use to whoever looks for it: search engines may show it. */
  indexable?: true
  droit?: undefined
  menu?: undefined
  attente?: undefined
  apercu?: undefined
  handler: (visite: Visite) => Promise<Reply> | Reply
}

export type Page = ReservedPage | PublicPage

/** Declares a page. Only a declaration: `routes.ts` collects them, and a page without policy stops the start. */
export const page = <P extends Page>(definition: P & Page): Page => definition
