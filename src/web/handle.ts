import type { Context } from 'hono'
import { sql } from 'kysely'
import type { Entree } from '#src/db/journal.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { noteEcranVu, type Acteur, type Tx } from '#src/procedure/comptes/api.ts'
import { onceByKey, type PremierEnvoi } from '#src/web/act-key.ts'
import { dejaEnregistre } from '#src/web/deja-enregistre.tsx'
import { answerPanne } from '#src/web/error-pages.tsx'
import { firstScreen } from '#src/web/first-screen.ts'
import { networkOf } from '#src/web/network.ts'
import { isOurs } from '#src/web/origin-check.ts'
import { isOutage } from '#src/db/outage.ts'
import {
  Introuvable,
  SansCampagne,
  type Asked,
  type Page,
  type PremierEcran,
  type PublicPage,
  type Reply,
  type Requete,
  type ReservedPage,
} from '#src/web/page.ts'
import { answerReply } from '#src/web/reply.ts'
import { mayEnter } from '#src/web/route-table.ts'
import { findVisitor, type Visitor } from '#src/web/session.ts'
import type { Shell } from '#src/web/shell.ts'

/** One request to one page: form, origin, session, right to come in, transaction, answer. */
export async function handle(shell: Shell, page: Page, c: Context): Promise<Response> {
  const form = new FormData()
  if (page.method === 'POST') {
    const refused = await takeForm(shell, page, c)
    if (refused) return refused
  }
  const asked = askedOf(shell, c, c.get('form') ?? form)
  return page.public === true ? visit(shell, page, asked) : enter(shell, page, asked)
}

/** Reads the form first: whatever goes wrong after, what was typed can be given back. */
async function takeForm(shell: Shell, page: Page, c: Context): Promise<Response | undefined> {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    return answerPanne(shell, c, 'autreType')
  const form = await c.req.raw.formData().catch(() => undefined)
  if (!form) return answerPanne(shell, c, 'illisible')
  c.set('form', form)
  if (page.machine) return undefined
  const { origin } = shell.options
  return isOurs(c, { origin, token: shell.token(c), form }) ? undefined : answerPanne(shell, c, 'origine')
}

async function visit(shell: Shell, page: PublicPage, asked: Asked): Promise<Response> {
  const { c } = asked
  const visitor = await identifyIfUp(shell, c)
  const closed = visitor && (await seenByAnother(shell, page, { c, visitor }))
  if (closed) return closed
  const { db, mode, clock, connexions } = shell.options
  const visite = {
    ...asked,
    db,
    mode,
    clock,
    acteur: visitor?.acteur,
    premierEcran: visitor && (() => premierEcran(shell, asked, visitor)),
    fournisseurs: connexions.fournisseurs(asked.origine),
    guichet: { db, secret: connexions.secret, now: clock(), reseau: networkOf(c, connexions.mandataires) },
  }
  return answerReply(shell, c, await page.handler(visite))
}

async function enter(shell: Shell, page: ReservedPage, asked: Asked): Promise<Response> {
  const { c } = asked
  const visitor = await identify(shell, c)
  if (!visitor) return askToSignIn(shell, page, c)
  const closed = await seenByAnother(shell, page, { c, visitor })
  if (closed) return closed
  if (!mayEnter(page, visitor.acteur)) return answerPanne(shell, c, 'interdit')
  const { acteur } = visitor
  const lectures: Entree[] | undefined = acteur.assistance && page.method === 'GET' ? [] : undefined
  const reply = await inOneTransaction(shell, page, { asked, visitor, lectures })
  if (lectures) await noteVu(shell, c, { acteur, lectures })
  return answerReply(shell, c, reply)
}

/**
 * Somebody who sees the screens of another does nothing there and is shown no secret: the one place that says so. What
 * he sees is in the journal before it is shown.
 */
async function seenByAnother(
  shell: Shell,
  page: Page,
  { c, visitor: { acteur } }: { c: Context; visitor: Visitor },
): Promise<Response | undefined> {
  if (!acteur.assistance) return undefined
  const taken = page.method === 'POST' ? page.assistance === 'permise' : page.assistance !== 'refusee'
  if (!taken || (page.public !== true && !mayEnter(page, acteur))) return answerPanne(shell, c, 'assistance')
  if (page.public && page.method === 'GET') await noteVu(shell, c, { acteur, lectures: [] })
  return undefined
}

const noteVu = (
  shell: Shell,
  c: Context,
  { acteur, lectures }: { acteur: Acteur; lectures: readonly Entree[] },
): Promise<void> =>
  inTransaction({ db: shell.options.db, acteur }, (tx) => noteEcranVu(tx, { chemin: c.req.path, lectures }))

