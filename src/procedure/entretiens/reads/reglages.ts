import { dayOf } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import { indicateurs } from '#src/planning/check/cost.ts'
import type { Instance, Placement, Reglages } from '#src/planning/model.ts'
import type { Indicateurs } from '#src/planning/outcomes.ts'
import { REGLAGES_PAR_DEFAUT } from '#src/planning/reglages.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { ResultatDeReglages } from '#src/procedure/entretiens/model.ts'
import { loadCampagneEntiere } from '#src/procedure/entretiens/reads/en-attente.ts'
import { fromMinute } from '#src/procedure/entretiens/reads/instance.ts'
import {
  selectComparaison,
  selectReglages,
  type Comparaison,
} from '#src/procedure/entretiens/sql/reglages.ts'

const READ = 'reglages.lire'

/** The settings of the campaign, and what its plan asks of people as it stands. */
export async function readReglages(
  tx: Tx,
  campagneId: number,
): Promise<{ reglages: Reglages; actuel: Indicateurs }> {
  demand(tx.acteur, READ, [{}])
  const { instance } = await loadCampagneEntiere(tx, await loadCampagne(tx.trx, campagneId))
  return {
    reglages: (await selectReglages(tx.trx, campagneId)) ?? REGLAGES_PAR_DEFAUT,
    actuel: indicateurs(instance, { places: [], nonPlaces: [] }),
  }
}

export async function readComparaison(
  tx: Tx,
  asked: { campagneId: number; comparaisonId: number },
): Promise<{ comparaison: Comparaison } | undefined> {
  demand(tx.acteur, READ, [{}])
  const comparaison = await selectComparaison(tx.trx, asked)
  return comparaison && { comparaison }
}

/** What a plan gives, with what stands. */
export function resultatOf(
  instance: Instance,
  { places, zone }: { places: readonly Placement[]; zone: string },
): ResultatDeReglages {
  const all = [...instance.fixes.map((one) => one.placement), ...places]
  const days = groupBy(all, (one) => dayOf(fromMinute(one.debut, zone), zone))
  return {
    indicateurs: indicateurs({ ...instance, tenus: [] }, { places: [...places], nonPlaces: [] }),
    jours: [...days]
      .map(([jour, group]) => ({ jour, entretiens: group.length }))
      .toSorted((a, b) => (a.jour < b.jour ? -1 : 1)),
  }
}
