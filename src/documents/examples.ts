import type { LettreMotivation } from '#src/documents/lettres.ts'
import type {
  Bordereau,
  CampagneImprimee,
  Convocation,
  EtablissementImprime,
  Fiche,
  FormationImprimee,
} from '#src/documents/model.ts'

/** Fictional data of the letters, for tests, benches and the seed. */
export const campagne: CampagneImprimee = {
  academie: 'Paris',
  annee: '2026-2027',
  dispositif: 'PASSPRO',
  repetition: false,
}

export const lycee: EtablissementImprime = {
  nom: 'Lycée professionnel Exemple-des-Fontaines',
  adresse: '12 rue de la Démonstration',
  codePostal: '75000',
  commune: 'Paris',
  telephone: '01 99 00 00 01',
  courriel: 'contact@lycee-fontaines.example',
}

export const college: EtablissementImprime = {
  nom: 'Collège Modèle-du-Parc',
  adresse: '3 place du Spécimen',
  codePostal: '75000',
  commune: 'Paris',
  telephone: '01 99 00 00 02',
  courriel: 'contact@college-parc.example',
}

export const convocation: Convocation = {
  campagne,
  lycee,
  college,
  eleve: { nom: 'DÉMONSTRATION', prenom: 'Éloïse', classe: '3B' },
  objet: 'premiere',
  precedent: null,
  domaine: 'Métiers du bois et de la construction durable',
  formations: ['2de professionnelle métiers de la construction durable', 'CAP menuisier fabricant'],
  debut: '2027-03-04T08:05',
  fin: '2027-03-04T08:25',
  individuel: null,
  mode: 'presentiel',
  salle: 'B12',
  acces: "Entrée par la grille bleue ; métro Exemple, sortie 2. Se présenter à l'accueil.",
  itineraire: 'https://www.openstreetmap.org/?mlat=48.85&mlon=2.35#map=17/48.85/2.35',
  interlocuteur: "professeur de l'atelier bois",
  lien: 'https://visio.exemple.invalid/salon-7',
  secours: '01 99 00 00 03',
  salleCollege: 'CDI',
  adulteCollege: 'CPE',
  espace: 'https://passpro.exemple.invalid/mon-espace',
  adresse: null,
  formulaires: false,
  emiseLe: '2027-02-12',
}

export const formation: FormationImprimee = {
  libelle: '2de professionnelle métiers de la construction durable',
  domaine: 'Métiers du bois et de la construction durable',
  avisOrigine: {
    libelle: 'favorable',
    commentaire:
      'Élève très impliquée dans son parcours Avenir ; a visité deux ateliers et prépare son projet avec soin.',
    signataire: 'Mme Principale-Exemple',
    fonction: 'principale du collège',
    signeLe: '2027-02-26',
  },
  avisReferent: {
    libelle: 'favorable',
    commentaire:
      'Connaît les exigences de la formation et les conditions de travail en atelier et sur chantier.',
    signataire: 'M. Proviseur-Exemple',
    fonction: 'proviseur du lycée',
    signeLe: '2027-03-05',
  },
  compteRendu: {
    texte:
      "Nous avons parlé du travail en atelier, des périodes de stage et de la poursuite d'études. Nous lui conseillons de venir à la journée portes ouvertes et de comparer avec la charpente.",
    auteur: 'M. Intervenant-Exemple',
    fonction: 'équipe du Lycée professionnel Exemple-des-Fontaines',
    ecritLe: '2027-03-04',
  },
  croisement:
    "Avis d'origine « favorable » × avis du référent « favorable » : la table du règlement donne « très favorable ».",
  avisFinal: 'très favorable',
  points: 2500,
  raisonSansAvis: null,
  resteAFaire: [
    "Confirmer cette formation (l'élève et ses responsables légaux), jusqu'au vendredi 4 juin 2027.",
    'Saisir au moins un vœu pour cette formation dans Affelnet, avec le collège, avant la date fixée par la campagne.',
  ],
}

export const fiche: Fiche = {
  campagne,
  reglement: 'exemple-gradue, version 1',
  college,
  eleve: { nom: 'DÉMONSTRATION', prenom: 'Éloïse', dateNaissance: '2012-04-01', classe: '3B' },
  formations: [
    formation,
    {
      ...formation,
      libelle: 'CAP menuisier fabricant',
      avisReferent: null,
      compteRendu: null,
      croisement: "Les deux avis n'ont pas pu être croisés.",
      avisFinal: null,
      points: 0,
      raisonSansAvis:
        "L'élève était absente à l'entretien : il n'y a pas d'avis, ce qui n'est pas un avis réservé.",
      resteAFaire: [],
    },
  ],
  personnes: ['élève', 'Camille DÉMONSTRATION'],
  finConfirmations: '2027-06-04',
  version: 1,
  changements: [],
  empreinte: '7f3a91c20b5e',
  verification: 'https://passpro.exemple.invalid/verification/75/7f3a91c20b5e40d2a4c1',
  emiseLe: '2027-05-17',
}

export const bordereau: Bordereau = {
  campagne,
  reglement: 'exemple-gradue, version 1',
  numero: 2,
  etabliLe: '2027-06-07',
  parAvis: [
    { avis: 'très favorable', lignes: 8120, points: 20_300_000 },
    { avis: 'favorable', lignes: 4010, points: 7_017_500 },
    { avis: 'assez favorable', lignes: 377, points: 282_750 },
  ],
  lignes: 12_507,
  points: 27_600_250,
  ajouts: 31,
  modifications: 4,
  retraits: 2,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  signature: 'MEUCIQDf3n0o5kYw1l0bq8v2mT7o4m9c1rFZ2Q0m7x1c5y8t3AIgQ0l2b7n9c4x6z8v1k3j5h7g9f1d3s5a7p9o1',
  cle: 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE',
  actesExceptionnels: [
    "Avis d'origine régularisé par deux personnes le 2 juin 2027 : panne de l'établissement.",
  ],
}

export const lettre: LettreMotivation = {
  campagne,
  college,
  eleve: { nom: 'DÉMONSTRATION', prenom: 'Éloïse', classe: '3B' },
  adulteReferent: 'Mme Référente-Exemple',
  domaine: 'Métiers du bois et de la construction durable',
  formations: ['2de professionnelle métiers de la construction durable', 'CAP menuisier fabricant'],
  reponses: {
    information:
      "J'ai visité l'atelier pendant la journée portes ouvertes, et j'ai parlé avec deux élèves de CAP.",
    formation: 'Il y a seize heures d’atelier par semaine, et six semaines de stage la première année.',
    metier:
      'On travaille debout, avec des machines, souvent à plusieurs ; il y a du bruit et de la poussière.',
    moi: "J'ai construit une cabane avec mon oncle et j'aime les mathématiques quand elles servent à mesurer.",
    questions: 'Est-ce qu’on peut choisir la menuiserie après la 2de ?',
    trajet: 'En bus, ligne fictive 12, trente-cinq minutes.',
  },
  jointes: [],
}
