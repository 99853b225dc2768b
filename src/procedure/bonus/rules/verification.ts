import type { Day } from '#src/kit/day.ts'
import type { ContenuFiche } from '#src/procedure/bonus/model.ts'
import { empreinteOf, faitsOf } from '#src/procedure/bonus/rules/empreinte.ts'

/**
 * `authentique`: as issued, and the last one · `remplacee`: as issued, but a later version stands · `perimee`: as issued,
 * but what is recorded has changed since and no version says it yet · `alteree`: what is kept is not what was issued ·
 * `inconnue`: nothing was issued under this hash.
 */
export type Verdict = 'authentique' | 'remplacee' | 'perimee' | 'alteree' | 'inconnue'

export interface Controle {
  gardee: { version: number; empreinte: string; contenu: ContenuFiche; derniere: number }
  emiseLe: Day
  /** What the sheet would say today; undefined when the pupil has no registration left. */
  aujourdHui: ContenuFiche | undefined
}

/**
 * Whether a fiche kept is the one that was issued, and still stands. Source: domain.md rule 7: a fiche issued never
 * changes in place.
 */
export function verdictOf({ gardee, emiseLe, aujourdHui }: Controle): Exclude<Verdict, 'inconnue'> {
  const { version, contenu, empreinte, derniere } = gardee
  if (empreinteOf({ version, emiseLe, contenu }) !== empreinte) return 'alteree'
  if (derniere > version) return 'remplacee'
  return aujourdHui && faitsOf(aujourdHui) === faitsOf(contenu) ? 'authentique' : 'perimee'
}

/** What somebody copied from a paper sheet. */
export interface Copie {
  nom: string
  prenom: string
  dateNaissance: string
  /** In the order of the sheet: level of the avis final, empty for none, and points. */
  resultats: readonly { avis: string; points: string }[]
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()

/**
 * Whether a paper says what was issued: all of it or not, never which part, so that nobody learns by trying.
 * Source: CRPA, L. 311-6: what is judged of a person is told to that person only.
 */
export function isCopieFidele({ eleve, formations }: ContenuFiche, copie: Copie): boolean {
  const people =
    plain(eleve.nom) === plain(copie.nom) &&
    plain(eleve.prenom) === plain(copie.prenom) &&
    eleve.dateNaissance === copie.dateNaissance
  const results = linesOf(formations.map(({ avisFinal, points }) => ({ avis: avisFinal ?? '', points })))
  return people && results === linesOf(copie.resultats)
}

const linesOf = (resultats: readonly { avis: string; points: string | number }[]): string =>
  resultats.map(({ avis, points }) => `${plain(avis)} ${String(points).replaceAll(/\s/g, '')}`).join('\n')
