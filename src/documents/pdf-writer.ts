import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { PdfObject } from '#src/documents/pdf-objects.ts'

/** Objects without stream are gathered and deflated by this many: tags are most of a tagged letter. */
const PER_STREAM = 400

type Place = { offset: number } | { holder: number; index: number }

/** Writes a PDF 1.7 object by object, compactly (object streams), with bytes that depend on the objects only. */
export class PdfWriter {
  readonly #chunks: Buffer[] = []
  readonly #places = new Map<number, Place>()
  readonly #hash = createHash('sha256')
  #length = 0
  #waiting: { number: number; body: string }[] = []
  #next = 1

  constructor() {
    this.#push(Buffer.from('%PDF-1.7\n%\u0080\u0080\u0080\u0080\n', 'latin1'))
  }

  /** Takes `count` numbers in a row and gives the first. */
  reserve(count: number): number {
    const first = this.#next
    this.#next += count
    return first
  }

  add(number: number, { body, stream }: PdfObject): void {
    if (stream) return this.#direct(number, body, stream)
    this.#waiting.push({ number, body })
    if (this.#waiting.length === PER_STREAM) this.#flush()
  }

  /** A digest of all that was written so far: 24 characters, as identifier of the document. */
  digest(): string {
    this.#flush()
    return this.#hash.copy().digest('base64').slice(0, 22) + '=='
  }

  end(root: number, { info, id }: { info: number; id: string }): Uint8Array {
    this.#flush()
    const number = this.reserve(1)
    const start = this.#length
    this.#places.set(number, { offset: start })
    const data = deflateSync(this.#table())
    const head = `<</Type/XRef/Size ${this.#next}/W[1 4 2]/Root ${root} 0 R/Info ${info} 0 R/ID[(${id})(${id})]/Filter/FlateDecode/Length ${data.length}>>`
    this.#direct(number, head, data)
    this.#push(Buffer.from(`startxref\n${start}\n%%EOF\n`, 'latin1'))
    return Buffer.concat(this.#chunks, this.#length)
  }

  #push(bytes: Uint8Array): void {
    this.#hash.update(bytes)
    this.#chunks.push(Buffer.from(bytes))
    this.#length += bytes.length
  }

  #direct(number: number, body: string, stream: Uint8Array): void {
    this.#places.set(number, { offset: this.#length })
    this.#push(Buffer.from(`${number} 0 obj\n${body}\nstream\n`, 'latin1'))
    this.#push(stream)
    this.#push(Buffer.from('\nendstream\nendobj\n', 'latin1'))
  }

  #flush(): void {
    if (this.#waiting.length === 0) return
    const holder = this.reserve(1)
    const index: string[] = []
    let content = ''
    this.#waiting.forEach(({ number, body }, at) => {
      index.push(`${number} ${content.length}`)
      content += `${body}\n`
      this.#places.set(number, { holder, index: at })
    })
    const head = `${index.join(' ')}\n`
    const data = deflateSync(Buffer.from(head + content, 'latin1'))
    const body = `<</Type/ObjStm/N ${index.length}/First ${head.length}/Filter/FlateDecode/Length ${data.length}>>`
    this.#waiting = []
    this.#direct(holder, body, data)
  }

  #table(): Buffer {
    const rows = Buffer.alloc(7 * this.#next)
    rows.writeUInt16BE(65535, 5)
    for (const [number, place] of this.#places) {
      const at = number * 7
      rows.writeUInt8('offset' in place ? 1 : 2, at)
      rows.writeUInt32BE('offset' in place ? place.offset : place.holder, at + 1)
      rows.writeUInt16BE('offset' in place ? 0 : place.index, at + 5)
    }
    return rows
  }
}
