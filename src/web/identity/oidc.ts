import { createRemoteJWKSet, customFetch as jwksFetch, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { personneOf, type Personne } from '#src/web/identity/claims.ts'
import type { Fournisseur } from '#src/web/identity/providers.ts'

/** What is kept while the person is at the provider; the answer must match every part of it. */
export interface Aller {
  verificateur: string
  etat: string
  nonce: string
}

/** A person as the provider brings him back, and what is needed to end his session on both sides. */
export interface Retour {
  personne: Personne
  sid: string | undefined
  jetonIdentite: string | undefined
}

/** The provider said no, or its answer does not hold: the person is told to try again, never why in detail. */
export class IdentiteRefusee extends Error {
  override readonly name = 'IdentiteRefusee'
}

const configurations = new Map<string, Promise<client.Configuration>>()

/** The configuration of a provider, read once from it; read again at the next attempt when it does not answer. */
function configurationOf(fournisseur: Fournisseur): Promise<client.Configuration> {
  const known = configurations.get(fournisseur.emetteur)
  if (known) return known
  const found = discover(fournisseur)
  configurations.set(fournisseur.emetteur, found)
  found.catch(() => configurations.delete(fournisseur.emetteur))
  return found
}

async function discover(fournisseur: Fournisseur): Promise<client.Configuration> {
  const { emetteur, clientId, clientSecret, faitsSignes } = fournisseur
  const metadata = {
    client_secret: clientSecret,
    ...(faitsSignes ? { userinfo_signed_response_alg: faitsSignes } : {}),
  }
  const plain = emetteur.startsWith('http:')
  const configuration = await client.discovery(new URL(emetteur), clientId, metadata, undefined, {
    ...(fournisseur.fetch ? { [client.customFetch]: fournisseur.fetch } : {}),
    // Only the provider of a demonstration has such an address: the settings refuse any other.
    ...(plain ? { execute: [client.allowInsecureRequests] } : {}),
  })
  if (fournisseur.fetch) configuration[client.customFetch] = fournisseur.fetch
  client.enableNonRepudiationChecks(configuration)
  return configuration
}

/** Address to which the browser goes, and what to keep until it comes back. */
export async function leave(
  fournisseur: Fournisseur,
  { retour, indice }: { retour: string; indice: string | undefined },
): Promise<{ adresse: URL; aller: Aller }> {
  const configuration = await configurationOf(fournisseur)
  const verificateur = client.randomPKCECodeVerifier()
  const aller = { verificateur, etat: client.randomState(), nonce: client.randomNonce() }
  const adresse = client.buildAuthorizationUrl(configuration, {
    redirect_uri: retour,
    scope: fournisseur.portee,
    code_challenge: await client.calculatePKCECodeChallenge(verificateur),
    code_challenge_method: 'S256',
    state: aller.etat,
    nonce: aller.nonce,
    ...(fournisseur.acr ? { acr_values: fournisseur.acr } : {}),
    ...(indice ? { login_hint: indice, prompt: 'login' } : {}),
  })
  return { adresse, aller }
}

/** The person whom the answer at this address speaks of. Throws `IdentiteRefusee` unless every check holds. */
export async function comeBack(fournisseur: Fournisseur, adresse: URL, aller: Aller): Promise<Retour> {
  const configuration = await configurationOf(fournisseur)
  try {
    const jetons = await client.authorizationCodeGrant(configuration, adresse, {
      pkceCodeVerifier: aller.verificateur,
      expectedState: aller.etat,
      expectedNonce: aller.nonce,
      idTokenExpected: true,
    })
    const identite = jetons.claims()
    if (!identite) throw new IdentiteRefusee('aucun jeton d’identité')
    if (fournisseur.acr && identite['acr'] !== fournisseur.acr)
      throw new IdentiteRefusee('authentification trop faible')
    const faits = await client.fetchUserInfo(configuration, jetons.access_token, identite.sub)
    const sid = identite['sid']
    const { revendications: noms, application } = fournisseur
    return {
      personne: personneOf({ ...identite, ...faits }, { noms, application }),
      sid: typeof sid === 'string' ? sid : undefined,
      jetonIdentite: jetons.id_token,
    }
  } catch (error) {
    if (error instanceof IdentiteRefusee) throw error
    throw new IdentiteRefusee(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

/** Where the browser goes to end the session of the provider too; undefined when it offers no such thing. */
export async function farewell(
  fournisseur: Fournisseur,
  { jetonIdentite, apres }: { jetonIdentite: string | undefined; apres: string },
): Promise<URL | undefined> {
  const configuration = await configurationOf(fournisseur)
  if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined
  return client.buildEndSessionUrl(configuration, {
    post_logout_redirect_uri: apres,
    ...(jetonIdentite ? { id_token_hint: jetonIdentite } : {}),
  })
}

const BACKCHANNEL = 'http://schemas.openid.net/event/backchannel-logout'

/**
 * Whose session the provider ends, from a logout token that it signed for us. Throws `IdentiteRefusee` otherwise.
 * Source: OpenID Connect Back-Channel Logout 1.0, 2.6.
 */
export async function endedBy(
  fournisseur: Fournisseur,
  jeton: string,
  now: Date,
): Promise<{ sujet: string | undefined; sid: string | undefined }> {
  const metadata = (await configurationOf(fournisseur)).serverMetadata()
  if (metadata.jwks_uri === undefined) throw new IdentiteRefusee('fournisseur sans clés publiées')
  const keys = createRemoteJWKSet(
    new URL(metadata.jwks_uri),
    fournisseur.fetch ? { [jwksFetch]: fournisseur.fetch } : {},
  )
  try {
    const { payload } = await jwtVerify(jeton, keys, {
      issuer: metadata.issuer,
      audience: fournisseur.clientId,
      currentDate: now,
      maxTokenAge: 300,
      clockTolerance: 60,
      requiredClaims: ['events', 'jti'],
    })
    const { events, sid, sub, nonce } = payload
    const ends = typeof events === 'object' && events !== null && BACKCHANNEL in events
    if (!ends || nonce !== undefined || (sub === undefined && sid === undefined))
      throw new IdentiteRefusee('ce jeton ne ferme aucune session')
    return { sujet: sub, sid: typeof sid === 'string' ? sid : undefined }
  } catch (error) {
    if (error instanceof IdentiteRefusee) throw error
    throw new IdentiteRefusee(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
