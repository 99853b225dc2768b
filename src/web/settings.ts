import path from 'node:path'
import { readBaseSettings, type BaseSettings } from '#src/db/base.ts'
import type { ReglageSmtp } from '#src/jobs/smtp.ts'
import { readCourrier } from '#src/web/courrier-settings.ts'
import type { Theme } from '#src/web/options.ts'
import type { Mode } from '#src/web/page.ts'

export interface Settings extends BaseSettings {
  mode: Mode
  theme: Theme
  port: number
  /** Address listened on: this machine alone, unless told otherwise. */
  host: string
  /** Public address of the service. */
  origin: string | undefined
  /** Whether an empty base receives the fictional académie. */
  demonstrationData: boolean
  /** File of the providers of identity (JSON). */
  fournisseurs: string | undefined
  /** File of the secret of the installation, made at first use. */
  secret: string
  /** Proxies in front of the service. */
  mandataires: number
  /** How messages leave; undefined: none does. */
  courrier: ReglageSmtp | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the environment. Throws a French sentence for a value that cannot be, or a production that would be unsafe. */
export function readSettings(env: Environment): Settings {
  const mode = oneOf('PASSPRO_MODE', env['PASSPRO_MODE'] || 'demonstration', ['demonstration', 'production'])
  const origin = originOf(env['PASSPRO_URL'])
  const base = readBaseSettings(env)
  const settings: Settings = {
    mode,
    theme: oneOf('PASSPRO_THEME', env['PASSPRO_THEME'] || 'neutre', ['neutre', 'etat']),
    port: portOf(env['PORT'] || '3000'),
    host: env['PASSPRO_HOTE'] || '127.0.0.1',
    ...base,
    origin,
    courrier: readCourrier(env, { mode, origin }),
    fournisseurs: env['PASSPRO_FOURNISSEURS'] || undefined,
    secret: env['PASSPRO_SECRET'] || path.join(base.dataFolder, 'secret-des-connexions'),
    mandataires: countOf('PASSPRO_MANDATAIRES', env['PASSPRO_MANDATAIRES'] || '0'),
    demonstrationData: mode === 'demonstration' && env['PASSPRO_DONNEES'] !== 'vides',
  }
  if (mode === 'production') refuseUnsafe(settings, env)
  return settings
}

/** What a production refuses before it opens anything, each with its sentence. Source: ASVS 5.0, 12.2, 12.3, 13.2, 13.4. */
function refuseUnsafe({ origin, databaseUrl }: Settings, env: Environment): void {
  if (!origin?.startsWith('https://'))
    throw new Error(
      'PASSPRO_MODE=production demande PASSPRO_URL, l’adresse publique en https:// : sans elle les cookies de session circuleraient en clair.',
    )
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    throw new Error(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 laisse passer de faux certificats : PASSPRO refuse de démarrer en production.',
    )
  if (/--inspect/.test(env['NODE_OPTIONS'] ?? ''))
    throw new Error('NODE_OPTIONS ouvre un débogueur : PASSPRO refuse de démarrer en production.')
  if (databaseUrl !== undefined && !isLocalOrVerified(databaseUrl))
    throw new Error(
      'DATABASE_URL mène à une autre machine sans vérifier son certificat : ajoutez sslmode=verify-full (et sslrootcert si besoin).',
    )
}

/** A base on this machine, or one whose certificate is verified. */
function isLocalOrVerified(address: string): boolean {
  // A socket has no machine in its address, which `URL` does not take.
  const { hostname, searchParams } = new URL(address.replace('@/', '@localhost/'))
  const host = searchParams.get('host') ?? hostname
  const local = host === '' || host.startsWith('/') || /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host)
  return local || searchParams.get('sslmode') === 'verify-full'
}

function oneOf<T extends string>(name: string, value: string, values: readonly T[]): T {
  const found = values.find((one) => one === value)
  if (found === undefined)
    throw new Error(`${name} vaut « ${value} » ; valeurs possibles : ${values.join(', ')}.`)
  return found
}

function portOf(text: string): number {
  const port = Number(text)
  if (!/^[0-9]+$/.test(text) || port > 65_535)
    throw new Error(`PORT vaut « ${text} » ; il faut un nombre de 0 à 65535.`)
  return port
}

function countOf(name: string, text: string): number {
  if (!/^[0-9]$/.test(text))
    throw new Error(`${name} vaut « ${text} » ; il faut un chiffre : le nombre de mandataires.`)
  return Number(text)
}

function originOf(text: string | undefined): string | undefined {
  if (!text) return undefined
  if (!URL.canParse(text)) throw new Error(`PASSPRO_URL vaut « ${text} », qui n’est pas une adresse.`)
  return new URL(text).origin
}
