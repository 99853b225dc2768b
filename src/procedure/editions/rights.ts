import { COLLEGE } from '#src/procedure/eleves/api.ts'
import type { GenreEdition } from '#src/procedure/editions/model.ts'
import type { Grants, Portee } from '#src/procedure/comptes/api.ts'

/** Letters are read at home and in the collège alone: the académie prints none. */
const LETTRES = { chef_origine: 'etablissement', adulte_referent: 'etablissement' } as const

/** Who has what prepared; the parts are set with the rights of whoever asked, as they are then. */
export const policyEdition = (genre: GenreEdition): { acte: string; grants: Grants } => ({
  acte: 'edition.demander',
  grants: genre === 'lettres' ? LETTRES : COLLEGE,
})

/** A whole académie is for those who answer for it. */
export const porteeEdition = ({ uai }: { uai: string | null }): Portee => (uai === null ? {} : { uai })
