/** One object of a PDF: its dictionary or value as Latin-1 text, and the raw bytes of its stream if it has one. */
export interface PdfObject {
  body: string
  stream: Uint8Array | null
}

/** The objects of one PDF, by number, and the number of its catalog. */
export interface PdfObjects {
  objects: ReadonlyMap<number, PdfObject>
  root: number
  info: number
}

const STREAM = '\nstream\n'
/** `<` */
const OPEN_DICTIONARY = 0x3c

function objectAt(bytes: Buffer, [from, to]: [number, number]): PdfObject {
  // Bounded before any search: a search that runs to the end of the file for each object is quadratic.
  const slice = bytes.subarray(from, to)
  const start = slice.indexOf('obj') + 4
  const end = slice.lastIndexOf('\nendobj')
  const marker = slice.indexOf(STREAM, start)
  if (slice[start] !== OPEN_DICTIONARY || marker < 0)
    return { body: slice.toString('latin1', start, end), stream: null }
  const stream = slice.subarray(marker + STREAM.length, slice.lastIndexOf('\nendstream'))
  return { body: slice.toString('latin1', start, marker), stream }
}

const numberAfter = (text: string, key: string): number => {
  const found = new RegExp(`/${key} (\\d+)`).exec(text)
  if (!found) throw new Error(`PDF sans ${key}`)
  return Number(found[1])
}

/**
 * Reads a PDF as Typst writes it (one plain cross-reference table, no object stream): not a reader of any PDF.
 * @throws Error when the table or the trailer is not there.
 */
export function readObjects(pdf: Uint8Array): PdfObjects {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const tail = bytes.toString('latin1', bytes.length - 40)
  const xref = Number(/startxref\s+(\d+)/.exec(tail)?.[1] ?? Number.NaN)
  const table = bytes.toString('latin1', xref)
  const entries = [...table.matchAll(/^(\d{10}) \d{5} ([nf])/gm)].map((m) =>
    m[2] === 'n' ? Number(m[1]) : -1,
  )
  const ends = [...entries.filter((offset) => offset >= 0), xref].sort((a, b) => a - b)
  const after = new Map(ends.map((offset, i) => [offset, ends[i + 1] ?? xref]))
  const objects = new Map<number, PdfObject>()
  entries.forEach((offset, number) => {
    if (offset >= 0) objects.set(number, objectAt(bytes, [offset, after.get(offset) ?? xref]))
  })
  const trailer = table.slice(table.indexOf('trailer'))
  return { objects, root: numberAfter(trailer, 'Root'), info: numberAfter(trailer, 'Info') }
}

/** How one object points to another. */
export const reference = (number: number): string => `${number} 0 R`

/** The reference under a key of a dictionary. */
export const referenceOf = (body: string, key: string): number => numberAfter(body, key)

/** Applies `change` to what is outside the strings of a PDF value: a name typed by a person is never rewritten. */
export function outsideStrings(body: string, change: (text: string) => string): string {
  let out = ''
  let from = 0
  for (let at = body.indexOf('('); at >= 0; at = body.indexOf('(', from)) {
    const end = endOfString(body, at)
    out += change(body.slice(from, at)) + body.slice(at, end)
    from = end
  }
  return out + change(body.slice(from))
}

function endOfString(body: string, open: number): number {
  let depth = 0
  for (let at = open; at < body.length; at++) {
    if (body[at] === '\\') at++
    else if (body[at] === '(') depth++
    else if (body[at] === ')' && --depth === 0) return at + 1
  }
  return body.length
}
