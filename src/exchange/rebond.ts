/** What a notice of a server of mail says of one message. */
export interface Rebond {
  /** Addresses that the notice was sent to: one of them tells which message it is about. */
  destinataires: string[]
  /** `echec`: the address refuses for good; `retard`: it is still being tried; `autre`: an answer, a receipt, anything. */
  sort: 'echec' | 'retard' | 'autre'
  /** Enhanced status (RFC 3463), `5.1.1`; empty when the notice gives none. */
  code: string
}

const MAX_BYTES = 200_000

/**
 * Reads a delivery status notification (RFC 3464), or the older notices that name the address refused in a header.
 * Anything else is `autre`: an answer written by a person, or by a machine on holiday, marks no address. Never throws.
 */
export function readRebond(bytes: Uint8Array): Rebond {
  const text = Buffer.from(bytes.subarray(0, MAX_BYTES)).toString('latin1').replaceAll('\r\n', '\n')
  const [head = ''] = text.split('\n\n', 1)
  const headers = unfolded(head)
  const destinataires = ['delivered-to', 'x-original-to', 'envelope-to', 'to'].flatMap((name) =>
    headers.filter((one) => one.name === name).flatMap(({ value }) => addressesIn(value)),
  )
  return { destinataires: [...new Set(destinataires)], ...fateIn(text, headers) }
}

interface Header {
  name: string
  value: string
}

const unfolded = (block: string): Header[] =>
  block
    .replaceAll(/\n[ \t]+/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const colon = line.indexOf(':')
      return colon < 1
        ? []
        : [{ name: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() }]
    })

const addressesIn = (value: string): string[] => value.match(/[^\s<>",;:()]+@[^\s<>",;:()]+/g) ?? []

function fateIn(text: string, headers: readonly Header[]): Pick<Rebond, 'sort' | 'code'> {
  const report = reportOf(text)
  const action = valueOf(report, 'action').toLowerCase()
  const code = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(valueOf(report, 'status'))?.[0] ?? ''
  if (action.startsWith('failed')) return { sort: code.startsWith('4') ? 'retard' : 'echec', code }
  if (action.startsWith('delayed')) return { sort: 'retard', code }
  const old = report.length === 0 && headers.some(({ name }) => name === 'x-failed-recipients')
  return { sort: old ? 'echec' : 'autre', code: old ? (/\b5\.\d\.\d{1,3}\b/.exec(text)?.[0] ?? '') : code }
}

const valueOf = (headers: readonly Header[], name: string): string =>
  headers.find((one) => one.name === name)?.value ?? ''

/** The fields of the machine-readable part, whatever its groups; empty when there is none. */
function reportOf(text: string): Header[] {
  const start = /^content-type:\s*message\/(global-)?delivery-status/im.exec(text)
  if (!start) return []
  const part = text.slice(start.index)
  const end = /\n--[^\n]{1,200}\n?/.exec(part)
  const body = end ? part.slice(0, end.index) : part
  const encoded = /^content-transfer-encoding:\s*base64/im.test(body)
  const [, ...blocks] = body.split('\n\n')
  const fields = blocks.join('\n')
  return unfolded(
    encoded ? Buffer.from(fields, 'base64').toString('latin1').replaceAll('\r\n', '\n') : fields,
  )
}