/** Who asks where no page of his own is opened: what is public lives without the base, and its visitor is then nobody. */
export const identifyIfUp = (shell: Shell, c: Context): Promise<Visitor | undefined> =>
  identify(shell, c).catch((error: unknown) => {
    if (isOutage(error)) return undefined
    throw error
  })

async function identify(shell: Shell, c: Context): Promise<Visitor | undefined> {
  const token = shell.token(c)
  if (token === undefined) return undefined
  const { db, clock } = shell.options
  const visitor = await findVisitor({ db, clock }, { token, wanted: shell.wantedCampagne(c) })
  c.set('visitor', visitor)
  return visitor
}

function askToSignIn(shell: Shell, page: ReservedPage, c: Context): Response {
  if (page.method === 'POST') return answerPanne(shell, c, 'sansSession')
  return c.redirect(`/connexion?suite=${encodeURIComponent(c.req.path)}`, 303)
}

/** Carries the answer of a refusal out of the transaction that it undoes. */
class Undo extends Error {
  readonly reply: Reply
  constructor(reply: Reply) {
    super('refus')
    this.reply = reply
  }
}

async function inOneTransaction(
  shell: Shell,
  page: ReservedPage,
  { asked, visitor, lectures }: { asked: Asked; visitor: Visitor; lectures: Entree[] | undefined },
): Promise<Reply> {
  const { acteur, campagne } = visitor
  try {
    return await inTransaction(
      { db: shell.options.db, acteur, ...(campagne ? { campagneId: campagne.id } : {}) },
      async (opened) => {
        const tx = lectures ? await readOnly(opened, lectures) : opened
        const requete = requeteOf(shell, asked, { tx, campagne })
        const reply = await answerOf(page, requete)
        if (isRefusal(reply)) throw new Undo(reply)
        return reply
      },
    )
  } catch (error) {
    if (error instanceof Undo) return error.reply
    throw error
  }
}

const requeteOf = (
  shell: Shell,
  asked: Asked,
  { tx, campagne }: { tx: Tx; campagne: Visitor['campagne'] },
): Requete => ({
  ...asked,
  tx,
  acteur: tx.acteur,
  televersements: shell.options.televersements,
  cleSignature: shell.options.cleSignature,
  get campagne() {
    if (!campagne) throw new SansCampagne()
    return campagne
  },
})

/** Only reads, for whoever looks: nothing is done by coming in. */
const premierEcran = (shell: Shell, asked: Asked, { acteur, campagne }: Visitor): Promise<PremierEcran> =>
  inTransaction(
    { db: shell.options.db, acteur, ...(campagne ? { campagneId: campagne.id } : {}) },
    async (opened) => {
      const tx = await readOnly(opened, [])
      return firstScreen(shell.options.pages, {
        campagne,
        requete: requeteOf(shell, asked, { tx, campagne }),
      })
    },
  )

/** PostgreSQL refuses whatever would be written; what the page says to the journal is kept for after it. */
async function readOnly(tx: Tx, lectures: Entree[]): Promise<Tx> {
  await sql`set transaction read only`.execute(tx.trx)
  lectures.length = 0
  return { ...tx, lectures }
}

const answerOf = async (page: ReservedPage, requete: Requete): Promise<Reply> =>
  page.method === 'POST'
    ? onceByKey(sendingOf(page, requete), () => page.handler(requete))
    : page.handler(requete)

/** An act that makes a new thing asks before it makes a second one. */
function sendingOf({ redige: champs }: ReservedPage, { tx, c, form }: Requete) {
  const { path } = c.req
  if (!champs) return { tx, path, form }
  const asked = (first: PremierEnvoi): Reply => dejaEnregistre({ first, form, path, zone: tx.zone, champs })
  return { tx, path, form, redige: { champs, asked } }
}

const isRefusal = (reply: Reply): boolean =>
  (reply.kind === 'html' || reply.kind === 'json') && reply.status >= 400

function askedOf(shell: Shell, c: Context, form: FormData): Asked {
  const param = (name: string): string => {
    const value = c.req.param(name)
    if (value === undefined) throw new Introuvable()
    return value
  }
  return {
    c,
    form,
    param,
    origine: shell.options.origin ?? new URL(c.req.url).origin,
    browser: {
      token: () => shell.token(c),
      giveToken: (token) => shell.giveToken(c, token),
      dropToken: () => shell.dropToken(c),
      giveCampagne: (id) => shell.giveCampagne(c, id),
      pending: () => shell.pending(c),
      givePending: (token) => shell.givePending(c, token),
      dropPending: () => shell.dropPending(c),
    },
    id: (name) => {
      const value = param(name)
      if (!/^[0-9]{1,15}$/.test(value)) throw new Introuvable()
      return Number(value)
    },
    query: (name) => c.req.query(name),
  }
}
