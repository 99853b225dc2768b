import type {
  Changement,
  DecisionChangement,
  GenreChangement,
} from '#src/procedure/campagnes/model/changements.ts'

export const LIBELLE_GENRE_CHANGEMENT: Record<GenreChangement, string> = {
  formation: 'Formation (MEF)',
  offre: 'Offre Affelnet',
  referent: 'Lycée référent',
  secteur: 'Secteur',
  capacite: 'Capacité',
}

export const LIBELLE_NATURE: Record<Changement['nature'], string> = {
  nouveau: 'Nouveau',
  disparu: 'Disparu',
  change: 'Changé',
  reprise: 'Sans fichier',
}

/** What each decision does, by what the change is. */
export const LIBELLE_DECISION: Record<Changement['nature'], Record<DecisionChangement, string>> = {
  nouveau: { garder: 'Garder', ecarter: 'Ne pas ajouter' },
  disparu: { garder: 'Laisser disparaître', ecarter: 'Reprendre' },
  change: { garder: 'Garder', ecarter: 'Remettre comme avant' },
  reprise: { garder: 'Garder', ecarter: 'Retirer' },
}
