/** Pages that no link leads to, and why. */
export const WITHOUT_LINK: Readonly<Record<string, string>> = {
  '/agenda/:academie/:secret': 'une adresse secrète, donnée une fois à qui s’abonne',
  '/connexion/aller/:fournisseur': 'mène chez un fournisseur d’identité',
  '/connexion/retour/:fournisseur': 'vient d’un fournisseur d’identité',
  '/connexion/second-facteur': 'au milieu d’une connexion',
  '/connexion/adresse': 'au milieu d’une connexion, pour une famille entrée par un code',
  '/acces/ouvrir': 'au milieu d’une ouverture de compte, après un code',
  '/verification/:academie/:empreinte': 'l’adresse est celle du code imprimé sur une fiche',
  '/sante': 'pour la supervision',
  '/assistance/:id': 'suit une recherche : la liste de toutes les personnes n’existe pas',
}

/**
 * Pages of things that the demonstration does not hold when it opens (made by files, by jobs, by a second person), or that
 * hang on the state of the one thing of each kind that is opened here. The journey of their actor judges them.
 */
export const NOT_THERE_YET: readonly string[] = [
  '/brouillons',
  '/campagne/ouverture',
  '/avis-origine/serie',
  '/demandes-donnees/:id',
  '/demandes-donnees/:id/copie/:format',
  '/imports/:id',
  '/imports/:id/rapport.csv',
  '/imports/:id/ecarts.csv',
  '/exports/:id',
  '/exports/:id/bonus-affelnet.csv',
  '/exports/:id/bordereau.pdf',
  '/exports/:id/bordereau.json',
  '/editions/:id',
  '/editions/:id/:volume',
  '/lettres/:id/:domaine/jointe/:piece',
  '/mon-espace/lettres/:domaine/jointe/:piece',
  '/planification/comparaisons/:id',
  '/demandes-de-creneau/:id',
  '/demandes-des-familles/:id',
  '/eleves/:id/fiche.pdf',
  '/eleves/:id/salle/:domaine',
  '/entretiens/:id/deplacement',
  '/entretiens/:id/refus-du-lycee',
  '/sans-place/:id/:domaine',
]

/** Pages that are a list, and must be found sorted and with their files. */
export const LISTS = [
  '/campagne/etablissements',
  '/comptes',
  '/departs',
  '/disponibilites',
  '/doutes-ine',
  '/editions',
  '/eleves',
  '/eleves/manques',
  '/entretiens',
  '/imports',
  '/incidents',
  '/lettres',
  '/mes-eleves',
  '/messages',
  '/papier',
  '/rapprochement',
  '/referents',
  '/remises',
  '/sans-place',
]
