import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** What a server of mail took. */
export interface Pris {
  a: string
  messageId: string
}

export interface BenchSmtp {
  port: number
  stop: () => Promise<void>
}

/**
 * A server of mail of this machine that says later to one in ten, and hangs up without an answer on the messages that
 * `cut` names. It keeps of each message what identifies it.
 */
export async function startSmtp(
  taken: Pris[],
  { port, cut }: { port: number; cut: (count: number) => boolean },
): Promise<BenchSmtp> {
  let seen = 0
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 50,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        seen += 1
        if (seen % 10 === 0) return done(Object.assign(new Error('plus tard'), { responseCode: 451 }))
        const messageId =
          /^message-id:\s*(<[^>]+>)/im.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? ''
        taken.push({ a: session.envelope.rcptTo[0]?.address ?? '', messageId })
        return cut(taken.length) ? hangUp(server, session) : done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function hangUp(server: SMTPServer, session: SMTPServerSession): void {
  for (const one of server.connections as Set<{ id: string; _socket: { destroy: () => void } }>)
    if (one.id === session.id) one._socket.destroy()
}
