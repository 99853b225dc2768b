/** Ticks of a shift: 64 steps of five minutes, as two words of 32 bits. */
export const TICKS = 64
export const TICK = 5

/** Two words written by the functions below and read by their caller at once: nothing is allocated. */
export const out = { lo: 0, hi: 0 }

const word = (from: number, to: number): number =>
  from >= to ? 0 : to - from >= 32 ? -1 : (((1 << (to - from)) >>> 0) - 1) << from

/** Bits of the ticks [from, to), cut to the shift. */
export function range(from: number, to: number): void {
  const first = from < 0 ? 0 : from
  const last = to > TICKS ? TICKS : to
  out.lo = first < 32 ? word(first, last < 32 ? last : 32) : 0
  out.hi = last > 32 ? word(first > 32 ? first - 32 : 0, last - 32) : 0
}

/** Of the free ticks (lo, hi), those from which `length` ticks in a row are free. */
export function runs(lo: number, hi: number, length: number): void {
  let have = 1
  while (have < length) {
    const step = Math.min(have, length - have, 16)
    const moved = (lo >>> step) | (hi << (32 - step))
    hi &= hi >>> step
    lo &= moved
    have += step
  }
  out.lo = lo
  out.hi = hi
}

/** The lowest tick of a mask that holds one. */
export const lowest = (lo: number, hi: number): number =>
  lo !== 0 ? 31 - Math.clz32(lo & -lo) : 63 - Math.clz32(hi & -hi)

export const holds = (mask: { lo: number; hi: number }, tick: number): boolean =>
  (tick < 32 ? (mask.lo >>> tick) & 1 : (mask.hi >>> (tick - 32)) & 1) === 1

/** How many bits of a word are set. */
export function ones(bits: number): number {
  let x = bits - ((bits >>> 1) & 0x55_55_55_55)
  x = (x & 0x33_33_33_33) + ((x >>> 2) & 0x33_33_33_33)
  return Math.imul((x + (x >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24
}
