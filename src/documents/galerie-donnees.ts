import type { LettreMotivation } from '#src/documents/lettres.ts'
import { SECTIONS_LETTRE, type Reponses } from '#src/documents/lettre-sections.ts'
import type {
  AdressePostale,
  AvisImprime,
  CampagneImprimee,
  Convocation,
  EtablissementImprime,
  Fiche,
  FormationImprimee,
} from '#src/documents/model.ts'

const CAMPAGNE: CampagneImprimee = {
  academie: 'fictive',
  annee: '2026-2027',
  dispositif: 'PASSPRO',
  repetition: false,
}
export const REPETITION: CampagneImprimee = { ...CAMPAGNE, repetition: true }

const etablissement = (nom: string): EtablissementImprime => ({
  nom,
  adresse: '12 rue de la Démonstration',
  codePostal: '99000',
  commune: 'Valfictif',
  telephone: '01 99 00 00 01',
  courriel: 'contact@exemple.invalid',
})
const LYCEE = etablissement('Lycée professionnel fictif des Fontaines')
const COLLEGE = etablissement('Collège fictif du Parc')
const SANS_CONTACT = { adresse: null, codePostal: null, commune: null, telephone: null, courriel: null }

export const eleve = (prenom: string, nom = 'EXEMPLE-FICTIF') => ({ nom, prenom, classe: '3B' })

/** The last ones hold a letter that no shipped font has: they are refused, the others are printed. */
export const PRENOMS = ['Nguyễn Thị', 'Yıldız İbrahim', 'Łukasz', 'ليلى', 'Дарина', '張', 'Zoé 🙂']

export const ADRESSE: AdressePostale = {
  destinataire: 'Mme Camille EXEMPLE-FICTIVE',
  lignes: ['Résidence fictive, bâtiment B', '12 bis rue du Spécimen', '99000 Valfictif'],
}

const DOMAINE = 'Métiers fictifs du bois et de la construction durable'
const FORMATIONS = ['2de professionnelle fictive de la construction durable', 'CAP fictif de menuiserie']

export const convocation = (over: Partial<Convocation> = {}): Convocation => ({
  campagne: CAMPAGNE,
  lycee: LYCEE,
  college: COLLEGE,
  eleve: eleve('Éloïse'),
  objet: 'premiere',
  precedent: null,
  domaine: DOMAINE,
  formations: FORMATIONS,
  debut: '2027-03-04T08:05',
  fin: '2027-03-04T08:25',
  individuel: null,
  mode: 'presentiel',
  salle: 'B12',
  acces: 'Entrée par la grille bleue ; se présenter à l’accueil.',
  itineraire: 'https://www.openstreetmap.org/?mlat=48.85&mlon=2.35#map=17/48.85/2.35',
  interlocuteur: 'professeur de l’atelier bois',
  lien: 'https://visio.exemple.invalid/salon-7',
  secours: '01 99 00 00 03',
  salleCollege: 'CDI',
  adulteCollege: 'CPE',
  espace: 'https://passpro.exemple.invalid/mon-espace',
  adresse: null,
  formulaires: false,
  emiseLe: '2027-02-12',
  ...over,
})

export const LONGUE: Partial<Convocation> = {
  eleve: eleve('Marie-Antoinette-Élisabeth', 'EXEMPLE-'.repeat(10) + 'FIN'),
  formations: Array.from({ length: 4 }, (_, i) => `${FORMATIONS[0]}, option fictive numéro ${i + 1}`),
  acces: 'Suivre la rue fictive, puis entrer par la grille du fond. '.repeat(12),
}

export const PRESQUE_VIDE: Partial<Convocation> = {
  lycee: { nom: 'Lycée fictif', ...SANS_CONTACT },
  college: { nom: 'Collège fictif', ...SANS_CONTACT },
  eleve: { nom: 'X', prenom: 'Y', classe: null },
  salle: null,
  acces: null,
  itineraire: null,
  interlocuteur: null,
  espace: null,
}

const avis = (commentaire: string): AvisImprime => ({
  libelle: 'favorable',
  commentaire,
  signataire: 'Mme Cheffe-Fictive',
  fonction: 'direction de l’établissement fictif',
  signeLe: '2027-02-26',
})

