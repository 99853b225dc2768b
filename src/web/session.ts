import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { sql, type Selectable, type Transaction } from 'kysely'
import type { Db } from '#src/db/connection.ts'
import type { DB } from '#src/db/types.ts'
import { dayOf } from '#src/kit/day.ts'
import { canBeHelped, hasRole, selectActeur, type Acteur } from '#src/procedure/comptes/api.ts'
import type { OrigineSession } from '#src/web/identity/pending.ts'
import { keyFor, seal, unseal } from '#src/web/identity/sealed.ts'
import { selectCampagneCourante, type CampagneCourante } from '#src/web/campagne.ts'

const IDLE_MS = 30 * 60_000
const LIFE_MS = 12 * 3_600_000
/** `vue_le` moves at most this often: a page read is not a write. */
const TOUCH_MS = 60_000

export interface EcoleNommee {
  uai: string
  nom: string
}

export interface Visitor {
  acteur: Acteur
  campagne: CampagneCourante | undefined
  /** Names of the schools he acts in, for the header. */
  etablissements: readonly EcoleNommee[]
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Tells a session from the others of its holder; it opens nothing. */
export const sessionKey = (token: string): string => hashOf(token).slice(0, 16)

/**
 * Proves that a form was drawn for this session, where the browser sends neither Origin nor Sec-Fetch-Site. Drawn anew
 * each time: pages are compressed, and a secret that stays the same could be guessed from their sizes.
 */
export const jetonOf = (token: string, sel = randomBytes(8).toString('hex')): string =>
  `${sel}.${hashOf(`formulaire:${sel}:${token}`)}`

export const isJetonOf = (token: string, sent: string): boolean =>
  sameText(sent, jetonOf(token, sent.slice(0, sent.indexOf('.'))))

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

interface Sessions {
  db: Db
  /** The wall clock: a session does not follow the clock of a rehearsal. */
  clock: () => Date
}

interface NouvelleSession {
  academie: string
  compteId: number
  /** The provider that brought the person, which may end the session too. */
  origine?: OrigineSession | undefined
  /** Kind of browser, in the list of one's sessions. */
  appareil?: string | undefined
}

const sealOf = (token: string): Buffer => keyFor(token, 'jeton-identite')

/** Opens a session and returns its token, of which the base keeps only the hash. */
export async function openSession(
  { db, clock }: Sessions,
  { academie, compteId, origine, appareil }: NouvelleSession,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = clock()
  await db.transaction().execute(async (trx) => {
    await scopeTo(trx, academie)
    await trx
      .deleteFrom('session')
      .where('vue_le', '<', new Date(now.getTime() - IDLE_MS))
      .execute()
    await trx
      .insertInto('session')
      .values({
        empreinte: hashOf(token),
        academie,
        compte_id: compteId,
        ouverte_le: now,
        vue_le: now,
        fournisseur: origine?.fournisseur ?? null,
        sujet: origine?.sujet ?? null,
        sid: origine?.sid ?? null,
        // It names the person: only the browser that holds the session can open it.
        jeton_identite: origine?.jetonIdentite ? seal(origine.jetonIdentite, sealOf(token)) : null,
        appareil: appareil ?? null,
      })
      .execute()
  })
  return token
}

/** Who holds this token now, with the rights of today; undefined once the session has ended. */
export function findVisitor(
  { db, clock }: Sessions,
  { token, wanted }: { token: string; wanted: number | undefined },
): Promise<Visitor | undefined> {
  return db.transaction().execute(async (trx) => {
    const session = await selectSession(trx, token)
    if (!session) return undefined
    if (!(await keepAlive(trx, session, clock()))) return undefined
    const { academie, compte_id: compteId } = session
    const asked = { academie, wanted, now: clock(), zone: session.fuseau ?? 'Europe/Paris' }
    const own = await visitorOf(trx, { ...asked, compteId })
    return own && ((await throughAnother(trx, { session, own, asked })) ?? own)
  })
}

interface Asked {
  academie: string
  wanted: number | undefined
  now: Date
  zone: string
}

async function visitorOf(
  trx: Transaction<DB>,
  { academie, compteId, wanted, now, zone }: Asked & { compteId: number },
): Promise<Visitor | undefined> {
  const campagne = await selectCampagneCourante(trx, { academie, compteId, wanted })
  const jour = dayOf(campagne?.horloge ?? now, zone)
  const acteur = await selectActeur(trx, { academie, compteId, jour })
  return acteur && { acteur, campagne, etablissements: await namesOfSchools(trx, acteur) }
}

/** The person whose screens this session sees for now, while both rights hold; undefined when it sees its own. */
async function throughAnother(
  trx: Transaction<DB>,
  {
    session: { assistance_compte_id: compteId, assistance_fin: fin },
    own: { acteur },
    asked,
  }: {
    session: { assistance_compte_id: number | null; assistance_fin: Date | null }
    own: Visitor
    asked: Asked
  },
): Promise<Visitor | undefined> {
  if (compteId === null || fin === null || fin <= asked.now || !hasRole(acteur, 'assistance'))
    return undefined
  const seen = await visitorOf(trx, { ...asked, compteId })
  if (!seen || acteur.compteId === null || !canBeHelped(seen.acteur)) return undefined
  const assistance = { compteId: acteur.compteId, nom: acteur.nom }
  return { ...seen, acteur: { ...seen.acteur, assistance } }
}

/** Ends a session; returns what its provider needs to end its own. */
export function closeSession(
  db: Db,
  token: string,
): Promise<{ fournisseur: string; jetonIdentite: string | undefined } | undefined> {
  return db.transaction().execute(async (trx) => {
    const session = await selectSession(trx, token)
    if (!session) return undefined
    await trx.deleteFrom('session').where('empreinte', '=', hashOf(token)).execute()
    const { fournisseur, jeton_identite: jeton } = session
    return fournisseur === null
      ? undefined
      : { fournisseur, jetonIdentite: jeton === null ? undefined : unseal(jeton, sealOf(token)) }
  })
}

/** Ends the sessions that a provider says are over, in every académie; returns how many. */
export function closeSessionsOf(
  db: Db,
  { fournisseur, sujet, sid }: { fournisseur: string; sujet: string | undefined; sid: string | undefined },
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await sql`select set_config('passpro.fournisseur', ${fournisseur}, true)`.execute(trx)
    const { numAffectedRows } = await sql`
      delete from session where fournisseur = ${fournisseur}
        and (${sid ?? null}::text is null or sid = ${sid ?? null}) and (${sujet ?? null}::text is null or sujet = ${sujet ?? null})`.execute(
      trx,
    )
    return Number(numAffectedRows ?? 0)
  })
}

