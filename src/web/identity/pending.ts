import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#src/db/connection.ts'
import type { Aller } from '#src/web/identity/oidc.ts'

/**
 * What has begun and is not yet a session: at the provider, back from it and unknown here, a code typed, a password
 * given. `suite` is where the person wanted to go.
 */
export type EnCours =
  | { etape: 'fournisseur'; fournisseur: string; aller: Aller; suite: string }
  | {
      etape: 'rattachement'
      fournisseur: string
      sujet: string
      nom: string
      session: OrigineSession
      suite: string
    }
  | {
      etape: 'activation'
      academie: string
      compteId: number
      empreinte: string
      scelle: string
      suite: string
    }
  | { etape: 'second_facteur'; academie: string; compteId: number; suite: string }
  | {
      etape: 'adresse'
      academie: string
      compteId: number
      suite: string
      origine: OrigineSession | undefined
    }

/** What a provider leaves in a session, so that it can end it. */
export interface OrigineSession {
  fournisseur: string
  sujet: string
  sid: string | undefined
  jetonIdentite: string | undefined
}

export const MINUTES_EN_COURS = 10

const hashOf = (token: string): string => createHash('sha256').update(`connexion:${token}`).digest('hex')

/** Keeps what has begun for ten minutes; returns the token by which alone it is found again. */
export async function begin(db: Db, enCours: EnCours, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const until = new Date(now.getTime() + MINUTES_EN_COURS * 60_000)
  await sql`delete from connexion where expire_le < ${now}`.execute(db)
  const { etape } = enCours
  await sql`insert into connexion (empreinte, etape, contenu, expire_le)
    values (${hashOf(token)}, ${etape}, ${JSON.stringify(enCours)}::jsonb, ${until})`.execute(db)
  return token
}

/** What this token began, unless ten minutes have passed. */
export async function underWay(db: Db, token: string | undefined, now: Date): Promise<EnCours | undefined> {
  if (token === undefined) return undefined
  const { rows } = await sql<{ contenu: EnCours }>`
    select contenu from connexion where empreinte = ${hashOf(token)} and expire_le > ${now}`.execute(db)
  return rows[0]?.contenu
}

/** The same, taken: of two answers with one token only the first is heard. */
export async function finish(db: Db, token: string | undefined, now: Date): Promise<EnCours | undefined> {
  if (token === undefined) return undefined
  const { rows } = await sql<{ contenu: EnCours }>`
    delete from connexion where empreinte = ${hashOf(token)} and expire_le > ${now} returning contenu`.execute(
    db,
  )
  return rows[0]?.contenu
}
