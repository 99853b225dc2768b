import type { Verdict } from '#src/procedure/bonus/rules/verification.ts'

export const TITRE_VERDICT: Record<Verdict, string> = {
  authentique: 'Fiche authentique, en vigueur',
  remplacee: 'Fiche authentique, mais remplacée',
  perimee: 'Fiche authentique, mais plus à jour',
  alteree: 'Fiche altérée',
  inconnue: 'Fiche inconnue',
}

export const SENTENCE_VERDICT: Record<Verdict, string> = {
  authentique:
    'Elle a été recalculée à partir de ce qui est enregistré aujourd’hui : elle dit la même chose.',
  remplacee: 'Elle a bien été émise, puis une version plus récente l’a remplacée : demandez la dernière.',
  perimee:
    'Elle a bien été émise, mais ce qui est enregistré a changé depuis : une nouvelle version est à émettre.',
  alteree: 'Ce qui est conservé n’est plus ce qui a été émis : prévenez l’académie, ne vous y fiez pas.',
  inconnue:
    'Aucune fiche n’a été émise sous cette empreinte : l’adresse est mal recopiée, ou le document n’est pas authentique.',
}
