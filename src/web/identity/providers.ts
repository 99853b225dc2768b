import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { REVENDICATIONS, type Revendications } from '#src/web/identity/claims.ts'

/** A service that says who a person is, over OpenID Connect. */
export interface Fournisseur {
  /** Names it in addresses and in the base: an identity is this key and the subject, never an e-mail. */
  cle: string
  libelle: string
  emetteur: string
  clientId: string
  clientSecret: string
  /** Scopes asked for. */
  portee: string
  /** Strength of the authentication asked for (`acr_values`), and then demanded. */
  acr: string | undefined
  /** The directory decides who heads which school, and which pupil has which INE. */
  annuaire: boolean
  /** Name of this application in delegations (`FrEduResDel`). */
  application: string
  /** Facts of the person come signed (`userinfo_signed_response_alg`). */
  faitsSignes: 'RS256' | 'ES256' | undefined
  revendications: Revendications
  /** The provider of a demonstration, whose subjects are its accounts. */
  demonstration?: true
  /** Only for the provider of a demonstration: how to reach it from this process. */
  fetch?: (url: string, init: object) => Promise<Response>
}

const entry = z.strictObject({
  cle: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, 'cle : des lettres minuscules, chiffres et tirets'),
  libelle: z.string().min(1),
  emetteur: z.url({ protocol: /^https$/, error: 'emetteur : une adresse en https://' }),
  client_id: z.string().min(1),
  client_secret_fichier: z.string().min(1),
  portee: z.string().default('openid profile email'),
  acr: z.string().optional(),
  annuaire: z.boolean().default(false),
  application: z.string().default('PASSPRO'),
  faits_signes: z.enum(['RS256', 'ES256']).optional(),
  revendications: z.partialRecord(z.enum(keysOf(REVENDICATIONS)), z.string().min(1)).default({}),
})

function keysOf(names: Revendications): [keyof Revendications, ...(keyof Revendications)[]] {
  const [first = 'nom', ...others] = Object.keys(names).filter(
    (name): name is keyof Revendications => name in names,
  )
  return [first, ...others]
}

/** Reads the file of the providers (JSON, a list). Secrets lie in files of their own. Throws a French sentence. */
export function readProviders(file: string | undefined): Fournisseur[] {
  if (!file) return []
  const parsed = z.array(entry).safeParse(parse(file))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`${file} : ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'illisible'}`)
  }
  const cles = parsed.data.map(({ cle }) => cle)
  if (new Set(cles).size < cles.length)
    throw new Error(`${file} : deux fournisseurs d’identité ont la même clé.`)
  return parsed.data.map((one) => ({
    cle: one.cle,
    libelle: one.libelle,
    emetteur: one.emetteur,
    clientId: one.client_id,
    clientSecret: readFileSync(path.resolve(path.dirname(file), one.client_secret_fichier), 'utf8').trim(),
    portee: one.portee,
    acr: one.acr,
    annuaire: one.annuaire,
    application: one.application,
    faitsSignes: one.faits_signes,
    revendications: { ...REVENDICATIONS, ...one.revendications },
  }))
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`Le fichier des fournisseurs d’identité ${file} ne se lit pas : ${why}`)
  }
}
