import { localMinuteOf, timeInWords } from '#src/kit/day.ts'
import type { Seance } from '#src/procedure/entretiens/model.ts'

/** How a group session goes, in a word. */
export const seanceInWords = ({ communes, individuelles }: Seance): string =>
  communes === 0
    ? `${individuelles} minutes par élève, l’un après l’autre`
    : `${communes} minutes ensemble, puis ${individuelles} par élève`

/** When a pupil is received alone, beside the hour at which he comes; null outside of a group session. */
export const seulInWords = ({ individuel }: { individuel: Date | null }, zone: string): string | null =>
  individuel && `reçu seul à ${timeInWords(localMinuteOf(individuel, zone))}`
