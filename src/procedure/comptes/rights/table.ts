import {
  champ,
  ecran,
  faire,
  lire,
  type Droit,
  type Grants,
  type Lignes,
} from '#src/procedure/comptes/rights/droit.ts'
import { ENTRETIENS } from '#src/procedure/comptes/rights/entretiens.ts'
import {
  ACADEMIE,
  CHEF_ORIGINE,
  CHEF,
  ECOLE,
  COLLEGE,
  LIT,
  LECTURE,
  REGLES,
  CHEF_REFERENT,
  CONDUIT,
  LYCEE,
  ELEVE,
  RESPONSABLE,
  FAMILLE,
  TIENT,
} from '#src/procedure/comptes/rights/groups.ts'

/** Campagne, reglement, calendrier, reference data. */
const CAMPAGNE = {
  'campagne.creer': faire('Créer une campagne', ACADEMIE),
  'campagne.ouvrir': faire('Ouvrir une campagne', ACADEMIE, 'avantOuverture'),
  'changements.decider': faire('Décider de ce qui change d’une année à l’autre', ACADEMIE, 'avantOuverture'),
  'campagne.suivre': lire('Suivre une campagne', ACADEMIE),
  'campagne.avancer_horloge': faire('Déplacer l’horloge d’une répétition', ACADEMIE, 'repetition'),
  'campagne.regler_convocations': faire('Régler le délai des convocations', ACADEMIE),
  'contraintes.regler': faire('Fixer les contraintes du planning', ACADEMIE),
  'reglement.rediger': faire('Rédiger un règlement', ACADEMIE),
  'reglement.approuver': faire('Approuver un règlement, rédigé par une autre personne', ACADEMIE),
  'reglements.lire': lire('Lire les règlements', REGLES),
  'domaines.enregistrer': faire('Enregistrer les domaines', ACADEMIE),
  'formations.enregistrer': faire('Enregistrer les formations', ACADEMIE),
  'offres.enregistrer': faire('Enregistrer les offres', ACADEMIE),
  'referents.enregistrer': faire('Enregistrer les lycées référents et leurs secteurs', ACADEMIE),
  'echeance.prolonger': faire('Prolonger une échéance', ACADEMIE),
  'prolongations.lire': lire('Lire les prolongations', ACADEMIE),
  'etablissements.importer': faire('Importer l’annuaire des établissements', ACADEMIE),
  'import.etablissements': faire('Déposer l’annuaire des établissements', ACADEMIE),
  'import.offres': faire('Déposer les offres', ACADEMIE),
  'import.voeux': faire('Déposer les vœux Affelnet', ACADEMIE),
  'import.siecle': faire('Déposer les élèves de SIECLE', CHEF),
  'import.eleves': faire('Déposer une liste d’élèves', CHEF),
  'imports.lire': lire('Suivre les imports et lire leur compte rendu', CHEF),
  'fiche_formation.ecrire': faire('Écrire la fiche d’une formation', { ...LYCEE, ...ACADEMIE }),
  'fiche_formation.signer': faire('Signer la fiche d’une formation', { ...CHEF_REFERENT, ...ACADEMIE }),
  'consigne.ecrire': faire('Écrire ce que l’établissement dit aux familles', { ...ECOLE, ...CONDUIT }),
} satisfies Lignes

/** Pupils and their people. */
const ELEVES = {
  'eleves.importer': faire('Ajouter des élèves', CHEF),
  'eleves.reunir': faire('Réunir deux dossiers d’un même élève', CHEF),
  'eleves.lire': lire('Lire la liste et le dossier des élèves', { ...COLLEGE, ...LIT }),
  'transfert.demander': faire('Transmettre un élève à son nouvel établissement', CHEF),
  'transfert.prononcer': faire('Accueillir un élève d’un autre établissement', CHEF),
  'doute_ine.trancher': faire('Dire de qui est un INE porté deux fois', CHEF),
  'adulte_referent.nommer': faire('Nommer les adultes référents', CHEF),
  'responsable.ajouter': faire('Ajouter le responsable d’un élève', CHEF),
  'responsable.proteger': faire('Protéger les coordonnées d’un responsable', CHEF_ORIGINE),
  'coordonnees.lire': lire('Lire les coordonnées de la famille', COLLEGE),
  'adresses.lire': lire('Lire les adresses pour le courrier', COLLEGE),
  'coordonnees.protegees': champ('Coordonnées protégées d’un responsable', CHEF_ORIGINE),
  'espace.lire': lire('Lire son espace d’élève', ELEVE),
  'parcours.suivre': faire('Suivre son parcours de découverte et en garder ce qu’il apprend', ELEVE),
  'eleves.accompagner': lire('Suivre les élèves dont on est l’adulte référent', {
    adulte_referent: 'etablissement',
  }),
  'famille.informer': faire('Noter que la famille est informée', COLLEGE),
  'demande.deposer': faire('Demander à être inscrit', ELEVE),
} satisfies Lignes

