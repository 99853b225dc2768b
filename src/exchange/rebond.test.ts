import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRebond } from '#src/exchange/rebond.ts'

const RETOUR = 'rebond+41.0f8fad5bd9cb469f@passpro.exemple.fr'
const bytes = (text: string): Buffer => Buffer.from(text.replaceAll('\n', '\r\n'))

/** As a common server writes it, with the report in three parts. */
const notice = (report: string, over = ''): string => `Return-Path: <>
Delivered-To: ${RETOUR}
From: MAILER-DAEMON@relais.exemple.fr
To: ${RETOUR}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="B"
${over}
This is a MIME-encapsulated message.

--B
Content-Type: text/plain

I'm sorry. Status: 5.9.9 is only words here.

--B
Content-Description: Delivery report
Content-Type: message/delivery-status

${report}
--B
Content-Type: text/rfc822-headers

To: <famille@exemple.fr>
--B--
`

const group = (action: string, status: string): string => `Reporting-MTA: dns; relais.exemple.fr

Final-Recipient: rfc822; famille@exemple.fr
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 5.1.1
 <famille@exemple.fr>: unknown
`

describe('a notice', () => {
  test.for([
    ['failed', '5.1.1', 'echec'],
    ['Failed', '5.2.2 (mailbox full)', 'echec'],
    ['failed', '4.4.7', 'retard'],
    ['delayed', '4.4.1', 'retard'],
    ['delivered', '2.0.0', 'autre'],
    ['relayed', '2.0.0', 'autre'],
  ])('%s %s is %s', ([action, status, sort]) => {
    expect(readRebond(bytes(notice(group(action ?? '', status ?? ''))))).toEqual({
      destinataires: [RETOUR],
      sort,
      code: status?.slice(0, 5),
    })
  })

  test('a report in base64, or with bare line ends, is read as well', () => {
    const encoded = Buffer.from(group('failed', '5.1.10').replaceAll('\n', '\r\n')).toString('base64')
    const text = notice(encoded).replace(
      'message/delivery-status\n',
      'message/delivery-status\nContent-Transfer-Encoding: base64\n',
    )
    expect(readRebond(bytes(text))).toMatchObject({ sort: 'echec', code: '5.1.10' })
    expect(readRebond(Buffer.from(notice(group('failed', '5.1.1'))))).toMatchObject({ sort: 'echec' })
  })

  test('an older notice without a report names the address in a header', () => {
    const text = `X-Failed-Recipients: famille@exemple.fr
To: ${RETOUR}
Subject: Mail delivery failed

  550 5.1.1 unknown user
`
    expect(readRebond(bytes(text))).toEqual({ destinataires: [RETOUR], sort: 'echec', code: '5.1.1' })
  })

  test('an answer written by a person, or by a machine on holiday, marks nothing', () => {
    for (const text of [
      `To: ${RETOUR}\nSubject: Re: Un entretien\n\nBonjour, Action: failed, Status: 5.1.1\n`,
      `To: ${RETOUR}\nAuto-Submitted: auto-replied\nSubject: Absence\n\nJe suis absent.\n`,
      '',
    ])
      expect(readRebond(bytes(text)).sort).toBe('autre')
  })

  test('whatever comes is read, quickly, and never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (any) => void readRebond(any)))
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(255), (at, value) => {
        const broken = bytes(notice(group('failed', '5.1.1')))
        broken[at % broken.length] = value
        void readRebond(broken)
      }),
    )
    const long = Buffer.from(`${'a'.repeat(300_000)}\n\n${'--'.repeat(300_000)}`)
    expect(readRebond(long)).toEqual({ destinataires: [], sort: 'autre', code: '' })
  })
})
