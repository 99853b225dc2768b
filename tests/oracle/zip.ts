import { inflateRawSync } from 'node:zlib'

const MAX_INFLATED = 200 * 1024 * 1024
const MAX_RATIO = 100

/** The one entry of a zip archive; throws when the archive is damaged, suspicious or holds several entries. */
export function onlyEntry(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0) throw new Error('archive tronquée')
  if (bytes.readUInt16LE(end + 10) !== 1) throw new Error('plusieurs fichiers dans l’archive')
  const central = bytes.readUInt32LE(end + 16)
  const [method, packed, size] = [
    bytes.readUInt16LE(central + 10),
    bytes.readUInt32LE(central + 20),
    bytes.readUInt32LE(central + 24),
  ]
  const name = bytes.toString('utf8', central + 46, central + 46 + bytes.readUInt16LE(central + 28))
  if (/\.\.|\\|^\/|:/.test(name)) throw new Error('nom de fichier suspect')
  if (size > MAX_INFLATED || size > packed * MAX_RATIO) throw new Error('archive trop gonflée')
  const local = bytes.readUInt32LE(central + 42)
  const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const raw = bytes.subarray(data, data + packed)
  return method === 0
    ? raw
    : inflateRawSync(raw, { maxOutputLength: Math.min(MAX_INFLATED, packed * MAX_RATIO + 1) })
}
