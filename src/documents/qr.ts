import { encodeQR } from 'qr'

/** A QR code as runs of dark modules, `[x, y, length]`, in a square of `taille` modules, its quiet margin included. */
export interface Qr {
  taille: number
  traits: (readonly [number, number, number])[]
}

/** Light modules around the code, that readers ask for. Source: ISO/IEC 18004. */
const MARGIN = 4

/** The QR code of an address (ISO/IEC 18004, level M). Numbers, not a drawing: a letter makes its vector of them. */
export function qrOf(adresse: string): Qr {
  const rows = encodeQR(adresse, 'raw', { ecc: 'medium', border: MARGIN })
  return {
    taille: rows.length,
    traits: rows.flatMap((row, y) => runsOf(row).map(([x, length]) => [x, y, length] as const)),
  }
}

function runsOf(row: readonly boolean[]): [x: number, length: number][] {
  const runs: [number, number][] = []
  row.forEach((dark, x) => {
    const open = runs.at(-1)
    if (!dark) return
    if (open && open[0] + open[1] === x) open[1]++
    else runs.push([x, 1])
  })
  return runs
}
