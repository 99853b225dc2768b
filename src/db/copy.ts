import type pg from 'pg'

/** Bytes kept in memory before the server is asked to wait. */
const HIGH_WATER = 1 << 20

/** The query under way to the driver: the messages of COPY come to it. */
class CopyOut implements pg.Submittable {
  readonly #text: string
  #connection: pg.Connection | undefined
  #chunks: Buffer[] = []
  #bytes = 0
  #done = false
  #abandoned = false
  #error: Error | undefined
  #wake: () => void = () => undefined

  constructor(text: string) {
    this.#text = text
  }

  submit = (connection: pg.Connection): void => {
    this.#connection = connection
    connection.query(this.#text)
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.#abandoned) return
    // A view of the driver's own buffer, which it writes over.
    this.#chunks.push(Buffer.from(chunk))
    this.#bytes += chunk.length
    if (this.#bytes > HIGH_WATER) this.#connection?.stream.pause()
    this.#wake()
  }

  handleError(error: Error): void {
    this.#error = error
    this.#wake()
  }

  handleReadyForQuery(): void {
    this.#done = true
    this.#wake()
  }

  handleCommandComplete(): void {}

  async *batches(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        if (this.#error) throw this.#error
        if (this.#chunks.length > 0) yield this.#take()
        else if (this.#done) return
        else await new Promise<void>((resolve) => (this.#wake = resolve))
      }
    } finally {
      // Whoever stops half way leaves a connection on which the next query can run.
      this.#abandoned = true
      this.#connection?.stream.resume()
    }
  }

  #take(): Buffer {
    const batch = Buffer.concat(this.#chunks)
    this.#chunks = []
    this.#bytes = 0
    this.#connection?.stream.resume()
    return batch
  }
}

/** What `COPY … TO STDOUT` gives, in pieces, as fast as they are taken. */
export function copyOut(client: pg.Client, statement: string): AsyncGenerator<Buffer> {
  const copy = new CopyOut(statement)
  client.query(copy)
  return copy.batches()
}

/** What the driver's connection offers for COPY, which its published types leave out. */
interface CopyConnection {
  readonly stream: pg.Connection['stream']
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

class CopyIn implements pg.Submittable {
  readonly #text: string
  readonly #source: AsyncIterable<Buffer>
  readonly #settle: { resolve: () => void; reject: (error: unknown) => void }
  #failure: unknown

  constructor(
    { text, source }: { text: string; source: AsyncIterable<Buffer> },
    settle: { resolve: () => void; reject: (error: unknown) => void },
  ) {
    this.#text = text
    this.#source = source
    this.#settle = settle
  }

  submit = (connection: pg.Connection): void => {
    connection.query(this.#text)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#send(connection).catch((error: unknown) => {
      // The source failed: the server is told, and answers with an error of its own that says less.
      this.#failure = error
      connection.sendCopyFail('source illisible')
    })
  }

  async #send(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.#source) {
      if (this.#failure) return
      connection.sendCopyFromChunk(chunk)
      if (connection.stream.writableNeedDrain)
        await new Promise<void>((resolve) => connection.stream.once('drain', resolve))
    }
    connection.endCopyFrom()
  }

  handleError(error: Error): void {
    this.#failure ??= error
    this.#settle.reject(this.#failure)
  }

  handleReadyForQuery(): void {
    if (this.#failure === undefined) this.#settle.resolve()
    else this.#settle.reject(this.#failure)
  }

  handleCommandComplete(): void {}
}

/** Runs `COPY … FROM STDIN` on these bytes. Throws what the source or the server says is wrong. */
export function copyIn(client: pg.Client, text: string, source: AsyncIterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn({ text, source }, { resolve, reject }))
  })
}
