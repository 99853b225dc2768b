import { z } from 'zod'
import { isDay } from '#src/kit/day.ts'
import { VOIES_REMISE } from '#src/procedure/bonus/api.ts'
import { GENRES_EDITION } from '#src/procedure/editions/model.ts'

const given = z
  .string()
  .optional()
  .transform((text) => text?.trim() || null)

/** What to prepare. Without a school: the whole académie, if the actor answers for it. */
export const FormulaireEdition = z.object({
  genre: z.enum(GENRES_EDITION, 'Choisissez les documents à préparer.'),
  etablissement: given,
  jour: given.refine((text) => text === null || isDay(text), 'Ce jour n’existe pas.'),
  modele: given,
})

export const FormulaireRemise = z.object({
  voie: z.enum(VOIES_REMISE, 'Dites comment les documents ont été remis.'),
  le: z.string().refine(isDay, 'Donnez le jour de la remise.'),
})
