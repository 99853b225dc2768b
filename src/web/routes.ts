import { bilan } from '#src/procedure/bilan/pages/bilan.tsx'
import { statistiques } from '#src/procedure/bilan/pages/statistiques.tsx'
import { algorithme } from '#src/procedure/campagnes/pages/algorithme.tsx'
import { fichesFormation } from '#src/procedure/campagnes/pages/fiches-formation.tsx'
import { formations } from '#src/procedure/campagnes/pages/formations.tsx'
import { calendrier } from '#src/procedure/campagnes/pages/calendrier.tsx'
import { cockpit } from '#src/procedure/campagnes/pages/cockpit.tsx'
import { changements } from '#src/procedure/campagnes/pages/changements.tsx'
import { referents } from '#src/procedure/campagnes/pages/referents.tsx'
import { avisManquants } from '#src/procedure/campagnes/pages/avis-manquants.tsx'
import { etablissementsSuivis } from '#src/procedure/campagnes/pages/etablissements-suivis.tsx'
import { ouverture } from '#src/procedure/campagnes/pages/ouverture.tsx'
import { nouvelleCampagne } from '#src/procedure/campagnes/pages/nouvelle-campagne.tsx'
import { prolongations } from '#src/procedure/campagnes/pages/prolongations.tsx'
import { reglements } from '#src/procedure/campagnes/pages/reglements.tsx'
import { exports } from '#src/procedure/bonus/pages/academie-exports.tsx'
import { emission } from '#src/procedure/bonus/pages/academie-fiches.tsx'
import { rapprochement } from '#src/procedure/bonus/pages/academie-rapprochement.tsx'
import { imports } from '#src/procedure/campagnes/pages/imports.tsx'
import { confirmationsPapier } from '#src/procedure/bonus/pages/papier-confirmations.tsx'
import { copiesPapier } from '#src/procedure/bonus/pages/papier-copies.tsx'
import { fichesPapier } from '#src/procedure/bonus/pages/papier-fiches.tsx'
import { remises } from '#src/procedure/bonus/pages/remises.tsx'
import { verification } from '#src/procedure/bonus/pages/verification.tsx'
import { coordonneesDUneFamille } from '#src/procedure/eleves/pages/coordonnees.tsx'
import { dossierDUnEleve } from '#src/procedure/eleves/pages/dossier.tsx'
import { listeDesEleves } from '#src/procedure/eleves/pages/liste.tsx'
import { manquesParClasse } from '#src/procedure/eleves/pages/manques.tsx'
import { demandesDesFamilles } from '#src/procedure/bonus/pages/demandes-des-familles.tsx'
import { reexamens } from '#src/procedure/bonus/pages/reexamen.tsx'
import { famille } from '#src/procedure/bonus/pages/famille.tsx'
import { espace } from '#src/procedure/eleves/pages/espace.tsx'
import { disponibilite } from '#src/procedure/entretiens/pages/disponibilite.tsx'
import { disponibilites } from '#src/procedure/entretiens/pages/disponibilites.tsx'
import { guideDUnEleve } from '#src/procedure/entretiens/pages/guide.tsx'
import { entretien } from '#src/procedure/entretiens/pages/entretien.tsx'
import { departs } from '#src/procedure/entretiens/pages/departs.tsx'
import { ecarts } from '#src/procedure/entretiens/pages/ecarts.tsx'
import { echange } from '#src/procedure/entretiens/pages/echange.tsx'
import { entretiens } from '#src/procedure/entretiens/pages/entretiens.tsx'
import { charge } from '#src/procedure/entretiens/pages/charge.tsx'
import { semaine } from '#src/procedure/entretiens/pages/semaine.tsx'
import { sorties } from '#src/procedure/entretiens/pages/sorties.tsx'
import { demandesDeCreneau } from '#src/procedure/entretiens/pages/demandes-de-creneau.tsx'
import { monCreneau } from '#src/procedure/entretiens/pages/mon-creneau.tsx'
import { doutesIne } from '#src/procedure/eleves/pages/doutes-ine.tsx'
import { transferts } from '#src/procedure/eleves/pages/transferts.tsx'
import { sallePretee } from '#src/procedure/entretiens/pages/salle-pretee.tsx'
import { semainesChangees } from '#src/procedure/entretiens/pages/semaines-changees.tsx'
import { signature } from '#src/procedure/entretiens/pages/signature.tsx'
import { incidents } from '#src/procedure/entretiens/pages/incidents.tsx'
import { horsPlanning } from '#src/procedure/entretiens/pages/hors-planning.tsx'
import { interdits } from '#src/procedure/entretiens/pages/interdits.tsx'
import { reglages } from '#src/procedure/entretiens/pages/reglages.tsx'
import { sansPlace } from '#src/procedure/entretiens/pages/sans-place.tsx'
import { planning } from '#src/procedure/entretiens/pages/planning.tsx'
import { contraintes } from '#src/procedure/entretiens/pages/contraintes.tsx'
import { planification } from '#src/procedure/entretiens/pages/planification.tsx'
import { vacances } from '#src/procedure/entretiens/pages/vacances.tsx'
import { vagues } from '#src/procedure/entretiens/pages/vagues.tsx'
import { accesDUneFamille } from '#src/procedure/comptes/pages/acces-famille.tsx'
import { assistance } from '#src/procedure/comptes/pages/assistance.tsx'
import { comptes } from '#src/procedure/comptes/pages/comptes.tsx'
import { droits } from '#src/procedure/comptes/pages/droits.tsx'
import { journal } from '#src/procedure/comptes/pages/journal.tsx'
import { monCompte } from '#src/procedure/comptes/pages/mon-compte.tsx'
import { moyens } from '#src/procedure/entretiens/pages/moyens.tsx'
import { consignes } from '#src/procedure/etablissements/pages/consignes.tsx'
import { editionDeQuelquUn } from '#src/procedure/editions/pages/edition.tsx'
import { editions } from '#src/procedure/editions/pages/editions.tsx'
import { lettresDuCollege } from '#src/procedure/lettres/pages/college.tsx'
import { mesLettres } from '#src/procedure/lettres/pages/mes-lettres.tsx'
import { decouverte } from '#src/procedure/eleves/pages/decouverte.tsx'
import { informationsDesFamilles } from '#src/procedure/eleves/pages/informations.tsx'
import { mesEcoles } from '#src/procedure/eleves/pages/mes-ecoles.tsx'
import { mesEleves } from '#src/procedure/eleves/pages/mes-eleves.tsx'
import { mesLycees } from '#src/procedure/eleves/pages/mes-lycees.tsx'
import { preparation } from '#src/procedure/eleves/pages/preparation.tsx'
import { reunir } from '#src/procedure/eleves/pages/reunir.tsx'
import { nouvelEleve } from '#src/procedure/eleves/pages/nouveau.tsx'
import { avisHorsDelai } from '#src/procedure/inscriptions/pages/avis-hors-delai.tsx'
import { avisOrigine } from '#src/procedure/inscriptions/pages/avis-origine.tsx'
import { recepisses } from '#src/procedure/inscriptions/pages/recepisses.tsx'
import { serieDAvis } from '#src/procedure/inscriptions/pages/serie.tsx'
import { inscriptionsEnSerie } from '#src/procedure/inscriptions/pages/en-serie.tsx'
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
import { adresse } from '#src/web/pages/adresse.tsx'
import { accueil } from '#src/web/pages/accueil.tsx'
import { brouillons } from '#src/web/pages/brouillons.ts'
import { campagnes } from '#src/web/pages/campagnes.tsx'
import { connexion } from '#src/web/pages/connexion.tsx'
import { galerie } from '#src/web/pages/galerie.tsx'
import { guide } from '#src/web/pages/guide.tsx'
import { informations } from '#src/web/pages/informations.tsx'
import { aide } from '#src/web/pages/aide.tsx'
import { planDuSite } from '#src/web/pages/plan-du-site.tsx'
import { sante } from '#src/web/pages/sante.ts'

