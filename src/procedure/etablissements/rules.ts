import type { Etablissement } from '#src/procedure/etablissements/model.ts'

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** `075` and `75` are one département; overseas ones keep three digits. */
const departement = (code: string): string => code.replace(/^0(?=\d\d$)/, '')

/** The département of a school: as imported, else from its UAI, whose first three digits are one. */
function departementOf(etablissement: Etablissement): string {
  const code = etablissement.codeDepartement ?? etablissement.uai.slice(0, 3)
  return departement(code)
}

/**
 * True when a referent lycée serves this school: its sector is empty (all), or names its département or commune.
 * Source: formats.md, `referents.csv`.
 */
export function isServed(etablissement: Etablissement, secteur: readonly string[]): boolean {
  if (secteur.length === 0) return true
  const commune = plain(etablissement.commune ?? '')
  return secteur.some(
    (place) =>
      departement(place) === departementOf(etablissement) || (commune !== '' && plain(place) === commune),
  )
}
