import type { Role } from '#src/procedure/comptes/api.ts'

/** One step of a two-minute path: the page that opens from this entry of the menu, and what one does there. */
export interface EtapeAide {
  /** Entry of the menu. */
  menu: string
  /** Title of the page that it opens. */
  titre: string
  /**
   * What one does there. « Un nom » is a link, a button, a box or a field of the page, by that name; [ouvrez un
   * élève](/eleves/) is a link whose name nobody knows beforehand, and where it leads. A test does all of it, in order.
   */
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

/** What a step says to do, in order: something to find by its name, or a link to open by where it leads. */
export type Geste = { nom: string } | { ouvre: string }

const GESTE = /« ([^»]+) »|\[[^\]]+\]\(([^)]+)\)/g

export const gestesOf = (texte: string): Geste[] =>
  [...texte.matchAll(GESTE)].flatMap(([, nom, ouvre]): Geste[] =>
    nom !== undefined ? [{ nom }] : ouvre !== undefined ? [{ ouvre }] : [],
  )

/** The step as it is read: a link whose name nobody knows is said in words. */
export const direEtape = (texte: string): string => texte.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
