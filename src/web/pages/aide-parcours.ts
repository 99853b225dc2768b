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
        texte: 'Lisez au moins deux fiches. Notez vos questions et cochez ce que vous avez fait.',
      },
      {
        menu: 'Les lycées',
        titre: 'Les lycées et le trajet',
        texte:
          'Regardez la distance et l’itinéraire. Ouvrez un lycée, dites si le trajet est faisable, enregistrez.',
      },
      {
        menu: 'Mon espace',
        titre: 'Mon espace',
        texte:
          'Demandez à être inscrit : votre adulte référent en parle avec vous. La date de l’entretien s’affiche ici.',
      },
      {
        menu: 'Ma lettre',
        titre: 'Ma lettre de motivation',
        texte:
          'Ouvrez un domaine, répondez aux questions, enregistrez, imprimez. Sans lettre, vous êtes reçu tout de même.',
      },
      {
        menu: 'Préparer l’entretien',
        titre: 'Préparer mon entretien',
        texte: 'Ajoutez la date à votre agenda, cochez ce qui est prêt, répondez aux quatre questions.',
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
          'Choisissez la langue en haut. Lisez ce que chaque résultat signifie, en une phrase. Répondez pour chaque formation, jusqu’à la date : une réponse peut changer d’ici là.',
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
          'Chaque ligne dit ce qu’il reste à faire, avec un lien. Pour inscrire un élève, ouvrez son nom, puis « Inscrire à une formation ».',
      },
      {
        menu: 'Familles informées',
        titre: 'Familles informées',
        texte:
          'Choisissez une classe, cochez « Pour tous les élèves de cette page », dites qui, comment et quel jour. C’est la preuve.',
      },
      {
        menu: 'Lettres',
        titre: 'Lettres de motivation',
        texte: 'Lisez les lettres enregistrées, annotez-les, imprimez-les pour le jour de l’entretien.',
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
          'Choisissez le fichier SIECLE de l’établissement, ou une liste simple. Cochez « Essai à blanc » d’abord.',
      },
      {
        menu: 'Élèves',
        titre: 'Élèves',
        texte: 'La liste dit ce qui manque pour chacun. Cochez des élèves pour nommer leur adulte référent.',
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
        texte: 'Déclarez les semaines, les personnes et les salles. Les vacances sont laissées de côté.',
      },
      {
        menu: 'Convocations',
        titre: 'Convocations',
        texte: 'Chaque semaine part en une vague : relisez-la, puis libérez-la.',
      },
      {
        menu: 'Incidents',
        titre: 'Incidents',
        texte: 'Quelqu’un est absent ? Déclarez-le : une réparation est proposée, que vous acceptez ou non.',
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
        texte: 'La liste du jour. Ouvrez un entretien : lettre, présence, compte rendu, avis proposé.',
      },
      {
        menu: 'Fiches des formations',
        titre: 'Fiches des formations',
        texte: 'Écrivez ce que les élèves doivent savoir ; le chef d’établissement signe.',
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
        texte: 'Relisez les avis proposés, changez-les au besoin, signez-les en série.',
      },
      {
        menu: 'Fiches des formations',
        titre: 'Fiches des formations',
        texte: 'Signez les fiches avant l’ouverture : chacun les lit alors.',
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
        texte: 'Où en est la campagne : inscriptions, avis manquants, entretiens, fiches.',
      },
      {
        menu: 'Imports',
        titre: 'Imports',
        texte:
          'Établissements, offres, élèves, vœux : un essai à blanc d’abord, puis un compte rendu ligne à ligne.',
      },
      {
        menu: 'Demandes des familles',
        titre: 'Demandes des familles',
        texte: 'Répondez aux demandes de réexamen ; voyez les saisies contestées.',
      },
      {
        menu: 'Émission des fiches',
        titre: 'Émission des fiches',
        texte: 'Émettez les fiches à la main, à une date, ou à mesure des signatures.',
      },
      {
        menu: 'Exports',
        titre: 'Exports vers Affelnet',
        texte:
          'Établissez un lot, faites-le approuver par une seconde personne, transmettez-le avec son bordereau.',
      },
    ],
    si: [
      'Une échéance est passée : « Prolonger une échéance », dans « Campagne », pour tous, un établissement ou un élève.',
    ],
  },
  ...AIDES_DE_LECTURE,
]
