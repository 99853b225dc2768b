import type { Aide } from '#src/web/pages/aide-model.ts'

const LECTURE =
  'Vous lisez, sans rien changer : ce qui doit l’être se demande à l’établissement ou à l’académie.'

const MANDAT =
  'Un établissement vous confie l’inscription d’élèves ? Son chef vous donne aussi, dans « Comptes », le rôle d’adulte référent, pour des dates dites : « Mes élèves » et l’inscription s’ouvrent jusque-là.'

/** The paths of those who read without acting. */
export const AIDES_DE_LECTURE: readonly Aide[] = [
  {
    acteur: 'professeur-principal',
    role: 'professeur_principal',
    libelle: 'Professeur principal',
    enBref: 'Vous lisez où en sont les élèves de votre classe.',
    etapes: [
      {
        menu: 'Élèves',
        titre: 'Élèves',
        texte:
          'Votre classe : inscriptions, adulte référent, ce qui manque. [Ouvrez un élève](/eleves/) pour lire son dossier.',
      },
    ],
    si: [LECTURE],
  },
  {
    acteur: 'psyen',
    role: 'psyen',
    libelle: 'Psychologue de l’Éducation nationale, CIO',
    enBref: 'Vous lisez où en sont les élèves de vos établissements.',
    etapes: [
      {
        menu: 'Élèves',
        titre: 'Élèves',
        texte: 'Choisissez une « Classe » ou une « Situation », puis « Afficher ».',
      },
    ],
    si: [LECTURE, MANDAT],
  },
  {
    acteur: 'dsden',
    role: 'dsden',
    libelle: 'DSDEN',
    enBref: 'Vous lisez où en sont les élèves de votre département.',
    etapes: [
      {
        menu: 'Élèves',
        titre: 'Élèves',
        texte:
          'Choisissez un « Établissement » ou une « Situation », puis « Afficher ». « Ce qui manque, par classe » compte.',
      },
    ],
    si: [LECTURE, MANDAT],
  },
  {
    acteur: 'academie-lecture',
    role: 'academie_lecture',
    libelle: 'Académie, en lecture',
    enBref: 'Vous lisez les règles, les élèves et les chiffres de la campagne.',
    etapes: [
      {
        menu: 'Règlements',
        titre: 'Règlements',
        texte:
          '[Ouvrez un règlement](/reglements/) : niveaux des avis, croisement et points, version par version.',
      },
      {
        menu: 'Bilan',
        titre: 'Bilan',
        texte: 'Inscriptions, présence, avis et bonus, en nombres et en parts.',
      },
    ],
    si: [LECTURE],
  },
  {
    acteur: 'auditeur',
    role: 'auditeur',
    libelle: 'Auditeur',
    enBref: 'Vous contrôlez les règles, les droits et le journal, sans lire de dossier.',
    etapes: [
      {
        menu: 'Table des droits',
        titre: 'Table des droits',
        texte: 'Qui peut faire quoi, sur quoi, et jusqu’à quand. Choisissez un « Rôle », puis « Afficher ».',
      },
      {
        menu: 'Journal',
        titre: 'Journal',
        texte:
          'Chaque acte, de la plus récente ligne à la plus ancienne. « Page suivante » remonte le temps.',
      },
    ],
    si: ['Une ligne du journal vous étonne : donnez à l’académie son établissement et son numéro.'],
  },
  {
    acteur: 'assistance',
    role: 'assistance',
    libelle: 'Assistance',
    enBref: 'Quelqu’un appelle : vous voyez son écran comme lui, sans rien pouvoir y faire.',
    etapes: [
      {
        menu: 'Aider une personne',
        titre: 'Aider une personne',
        texte:
          'Écrivez « Nom ou adresse de la personne », « Afficher », [ouvrez sa ligne](/assistance/), écrivez la raison de l’appel.',
      },
    ],
    si: ['Une personne n’a plus de code : son établissement, ou l’académie, lui en remet un autre.'],
  },
]
