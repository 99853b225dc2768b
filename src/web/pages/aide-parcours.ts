import { AIDES_DE_LECTURE } from '#src/web/pages/aide-lecture.ts'
import type { Aide } from '#src/web/pages/aide-model.ts'

const PAPIER = 'Sans internet : tout se fait aussi sur papier, avec le collège, et compte autant.'

/** Followed literally by a test in a browser, which takes the pictures: a page that changes its name breaks it. */
export const AIDES: readonly Aide[] = [
  {
    acteur: 'eleve',
    role: 'eleve',
    libelle: 'Élève',
    enBref:
      'Vous découvrez des formations, vous demandez un entretien, vous le préparez, puis vous répondez.',
    etapes: [
      {
        menu: 'Découvrir',
        titre: 'Découvrir les formations',
        texte:
          '[Ouvrez une fiche](/formations/), puis une autre. Notez ce que vous voulez demander dans « Mes questions », cochez « J’ai noté mes questions », puis « Enregistrer ».',
      },
      {
        menu: 'Les lycées',
        titre: 'Les lycées et le trajet',
        texte:
          'Regardez la distance et l’itinéraire. [Ouvrez un lycée](/mon-espace/lycees/), dites si le trajet est « Faisable chaque jour », « Difficile » ou « Pas faisable », puis « Enregistrer ».',
      },
      {
        menu: 'Mon espace',
        titre: 'Mon espace',
        texte:
          '« Demander à être inscrit » : votre adulte référent en parle avec vous. La date de l’entretien s’affiche ici.',
      },
      {
        menu: 'Ma lettre',
        titre: 'Ma lettre de motivation',
        texte:
          '[Ouvrez un domaine](/mon-espace/lettres/), répondez aux questions, par exemple « Ce que je sais du métier », puis « Enregistrer ma lettre ». Sans lettre, vous êtes reçu tout de même.',
      },
      {
        menu: 'Préparer l’entretien',
        titre: 'Préparer mon entretien',
        texte:
          'Cochez ce qui est prêt, « Ma lettre est imprimée » par exemple, répondez aux quatre questions, dont « Qu’est-ce qui m’inquiète ou me paraît difficile ? », puis « Enregistrer ».',
      },
    ],
    si: [
      'Ce créneau ne convient pas : « Ce créneau ne me convient pas », sous la date.',
      'Rien ne s’affiche : vérifiez la campagne, en haut, avec « Changer ».',
      PAPIER,
    ],
  },
  {
    acteur: 'famille',
    role: 'responsable',
    libelle: 'Responsable légal',
    enBref:
      'Vous lisez la fiche de votre enfant, dans votre langue si vous voulez, et vous répondez oui ou non.',
    etapes: [
      {
        menu: 'Mes enfants',
        titre: 'La fiche de',
        texte:
          'Choisissez la langue en haut, « Français facile » par exemple. Lisez ce que chaque résultat signifie, en une phrase. Pour chaque formation, « Oui, je confirme » ou « Non, je ne confirme pas », puis « Enregistrer ma réponse » : elle peut changer jusqu’à la date.',
      },
    ],
    si: [
      'Une réponse saisie d’après un papier n’est pas la vôtre : « Ce n’est pas ma réponse ».',
      'Un résultat vous paraît inexact : « Demander qu’une personne réexamine un résultat ».',
      'Un enfant manque : prévenez son établissement, qui complète la liste des responsables.',
      PAPIER,
    ],
  },
  {
    acteur: 'adulte-referent',
    role: 'adulte_referent',
    libelle: 'Adulte référent',
    enBref: 'Vous suivez vos élèves, vous les inscrivez, vous préparez avec eux l’entretien.',
    etapes: [
      {
        menu: 'Mes élèves',
        titre: 'Mes élèves',
        texte:
          'Chaque ligne dit ce qu’il reste à faire, avec un lien. Pour inscrire un élève, [ouvrez son nom](/eleves/), puis « Inscrire à une formation ».',
      },
      {
        menu: 'Familles informées',
        titre: 'Familles informées',
        texte:
          'Choisissez une « Classe », « Afficher », cochez « Pour tous les élèves de cette page », dites comment, « Réunion » par exemple, qui, « L’élève et ses responsables légaux » par exemple, et « Quel jour », puis « Noter ». C’est la preuve.',
      },
      {
        menu: 'Lettres',
        titre: 'Lettres de motivation',
        texte:
          '[Ouvrez une lettre](/lettres/) pour la lire et l’annoter. Revenez par « Toutes les lettres » : « Préparer ces lettres » les imprime pour le jour de l’entretien.',
      },
    ],
    si: [
      'Un entretien à distance : « Réserver une salle et le matériel », dans « Mes élèves ».',
      'L’inscription est close : l’académie peut accorder un délai.',
    ],
  },
  {
    acteur: 'college',
    role: 'chef_origine',
    libelle: 'Chef d’établissement d’origine',
    enBref: 'Vous importez vos élèves, vous nommez les adultes référents, vous donnez les avis.',
    etapes: [
      {
        menu: 'Imports',
        titre: 'Imports',
        texte:
          'Choisissez « Élèves et responsables (SIECLE) » ou « Élèves (liste simple) », puis le fichier. Cochez « Essai à blanc » d’abord.',
      },
      {
        menu: 'Élèves',
        titre: 'Élèves',
        texte:
          'La liste dit ce qui manque pour chacun. Cochez « Tous ceux de cette recherche » et écrivez « Prénom et nom de l’adulte référent », puis « Nommer ». « Inscrire en série » : une classe entière, au clavier.',
      },
      {
        menu: 'Avis d’origine',
        titre: 'Avis d’origine',
        texte: 'Donnez un avis et un court commentaire par élève, avant son entretien. La famille le lira.',
      },
      {
        menu: 'Confirmations papier',
        titre: 'Confirmations',
        texte: 'Saisissez les coupons signés : ils comptent autant qu’une réponse à l’écran.',
      },
    ],
    si: [
      'Un commentaire revient « à relire » : il nomme la formation et parle de cet élève, ou vous le confirmez.',
    ],
  },
  {
    acteur: 'planificateur',
    role: 'planificateur',
    libelle: 'Planificateur du lycée référent',
    enBref: 'Vous déclarez qui reçoit et quand ; les élèves sont placés à mesure des inscriptions.',
    etapes: [
      {
        menu: 'Disponibilités',
        titre: 'Disponibilités',
        texte:
          'Déclarez un « Jour », des heures, « De » et « À », et la suite, « Répéter chaque semaine jusqu’au » : les vacances sont laissées de côté. Dites les personnes et la « Salle ».',
      },
      {
        menu: 'Convocations',
        titre: 'Convocations',
        texte:
          'Chaque semaine part en une vague : relisez-la, « Voir cette semaine par intervenant », puis libérez-la.',
      },
      {
        menu: 'Incidents',
        titre: 'Incidents',
        texte:
          '« Un intervenant est absent » ? Déclarez-le : une réparation est proposée. [Ouvrez-la](/incidents/) : « Accepter les changements cochés », ou refusez.',
      },
      {
        menu: 'Demandes de créneau',
        titre: 'Demandes de créneau',
        texte: 'Des élèves demandent un autre créneau : acceptez, ou dites pourquoi il reste.',
      },
    ],
    si: ['Un élève n’a pas de place : « Sans place » dit pourquoi et ce qui l’y aiderait.'],
  },
  {
    acteur: 'intervenant',
    role: 'intervenant',
    libelle: 'Intervenant',
    enBref: 'Vous recevez, vous renseignez, vous écrivez un compte rendu qui conseille.',
    etapes: [
      {
        menu: 'Entretiens',
        titre: 'Entretiens',
        texte:
          'La liste du jour ; « Avant » mène au jour d’entretiens précédent. [Ouvrez un entretien](/entretiens/) : lettre, présence, compte rendu, avis proposé.',
      },
      {
        menu: 'Fiches des formations',
        titre: 'Fiches des formations',
        texte:
          '[Ouvrez une formation](/fiches-formation/), écrivez ce que les élèves doivent savoir, « Une journée type » par exemple, puis « Enregistrer » ; le chef d’établissement signe.',
      },
    ],
    si: ['Un élève vient sans sa lettre : recevez-le. Un retard de quinze minutes garde le créneau.'],
  },
  {
    acteur: 'lycee',
    role: 'chef_referent',
    libelle: 'Chef de l’établissement référent',
    enBref: 'Vous relisez et vous signez les avis que vos équipes proposent, et les fiches des formations.',
    etapes: [
      {
        menu: 'Signature',
        titre: 'Signature des avis',
        texte:
          'Relisez les avis proposés, changez-les au besoin, cochez-les « À signer », puis « Signer les avis cochés ».',
      },
      {
        menu: 'Fiches des formations',
        titre: 'Fiches des formations',
        texte:
          '[Ouvrez une fiche](/fiches-formation/), relisez-la, signez-la avant l’ouverture : chacun la lit alors.',
      },
    ],
    si: ['Un avis signé ne change plus : une erreur se corrige à deux personnes, avec son motif.'],
  },
  {
    acteur: 'academie',
    role: 'academie',
    libelle: 'Académie',
    enBref: 'Vous ouvrez la campagne, vous la suivez, vous émettez les fiches et transmettez les bonus.',
    etapes: [
      {
        menu: 'Campagne',
        titre: 'PASSPRO',
        texte:
          'Où en est la campagne : inscriptions, avis manquants, entretiens, fiches. « Où en est chaque établissement » montre les silencieux.',
      },
      {
        menu: 'Imports',
        titre: 'Imports',
        texte:
          '« Annuaire des établissements », « Offres de formation Affelnet », élèves, « Vœux Affelnet » : « Essai à blanc » d’abord, puis un compte rendu ligne à ligne.',
      },
      {
        menu: 'Demandes des familles',
        titre: 'Demandes des familles',
        texte:
          'Choisissez la « Réponse » qui reste à donner, « Afficher » : répondez aux demandes de réexamen, voyez les saisies contestées.',
      },
      {
        menu: 'Émission des fiches',
        titre: 'Émission des fiches',
        texte:
          'Émettez les fiches à la main, « Calculer les avis finals et émettre les fiches », ou choisissez « À une date, puis chaque jour pour ce qui change » ou « Dès que tous les avis d’un élève sont signés ».',
      },
      {
        menu: 'Exports',
        titre: 'Exports vers Affelnet',
        texte:
          '« Demander un export » établit un lot, qu’une seconde personne approuve ; transmettez-le avec son bordereau.',
      },
    ],
    si: [
      'Une échéance est passée : « Prolonger une échéance », dans « Campagne », pour tous, un établissement ou un élève.',
    ],
  },
  ...AIDES_DE_LECTURE,
]
