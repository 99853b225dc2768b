import { crc32, deflateRawSync } from 'node:zlib'

export interface EntreeZip {
  nom: string
  contenu: Uint8Array
  /** What the archive says of the size, when it lies. */
  tailleDite?: number
  chiffree?: true
}

function header(entree: EntreeZip, packed: Buffer): Buffer {
  const bytes = Buffer.alloc(26)
  bytes.writeUInt16LE(20, 0)
  bytes.writeUInt16LE(entree.chiffree ? 0x801 : 0x800, 2)
  bytes.writeUInt16LE(8, 4)
  bytes.writeUInt16LE(0x5a21, 8)
  bytes.writeUInt32LE(crc32(entree.contenu), 10)
  bytes.writeUInt32LE(packed.length, 14)
  bytes.writeUInt32LE(entree.tailleDite ?? entree.contenu.length, 18)
  bytes.writeUInt16LE(Buffer.byteLength(entree.nom), 22)
  return bytes
}

const signed = (signature: number, ...parts: Uint8Array[]): Buffer => {
  const start = Buffer.alloc(4)
  start.writeUInt32LE(signature, 0)
  return Buffer.concat([start, ...parts])
}

/** A zip archive, for tests: yauzl only reads. */
export function zipDe(entrees: readonly EntreeZip[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const entree of entrees) {
    const packed = deflateRawSync(entree.contenu)
    const nom = Buffer.from(entree.nom)
    const local = signed(0x04034b50, header(entree, packed), nom, packed)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    central.push(signed(0x02014b50, Buffer.from([20, 3]), header(entree, packed), place, nom))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entrees.length, 4)
  end.writeUInt16LE(entrees.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, directory, signed(0x06054b50, end)])
}
