import { z } from 'zod'

/** A whole number; left empty, the rule does not apply. */
export const borne = (min: number, max: number) => {
  const said = `Écrivez un nombre entier de ${min} à ${max}, ou rien.`
  return z
    .union(
      [
        z.literal('').transform(() => undefined),
        z.coerce.number(said).int(said).min(min, said).max(max, said),
      ],
      said,
    )
    .optional()
}
