import type { Entry } from '#src/cli/command.ts'

/** Every operator command, in the order of the help. Each is loaded only when it is asked for. */
export const COMMANDS: readonly Entry[] = [
  {
    nom: 'jouer',
    resume: 'joue une campagne entière depuis un dossier, sur une base temporaire',
    charger: async () => (await import('#src/cli/jouer.ts')).JOUER,
  },
  {
    nom: 'fabriquer',
    resume: 'fabrique le dossier d’une campagne fictive, au format que lit jouer',
    charger: async () => (await import('#src/cli/fabriquer.ts')).FABRIQUER,
  },
  {
    nom: 'importer etablissements',
    resume: 'importe l’annuaire des établissements (CSV fr-en-annuaire-education)',
    charger: async () => (await import('#src/cli/importer/etablissements.ts')).IMPORTER_ETABLISSEMENTS,
  },
  {
    nom: 'importer siecle',
    resume: 'importe élèves et responsables depuis les exports SIECLE, collège par collège',
    charger: async () => (await import('#src/cli/importer/siecle.ts')).IMPORTER_SIECLE,
  },
  {
    nom: 'importer eleves',
    resume: 'importe des élèves depuis une liste simple (CSV)',
    charger: async () => (await import('#src/cli/importer/eleves.ts')).IMPORTER_ELEVES,
  },
  {
    nom: 'importer offres',
    resume: 'importe les offres de formation d’Affelnet (CSV)',
    charger: async () => (await import('#src/cli/importer/offres.ts')).IMPORTER_OFFRES,
  },
  {
    nom: 'importer voeux',
    resume: 'importe les vœux d’Affelnet (CSV) : ils remplacent ceux de l’import précédent',
    charger: async () => (await import('#src/cli/importer/voeux.ts')).IMPORTER_VOEUX,
  },
  {
    nom: 'importer resultats',
    resume: 'importe les affectés d’un lycée d’accueil (xlsx), pour le bilan',
    charger: async () => (await import('#src/cli/importer/resultats.ts')).IMPORTER_RESULTATS,
  },
  {
    nom: 'planifier',
    resume: 'place les entretiens des inscriptions qui n’en ont pas encore',
    charger: async () => (await import('#src/cli/planifier.ts')).PLANIFIER,
  },
  {
    nom: 'exporter',
    resume: 'établit un lot de bonus : fichier pour Affelnet et bordereau signé',
    charger: async () => (await import('#src/cli/exporter.ts')).EXPORTER,
  },
  {
    nom: 'verifier',
    resume: 'recalcule les avis finaux en SQL, suit le journal, contrôle les lots ; ou contrôle une fiche',
    charger: async () => (await import('#src/cli/verifier.ts')).VERIFIER,
  },
  {
    nom: 'journal tetes',
    resume: 'écrit les têtes signées du journal, à garder ailleurs',
    charger: async () => (await import('#src/cli/journal.ts')).JOURNAL_TETES,
  },
  {
    nom: 'journal verifier',
    resume: 'suit les chaînes du journal, et les compare à des têtes gardées ailleurs',
    charger: async () => (await import('#src/cli/journal.ts')).JOURNAL_VERIFIER,
  },
  {
    nom: 'journal rejouer',
    resume: 'rejoue les actes du journal et compare ce qu’ils laissent aux tables',
    charger: async () => (await import('#src/cli/journal.ts')).JOURNAL_REJOUER,
  },
  {
    nom: 'acces',
    resume: 'ouvre l’accès d’un gestionnaire de l’académie : affiche son code, à usage unique',
    charger: async () => (await import('#src/cli/acces.ts')).ACCES,
  },
  {
    nom: 'rebonds',
    resume: 'lit les avis de non-remise et marque les adresses que leur serveur refuse',
    charger: async () => (await import('#src/cli/rebonds.ts')).REBONDS,
  },
  {
    nom: 'editer',
    resume:
      'prépare convocations ou fiches d’un établissement ou de l’académie, un fichier par établissement',
    charger: async () => (await import('#src/cli/editer.ts')).EDITER,
  },
  {
    nom: 'galerie',
    resume: 'dessine chaque document dans chaque état, avec des données fictives difficiles',
    charger: async () => (await import('#src/cli/galerie.ts')).GALERIE_COMMANDE,
  },
  {
    nom: 'migrer',
    resume: 'met la base au niveau de cette version de PASSPRO',
    charger: async () => (await import('#src/cli/migrer.ts')).MIGRER,
  },
  {
    nom: 'sauvegarder',
    resume: 'écrit toute la base dans une archive, lisible par toute version de PostgreSQL',
    charger: async () => (await import('#src/cli/sauvegarder.ts')).SAUVEGARDER,
  },
  {
    nom: 'restaurer',
    resume: 'remplit une base neuve avec une archive de sauvegarder',
    charger: async () => (await import('#src/cli/restaurer.ts')).RESTAURER,
  },
  {
    nom: 'demonstration',
    resume: 'remplit une base vide d’une académie fictive, à mi-campagne',
    charger: async () => (await import('#src/cli/demonstration.ts')).DEMONSTRATION,
  },
]