/**
 * The session of a token, whose académie rules the transaction from then on. Row security shows it before its académie is
 * known only to one who knows its hash.
 */
async function selectSession(
  trx: Transaction<DB>,
  token: string,
): Promise<(Selectable<DB['session']> & { fuseau: string | null }) | undefined> {
  const { rows } = await sql<Selectable<DB['session']> & { fuseau: string | null }>`
    select s.*, a.fuseau from passpro_session(${hashOf(token)}) s left join academie a on a.code = s.academie`.execute(
    trx,
  )
  return rows[0]
}

async function keepAlive(
  trx: Transaction<DB>,
  session: { empreinte: string; ouverte_le: Date; vue_le: Date },
  now: Date,
): Promise<boolean> {
  const idle = now.getTime() - session.vue_le.getTime()
  if (idle > IDLE_MS || now.getTime() - session.ouverte_le.getTime() > LIFE_MS) {
    await trx.deleteFrom('session').where('empreinte', '=', session.empreinte).execute()
    return false
  }
  if (idle > TOUCH_MS)
    await trx.updateTable('session').set({ vue_le: now }).where('empreinte', '=', session.empreinte).execute()
  return true
}

async function namesOfSchools(trx: Transaction<DB>, acteur: Acteur): Promise<EcoleNommee[]> {
  const uai = [...new Set(acteur.habilitations.flatMap((h) => (h.uai ? [h.uai] : [])))]
  if (uai.length === 0) return []
  return trx
    .selectFrom('etablissement')
    .select(['uai', 'nom'])
    .where('uai', 'in', uai)
    .orderBy('nom')
    .execute()
}

async function scopeTo(trx: Transaction<DB>, academie: string): Promise<void> {
  await sql`select set_config('passpro.academie', ${academie}, true)`.execute(trx)
}
