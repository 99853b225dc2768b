import type { Db } from '#src/db/connection.ts'
import type { Assets } from '#src/web/assets.ts'
import type { Fournisseur } from '#src/web/identity/providers.ts'
import type { Mode, Page } from '#src/web/page.ts'

export type Theme = 'neutre' | 'etat'

/** How people sign in. */
export interface Connexions {
  /** Providers of identity, for the public address of the request. */
  fournisseurs: (origine: string) => readonly Fournisseur[]
  /** Secret of the installation: seals second factors, names what is tried. */
  secret: Uint8Array
  /** Proxies in front of the service, each of which adds the address it was called from. */
  mandataires: number
}

/** What the application is built from. Nothing else is read from outside. */
export interface AppOptions {
  db: Db
  mode: Mode
  theme: Theme
  assets: Assets
  /** The wall clock, for sessions and the log; acts are dated by the database. */
  clock: () => Date
  log: (line: string) => void
  /** Public address, `https://passpro.exemple.fr`. Without it the address of each request: a local demonstration. */
  origin?: string
  pages: readonly Page[]
  /** Folder of the files sent, until their job has read them. */
  televersements: string
  /** File of the key that signs exports (PEM, ed25519); without it only rehearsals export. */
  cleSignature?: string
  connexions: Connexions
}

export const isHttps = ({ origin }: Pick<AppOptions, 'origin'>): boolean =>
  origin?.startsWith('https:') ?? false
