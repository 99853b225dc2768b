import { costOf } from '#src/planning/check/cost.ts'
import type { Fixe, Instance, Requete } from '#src/planning/model.ts'
import { narrow } from '#src/planning/narrow.ts'
import type { Cout } from '#src/planning/outcomes.ts'

/** What changes add to each part of the cost, recomputed from what the requests they touch bear on. */
export function differenceOnPaper(
  instance: Instance,
  {
    before,
    after,
    touched,
  }: { before: readonly Fixe[]; after: readonly Fixe[]; touched: readonly Requete[] },
): Cout {
  const [old, now] = [before, after].map((fixes) => costNear({ ...instance, fixes, tenus: [] }, touched))
  if (!old || !now) throw new Error('two plans to compare')
  return {
    total: now.total - old.total,
    nonPlaces: now.nonPlaces - old.nonPlaces,
    demiJourneesIntervenant: now.demiJourneesIntervenant - old.demiJourneesIntervenant,
    equilibre: now.equilibre - old.equilibre,
    sorties: now.sorties - old.sorties,
    demiJourneesEleve: now.demiJourneesEleve - old.demiJourneesEleve,
    trajets: now.trajets - old.trajets,
    attente: now.attente - old.attente,
    souhaits: now.souhaits - old.souhaits,
    annonces: now.annonces - old.annonces,
  }
}

/** Cost of what stands near some requests; those of them that have no place are counted. */
function costNear(instance: Instance, touched: readonly Requete[]): Cout {
  const known = new Set(instance.fixes.map((fixe) => fixe.requete.id))
  const requetes = touched.filter((requete) => !known.has(requete.id))
  const { fixes, disponibilites } = narrow(instance, touched)
  return costOf({ ...instance, fixes, disponibilites, requetes }, { places: [], nonPlaces: [] })
}
