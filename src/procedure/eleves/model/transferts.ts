import type { Refus } from '#src/kit/result.ts'

/** Why a pupil does not change school. */
export type RefusTransfert = Refus<
  'eleve_inconnu' | 'etablissement_inconnu' | 'meme_etablissement' | 'transfert_inconnu' | 'deja_prononce'
>
