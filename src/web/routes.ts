import { bilan } from '#src/procedure/bilan/pages/bilan.tsx'
import { algorithme } from '#src/procedure/campagnes/pages/algorithme.tsx'
import { cockpit } from '#src/procedure/campagnes/pages/cockpit.tsx'
import { nouvelleCampagne } from '#src/procedure/campagnes/pages/nouvelle-campagne.tsx'
import { prolongations } from '#src/procedure/campagnes/pages/prolongations.tsx'
import { reglements } from '#src/procedure/campagnes/pages/reglements.tsx'
import { exports } from '#src/procedure/bonus/pages/academie-exports.tsx'
import { emission } from '#src/procedure/bonus/pages/academie-fiches.tsx'
import { rapprochement } from '#src/procedure/bonus/pages/academie-rapprochement.tsx'
import { imports } from '#src/procedure/campagnes/pages/imports.tsx'
import { confirmationsPapier } from '#src/procedure/bonus/pages/papier-confirmations.tsx'
import { fichesPapier } from '#src/procedure/bonus/pages/papier-fiches.tsx'
import { remises } from '#src/procedure/bonus/pages/remises.tsx'
import { verification } from '#src/procedure/bonus/pages/verification.tsx'
import { coordonneesDUneFamille } from '#src/procedure/eleves/pages/coordonnees.tsx'
import { dossierDUnEleve } from '#src/procedure/eleves/pages/dossier.tsx'
import { listeDesEleves } from '#src/procedure/eleves/pages/liste.tsx'
import { famille } from '#src/procedure/bonus/pages/famille.tsx'
import { espace } from '#src/procedure/eleves/pages/espace.tsx'
import { disponibilite } from '#src/procedure/entretiens/pages/disponibilite.tsx'
import { disponibilites } from '#src/procedure/entretiens/pages/disponibilites.tsx'
import { entretien } from '#src/procedure/entretiens/pages/entretien.tsx'
import { entretiens } from '#src/procedure/entretiens/pages/entretiens.tsx'
import { charge } from '#src/procedure/entretiens/pages/charge.tsx'
import { semaine } from '#src/procedure/entretiens/pages/semaine.tsx'
import { sorties } from '#src/procedure/entretiens/pages/sorties.tsx'
import { signature } from '#src/procedure/entretiens/pages/signature.tsx'
import { incidents } from '#src/procedure/entretiens/pages/incidents.tsx'
import { horsPlanning } from '#src/procedure/entretiens/pages/hors-planning.tsx'
import { interdits } from '#src/procedure/entretiens/pages/interdits.tsx'
import { reglages } from '#src/procedure/entretiens/pages/reglages.tsx'
import { sansPlace } from '#src/procedure/entretiens/pages/sans-place.tsx'
import { planning } from '#src/procedure/entretiens/pages/planning.tsx'
import { planification } from '#src/procedure/entretiens/pages/planification.tsx'
import { vagues } from '#src/procedure/entretiens/pages/vagues.tsx'
import { accesDUneFamille } from '#src/procedure/comptes/pages/acces-famille.tsx'
import { comptes } from '#src/procedure/comptes/pages/comptes.tsx'
import { monCompte } from '#src/procedure/comptes/pages/mon-compte.tsx'
import { consignes } from '#src/procedure/etablissements/pages/consignes.tsx'
import { editionDeQuelquUn } from '#src/procedure/editions/pages/edition.tsx'
import { editions } from '#src/procedure/editions/pages/editions.tsx'
import { lettresDuCollege } from '#src/procedure/lettres/pages/college.tsx'
import { mesLettres } from '#src/procedure/lettres/pages/mes-lettres.tsx'
import { nouvelEleve } from '#src/procedure/eleves/pages/nouveau.tsx'
import { avisOrigine } from '#src/procedure/inscriptions/pages/avis-origine.tsx'
import { inscriptionDUnEleve } from '#src/procedure/inscriptions/pages/inscription.tsx'
import { agendas } from '#src/procedure/envois/pages/agendas.tsx'
import { messages } from '#src/procedure/envois/pages/messages.tsx'
import { papier } from '#src/procedure/envois/pages/papier.tsx'
import { conservation } from '#src/procedure/donnees/pages/conservation.tsx'
import { demandeDUnePersonne } from '#src/procedure/donnees/pages/demande.tsx'
import { demandeSurPapier } from '#src/procedure/donnees/pages/demande-papier.tsx'
import { demandesDesPersonnes } from '#src/procedure/donnees/pages/demandes.tsx'
import { mesDonnees } from '#src/procedure/donnees/pages/mes-donnees.tsx'
import type { Page } from '#src/web/page.ts'
import { acces } from '#src/web/pages/acces.tsx'
import { accueil } from '#src/web/pages/accueil.tsx'
import { brouillons } from '#src/web/pages/brouillons.ts'
import { campagnes } from '#src/web/pages/campagnes.tsx'
import { connexion } from '#src/web/pages/connexion.tsx'
import { galerie } from '#src/web/pages/galerie.tsx'
import { guide } from '#src/web/pages/guide.tsx'
import { informations } from '#src/web/pages/informations.tsx'
import { sante } from '#src/web/pages/sante.ts'

/** Every page of the application. A room adds its own list here, and nothing else is needed. */
export const PAGES: readonly Page[] = [
  ...accueil,
  ...connexion,
  ...acces,
  ...campagnes,
  ...comptes,
  ...monCompte,
  ...brouillons,
  ...informations,
  ...guide,
  ...galerie,
  ...algorithme,
  ...sante,
  ...cockpit,
  ...prolongations,
  ...reglements,
  ...nouvelleCampagne,
  ...imports,
  ...emission,
  ...rapprochement,
  ...exports,
  ...bilan,
  ...listeDesEleves,
  ...nouvelEleve,
  ...dossierDUnEleve,
  ...coordonneesDUneFamille,
  ...accesDUneFamille,
  ...inscriptionDUnEleve,
  ...avisOrigine,
  ...confirmationsPapier,
  ...fichesPapier,
  ...remises,
  ...editions,
  ...editionDeQuelquUn,
  ...verification,
  ...consignes,
  ...lettresDuCollege,
  ...espace,
  ...mesLettres,
  ...famille,
  ...disponibilites,
  ...disponibilite,
  ...entretiens,
  ...entretien,
  ...horsPlanning,
  ...semaine,
  ...charge,
  ...sorties,
  ...vagues,
  ...incidents,
  ...sansPlace,
  ...interdits,
  ...reglages,
  ...planning,
  ...planification,
  ...signature,
  ...messages,
  ...mesDonnees,
  ...demandesDesPersonnes,
  ...demandeDUnePersonne,
  ...demandeSurPapier,
  ...conservation,
  ...papier,
  ...agendas,
]
