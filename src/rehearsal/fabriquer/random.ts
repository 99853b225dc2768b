/** A seeded generator (mulberry32): the same seed gives the same campaign on every machine. */
export class Hasard {
  #etat: number

  /** `graine` may be any text or number; two seeds that differ give unrelated sequences. */
  constructor(graine: string | number) {
    this.#etat = hash(String(graine))
  }

  /** A number in [0, 1[. */
  suivant(): number {
    this.#etat = (this.#etat + 0x6d2b79f5) | 0
    let t = Math.imul(this.#etat ^ (this.#etat >>> 15), 1 | this.#etat)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number in [0, n[. */
  entier(n: number): number {
    return Math.floor(this.suivant() * n)
  }

  chance(probabilite: number): boolean {
    return this.suivant() < probabilite
  }

  choix<T>(liste: readonly T[]): T {
    return au(liste, this.entier(liste.length))
  }
}

/** The element at `rang`, counted round the list. Throws on an empty list. */
export function au<T>(liste: readonly T[], rang: number): T {
  const element = liste[rang % liste.length]
  if (element === undefined) throw new RangeError('empty list')
  return element
}

/** FNV-1a on UTF-16 units: only has to spread seeds, not to resist anybody. */
function hash(texte: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < texte.length; i++) h = Math.imul(h ^ texte.charCodeAt(i), 0x01000193)
  return h
}
