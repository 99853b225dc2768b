import type { z } from 'zod'
import type { Outils } from '#src/jobs/queue.ts'

/** One kind of work: what to do, and what to say to those who wait when it breaks down. */
export interface Tache {
  travail: (outils: Outils, charge: unknown) => Promise<void>
  panne?: (outils: Outils, echec: Echec<unknown>) => Promise<void>
  /** When it comes by itself (cron, UTC). */
  chaque?: string
}

export interface Echec<C> {
  charge: C
  /** It will not be tried again. */
  derniere: boolean
}

/** A kind of work on charges of one shape, read again when they come out of the base. */
export function tache<C>(definition: {
  schema: z.ZodType<C>
  travail: (outils: Outils, charge: C) => Promise<void>
  panne?: (outils: Outils, echec: Echec<C>) => Promise<void>
  chaque?: string
}): Tache {
  const { schema, travail, panne, chaque } = definition
  return {
    travail: (outils, charge) => travail(outils, schema.parse(charge)),
    ...(panne && {
      panne: (outils, { charge, derniere }) => panne(outils, { charge: schema.parse(charge), derniere }),
    }),
    ...(chaque === undefined ? {} : { chaque }),
  }
}
