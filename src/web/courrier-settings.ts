import type { ReglageSmtp } from '#src/jobs/smtp.ts'
import { readAdresse } from '#src/procedure/envois/api.ts'
import type { Mode } from '#src/web/page.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * How messages leave, or undefined: then none does. Throws a French sentence for a setting that cannot be, or that would
 * let messages out where they must not.
 */
export function readCourrier(
  env: Environment,
  { mode, origin }: { mode: Mode; origin: string | undefined },
): ReglageSmtp | undefined {
  const text = env['PASSPRO_SMTP']
  if (!text) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  // The address itself is not repeated: it holds a password.
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
    throw new Error('PASSPRO_SMTP n’est pas une adresse smtp://hôte:port ou smtps://hôte:port.')
  const local = LOCAL.has(url.hostname)
  if (mode === 'demonstration' && !local)
    throw new Error(
      'PASSPRO_SMTP est refusé en démonstration, sauf sur cette machine : une démonstration n’écrit à personne.',
    )
  if (origin === undefined)
    throw new Error('PASSPRO_SMTP demande PASSPRO_URL : sans elle les messages ne mèneraient nulle part.')
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    local,
    auth: authOf(url),
    origine: origin,
    expediteur: adresseOf('PASSPRO_EXPEDITEUR', env['PASSPRO_EXPEDITEUR']),
    rebonds: env['PASSPRO_REBONDS'] ? adresseOf('PASSPRO_REBONDS', env['PASSPRO_REBONDS']) : null,
    invitations: env['PASSPRO_INVITATIONS'] !== 'non',
  }
}

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

const authOf = ({ username, password }: URL): ReglageSmtp['auth'] =>
  username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) }

function adresseOf(name: string, text: string | undefined): string {
  const adresse = readAdresse(text ?? null)
  if (!adresse.ok || adresse.value.includes('+'))
    throw new Error(`${name} doit être une adresse électronique simple : les messages partent d’elle.`)
  return adresse.value
}
