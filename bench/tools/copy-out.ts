import type pg from 'pg'

/** The events of the protocol that a COPY TO STDOUT brings; the driver hands them to the query under way. */
class CopyOut implements pg.Submittable {
  lignes = 0
  octets = 0
  readonly #text: string
  readonly #settle: { resolve: () => void; reject: (error: Error) => void }

  constructor(text: string, settle: { resolve: () => void; reject: (error: Error) => void }) {
    this.#text = text
    this.#settle = settle
  }

  submit = (connection: pg.Connection): void => {
    connection.query(this.#text)
  }

  /** One message is one row. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.lignes++
    this.octets += chunk.length
  }

  handleError(error: Error): void {
    this.#settle.reject(error)
  }

  handleReadyForQuery(): void {
    this.#settle.resolve()
  }

  handleCommandComplete(): void {}
}

/** Rows and bytes of `COPY (query) TO STDOUT`, all of them received. */
export async function copyOut(client: pg.Client, query: string): Promise<{ lignes: number; octets: number }> {
  return new Promise((resolve, reject) => {
    const copy = new CopyOut(`copy (${query}) to stdout`, {
      resolve: () => resolve({ lignes: copy.lignes, octets: copy.octets }),
      reject,
    })
    client.query(copy)
  })
}
