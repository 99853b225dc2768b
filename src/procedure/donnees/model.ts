import type { Refus } from '#src/kit/result.ts'

/** What a person may ask about his own data. Source: GDPR, articles 15 to 18 and 21. */
export const DROITS = ['acces', 'rectification', 'limitation', 'opposition', 'effacement'] as const
export type Droit = (typeof DROITS)[number]

export type RefusDestruction = Refus<'campagne_inconnue' | 'destruction_prematuree' | 'deja_visee'>
export type RefusDroit = Refus<
  'demande_inconnue' | 'deja_repondue' | 'bonus_transmis' | 'rien_a_lever' | 'date_impossible' | 'ine_pris'
>
