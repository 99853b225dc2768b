import type { Grants } from '#src/procedure/comptes/api.ts'
import type { GenreImport } from '#src/procedure/campagnes/model.ts'

const ACADEMIE: Grants = { academie: 'academie' }
const ECOLE: Grants = { academie: 'academie', chef_origine: 'etablissement' }

/** Reference data belong to the académie; the pupils of a school to its principal too. Source: domain.md, « Who does what ». */
export const GRANTS_IMPORT: Readonly<Record<GenreImport, Grants>> = {
  etablissements: ACADEMIE,
  offres: ACADEMIE,
  voeux: ACADEMIE,
  siecle: ECOLE,
  eleves: ECOLE,
}

export const policyImport = (genre: GenreImport): { acte: string; grants: Grants } => ({
  acte: `import.${genre}`,
  grants: GRANTS_IMPORT[genre],
})

/** What a lycée says of its formations is written by whoever receives pupils there, and the académie for it. */
export const ECRIRE_FICHE = {
  acte: 'fiche_formation.ecrire',
  grants: {
    planificateur: 'etablissement',
    intervenant: 'etablissement',
    chef_referent: 'etablissement',
    academie: 'academie',
  },
} as const
/** It becomes public under the name of the head. */
export const SIGNER_FICHE = {
  acte: 'fiche_formation.signer',
  grants: { chef_referent: 'etablissement', academie: 'academie' },
} as const
