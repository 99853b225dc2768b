import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { ownerConfig, type Db } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import { cleDeRepetition, exportBonus, type Export } from '#src/procedure/bonus/api.ts'
import {
  at,
  fictionalCampagne,
  type CampagneFictive,
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import type { Refus, Result } from '#src/kit/result.ts'

export interface Terrain {
  db: () => Db
  /** A campaign of its own, beside the others of the file. */
  campagneOf: (options?: OptionsCampagne) => Promise<CampagneFictive>
  /** A statement of who holds the base itself. */
  asOwner: <T extends object>(statement: string, values?: unknown[]) => Promise<T[]>
}

/** A base for the test file, closed with it. */
export function terrain(): Terrain {
  let base: Awaited<ReturnType<typeof testDb>> | undefined
  let serial = 0
  beforeAll(async () => {
    base = await testDb()
  })
  afterAll(() => base?.close())
  const opened = (): Awaited<ReturnType<typeof testDb>> => {
    if (!base) throw new Error('base non ouverte')
    return base
  }
  return {
    db: () => opened().db,
    campagneOf: (options = {}) =>
      fictionalCampagne(opened().db, { dispositif: `REGLE-${++serial}`, ...options }),
    asOwner: async <T extends object>(statement: string, values: unknown[] = []) => {
      const owner = new pg.Client(ownerConfig(opened().address))
      await owner.connect()
      try {
        return (await owner.query<T>(statement, values)).rows
      } finally {
        await owner.end()
      }
    },
  }
}

/** The export of a campaign by its two people. */
export const exporter = (campagne: CampagneFictive, local = '2027-05-23'): Promise<Result<Export, Refus>> =>
  at(campagne, local, (tx) =>
    exportBonus(tx, {
      campagneId: campagne.campagneId,
      approbateurId: campagne.approbateur.compteId ?? 0,
      cle: cleDeRepetition(1),
    }),
  )

/** Stored avis finals, in the order of registration. */
export const finaux = (campagne: CampagneFictive) =>
  at(campagne, '2027-06-01', ({ trx }) =>
    trx
      .selectFrom('avis_final')
      .select(['etat', 'sens', 'points'])
      .where('campagne_id', '=', campagne.campagneId)
      .orderBy('inscription_id')
      .execute(),
  )
