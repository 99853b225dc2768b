import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { REVENDICATIONS } from '#src/web/identity/claims.ts'
import type { Fournisseur } from '#src/web/identity/providers.ts'

/** Where the fictional provider lives, on the same server as the application. */
const CHEMIN_FICTIF = '/fournisseur-fictif'

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** What the provider of a demonstration, or of a test, says of its people; undefined for nobody. */
export type Annuaire = (sujet: string) => Promise<Readonly<Record<string, unknown>> | undefined>

/** A provider of fictional people, and the part of the addresses that it answers. */
export interface Fictif {
  chemin: string
  /** The provider as the application knows it, for one public address. */
  fournisseur: (origine: string) => Fournisseur
  /** Answers the requests under `CHEMIN_FICTIF`. */
  listener: Listener
}

/**
 * A real OpenID Connect provider of fictional people, in this process: it lets in whoever the link names, without a
 * password. Never part of a production: the start refuses it. `port`: where this process listens.
 */
export function fictionalProvider(annuaire: Annuaire, port: () => number): Fictif {
  const secret = randomBytes(32).toString('base64url')
  const configuration = configurationOf(annuaire, secret)
  const providers = new Map<string, Provider>()
  const providerAt = (origine: string): Provider => {
    const known = providers.get(origine)
    if (known) return known
    if (providers.size >= MOST_ADDRESSES) providers.clear()
    const made = new Provider(`${origine}${CHEMIN_FICTIF}`, {
      ...configuration,
      ...clientOf(origine, secret),
    })
    // Behind its own address: the application calls it by the loopback and says which address it speaks for.
    made.proxy = true
    providers.set(origine, made)
    return made
  }
  return {
    chemin: CHEMIN_FICTIF,
    fournisseur: (origine) => fournisseurOf(origine, secret, port),
    listener: (request, response) => void answer(providerAt(originOf(request)), request, response),
  }
}

/** Names under which one machine may be reached (localhost, its addresses): more would be an attack. */
const MOST_ADDRESSES = 20

function fournisseurOf(origine: string, clientSecret: string, port: () => number): Fournisseur {
  const emetteur = `${origine}${CHEMIN_FICTIF}`
  const { host, protocol } = new URL(origine)
  const forwarded = { 'X-Forwarded-Host': host, 'X-Forwarded-Proto': protocol.slice(0, -1) }
  return {
    cle: 'fictif',
    libelle: 'Fournisseur d’identité fictif',
    emetteur,
    clientId: CLIENT,
    clientSecret,
    portee: 'openid profile email',
    acr: undefined,
    annuaire: false,
    application: 'PASSPRO',
    faitsSignes: 'RS256',
    revendications: REVENDICATIONS,
    demonstration: true,
    fetch: (url, init) => {
      const headers = new Headers(
        'headers' in init && init.headers instanceof Headers ? init.headers : initHeaders(init),
      )
      for (const [name, value] of Object.entries(forwarded)) headers.set(name, value)
      return fetch(url.replace(origine, `http://127.0.0.1:${port()}`), { ...init, headers })
    },
  }
}

function initHeaders(init: object): Record<string, string> {
  if (!('headers' in init) || typeof init.headers !== 'object' || init.headers === null) return {}
  return Object.fromEntries(Object.entries(init.headers).map(([name, value]) => [name, String(value)]))
}

const CLIENT = 'passpro'

const clientOf = (origine: string, secret: string): Pick<Configuration, 'clients'> => ({
  clients: [
    {
      client_id: CLIENT,
      client_secret: secret,
      redirect_uris: [`${origine}/connexion/retour/fictif`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      userinfo_signed_response_alg: 'RS256',
    },
  ],
})

function configurationOf(annuaire: Annuaire, secret: string): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })).export({ format: 'jwk' })
  return {
    jwks: { keys: [{ ...key, kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'fictif' }] },
    cookies: { keys: [secret] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      jwtUserinfo: { enabled: true },
    },
    claims: { openid: ['sub'], profile: Object.values(REVENDICATIONS), email: ['email'] },
    interactions: { url: (_, { uid }) => `${CHEMIN_FICTIF}/personne/${uid}` },
    loadExistingGrant: grantEverything,
    findAccount: async (_, sujet) => {
      const faits = await annuaire(sujet)
      return faits && { accountId: sujet, claims: () => ({ ...faits, sub: sujet }) }
    },
  }
}

async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { provider, client, session } = oidc
  if (!client || session?.accountId === undefined) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid profile email')
  await grant.save()
  return grant
}

const PERSONNE = `${CHEMIN_FICTIF}/personne/`

/** The one page of the provider signs in the person that the link named; the rest is the library's. */
async function answer(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    forgetSession(request)
    if (request.url?.startsWith(PERSONNE)) return await signInNamed(provider, request, response)
    // The library finds where it is mounted from the difference between the two.
    Object.assign(request, { originalUrl: request.url, url: request.url?.slice(CHEMIN_FICTIF.length) || '/' })
    await provider.callback()(request, response)
  } catch {
    // A link kept too long or changed by hand; nothing of the application is concerned.
    response.writeHead(303, { Location: '/connexion' }).end()
  }
}

/** Each link names a person: who was signed in before is nobody's business, and asking would need a script. */
function forgetSession({ headers }: IncomingMessage): void {
  if (headers.cookie === undefined) return
  headers.cookie = headers.cookie
    .split(/; */)
    .filter((one) => !one.startsWith('_session'))
    .join('; ')
}

async function signInNamed(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response)
  const accountId = typeof params['login_hint'] === 'string' ? params['login_hint'] : ''
  await provider.interactionFinished(request, response, { login: { accountId, remember: false } })
}

function originOf({ headers }: IncomingMessage): string {
  const [host, proto] = [headers['x-forwarded-host'], headers['x-forwarded-proto']]
  return `${typeof proto === 'string' ? proto : 'http'}://${typeof host === 'string' ? host : (headers.host ?? '')}`
}
