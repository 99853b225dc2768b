import { dayInWords } from '#src/kit/day.ts'
import type { Refus } from '#src/kit/result.ts'
import type { Raison } from '#src/planning/model.ts'
import type { RefusReglement } from '#src/procedure/campagnes/rules/reglement.ts'
import type { RefusCalendrier } from '#src/procedure/campagnes/rules/calendrier.ts'
import {
  libelleSens,
  type Calendrier,
  type EtatImport,
  type GenreImport,
  type Reglement,
} from '#src/procedure/campagnes/model.ts'

export type RefusCampagne =
  | RefusReglement
  | RefusCalendrier
  | Refus<
      | 'campagne_ouverte'
      | 'campagne_existante'
      | 'reglement_non_approuve'
      | 'meme_personne'
      | 'reglement_inconnu'
      | 'etablissement_inconnu'
      | 'domaine_inconnu'
      | 'jours_convocation'
      | 'motif_absent'
      | 'prolongation_sans_effet'
      | 'eleve_inconnu'
      | 'ouverture_incomplete'
      | 'referent_occupe'
      | 'changement_occupe'
      | 'jours_demande'
    >

export const LIBELLE_CALENDRIER: Record<keyof Calendrier, string> = {
  ouverture: 'Ouverture',
  finInscriptions: 'Fin des inscriptions',
  finAvisOrigine: 'Fin des avis d’origine',
  debutEntretiens: 'Début des entretiens',
  finEntretiens: 'Fin des entretiens',
  finAvisReferent: 'Fin des avis des lycées référents',
  finConfirmations: 'Fin des confirmations',
}

type Code = RefusCampagne['code']
type Details = NonNullable<Refus['details']>

const sens = (d: Details, key: string): string => `« ${libelleSens(String(d[key]))} »`
const cell = (d: Details): string => `origine ${sens(d, 'origine')}, référent ${sens(d, 'referent')}`
const day = (value: unknown): string => dayInWords(String(value))
const STEPS: Readonly<Record<string, string>> = LIBELLE_CALENDRIER
const step = (value: unknown): string => STEPS[String(value)] ?? String(value)

const SENTENCES: Record<Code, (details: Details) => string> = {
  referent_occupe: () =>
    'Des entretiens sont placés dans ce lycée pour ce domaine : déplacez-les d’abord, ou gardez ce référent.',
  changement_occupe: () =>
    'L’une de ces nouveautés sert déjà : une fiche de formation signée, une inscription ou un entretien en dépend. Gardez-la, ou défaites d’abord ce qui en dépend. Rien n’est changé.',
  jours_demande: () => 'Donnez un nombre de jours d’école, de 0 à 10.',
  ouverture_incomplete: (d) => `Il manque encore : ${d['points']}.`,
  echelle_trop_courte: (d) => `L’échelle « ${d['echelle']} » n’a aucun niveau.`,
  niveau_en_double: (d) => `L’échelle « ${d['echelle']} » contient deux fois le niveau ${sens(d, 'niveau')}.`,
  croisement_incomplet: (d) => `Le croisement n’a pas de résultat dans la case ${cell(d)}.`,
  croisement_niveau_inconnu: (d) =>
    `Le croisement donne dans la case ${cell(d)} le niveau ${sens(d, 'niveau')}, absent de l’échelle finale.`,
  croisement_case_en_trop: (d) => `Le croisement a une case ${cell(d)} qui n’est pas dans les échelles.`,
  croisement_non_monotone: (d) =>
    `La case ${cell(d)} donne moins que la case origine ${sens(d, 'sousOrigine')}, référent ${sens(d, 'sousReferent')} : un meilleur avis ne peut pas abaisser le résultat.`,
  points_absents: (d) => `Aucun nombre de points n’est donné pour le niveau final ${sens(d, 'niveau')}.`,
  points_en_trop: (d) =>
    `Des points sont donnés pour le niveau ${sens(d, 'niveau')}, absent de l’échelle finale.`,
  points_non_entiers: (d) =>
    `Les points du niveau ${sens(d, 'niveau')} (${d['points']}) doivent être un entier positif ou nul.`,
  points_non_croissants: (d) =>
    `Les points du niveau ${sens(d, 'niveau')} (${d['points']}) doivent dépasser ceux du niveau inférieur.`,
  calendrier_desordonne: (d) =>
    `Le calendrier est désordonné : « ${step(d['avant'])} » (${day(d['avantLe'])}) vient après « ${step(d['apres'])} » (${day(d['apresLe'])}).`,
  campagne_ouverte: () => 'La campagne est ouverte : son règlement est figé.',
  campagne_existante: () => 'L’académie a déjà une campagne de ce dispositif pour cette année.',
  reglement_non_approuve: () => 'Le règlement doit être approuvé par une seconde personne avant l’ouverture.',
  meme_personne: () => 'La personne qui approuve doit être différente de celle qui a rédigé.',
  reglement_inconnu: () => 'Ce règlement n’existe pas dans l’académie.',
  etablissement_inconnu: (d) => `L’établissement ${d['uai']} est inconnu.`,
  domaine_inconnu: (d) => `Le domaine « ${d['domaine']} » est inconnu.`,
  motif_absent: () => 'Écrivez le motif : il reste au journal.',
  prolongation_sans_effet: (d) =>
    `L’échéance est déjà au ${day(d['jusquAu'])} : donnez un jour plus tardif. Une échéance ne s’avance pas.`,
  eleve_inconnu: () => 'Cet élève n’est pas de la campagne.',
  jours_convocation: () => 'Les convocations partent de 5 à 10 jours d’école avant les entretiens.',
}

