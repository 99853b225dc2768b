import { sql } from 'kysely'
import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import type { Etat, Genre, Motif } from '#src/procedure/envois/model.ts'

/** A campaign that writes to its people, each with an address of his own, on a clock that the test moves. */
export async function campagneQuiEcrit(db: Db, options: OptionsCampagne = {}): Promise<CampagneFictive> {
  const horloge = instantOf('2027-02-01T09:00', ZONE)
  const campagne = await fictionalCampagne(db, { horloge, ...options })
  await inTransaction(campagne, async ({ trx }) => {
    // Its clock is kept, but it is no rehearsal: those never write to anybody.
    await sql`update campagne set repetition = false where id = ${campagne.campagneId}`.execute(trx)
    await sql`update eleve set courriel = 'e' || cle_siecle || '@eleves.exemple.fr'`.execute(trx)
    await sql`update responsable set courriel = 'r' || cle_siecle || '@familles.exemple.fr'`.execute(trx)
  })
  return campagne
}

/** Moves its clock. */
export const moveTo = async (campagne: CampagneFictive, local: string): Promise<void> => {
  const { campagneId, db, acteur } = campagne
  await inTransaction({ db, acteur }, async (tx) => {
    await sql`update campagne set repetition = true where id = ${campagneId}`.execute(tx.trx)
    await moveHorloge(tx, { campagneId, instant: instantOf(local, ZONE) })
    await sql`update campagne set repetition = false where id = ${campagneId}`.execute(tx.trx)
  })
}

/** What a test says of the base itself. */
export const query = <T>(campagne: CampagneFictive, text: string, value: unknown = null): Promise<T[]> =>
  inTransaction(campagne, async ({ trx }) => {
    const parts = text.split('?')
    const { rows } =
      // oxlint-disable-next-line no-restricted-properties -- the text is that of a test
      await sql<T>`${sql.raw(parts[0] ?? '')}${parts[1] === undefined ? sql`` : sql`${value}${sql.raw(parts[1])}`}`.execute(
        trx,
      )
    return rows
  })

export interface LigneEnvoi {
  id: number
  genre: Genre
  adresse: string
  etat: Etat
  motif: Motif | null
  essais: number
  canal: string | null
}

export const envoisOf = (campagne: CampagneFictive): Promise<LigneEnvoi[]> =>
  query(campagne, 'select id, genre, adresse, etat, motif, essais, canal from envoi order by id')
