import type { Db } from '#src/db/connection.ts'
import { isOutage } from '#src/db/outage.ts'
import { inTransaction } from '#src/db/transaction.ts'
import type { Campagne, SuiviCampagne, VersionReglement } from '#src/procedure/campagnes/model.ts'
import { loadCampagne } from '#src/procedure/campagnes/sql.ts'
import {
  listAcademies,
  listCampagnesAComparer,
  listOuvertes,
  listVersions,
  selectSuiviDeLaCampagne,
  selectVersion,
} from '#src/procedure/campagnes/sql/suivi.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

const SUIVRE = 'campagne.suivre'
const LIRE = 'reglements.lire'

/** A campaign with its reglement and where it stands. */
export async function readSuivi(
  tx: Tx,
  campagneId: number,
): Promise<{ campagne: Campagne; version: VersionReglement | undefined; suivi: SuiviCampagne }> {
  demand(tx.acteur, SUIVRE, [{}])
  const campagne = await loadCampagne(tx.trx, campagneId)
  const version = await selectVersion(tx.trx, campagne.reglementId)
  return { campagne, version, suivi: await selectSuiviDeLaCampagne(tx.trx, { campagneId, now: tx.now }) }
}

/** Every version of the reglements of the académie. */
export async function readReglements(tx: Tx): Promise<VersionReglement[]> {
  demand(tx.acteur, LIRE, [{}])
  return listVersions(tx.trx)
}

export async function readReglement(tx: Tx, id: number): Promise<VersionReglement | undefined> {
  demand(tx.acteur, LIRE, [{}])
  return selectVersion(tx.trx, id)
}

/**
 * The open campaigns of every académie, with the very reglement that the engine applies; rehearsals on demand. Anyone
 * may read them: no right is asked for. Source: domain.md rule 13, CRPA L. 311-3-1.
 */
export async function readReglesPubliques(
  db: Db,
  { repetitions }: { repetitions: 'montrees' | 'cachees' },
): Promise<Campagne[]> {
  const campagnes: Campagne[] = []
  for (const academie of await listAcademies(db)) {
    const acteur = { academie, compteId: null, nom: '', pourLeCompteDe: null }
    await inTransaction({ db, acteur }, async ({ trx }) => {
      for (const id of await listOuvertes(trx)) campagnes.push(await loadCampagne(trx, id))
    })
  }
  return campagnes.filter(({ repetition }) => !repetition || repetitions === 'montrees')
}

/** The same; undefined while the base cannot be reached, for a page that says something without it. */
export async function readReglesHorsPanne(
  ...asked: Parameters<typeof readReglesPubliques>
): Promise<Campagne[] | undefined> {
  try {
    return await readReglesPubliques(...asked)
  } catch (error) {
    if (isOutage(error)) return undefined
    throw error
  }
}

/** Campaigns on which a reglement may be tried, the latest first; rehearsals too. */
export async function readCampagnesAComparer(tx: Tx): ReturnType<typeof listCampagnesAComparer> {
  demand(tx.acteur, 'reglement.rediger', [{}])
  return listCampagnesAComparer(tx.trx)
}
