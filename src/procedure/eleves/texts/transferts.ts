import type { RefusTransfert } from '#src/procedure/eleves/model/transferts.ts'

export const PHRASE_TRANSFERT: Record<RefusTransfert['code'], string> = {
  eleve_inconnu: 'Cet élève n’est plus dans la liste.',
  etablissement_inconnu: 'Aucun établissement de l’académie n’a ce numéro (UAI).',
  meme_etablissement: 'L’élève est déjà dans cet établissement.',
  transfert_inconnu: 'Cette arrivée n’est plus dans la liste.',
  deja_prononce: 'Quelqu’un vient déjà d’accueillir cet élève.',
}
