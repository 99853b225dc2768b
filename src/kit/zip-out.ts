import { crc32, deflateRawSync } from 'node:zlib'

/** A file of an archive; its name in UTF-8, with `/` between folders. */
export interface EntreeZip {
  nom: string
  contenu: Uint8Array
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
/** Names in UTF-8. */
const UTF8 = 0x0800
const DEFLATED = 8
const CENTRAL_SIZE = 46
const END_SIZE = 22
/** 1 January 1980: the same files give the same archive. */
const DAY = 0x0021

function headOf(signature: number, { contenu, packed, name }: Packed): Buffer {
  const central = signature === CENTRAL
  const head = Buffer.alloc(central ? CENTRAL_SIZE : 30)
  let at = head.writeUInt32LE(signature)
  if (central) at = head.writeUInt16LE(20, at)
  for (const value of [20, UTF8, DEFLATED, 0, DAY]) at = head.writeUInt16LE(value, at)
  at = head.writeUInt32LE(crc32(contenu), at)
  at = head.writeUInt32LE(packed.length, at)
  at = head.writeUInt32LE(contenu.length, at)
  head.writeUInt16LE(name.length, at)
  return head
}

interface Packed {
  contenu: Uint8Array
  packed: Buffer
  name: Buffer
}

/**
 * A ZIP archive (APPNOTE 6.3, deflate, names in UTF-8) of at most 65,535 files and 4 GB. Same files, same bytes.
 * Throws when two files have one name.
 */
export function zipOf(entrees: readonly EntreeZip[]): Uint8Array {
  if (new Set(entrees.map(({ nom }) => nom)).size < entrees.length)
    throw new Error('deux fichiers de même nom')
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { nom, contenu } of entrees) {
    const one = { contenu, packed: deflateRawSync(contenu), name: Buffer.from(nom, 'utf8') }
    const central = headOf(CENTRAL, one)
    central.writeUInt32LE(offset, 42)
    directory.push(central, one.name)
    const local = [headOf(LOCAL, one), one.name, one.packed]
    parts.push(...local)
    offset += local.reduce((sum, part) => sum + part.length, 0)
  }
  return Buffer.concat([...parts, ...closed(directory, { count: entrees.length, offset })])
}

function closed(
  directory: readonly Buffer[],
  { count, offset }: { count: number; offset: number },
): Buffer[] {
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(END_SIZE)
  end.writeUInt32LE(END)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return [...directory, end]
}

/**
 * One archive of the files of several that `zipOf` made, in their order, nothing packed again. Same archives, same bytes.
 * The names of their files must differ.
 */
export function joinZips(archives: readonly Uint8Array[]): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  let count = 0
  for (const archive of archives) {
    const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength)
    const end = bytes.length - END_SIZE
    const start = bytes.readUInt32LE(end + 16)
    directory.push(shifted(bytes.subarray(start, end), offset))
    parts.push(bytes.subarray(0, start))
    offset += start
    count += bytes.readUInt16LE(end + 8)
  }
  return Buffer.concat([...parts, ...closed(directory, { count, offset })])
}

/** A central directory whose files stand further in the archive. */
function shifted(directory: Buffer, by: number): Buffer {
  const moved = Buffer.from(directory)
  for (let at = 0; at < moved.length; at += CENTRAL_SIZE + moved.readUInt16LE(at + 28))
    moved.writeUInt32LE(moved.readUInt32LE(at + 42) + by, at + 42)
  return moved
}
