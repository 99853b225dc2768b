/** Who acts, as a transaction carries it and the journal keeps it. */
export interface Auteur {
  academie: string
  compteId: number | null
  nom: string
  /** UAI, when the académie acts for a school. */
  pourLeCompteDe: string | null
}
