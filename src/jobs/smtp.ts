import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection, { type Options } from 'nodemailer/lib/smtp-connection'
import type { Courrier, Depeche, Issue } from '#src/jobs/courrier.ts'

export interface ReglageSmtp {
  host: string
  port: number
  /** TLS from the first byte; else it is asked for at once, but on this machine itself. */
  secure: boolean
  local: boolean
  auth: { user: string; pass: string } | null
  origine: string
  expediteur: string
  rebonds: string | null
  invitations: boolean
  /** Milliseconds without an answer after which the server is taken for gone. */
  patience?: number
}

/**
 * A way out by SMTP (nodemailer). Connections are kept between messages, and we hold them ourselves: the pool of the
 * library sends again a message whose connection was cut, which is what must never happen.
 */
export function smtp(reglage: ReglageSmtp): Courrier {
  const free: Connection[] = []
  const livrer = async (depeche: Depeche): Promise<Issue> => {
    const kept = free.pop()
    // A connection kept may have been closed by the server meanwhile: then, and only then, a new one is tried.
    const issue = kept?.alive ? await deliver(kept, { reglage, depeche }) : undefined
    if (issue && !(issue.sort === 'injoignable' && !kept?.alive)) return settle(free, kept, issue)
    const opened = await connect(reglage)
    if (!(opened instanceof Connection)) return opened
    return settle(free, opened, await deliver(opened, { reglage, depeche }))
  }
  const { origine, expediteur, rebonds, invitations } = reglage
  const fermer = (): void => free.splice(0).forEach((one) => one.close())
  return { canal: 'smtp', origine, expediteur, rebonds, invitations, livrer, fermer }
}

/** Keeps the connection for the next message; after a refusal only if the server forgets the one begun. */
async function settle(free: Connection[], used: Connection | undefined, issue: Issue): Promise<Issue> {
  if (used?.alive && (issue.sort === 'remis' || (await used.forget()))) free.push(used)
  else used?.drop()
  return issue
}

/** A connection to the server, with whether it still stands. */
class Connection {
  readonly smtp: SMTPConnection
  alive = true
  constructor(smtp: SMTPConnection) {
    this.smtp = smtp
    smtp.on('end', () => (this.alive = false))
    smtp.on('error', () => (this.alive = false))
  }
  /** Says goodbye. */
  close(): void {
    this.alive = false
    this.smtp.quit()
  }
  drop(): void {
    this.alive = false
    this.smtp.close()
  }
  forget(): Promise<boolean> {
    return new Promise((resolve) => {
      const gone = (): void => resolve(false)
      this.smtp.once('end', gone)
      this.smtp.reset((error) => {
        this.smtp.off('end', gone)
        resolve(!error)
      })
    })
  }
}

interface Echec {
  responseCode?: number | undefined
  command?: string | undefined
  code?: string | undefined
}

const codeOf = ({ responseCode, code }: Echec): string => String(responseCode ?? code ?? 'inconnu')

/** Without an open connection nothing was handed over: it is for the service to be mended, not for the message. */
async function connect(reglage: ReglageSmtp): Promise<Connection | Issue> {
  const patience = reglage.patience ?? 60_000
  const options: Options = {
    host: reglage.host,
    port: reglage.port,
    secure: reglage.secure,
    requireTLS: !reglage.local && !reglage.secure,
    // A server of this very machine needs no certificate.
    ignoreTLS: reglage.local && !reglage.secure,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  }
  const connection = new Connection(new SMTPConnection(options))
  const failed = await new Promise<Echec | undefined>((resolve) => {
    connection.smtp.once('error', resolve)
    connection.smtp.connect((error) => {
      const { auth } = reglage
      if (error || !auth) return resolve(error)
      connection.smtp.login(auth, (refused) => resolve(refused ?? undefined))
    })
  })
  if (!failed) return connection
  connection.drop()
  return { sort: 'injoignable', code: codeOf(failed) }
}

async function deliver(
  connection: Connection,
  { reglage, depeche }: { reglage: ReglageSmtp; depeche: Depeche },
): Promise<Issue> {
  const bytes = await compose(depeche, reglage.expediteur)
  let handed = false
  // Read only once the server has said that it takes the message: from then on its fate may be unknown.
  const body = new Readable({
    read() {
      handed = true
      this.push(bytes)
      this.push(null)
    },
  })
  const envelope = { from: depeche.retour ?? reglage.expediteur, to: [depeche.a] }
  const failed = await new Promise<Echec | null>((resolve) =>
    connection.smtp.send(envelope, body, (error) => resolve(error)),
  )
  return failed ? issueOf(failed, handed) : { sort: 'remis' }
}

/** What a failure tells of the message. A refusal of our sender or of our account is no fault of the recipient. */
function issueOf(failed: Echec, handed: boolean): Issue {
  const code = codeOf(failed)
  const answered = failed.responseCode !== undefined && failed.responseCode >= 400
  // Refused by the library itself, before the server heard of it: never again, and no other message is stopped by it.
  if (!answered && OURS.has(code)) return { sort: 'definitif', code, adresse: false }
  if (!answered) return { sort: handed ? 'inconnu' : 'injoignable', code }
  if (handed || failed.command === 'RCPT TO' || failed.command === 'DATA')
    return code.startsWith('4')
      ? { sort: 'temporaire', code }
      : { sort: 'definitif', code, adresse: failed.command === 'RCPT TO' && MAILBOX.has(code) }
  return { sort: 'injoignable', code }
}

const OURS = new Set(['EENVELOPE', 'EMESSAGE'])

/** Refusals that speak of the mailbox itself, not of a policy (RFC 5321, 4.2.2). */
const MAILBOX = new Set(['550', '551', '553'])

function compose(depeche: Depeche, expediteur: string): Promise<Buffer> {
  const { messageId, a, objet, texte, html, invitation } = depeche
  const composer = new MailComposer({
    messageId,
    from: { name: 'PASSPRO', address: expediteur },
    to: { name: '', address: a },
    subject: objet,
    text: texte,
    html,
    ...(invitation && { icalEvent: { method: invitation.methode, content: invitation.ics } }),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}
