/** Ranges of code points, inclusive, that a TrueType font maps to a glyph. */
export type Coverage = readonly (readonly [number, number])[]

function tableOffset(font: DataView, tag: string): number {
  for (let i = 0; i < font.getUint16(4); i++) {
    const at = 12 + i * 16
    const name = String.fromCharCode(...[0, 1, 2, 3].map((n) => font.getUint8(at + n)))
    if (name === tag) return font.getUint32(at + 8)
  }
  throw new Error(`police sans table ${tag}`)
}

function segmented(font: DataView, at: number): Coverage {
  const count = font.getUint16(at + 6) / 2
  const ranges: [number, number][] = []
  for (let i = 0; i < count; i++) {
    const end = font.getUint16(at + 14 + i * 2)
    const start = font.getUint16(at + 16 + (count + i) * 2)
    if (start !== 0xffff) ranges.push(...withGlyph(font, { at, count, i, start, end }))
  }
  return ranges
}

interface Segment {
  at: number
  count: number
  i: number
  start: number
  end: number
}

/** A segment may map some of its code points to glyph 0 (no glyph): those are left out. */
function withGlyph(font: DataView, { at, count, i, start, end }: Segment): [number, number][] {
  const delta = font.getUint16(at + 16 + (2 * count + i) * 2)
  const offsetAt = at + 16 + (3 * count + i) * 2
  const offset = font.getUint16(offsetAt)
  const ranges: [number, number][] = []
  for (let code = start; code <= end; code++) {
    const glyph = offset ? font.getUint16(offsetAt + offset + (code - start) * 2) : code
    const mapped = offset && !glyph ? 0 : (glyph + delta) & 0xffff
    const open = ranges.at(-1)
    if (mapped === 0) continue
    if (open && open[1] === code - 1) open[1] = code
    else ranges.push([code, code])
  }
  return ranges
}

function grouped(font: DataView, at: number): Coverage {
  return Array.from({ length: font.getUint32(at + 12) }, (_, i) => {
    const group = at + 16 + i * 12
    return [font.getUint32(group), font.getUint32(group + 4)] as const
  })
}

/**
 * What a TrueType font can set, from its Unicode `cmap` (formats 4 and 12).
 * Source: OpenType specification, cmap table.
 */
export function coverageOf(bytes: Uint8Array): Coverage {
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const cmap = tableOffset(font, 'cmap')
  const ranges: (readonly [number, number])[] = []
  for (let i = 0; i < font.getUint16(cmap + 2); i++) {
    const at = cmap + font.getUint32(cmap + 4 + i * 8 + 4)
    const format = font.getUint16(at)
    if (format === 4) ranges.push(...segmented(font, at))
    if (format === 12) ranges.push(...grouped(font, at))
  }
  return ranges
}