/** Registrations and origin avis. */
const INSCRIPTIONS = {
  'inscription.preparer': lire('Préparer une inscription', COLLEGE),
  'inscription.enregistrer': faire('Inscrire un élève', COLLEGE, 'finInscriptions'),
  'avis_origine.preparer': lire('Préparer les avis d’origine', CHEF),
  'avis_origine.signer': faire('Signer un avis d’origine', CHEF, 'finAvisOrigine'),
  'recepisse.lire': lire('Lire les récépissés des avis d’origine et sa répartition', CHEF),
} satisfies Lignes

/** Letters: the pupil's own words, read at home and in his school. */
const LETTRES = {
  'lettre.ecrire': faire('Écrire sa lettre de motivation', ELEVE),
  'lettre.annoter': faire('Annoter une lettre', ECOLE),
  'lettre.joindre': faire('Joindre une lettre sur papier', { ...ECOLE, ...ELEVE }),
  'lettre.lire': lire('Lire une lettre', { ...ECOLE, ...FAMILLE }),
  'lettres.lire_au_college': ecran('Lettres des élèves de l’établissement', ECOLE),
  'lettres.lire_en_famille': ecran('Mes lettres', ELEVE),
} satisfies Lignes

/** Avis final, fiches, confirmations, bonus. */
const BONUS = {
  'avis_final.calculer': faire('Calculer les avis finaux', ACADEMIE),
  'fiche.emettre': faire('Émettre les fiches', ACADEMIE),
  'emission.choisir': faire('Choisir quand les fiches sont émises', ACADEMIE),
  'emission.lire': lire('Suivre l’émission des fiches', ACADEMIE),
  'fiches.lire': lire('Lire les fiches', { ...COLLEGE, ...FAMILLE }),
  'fiches.lire_au_college': ecran('Fiches des élèves de l’établissement', COLLEGE),
  'fiche.lire_en_famille': lire('Lire sa fiche en famille', FAMILLE),
  'fiche.lire_eleve': ecran('Ma fiche', ELEVE),
  'fiche.lire_responsable': ecran('La fiche de mon enfant', RESPONSABLE),
  'fiche.verifier': lire('Vérifier une fiche et la lire', ACADEMIE),
  'reexamen.demander': faire('Demander qu’une personne réexamine un résultat', FAMILLE),
  'reexamen.saisir': faire('Saisir une demande de réexamen reçue sur papier', COLLEGE),
  'reexamen.relire': lire('Relire ses demandes de réexamen', FAMILLE),
  'reexamens.lire': lire('Lire les demandes des familles', CHEF),
  'reexamen.repondre': faire('Répondre à une demande de réexamen', ACADEMIE),
  'confirmation.contester': faire('Contester une confirmation saisie sur papier', FAMILLE),
  'remise.noter': faire('Noter la remise d’un document', COLLEGE),
  'remises.lire': lire('Lire les remises', COLLEGE),
  'confirmation.donner': faire(
    'Confirmer une formation à l’écran',
    { ...FAMILLE, ...ACADEMIE },
    'finConfirmations',
  ),
  'confirmation.donner_eleve': ecran('Confirmer mes formations', ELEVE, 'finConfirmations'),
  'confirmation.donner_responsable': ecran(
    'Confirmer les formations de mon enfant',
    RESPONSABLE,
    'finConfirmations',
  ),
  'confirmation.saisir': faire('Saisir une confirmation reçue sur papier', COLLEGE, 'finConfirmations'),
  'confirmations.lire': lire('Lire les confirmations d’un établissement', { ...COLLEGE, ...LIT }),
  'confirmations.papier': ecran('Coupons-réponses à saisir', COLLEGE),
  'acte_exceptionnel.demander_origine': faire('Demander un acte exceptionnel côté origine', CHEF),
  'acte_exceptionnel.demander_referent': faire('Demander un acte exceptionnel côté référent', {
    ...CHEF_REFERENT,
    ...ACADEMIE,
  }),
  'acte_exceptionnel.approuver': faire(
    'Approuver un acte exceptionnel, demandé par une autre personne',
    ACADEMIE,
  ),
  'voeux.importer': faire('Importer les vœux', ACADEMIE),
  'rapprochement.lire': lire('Lire le rapprochement des vœux', LECTURE),
  'rapprochement.suivre': lire('Suivre les vœux et les confirmations des élèves', COLLEGE),
  'bonus.exporter': faire('Exporter le bonus', ACADEMIE),
  'export.demander': faire('Demander un export', ACADEMIE),
  'export.approuver': faire('Approuver un export, demandé par une autre personne', ACADEMIE),
  'export.abandonner': faire('Abandonner un export', ACADEMIE),
  'exports.lire': lire('Lire les exports', ACADEMIE),
  'lots.verifier': lire('Vérifier les lots exportés', ACADEMIE),
  'bilan.lire': lire('Lire le bilan', LECTURE),
  'resultats.importer': faire('Importer les résultats de l’affectation', ACADEMIE),
} satisfies Lignes