const formation = (over: Partial<FormationImprimee> = {}): FormationImprimee => ({
  libelle: FORMATIONS[0] ?? '',
  domaine: DOMAINE,
  avisOrigine: avis('Élève fictive très impliquée ; a visité deux ateliers et prépare son projet avec soin.'),
  avisReferent: avis('Connaît les exigences de la formation et les conditions de travail en atelier.'),
  compteRendu: {
    texte: 'Nous avons parlé de l’atelier et des stages. Conseil : venir à la journée portes ouvertes.',
    auteur: 'M. Intervenant-Fictif',
    fonction: 'équipe du lycée fictif',
    ecritLe: '2027-03-04',
  },
  croisement: 'Croisement : « favorable » et « favorable » donnent « très favorable », soit 2500 points.',
  avisFinal: 'très favorable',
  points: 2500,
  raisonSansAvis: null,
  resteAFaire: [
    'Confirmer le choix de cette formation avant le vendredi 4 juin 2027 à 23 h 59.',
    'Saisir au moins un vœu pour cette formation dans Affelnet.',
  ],
  ...over,
})

const sansAvis = formation({
  libelle: FORMATIONS[1] ?? '',
  avisReferent: null,
  compteRendu: null,
  croisement: 'Le croisement n’a pas été calculé.',
  avisFinal: null,
  points: 0,
  raisonSansAvis: 'L’élève n’était pas à l’entretien : il n’y a pas d’avis final.',
  resteAFaire: ['Vous pouvez demander cette formation dans Affelnet ; aucun bonus ne s’y ajoute.'],
})

export const fiche = (over: Partial<Fiche> = {}): Fiche => ({
  campagne: CAMPAGNE,
  reglement: 'exemple-gradue, version 1',
  college: COLLEGE,
  eleve: { ...eleve('Éloïse'), dateNaissance: '2012-04-01' },
  formations: [formation(), sansAvis],
  personnes: ['élève', 'Camille EXEMPLE-FICTIVE', 'Dominique EXEMPLE-FICTIF'],
  finConfirmations: '2027-06-04',
  version: 1,
  changements: [],
  empreinte: '7f3a91c20b5e',
  verification: 'https://passpro.exemple.invalid/verification/01/7f3a91c20b5e40d2a4c17f3a91c20b5e',
  emiseLe: '2027-05-17',
  ...over,
})

const long = (nombre: number): string =>
  'Élève fictive curieuse et régulière. '.repeat(Math.ceil(nombre / 37)).slice(0, nombre)

export const QUATRE: Partial<Fiche> = {
  formations: [1, 2, 3, 4].map((rang) =>
    formation({
      libelle: `Formation fictive n° ${rang}`,
      avisOrigine: avis(long(2000)),
      avisReferent: avis(long(2000)),
    }),
  ),
}
export const SANS_MOTS: Partial<Fiche> = {
  formations: [formation({ avisOrigine: avis(''), avisReferent: avis('') })],
  personnes: ['élève'],
  verification: null,
}
export const REEMISE: Partial<Fiche> = {
  version: 2,
  changements: ['CAP fictif de menuiserie : l’avis du lycée référent a été donné : favorable.'],
}
export const HOSTILE: Partial<Fiche> = {
  formations: [
    formation({ avisOrigine: avis('#panic("x") *gras* $x^2$ <b>html</b> \\u{41} @ref \u202ecaché\u0007') }),
  ],
}
export const ARABE: Partial<Fiche> = {
  eleve: { ...eleve('ليلى', 'نموذج'), dateNaissance: '2012-04-01' },
  formations: [formation({ avisOrigine: avis('تلميذة مجتهدة، زارت ورشتين.') })],
}

/** Every section at its limit. */
export const PLEINES: Reponses = Object.fromEntries(
  SECTIONS_LETTRE.map(({ code, limite }) => [code, long(limite)]),
)

export const lettre = (over: Partial<LettreMotivation> = {}): LettreMotivation => ({
  campagne: CAMPAGNE,
  college: COLLEGE,
  eleve: eleve('Éloïse'),
  adulteReferent: 'Mme Référente-Fictive',
  domaine: DOMAINE,
  formations: FORMATIONS,
  reponses: Object.fromEntries(
    SECTIONS_LETTRE.map(({ code }) => [code, 'J’ai visité un atelier fictif. '.repeat(4)]),
  ),
  jointes: [],
  ...over,
})
