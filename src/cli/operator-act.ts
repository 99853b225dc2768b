import type { Academie, Atelier } from '#src/cli/campaign.ts'
import type { Given } from '#src/cli/command.ts'
import type { Base } from '#src/db/base.ts'
import { asOperateur, type Tx } from '#src/procedure/comptes/api.ts'

/** Where an act happens: an académie, and a campaign when it is about one. */
export interface Place {
  base: Base
  academie: Academie
  campagne?: Atelier['campagne']
}

/** One act in one transaction under the account of the operator, undone when the command is a dry run. */
export const act = <T>(
  given: Given,
  { base, academie, campagne }: Place,
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  asOperateur(base.db, {
    academie,
    ...(campagne && { campagneId: campagne.id }),
    effet: given.has('a-blanc') ? 'a_blanc' : 'garde',
    work,
  })