/** Documents and messages. */
const ENVOIS = {
  'edition.lettres': faire('Faire préparer les lettres d’un établissement', ECOLE),
  'edition.documents': faire('Faire préparer les convocations et les fiches', COLLEGE),
  'papier.lire': lire('Lire la liste des envois sur papier', COLLEGE),
  'envois.lire': lire('Suivre les messages', ACADEMIE),
  'envoi.trancher': faire('Décider d’un message en panne', ACADEMIE),
  'envois.regler': faire('Régler les messages', ACADEMIE),
  'rebonds.enregistrer': faire('Enregistrer les adresses refusées', ACADEMIE),
  'adresse.retablir': faire('Rétablir une adresse', CHEF),
  'agendas.lire': lire('Lire les adresses des agendas', LYCEE),
  'agendas.lire_tous': champ('Agendas de tous les intervenants du lycée', CONDUIT),
  'abonnement.ouvrir': faire('Ouvrir l’adresse d’un agenda', LYCEE),
  'abonnement.revoquer': faire('Révoquer l’adresse d’un agenda', LYCEE),
  'droits.lire': lire('Lire la table des droits', REGLES),
  'histoire.lire': lire('Lire l’histoire du dossier d’un élève', CHEF),
  'journal.lire': lire('Lire le journal', { ...ACADEMIE, auditeur: 'academie' }),
  'galerie.lire': lire('Voir les modèles de documents', ACADEMIE),
} satisfies Lignes

/** What people ask about their own data, and how long data are kept. */
const DONNEES = {
  'donnees.voir': lire('Voir ses données et ses demandes', FAMILLE),
  'donnees.exporter': lire('Recevoir une copie des données d’un élève', { ...FAMILLE, ...CHEF }),
  'droit.demander': faire('Demander quelque chose sur ses données', { ...FAMILLE, ...CHEF }),
  'demandes_donnees.lire': lire('Lire les demandes sur les données', CHEF),
  'droit.satisfaire': faire('Donner une copie, corriger une donnée', CHEF),
  'droit.trancher': faire('Limiter, s’opposer, effacer', ACADEMIE),
  'restriction.lever': faire('Lever une limitation ou une opposition', ACADEMIE),
  'conservation.lire': lire('Suivre la conservation des données', ACADEMIE),
  'destruction.viser': faire('Viser la destruction d’une campagne', ACADEMIE),
  'dossiers.detruire': faire('Détruire les dossiers d’une campagne', ACADEMIE),
} satisfies Lignes

