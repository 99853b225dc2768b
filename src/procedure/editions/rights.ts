import type { GenreEdition } from '#src/procedure/editions/model.ts'
import type { Acte, Portee } from '#src/procedure/comptes/api.ts'

/** Who has what prepared; the parts are set with the rights of whoever asked, as they are then. */
export const droitDEdition = (genre: GenreEdition): Acte =>
  genre === 'lettres' ? 'edition.lettres' : 'edition.documents'

/** A whole académie is for those who answer for it. */
export const porteeEdition = ({ uai }: { uai: string | null }): Portee => (uai === null ? {} : { uai })
