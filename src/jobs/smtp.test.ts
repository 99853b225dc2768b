import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Courrier, Depeche } from '#src/jobs/courrier.ts'
import { smtp } from '#src/jobs/smtp.ts'
import { reglageLocal, serveurSmtp, type ServeurSmtp } from '#src/jobs/testing.ts'

let server: ServeurSmtp
let courrier: Courrier
beforeAll(async () => {
  server = await serveurSmtp()
  courrier = server.courrier()
})
afterAll(async () => {
  courrier.fermer()
  await server.stop()
})
beforeEach(() => {
  server.recus.length = 0
  server.script.destinataire = () => 250
  server.script.message = () => 250
})

const depeche: Depeche = {
  messageId: '<passpro.1.abc@passpro.exemple.fr>',
  a: 'famille@exemple.fr',
  retour: 'rebond+1.0123456789abcdef@passpro.exemple.fr',
  objet: 'Un entretien d’information est fixé : œuvre, naïveté',
  texte: 'Bonjour,\n\nÀ bientôt.\n',
  html: '<p>Bonjour,</p>',
  invitation: null,
}

describe('a message handed over', () => {
  test('arrives as it was written, at one address, its bounces elsewhere, text before HTML', async () => {
    expect(await courrier.livrer(depeche)).toEqual({ sort: 'remis' })
    const [recu] = server.recus
    expect(recu).toMatchObject({ a: 'famille@exemple.fr', retour: depeche.retour })
    expect(recu?.mail).toMatchObject({ subject: depeche.objet, messageId: depeche.messageId })
    expect(recu?.mail.text?.trim()).toBe(depeche.texte.trim())
    expect(recu?.mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(recu?.brut.indexOf('text/plain')).toBeLessThan(recu?.brut.indexOf('text/html') ?? 0)
  })

  test('carries its event as calendars expect it', async () => {
    const ics = 'BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n'
    await courrier.livrer({ ...depeche, invitation: { methode: 'CANCEL', ics } })
    expect(server.recus[0]?.brut).toMatch(/content-type: text\/calendar;.*\bmethod=CANCEL/i)
    const attached = server.recus[0]?.mail.attachments.find((one) => one.contentType.includes('calendar'))
    expect(attached?.content.toString('utf8')).toBe(ics)
  })

  test('A48: an address that holds a list, or a line break, adds no recipient and no header', async () => {
    const objet = 'x\r\nBcc: autre@exemple.fr'
    for (const a of ['famille@exemple.fr, autre@exemple.fr', 'famille@exemple.fr\r\nBcc: autre@exemple.fr'])
      expect((await courrier.livrer({ ...depeche, a, objet })).sort).not.toBe('injoignable')
    expect(server.recus.filter((one) => one.a.startsWith('autre'))).toEqual([])
    expect(server.recus.filter((one) => one.mail.headers.has('bcc'))).toEqual([])
  })
})

describe('what became of it', () => {
  test('a refusal of the mailbox, of the message, and a temporary one are told apart', async () => {
    server.script.destinataire = () => 550
    expect(await courrier.livrer(depeche)).toEqual({ sort: 'definitif', code: '550', adresse: true })
    server.script.destinataire = () => 450
    expect(await courrier.livrer(depeche)).toEqual({ sort: 'temporaire', code: '450' })
    server.script.destinataire = () => 250
    server.script.message = () => 554
    expect(await courrier.livrer(depeche)).toEqual({ sort: 'definitif', code: '554', adresse: false })
    server.script.message = () => 452
    expect(await courrier.livrer(depeche)).toEqual({ sort: 'temporaire', code: '452' })
    expect(server.recus).toEqual([])
  })

  test('taken, then cut before any answer: nobody knows, and it is not sent again', async () => {
    server.script.message = () => 'coupe'
    expect((await courrier.livrer(depeche)).sort).toBe('inconnu')
    expect(server.recus).toHaveLength(1)
  })

  test('a server that does not answer, or hangs up at once, was handed nothing', async () => {
    const gone = smtp(reglageLocal(1, { patience: 1_000 }))
    expect((await gone.livrer(depeche)).sort).toBe('injoignable')
    const rude = await listening((socket) => socket.destroy())
    expect((await smtp(reglageLocal(rude.port)).livrer(depeche)).sort).toBe('injoignable')
    await rude.stop()
  })

  test('a server that refuses our account or our sender is a fault of ours, not of the recipient', async () => {
    const strict = await listening((socket) => {
      socket.write('220 fictif\r\n')
      socket.on('data', (data) => {
        const text = String(data)
        socket.write(text.startsWith('EHLO') ? '250 fictif\r\n' : '550 expediteur refuse\r\n')
      })
    })
    expect(await smtp(reglageLocal(strict.port)).livrer(depeche)).toEqual({
      sort: 'injoignable',
      code: '550',
    })
    await strict.stop()
  })

  test('a server elsewhere that offers no TLS is handed nothing', async () => {
    const open = smtp(reglageLocal(server.port, { local: false }))
    expect((await open.livrer(depeche)).sort).toBe('injoignable')
    expect(server.recus).toEqual([])
  })

  test('a connection that the server closed between two messages is opened again', async () => {
    const other = await serveurSmtp()
    const way = other.courrier()
    expect(await way.livrer(depeche)).toEqual({ sort: 'remis' })
    await other.stop()
    const again = await serveurSmtp(other.port)
    expect(await way.livrer(depeche)).toEqual({ sort: 'remis' })
    expect(again.recus).toHaveLength(1)
    way.fermer()
    await again.stop()
  })
})

async function listening(
  onSocket: Parameters<typeof createServer>[1] & {},
): Promise<{ port: number; stop: () => Promise<void> }> {
  const raw: Server = createServer(onSocket)
  raw.on('error', () => undefined)
  await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve))
  const { port } = raw.address() as AddressInfo
  return { port, stop: () => new Promise((resolve) => raw.close(() => resolve())) }
}