/** Accounts. Nobody gives what would make him hold more. */
const COMPTES = {
  'compte.creer': faire('Créer un compte avec ses rôles', ACADEMIE),
  'compte.reconnaitre': faire('Reconnaître un compte de l’annuaire, à la connexion', ACADEMIE),
  'compte.ouvrir_acces': faire('Ouvrir un accès, à la connexion', ACADEMIE),
  'compte.lire': lire('Lire les comptes', TIENT),
  'compte.tenir': ecran('Ouvrir, changer, fermer un compte', TIENT),
  'assistance.chercher': lire('Chercher une personne à aider', { assistance: 'academie' }),
  'assistance.ouvrir': faire('Voir l’écran d’une personne, sans rien y faire', { assistance: 'academie' }),
  'donner.eleve': faire('Donner ou retirer l’accès d’un élève', COLLEGE),
  'donner.responsable': faire('Donner ou retirer l’accès d’un responsable', COLLEGE),
  'donner.adulte_referent': faire('Donner ou retirer le rôle d’adulte référent', CHEF),
  'donner.chef_origine': faire('Donner ou retirer le rôle de chef d’établissement d’origine', CHEF),
  'donner.planificateur': faire('Donner ou retirer le rôle de planificateur', {
    ...CHEF_REFERENT,
    ...ACADEMIE,
  }),
  'donner.intervenant': faire('Donner ou retirer le rôle d’intervenant', { ...CHEF_REFERENT, ...ACADEMIE }),
  'donner.chef_referent': faire('Donner ou retirer le rôle de chef d’établissement référent', {
    ...CHEF_REFERENT,
    ...ACADEMIE,
  }),
  'donner.professeur_principal': faire('Donner ou retirer le rôle de professeur principal', CHEF),
  'donner.psyen': faire('Donner ou retirer le rôle de psychologue ou de CIO', CHEF),
  'donner.dsden': faire('Donner ou retirer le rôle de DSDEN', ACADEMIE),
  'donner.academie_lecture': faire('Donner ou retirer la lecture de l’académie', ACADEMIE),
  'donner.auditeur': faire('Donner ou retirer le rôle d’auditeur', ACADEMIE),
  'donner.assistance': faire('Donner ou retirer le rôle d’assistance', ACADEMIE),
  'donner.academie': faire('Donner ou retirer le rôle de gestionnaire de l’académie', ACADEMIE),
} satisfies Lignes

/**
 * Who may do what: every act, every read and every field of PASSPRO with the roles that may, how each must be tied to
 * the thing, and until when. What is not here is refused: `demand` takes only a name of this table, and a page opens
 * by one of its lines. `docs/rights.md` and the page /droits are made of it.
 */
export const TABLE = {
  ...CAMPAGNE,
  ...ELEVES,
  ...INSCRIPTIONS,
  ...LETTRES,
  ...ENTRETIENS,
  ...BONUS,
  ...ENVOIS,
  ...DONNEES,
  ...COMPTES,
}

/** A name of the table: an act without a line does not compile. */
export type Acte = keyof typeof TABLE

/** Who may do the act, and on what. */
export const grantsOf = (acte: Acte): Grants => TABLE[acte].grants

/** A line with its name. */
export interface LigneDeDroit extends Droit {
  acte: string
}

/** The whole table, by chapter, in order. */
export const CHAPITRES: readonly { titre: string; lignes: readonly LigneDeDroit[] }[] = [
  { titre: 'Campagne et référentiels', lignes: named(CAMPAGNE) },
  { titre: 'Élèves et familles', lignes: named(ELEVES) },
  { titre: 'Inscriptions et avis d’origine', lignes: named(INSCRIPTIONS) },
  { titre: 'Lettres', lignes: named(LETTRES) },
  { titre: 'Entretiens et avis du référent', lignes: named(ENTRETIENS) },
  { titre: 'Croisement, fiches, confirmations, bonus', lignes: named(BONUS) },
  { titre: 'Documents et messages', lignes: named(ENVOIS) },
  { titre: 'Données personnelles', lignes: named(DONNEES) },
  { titre: 'Comptes', lignes: named(COMPTES) },
]

function named(lignes: Lignes): LigneDeDroit[] {
  return Object.entries(lignes).map(([acte, droit]) => ({ acte, ...droit }))
}
