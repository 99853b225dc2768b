import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { smtp, type ReglageSmtp } from '#src/jobs/smtp.ts'
import type { Courrier } from '#src/jobs/courrier.ts'

/** What the server answers: an SMTP code, or silence after the whole message (`coupe`: it had taken it; `sourd`: not). */
export type Reponse = 250 | 421 | 450 | 451 | 452 | 550 | 554 | 'coupe'

export interface Recu {
  a: string
  retour: string
  mail: ParsedMail
  brut: string
}

/** A server of mail of this machine, that answers as a script says and keeps what it took. */
export interface ServeurSmtp {
  recus: Recu[]
  port: number
  /** Answers to a recipient, then to his message. */
  script: { destinataire: (adresse: string) => Reponse; message: (adresse: string) => Reponse }
  courrier: (over?: Partial<ReglageSmtp>) => Courrier
  stop: () => Promise<void>
}

const failure = (code: Reponse): Error | null =>
  code === 250 ? null : Object.assign(new Error('refus fictif'), { responseCode: Number(code) })

export async function serveurSmtp(port = 0): Promise<ServeurSmtp> {
  const recus: Recu[] = []
  const script: ServeurSmtp['script'] = { destinataire: () => 250, message: () => 250 }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 200,
    onRcptTo: ({ address }, _session, done) => done(failure(script.destinataire(address))),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const answer = async (): Promise<void> => {
          const code = await keep(Buffer.concat(chunks), session)
          if (code === 'coupe') cut(server, session)
          else done(failure(code))
        }
        void answer()
      })
    },
  })
  const keep = async (bytes: Buffer, session: SMTPServerSession): Promise<Reponse> => {
    const a = session.envelope.rcptTo[0]?.address ?? ''
    const from = session.envelope.mailFrom
    const code = script.message(a)
    if (code !== 250 && code !== 'coupe') return code
    const mail = await simpleParser(bytes)
    recus.push({ a, retour: from ? from.address : '', mail, brut: bytes.toString('utf8') })
    return code
  }
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const bound = (server.server.address() as AddressInfo).port
  return {
    recus,
    port: bound,
    script,
    courrier: (over = {}) => smtp(reglageLocal(bound, over)),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Took the message, then said nothing: what a cut of the line looks like from our side. */
function cut(server: SMTPServer, session: SMTPServerSession): void {
  for (const one of server.connections as Set<{ id: string; _socket: { destroy: () => void } }>)
    if (one.id === session.id) one._socket.destroy()
}

export const reglageLocal = (port: number, over: Partial<ReglageSmtp> = {}): ReglageSmtp => ({
  host: '127.0.0.1',
  port,
  secure: false,
  local: true,
  auth: null,
  origine: 'https://passpro.exemple.fr',
  expediteur: 'ne-pas-repondre@passpro.exemple.fr',
  rebonds: 'rebond@passpro.exemple.fr',
  invitations: true,
  patience: 5_000,
  ...over,
})