/** Every page of the application. A room adds its own list here, and nothing else is needed. */
export const PAGES: readonly Page[] = [
  ...accueil,
  ...connexion,
  ...acces,
  ...adresse,
  ...campagnes,
  ...comptes,
  ...assistance,
  ...transferts,
  ...doutesIne,
  ...monCompte,
  ...droits,
  ...journal,
  ...brouillons,
  ...informations,
  ...guide,
  ...galerie,
  ...algorithme,
  ...calendrier,
  ...statistiques,
  ...aide,
  ...planDuSite,
  ...formations,
  ...fichesFormation,
  ...sante,
  ...cockpit,
  ...ouverture,
  ...avisManquants,
  ...etablissementsSuivis,
  ...referents,
  ...changements,
  ...prolongations,
  ...reglements,
  ...nouvelleCampagne,
  ...imports,
  ...emission,
  ...rapprochement,
  ...exports,
  ...bilan,
  ...mesEleves,
  ...listeDesEleves,
  ...manquesParClasse,
  ...mesEcoles,
  ...informationsDesFamilles,
  ...nouvelEleve,
  ...inscriptionsEnSerie,
  ...reunir,
  ...dossierDUnEleve,
  ...coordonneesDUneFamille,
  ...accesDUneFamille,
  ...inscriptionDUnEleve,
  ...avisOrigine,
  ...serieDAvis,
  ...avisHorsDelai,
  ...recepisses,
  ...confirmationsPapier,
  ...copiesPapier,
  ...fichesPapier,
  ...remises,
  ...editions,
  ...editionDeQuelquUn,
  ...verification,
  ...consignes,
  ...moyens,
  ...lettresDuCollege,
  ...departs,
  ...semainesChangees,
  ...espace,
  ...decouverte,
  ...mesLycees,
  ...preparation,
  ...mesLettres,
  ...famille,
  ...reexamens,
  ...demandesDesFamilles,
  ...disponibilites,
  ...disponibilite,
  ...entretiens,
  ...echange,
  ...entretien,
  ...guideDUnEleve,
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
  ...contraintes,
  ...vacances,
  ...planification,
  ...signature,
  ...ecarts,
  ...demandesDeCreneau,
  ...monCreneau,
  ...sallePretee,
  ...messages,
  ...mesDonnees,
  ...demandesDesPersonnes,
  ...demandeDUnePersonne,
  ...demandeSurPapier,
  ...conservation,
  ...papier,
  ...agendas,
]
