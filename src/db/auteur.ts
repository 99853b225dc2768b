/** Who acts, as a transaction carries it and the journal keeps it. */
export interface Auteur {
  academie: string
  compteId: number | null
  nom: string
  /** UAI, when the académie acts for a school. */
  pourLeCompteDe: string | null
  /** Who sees the screens of this person in his stead, and does nothing there: what is read is read by him. */
  assistance?: { compteId: number; nom: string }
  /** His rights, by which row security holds him; without them it is the application that works. */
  habilitations?: readonly object[]
}

/** What an act did. `chaine` is the UAI concerned, or `academie` for the académie's own acts. */
export interface Entree {
  chaine: string
  acte: string
  objet: string
  objetId: string | number
  avant?: object
  apres?: object
}
