import { constants, crc32, deflateRawSync } from 'node:zlib'

/** 2027-01-04 00:00 in the DOS format of zip entries: a real clock would change the bytes at each run. */
const DATE_DOS = ((2027 - 1980) << 9) | (1 << 5) | 4

/**
 * A zip of one deflated entry. `nom` is ASCII.
 * Huffman only: the search for repetitions differs between builds of zlib, and the bytes must not.
 * Source: PKWARE APPNOTE 6.3, sections 4.3.7 to 4.3.16.
 */
export function zipOf(nom: string, contenu: Buffer): Buffer {
  const corps = deflateRawSync(contenu, { strategy: constants.Z_HUFFMAN_ONLY })
  const commun = commonHeader({ nom, contenu, taille: corps.length })
  const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), commun, Buffer.from(nom, 'ascii'), corps])
  const central = Buffer.concat([
    Buffer.from([0x50, 0x4b, 1, 2, 20, 0]),
    commun,
    Buffer.alloc(14),
    Buffer.from(nom, 'ascii'),
  ])
  return Buffer.concat([local, central, endRecord({ debut: local.length, taille: central.length })])
}

/** The 26 bytes that the local header and the central directory share: version … extra length. */
function commonHeader({ nom, contenu, taille }: { nom: string; contenu: Buffer; taille: number }): Buffer {
  const entete = Buffer.alloc(26)
  entete.writeUInt16LE(20, 0)
  entete.writeUInt16LE(8, 4)
  entete.writeUInt16LE(DATE_DOS, 8)
  entete.writeUInt32LE(crc32(contenu), 10)
  entete.writeUInt32LE(taille, 14)
  entete.writeUInt32LE(contenu.length, 18)
  entete.writeUInt16LE(nom.length, 22)
  return entete
}

function endRecord({ debut, taille }: { debut: number; taille: number }): Buffer {
  const fin = Buffer.alloc(22)
  fin.writeUInt32LE(0x06054b50, 0)
  fin.writeUInt16LE(1, 8)
  fin.writeUInt16LE(1, 10)
  fin.writeUInt32LE(taille, 12)
  fin.writeUInt32LE(debut, 16)
  return fin
}
