const CLES = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/** The UAI of a département and a number of four digits, with its key letter. Source: formats.md, « Identifiers ». */
export function uaiOf(departement: string, numero: number): string {
  const chiffres = `${departement.padStart(3, '0')}${String(numero).padStart(4, '0')}`
  return `${chiffres}${CLES[Number(chiffres) % 23]}`
}

/** The same UAI with the letter after the right one: what a slip of the finger gives. */
export function wrongKey(uai: string): string {
  const rang = CLES.indexOf(uai.slice(7))
  return `${uai.slice(0, 7)}${CLES[(rang + 1) % CLES.length]}`
}
