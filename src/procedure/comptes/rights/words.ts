import { LIBELLE_ROLE, ROLES } from '#src/procedure/comptes/model.ts'
import { CHAPITRES } from '#src/procedure/comptes/rights/table.ts'
import type { Droit, Grants, Moment, Relation } from '#src/procedure/comptes/rights/droit.ts'

export const LIBELLE_RELATION: Record<Relation, string> = {
  academie: 'toute l’académie',
  departement: 'son département',
  etablissement: 'son établissement',
  classe: 'sa classe',
  eleve: 'lui-même',
  responsable: 'ses enfants',
}

export const LIBELLE_GENRE: Record<Droit['genre'], string> = {
  lire: 'Lire',
  faire: 'Faire',
  champ: 'Voir dans une page',
  ecran: 'Ouvrir une page',
}

export const LIBELLE_MOMENT: Record<Moment, string> = {
  finInscriptions: 'jusqu’à la fin des inscriptions',
  finAvisOrigine: 'jusqu’à la fin des avis d’origine, et avant l’entretien si le règlement le dit',
  finAvisReferent: 'après l’entretien, jusqu’à la fin des avis du référent',
  finConfirmations: 'une fois la fiche émise, jusqu’à la fin des confirmations',
  avantOuverture: 'avant l’ouverture de la campagne',
  repetition: 'dans une répétition',
}

/** Acts that the journal knows under a name of its own: a part of a right, or a reading. */
const AUTRES: Readonly<Record<string, string>> = {
  'eleve.lire': 'Lire le dossier de l’élève',
  'coordonnees.lues': 'Lire les coordonnées de la famille',
  'compte.ouvrir': 'Ouvrir un compte',
  'compte.donner': 'Donner un rôle',
  'compte.retirer': 'Retirer un rôle',
  'compte.fermer': 'Fermer un compte',
  'compte.remettre_code': 'Remettre un code d’accès',
  'assistance.voir': 'Voir l’écran d’une personne',
  'assistance.finir': 'Cesser de voir l’écran d’une personne',
  'session.terminer': 'Terminer une de ses sessions',
  'adresse.verifier': 'Vérifier son adresse électronique',
  'acte_exceptionnel.demander': 'Demander un acte exceptionnel',
  'import.deposer': 'Déposer un fichier',
  'import.finir': 'Finir un import',
  'edition.demander': 'Faire préparer des documents',
  'edition.arreter': 'Arrêter une édition',
  'edition.reprendre': 'Reprendre une édition',
  'lettre.retirer': 'Retirer une lettre jointe',
  'entretien.reparer': 'Réparer le planning',
  'campagne.reprendre': 'Reprendre une campagne de l’an dernier',
  'carnet.ecrire': 'Écrire dans son carnet',
  'eleve.rectifier': 'Rectifier le dossier de l’élève',
  'liste.exporter': 'Emporter une liste',
  'observation.noter': 'Noter une observation',
  'parcours.cocher': 'Cocher une étape de son parcours',
  'referents.retirer': 'Retirer des lycées référents',
  'trajet.dire': 'Dire si le trajet est faisable',
}

/** On what an act bears, as the journal says it. */
const LIBELLE_OBJET: Readonly<Record<string, string>> = {
  academie: 'académie',
  acte_exceptionnel: 'acte exceptionnel',
  campagne: 'campagne',
  compte: 'compte',
  demande_creneau: 'demande d’un autre créneau',
  demande_droit: 'demande sur ses données',
  demande_export: 'demande d’export',
  disponibilite: 'disponibilité',
  edition: 'lot de documents',
  eleve: 'élève',
  entretien: 'entretien',
  envoi: 'message',
  essai: 'comparaison de plannings',
  etablissement: 'établissement',
  formation: 'formation',
  importation: 'import',
  incident: 'incident',
  inscription: 'inscription',
  interdit: 'place interdite',
  liste: 'liste',
  lot: 'lot transmis',
  prolongation: 'prolongation',
  reexamen: 'demande de réexamen',
  reglement: 'règlement',
  responsable: 'responsable',
}

interface Objet {
  objet: string
  objetId: string
  /** Name of the thing, where it has one. */
  nom: string | null
}

/** « élève n° 12 », « établissement Collège des Acacias »; what words erased one day leave is the kind alone. */
export function objetInWords({ objet, objetId, nom }: Objet): string {
  const kind = LIBELLE_OBJET[objet] ?? objet
  if (objetId === '') return kind
  if (nom !== null) return `${kind} « ${nom} »`
  return /^\d+$/.test(objetId) ? `${kind} n° ${objetId}` : `${kind} ${objetId}`
}

/** The chain of the académie, as `src/db/journal.ts` names it: words know no base. */
const CHAINE = 'academie'

/** A school, or « Académie », as the journal says whose chain it is. */
export const chaineInWords = ({ chaine, etablissement }: { chaine: string; etablissement: string | null }) =>
  chaine === CHAINE ? 'Académie' : (etablissement ?? chaine)

/** The chain that is typed by its number, or as « académie »; null when what is typed is a name. */
export function chaineOf(typed: string): string | null {
  const asked = typed.trim().toUpperCase()
  if (/^ACAD[EÉ]MIE$/.test(asked)) return CHAINE
  return /^\d{7}[A-Z]$/.test(asked) ? asked : null
}

/** What was done, as the table of rights says it. */
export const acteInWords = (acte: string): string =>
  AUTRES[acte] ?? CHAPITRES.flatMap((one) => one.lignes).find((one) => one.acte === acte)?.dit ?? acte

/** Every act that the journal may know, in words, in their order. */
export const actesDuJournal = (): { value: string; label: string }[] =>
  [
    ...CHAPITRES.flatMap((one) => one.lignes).flatMap(({ acte, genre, dit }) =>
      genre === 'faire' ? [{ value: acte, label: dit }] : [],
    ),
    ...Object.entries(AUTRES).map(([value, label]) => ({ value, label })),
  ].toSorted((a, b) => a.label.localeCompare(b.label, 'fr'))

/** Who may, one sentence per role, in the order of the roles. */
export const quiPeut = (grants: Grants): string[] =>
  ROLES.flatMap((role) => {
    const relation = grants[role]
    return relation === undefined ? [] : [`${LIBELLE_ROLE[role]} (${LIBELLE_RELATION[relation]})`]
  })
