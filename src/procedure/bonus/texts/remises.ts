import type { Refus } from '#src/kit/result.ts'
import type { VoieRemise } from '#src/procedure/bonus/model.ts'

export const LIBELLE_VOIE: Record<VoieRemise, string> = {
  main: 'en main propre',
  ent: 'dans l’ENT',
  courrier: 'par courrier',
  courriel: 'par courriel',
}

export const LIBELLE_GENRE = { fiche: 'Fiche récapitulative', convocation: 'Convocation' } as const

export type RefusRemise = Refus<'remise_a_venir' | 'document_inconnu'>

const SENTENCES: Record<RefusRemise['code'], string> = {
  remise_a_venir: 'Une remise se note une fois faite : ce jour n’est pas encore passé.',
  document_inconnu:
    'Un de ces documents a été remplacé entre-temps par une nouvelle version : cochez de nouveau.',
}

export const sentenceRemise = (refus: RefusRemise): string => SENTENCES[refus.code]
