import { addDays, dayOf, instantOf } from '#src/kit/day.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import {
  countEcolesSuivies,
  listEcolesSuivies,
  type EcoleSuivie,
  type RechercheEcoles,
} from '#src/procedure/campagnes/sql/etablissements-suivis.ts'

export {
  SITUATIONS_ECOLE,
  TRIS_ECOLES,
  type EcoleSuivie,
  type SituationEcole,
} from '#src/procedure/campagnes/sql/etablissements-suivis.ts'

/** Days without an act after which a school is said to be silent. */
const SILENCE = 14

type Asked = Omit<RechercheEcoles, 'silence'> &
  Pick<Parameters<typeof listEcolesSuivies>[1], 'tri' | 'limit' | 'offset'>

/** The schools of pupils of a campaign with where each stands, narrowed, sorted and counted. */
export async function readEcolesSuivies(
  tx: Tx,
  asked: Asked,
): Promise<{ rows: EcoleSuivie[] } & Awaited<ReturnType<typeof countEcolesSuivies>>> {
  demand(tx.acteur, 'campagne.suivre', [{}])
  const silence = instantOf(addDays(dayOf(tx.now, tx.zone), -SILENCE), tx.zone)
  return {
    rows: await listEcolesSuivies(tx.trx, { ...asked, silence }),
    ...(await countEcolesSuivies(tx.trx, { ...asked, silence })),
  }
}
