import type { EcartVoeu } from '#src/procedure/campagnes/model.ts'

export const LIBELLE_ECART: Record<EcartVoeu['nature'], string> = {
  ajoute: 'Ajouté',
  modifie: 'Rang changé',
  supprime: 'Retiré',
}

export const SENTENCE_APERCU = {
  apercu_absent:
    'Le fichier de cet aperçu n’est plus gardé : il a déjà été appliqué, ou il date de plus d’un jour. Envoyez-le de nouveau.',
  apercu_depasse:
    'D’autres vœux ont été importés depuis cet aperçu : ce qu’il montre n’est plus juste. Envoyez le fichier de nouveau.',
} as const
