export { cleFichier, NIVEAU_LEGAL, type Eleve, type Responsable } from '#src/procedure/eleves/model.ts'
export {
  deposerDemande,
  importEleves,
  nommerAdultesReferents,
  type BilanImport,
} from '#src/procedure/eleves/acts.ts'
export { importListe, importPaires, importSiecle, type BilanSiecle } from '#src/procedure/eleves/jobs.ts'
export {
  addResponsable,
  type NouveauResponsable,
  type RefusResponsable,
} from '#src/procedure/eleves/acts/responsables.ts'
export { listEleves, listResponsables, selectEleves } from '#src/procedure/eleves/sql.ts'
export { porteeDeLEleve } from '#src/procedure/eleves/reads/famille.ts'
export {
  readEleve,
  readElevesDeCampagne,
  readEtablissementsSuivis,
  type DossierEleve,
} from '#src/procedure/eleves/reads/college.ts'
export { isLimite, selectElevesLimites } from '#src/procedure/eleves/sql/limites.ts'
export { perimetreOf } from '#src/procedure/eleves/rights.ts'
export { inPerimetre } from '#src/procedure/eleves/sql/listes.ts'
export type { Perimetre } from '#src/procedure/eleves/model.ts'
export { readAdresses } from '#src/procedure/eleves/reads/adresses.ts'