/** The sentence of a refusal, for a screen or a report. */
export const sentenceCampagne = (refus: RefusCampagne): string => SENTENCES[refus.code](refus.details ?? {})

export const LIBELLE_GENRE: Record<GenreImport, string> = {
  etablissements: 'Annuaire des établissements',
  offres: 'Offres de formation Affelnet',
  voeux: 'Vœux Affelnet',
  siecle: 'Élèves et responsables (SIECLE)',
  eleves: 'Élèves (liste simple)',
}

export const AIDE_GENRE: Record<GenreImport, string> = {
  etablissements: 'CSV « fr-en-annuaire-education » ; seuls les établissements de l’académie sont pris.',
  offres: 'CSV des offres : ACADEMIE, CODE_OFFRE, UAI, CODE_MEF.',
  voeux: 'CSV des vœux : il remplace celui de l’import précédent.',
  siecle: 'Exports XML ou zip d’un établissement : élèves, et responsables dans le second champ.',
  eleves: 'CSV : uai, nom, prenom, date_naissance, puis ine, mef, classe, responsables.',
}

export const LIBELLE_ETAT_IMPORT: Record<EtatImport, string> = {
  en_attente: 'En attente',
  en_cours: 'En cours',
  finie: 'Terminé',
  refusee: 'Refusé',
}

export const LIBELLE_AVIS_ORIGINE: Record<Reglement['avisOrigine'], string> = {
  par_formation: 'un par formation',
  par_eleve: 'un par élève, pour toutes ses formations',
}

export const LIBELLE_CONFIRMATION: Record<Reglement['confirmationResponsables'], string> = {
  un: 'l’élève et au moins un de ses responsables légaux',
  tous: 'l’élève et tous ses responsables légaux',
  aucun: 'personne n’a besoin de confirmer',
}

export const LIBELLE_VISIBILITE: Record<Reglement['visibiliteAvisOrigine'], string> = {
  complet: 'l’avis et le commentaire',
  commentaire_seul: 'le commentaire seul',
  scelle_jusqu_au_brouillon: 'rien avant d’avoir écrit son propre brouillon',
}

const RAISONS: Record<Raison, string> = {
  aucun_referent: 'Aucun lycée référent dans le secteur',
  aucune_disponibilite: 'Aucune disponibilité ouverte',
  mode_indisponible: 'Mode demandé non ouvert',
  trajet_trop_long: 'Trajet trop long',
  salle_inaccessible: 'Aucune salle accessible',
  duree_trop_longue: 'Disponibilités trop courtes',
  jour_ferme: 'Jours fermés',
  preavis: 'Délai de prévenance',
  interdit: 'Écarté par un planificateur',
  fenetre_trajet: 'Trop loin pour l’heure de départ ou de retour',
  intervenant_indisponible: 'Intervenant ou salle indisponible',
  eleve_indisponible: 'Élève indisponible',
  complet: 'Complet',
}

/** Why a pupil has no place, by the reason that the base keeps. */
export const LIBELLE_NON_PLACE: Readonly<Record<string, string>> = RAISONS
