import type { EleveLu } from '#src/exchange/model.ts'
import type { Refus } from '#src/kit/result.ts'
import type { RefusTransfert } from '#src/procedure/eleves/model/transferts.ts'

/** What somebody says of a line whose INE another pupil holds. */
export const DECISIONS_INE = ['meme_eleve', 'autre_eleve'] as const
export type DecisionIne = (typeof DECISIONS_INE)[number]

/** What comes of it: taken by the school of the file, sent to it, or imported without INE. */
export type SuiteDoute = 'prononce' | 'en_attente' | 'sans_ine'

export type RefusDoute = RefusTransfert | Refus<'doute_inconnu'>

export interface DouteIne {
  id: number
  campagneId: number
  /** Who holds the INE, and his school of today. */
  eleveId: number
  titulaire: string
  naissance: string
  depart: string
  nomDepart: string
  /** The school whose file gives it too. */
  arrivee: string
  nomArrivee: string
  ligne: EleveLu
  le: Date
}
