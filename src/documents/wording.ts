import type { EtablissementImprime } from '#src/documents/model.ts'

const NBSP = '\u00a0'

/** French typography for our own sentences (never applied to what a person typed): apostrophes, spaces that hold. */
export const typo = (sentence: string): string =>
  sentence
    .replaceAll("'", '’')
    .replace(/ ([:;?!»])/g, `${NBSP}$1`)
    .replaceAll('« ', `«${NBSP}`)

/** A sentence of ours around values that stay as they were typed, names first of all. */
export const phrase = (parts: TemplateStringsArray, ...values: (string | number)[]): string =>
  parts.map((part, i) => typo(part) + String(values[i] ?? '')).join('')

/** `Paris` to `l'académie de Paris`, `Amiens` to `l'académie d'Amiens`. */
export const academieDe = (academie: string): string =>
  /^[AEIOUYÉÈ]/i.test(academie) ? `l'académie d'${academie}` : `l'académie de ${academie}`

/** Points in words: `0 point`, `2500 points`, `12 500 points`. */
export const pointsInWords = (points: number): string =>
  `${numberInWords(points)} ${points > 1 ? 'points' : 'point'}`

/** Groups by three from five digits on, as French usage allows. */
export const numberInWords = (value: number): string =>
  value < 10_000 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, NBSP)

/** Address on one line; empty when nothing is known. */
export function adresseOf({ adresse, codePostal, commune }: EtablissementImprime): string {
  const town = [codePostal, commune].filter(Boolean).join(' ')
  return [adresse, town].filter(Boolean).join(', ')
}

/** Telephone and mail on one line; empty when nothing is known. */
export const contactOf = ({ telephone, courriel }: EtablissementImprime): string =>
  [telephone && `tél. ${telephone}`, courriel].filter(Boolean).join(' · ')

/** The school with the way to reach it, for a sentence. */
export const joignable = (etablissement: EtablissementImprime): string => {
  const contact = contactOf(etablissement)
  return contact ? `${etablissement.nom} (${contact})` : etablissement.nom
}

export const nomComplet = ({ prenom, nom }: { prenom: string; nom: string }): string => `${prenom} ${nom}`
