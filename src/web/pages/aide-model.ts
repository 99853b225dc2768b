import type { Role } from '#src/procedure/comptes/api.ts'

/** One step of a two-minute path: the page that opens from this entry of the menu, and what one does there. */
export interface EtapeAide {
  /** Entry of the menu. */
  menu: string
  /** Title of the page that it opens. */
  titre: string
  texte: string
}

export interface Aide {
  acteur: string
  role: Role
  libelle: string
  enBref: string
  etapes: readonly EtapeAide[]
  /** What to do when something is in the way. */
  si: readonly string[]
}
