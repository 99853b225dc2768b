import { crc32 } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { closeDocuments } from '#src/documents/engine.ts'
import { lettre } from '#src/documents/examples.ts'
import { renderLettres } from '#src/documents/lettres.ts'
import { withoutMetadata } from '#src/documents/photo.ts'

afterAll(closeDocuments)

/** A real photo of 8 by 4 points, blue then red. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAEAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAXEAEAAwAAAAAAAAAAAAAAAAAABEKB/8QAFQEBAQAAAAAAAAAAAAAAAAAAAAX/xAAbEQABBAMAAAAAAAAAAAAAAAAAAgSBsQEzNP/aAAwDAQACEQMRAD8AkxrYAP8AoVFYLTLQmbP/2Q==',
  'base64',
)
const PLACE = 'GPS 48.8566 N 2.3522 E'

const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** Exif as a telephone writes it: which way is up, among its own things. */
function exif(orientation: number, order: 'II' | 'MM'): Buffer {
  const tiff = Buffer.alloc(14 + 24 + PLACE.length)
  const little = order === 'II'
  const short = (value: number, at: number): number =>
    little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)
  tiff.write(order)
  short(42, 2)
  if (little) tiff.writeUInt32LE(8, 4)
  else tiff.writeUInt32BE(8, 4)
  short(2, 8)
  short(0x010f, 10)
  short(0x0112, 22)
  short(3, 24)
  short(orientation, 30)
  tiff.write(PLACE, 38)
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff]))
}

/** The photo with everything that a telephone may put in it. */
const fromTelephone = (orientation: number, order: 'II' | 'MM' = 'II'): Buffer =>
  Buffer.concat([
    JPEG.subarray(0, 2),
    exif(orientation, order),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x>${PLACE}</x>`)),
    segment(0xed, Buffer.from(`Photoshop 3.0 ${PLACE}`)),
    segment(0xfe, Buffer.from(PLACE)),
    JPEG.subarray(2),
    Buffer.from(`a second picture behind the first, ${PLACE}`),
  ])

const cleaned = (bytes: Buffer): Buffer => Buffer.from(withoutMetadata(bytes) ?? [])

describe('a photo from a telephone', () => {
  test('says neither where nor when it was taken, and its picture is untouched', () => {
    const clean = cleaned(fromTelephone(1))
    expect(clean.toString('latin1')).not.toMatch(/GPS|Exif|xap|Photoshop/)
    // From the tables on, byte for byte.
    const tables = (bytes: Buffer): Buffer => bytes.subarray(bytes.indexOf(Buffer.from('ffdb', 'hex')))
    expect(tables(clean).equals(tables(JPEG))).toBe(true)
    expect(cleaned(clean).equals(clean)).toBe(true)
  })

  test.each([
    [6, 'II'],
    [8, 'MM'],
  ] as const)('still tells which way is up (%s, %s), and nothing else', (orientation, order) => {
    const clean = cleaned(fromTelephone(orientation, order))
    expect(clean.toString('latin1')).not.toContain('GPS')
    expect(clean[2 + 28]).toBe(orientation)
    expect(clean.indexOf('Exif')).toBe(6)
  })

  test('is printed', async () => {
    const contenu = cleaned(fromTelephone(6))
    const { refus } = await renderLettres([{ ...lettre, jointes: [{ type: 'image/jpeg', contenu }] }])
    expect(refus).toEqual([])
  })

  test.each([
    ['cut in its header', fromTelephone(1).subarray(0, 30)],
    ['cut in its picture', JPEG.subarray(0, JPEG.length - 10)],
    [
      'a segment longer than the file',
      Buffer.concat([JPEG.subarray(0, 2), Buffer.from('ffe1ffff00', 'hex')]),
    ],
    ['no photo', Buffer.from('<html>')],
    ['nothing', Buffer.alloc(0)],
  ])('%s is none', (_, bytes) => {
    expect(withoutMetadata(bytes)).toBeUndefined()
  })
})

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
)

test('a PNG keeps what draws it, and loses its texts, its date and what is behind its end', () => {
  const chunk = (name: string): Buffer => {
    const body = Buffer.concat([Buffer.from(name), Buffer.from(PLACE)])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(PLACE.length)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const end = PNG.length - 12
  const full = [PNG.subarray(0, 33), chunk('tEXt'), chunk('eXIf'), PNG.subarray(33, end), chunk('tIME')]
  const sent = Buffer.concat([...full, PNG.subarray(end), Buffer.from(PLACE)])
  expect(cleaned(sent).equals(PNG)).toBe(true)
  expect(withoutMetadata(sent.subarray(0, 40))).toBeUndefined()
})
