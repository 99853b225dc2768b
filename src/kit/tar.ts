import { open, type FileHandle } from 'node:fs/promises'

const BLOCK = 512
const MAGIC = 'ustar\u000000'

/**
 * Writes a tar (POSIX ustar), one member after the other; the size of a member need not be known before. Names are
 * ASCII, at most 100 characters. Source: POSIX.1-2017, pax, « ustar Interchange Format ».
 */
export class TarWriter {
  readonly #file: FileHandle
  #at = 0

  constructor(file: FileHandle) {
    this.#file = file
  }

  /** Adds a member; returns its size in bytes. */
  async add(name: string, content: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<number> {
    const start = this.#at
    this.#at += BLOCK
    for await (const chunk of content) await this.#write(chunk)
    const size = this.#at - start - BLOCK
    await this.#write(Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK))
    await this.#file.write(header(name, size), 0, BLOCK, start)
    return size
  }

  async end(): Promise<void> {
    await this.#write(Buffer.alloc(2 * BLOCK))
  }

  async #write(chunk: Buffer): Promise<void> {
    let done = 0
    while (done < chunk.length) {
      const { bytesWritten } = await this.#file.write(chunk, done, chunk.length - done, this.#at)
      done += bytesWritten
      this.#at += bytesWritten
    }
  }
}

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\u0000`

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  block.write(name, 0, 100, 'ascii')
  block.write(`${octal(0o600, 8)}${octal(0, 8)}${octal(0, 8)}${octal(size, 12)}${octal(0, 12)}`, 100, 'ascii')
  block.write(' '.repeat(8), 148, 'ascii')
  block.write('0', 156, 'ascii')
  block.write(MAGIC, 257, 'ascii')
  block.write(`${octal(checksum(block), 7)} `, 148, 'ascii')
  return block
}

const checksum = (block: Buffer): number => block.reduce((sum, byte) => sum + byte, 0)

/** A member of an archive: where its bytes stand. */
export interface Membre {
  debut: number
  taille: number
}

/** The members of a tar that `TarWriter` wrote, by name. Throws RangeError when it is not one, or is cut. */
export async function readTar(path: string): Promise<Map<string, Membre>> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const membres = new Map<string, Membre>()
    for (let at = 0; ;) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(BLOCK), 0, BLOCK, at)
      if (bytesRead === BLOCK && buffer.every((byte) => byte === 0)) return membres
      const { name, taille } = readHeader(buffer)
      if (at + BLOCK + taille > size) throw new RangeError('archive tar coupée')
      membres.set(name, { debut: at + BLOCK, taille })
      at += BLOCK + Math.ceil(taille / BLOCK) * BLOCK
    }
  } finally {
    await file.close()
  }
}

/** The bytes of a member; for those that fit in memory. */
export async function readMembre(path: string, { debut, taille }: Membre): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(taille), 0, taille, debut)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function readHeader(block: Buffer): { name: string; taille: number } {
  const text = (start: number, length: number): string =>
    block.toString('ascii', start, start + length).replace(/[\u0000 ].*$/s, '')
  const said = Number.parseInt(text(148, 8), 8)
  const plain = Buffer.from(block)
  plain.fill(' ', 148, 156)
  if (checksum(plain) !== said) throw new RangeError('archive tar illisible')
  return { name: text(0, 100), taille: Number.parseInt(text(124, 12), 8) }
}
