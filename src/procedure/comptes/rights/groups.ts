import type { Grants } from '#src/procedure/comptes/rights/droit.ts'

export const ACADEMIE: Grants = { academie: 'academie' }
/** The head of the school of the pupil: adds pupils, names adultes référents, signs avis. */
export const CHEF_ORIGINE: Grants = { chef_origine: 'etablissement' }
export const CHEF: Grants = { ...CHEF_ORIGINE, ...ACADEMIE }
/** Who follows the pupils of a school: its head and its adults. */
export const ECOLE: Grants = { ...CHEF_ORIGINE, adulte_referent: 'etablissement' }
export const COLLEGE: Grants = { ...ECOLE, ...ACADEMIE }
/** Who follows pupils without writing. */
export const SUIT: Grants = {
  psyen: 'etablissement',
  dsden: 'departement',
  academie_lecture: 'academie',
}
export const LIT: Grants = { ...SUIT, professeur_principal: 'classe' }
export const LECTURE: Grants = { academie_lecture: 'academie', ...ACADEMIE }
export const REGLES: Grants = { ...LECTURE, auditeur: 'academie' }
export const PLANIFICATEUR: Grants = { planificateur: 'etablissement' }
export const PLANIFIE: Grants = { ...PLANIFICATEUR, ...ACADEMIE }
export const CHEF_REFERENT: Grants = { chef_referent: 'etablissement' }
/** Who conducts the interviews of a lycée. */
export const CONDUIT: Grants = { ...PLANIFICATEUR, ...CHEF_REFERENT }
/** Who receives pupils. */
export const RECOIT: Grants = { intervenant: 'etablissement', ...CHEF_REFERENT }
export const LYCEE: Grants = { ...CONDUIT, intervenant: 'etablissement' }
export const ELEVE: Grants = { eleve: 'eleve' }
export const RESPONSABLE: Grants = { responsable: 'responsable' }
export const FAMILLE: Grants = { ...ELEVE, ...RESPONSABLE }
/** Who keeps accounts. */
export const TIENT: Grants = { ...ACADEMIE, ...CHEF_ORIGINE, ...CHEF_REFERENT }
