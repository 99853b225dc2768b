import { createHash } from 'node:crypto'
import type { Day } from '#src/kit/day.ts'
import type { ContenuFiche } from '#src/procedure/bonus/model.ts'

const digest = (value: object): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** A sheet as it is issued. */
export interface FicheComplete {
  version: number
  emiseLe: Day
  contenu: ContenuFiche
}

/**
 * Hash of every word of a sheet: any one changed gives another.
 * Source: domain.md rule 7, a fiche issued never changes in place.
 */
export const empreinteOf = ({ version, emiseLe, contenu }: FicheComplete): string =>
  digest({ version, emiseLe, contenu })

/**
 * Hash of what makes another version when it changes: who, which formations, what they got, who confirms until when.
 * The telephone of a school or the class of a pupil do not.
 * Source: domain.md rule 7.
 */
export function faitsOf({ eleve, reglement, formations, personnes, finConfirmations }: ContenuFiche): string {
  const { nom, prenom, dateNaissance } = eleve
  return digest({ nom, prenom, dateNaissance, reglement, formations, personnes, finConfirmations })
}
