/**
 * A photo without what the device wrote in it (place, date, model, thumbnail, other pictures behind it), its pixels and
 * its orientation untouched. Undefined when its structure is not that of a whole file.
 * Source: JPEG (ITU-T T.81, annex B; Exif 2.32), PNG (ISO/IEC 15948).
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = data.subarray(0, 8).equals(PNG) ? chunksOfPng(data) : segmentsOfJpeg(data)
  return parts && Buffer.concat(parts)
}

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
/** What draws the picture; every other chunk is left out. */
const DRAWN = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs']

function chunksOfPng(data: Buffer): Buffer[] | undefined {
  const kept: Buffer[] = [PNG]
  for (let at = PNG.length; at + 12 <= data.length;) {
    const end = at + 12 + data.readUInt32BE(at)
    const name = data.toString('latin1', at + 4, at + 8)
    if (end > data.length) return undefined
    if (DRAWN.includes(name)) kept.push(data.subarray(at, end))
    if (name === 'IEND') return kept
    at = end
  }
  return undefined
}

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const APP14 = 0xee
const APP15 = 0xef
const COM = 0xfe

const startsWith = (body: Buffer, text: string): boolean => body.toString('latin1', 0, text.length) === text

function segmentsOfJpeg(data: Buffer): Buffer[] | undefined {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xff00 + SOI) return undefined
  const kept: Buffer[] = [data.subarray(0, 2)]
  for (let at = 2; at + 4 <= data.length + 2;) {
    // Markers may be preceded by any number of fill bytes.
    while (data[at] === 0xff && data[at + 1] === 0xff) at++
    const marker = data[at + 1]
    if (data[at] !== 0xff || marker === undefined) return undefined
    if (marker === EOI) return [...kept, data.subarray(at, at + 2)]
    if (at + 4 > data.length) return undefined
    const end = at + 2 + data.readUInt16BE(at + 2)
    if (end > data.length) return undefined
    kept.push(...keptOf(marker, data.subarray(at, end)))
    at = marker === SOS ? endOfScan(data, end) : end
    if (marker === SOS) kept.push(data.subarray(end, at))
  }
  return undefined
}

/** What of one segment is kept: of Exif, nothing but which way is up. */
function keptOf(marker: number, segment: Buffer): Buffer[] {
  const body = segment.subarray(4)
  if (marker === APP1 && startsWith(body, 'Exif\0')) return orientationOnly(body.subarray(6))
  if (marker === APP0) return startsWith(body, 'JFIF\0') && segment.length === 18 ? [segment] : []
  if (marker === APP14) return startsWith(body, 'Adobe') ? [segment] : []
  return marker === COM || (marker > APP0 && marker <= APP15) ? [] : [segment]
}

/** Where the compressed data of a scan ends: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(data: Buffer, from: number): number {
  let at = from
  for (;;) {
    at = data.indexOf(0xff, at)
    if (at < 0) return data.length
    const next = data[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
    at += next === 0xff ? 1 : 2
  }
}

const ORIENTATION = 0x0112

/** A new Exif segment with the orientation alone; nothing when it is the usual one, or cannot be read. */
function orientationOnly(tiff: Buffer): Buffer[] {
  const little = startsWith(tiff, 'II')
  if (tiff.length < 14 || (!little && !startsWith(tiff, 'MM'))) return []
  const short = (at: number): number =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  const entries = Array.from({ length: short(first) }, (_, i) => first + 2 + 12 * i)
  const found = entries.find((at) => short(at) === ORIENTATION)
  const value = found === undefined ? 1 : short(found + 8)
  if (value < 2 || value > 8) return []
  return [exifOf(value)]
}

/** APP1 with a little-endian TIFF of one directory and one entry: tag, SHORT, one value. */
function exifOf(orientation: number): Buffer {
  const head = Buffer.from('ffe10022' + '457869660000' + '49492a0008000000' + '0100', 'hex')
  const entry = Buffer.from('120103000100000000000000' + '00000000', 'hex')
  entry.writeUInt16LE(orientation, 8)
  return Buffer.concat([head, entry])
}
