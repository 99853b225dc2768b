import { addDays, dayOf, instantOf, type Day } from '#src/kit/day.ts'
import { schoolDays } from '#src/kit/school-days.ts'
import { foresee } from '#src/planning/previsions.ts'
import type { Requete } from '#src/planning/model.ts'
import { derniereEcheance, echeanceOf, type Campagne } from '#src/procedure/campagnes/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { selectElevesLimites } from '#src/procedure/eleves/api.ts'
import { toMinute, type Loaded } from '#src/procedure/entretiens/reads/instance.ts'
import { premierJourConvocable, reglesDeVague } from '#src/procedure/entretiens/rules/vagues.ts'

/**
 * The requests that may still come in before registrations close, as far as those that came tell. Nobody of them is a
 * pupil: they are read by the planner, and never kept. Nothing is told by somebody whose data may not be used for now.
 */
export async function previsionsOf(
  tx: Tx,
  { campagne, loaded: { instance, requetes } }: { campagne: Campagne; loaded: Loaded },
): Promise<Requete[]> {
  const regles = reglesDeVague(campagne)
  const last = derniereEcheance(campagne, { echeance: 'finInscriptions' })
  const days = schoolDays(campagne.calendrier.ouverture, last, regles.joursFermes)
  // A registration of a weekend counts with the school day before it.
  const rankOf = (day: Day): number => days.findLastIndex((one) => one <= day)
  const convocables = days.map((day) =>
    toMinute(instantOf(premierJourConvocable(day, regles), tx.zone), tx.zone),
  )
  const eleves = new Set([...requetes.values()].map(({ eleveId }) => eleveId))
  const limites = await selectElevesLimites(tx.trx, [...eleves])
  const known = [...instance.requetes, ...instance.fixes.map((one) => one.requete)]
  const arrivees = known.flatMap((requete) => {
    const row = requetes.get(requete.id)
    return row && !limites.has(row.eleveId) ? [{ requete, jour: rankOf(dayOf(row.inscritLe, tx.zone)) }] : []
  })
  return foresee(arrivees, {
    // The last day that is over: nobody has registered yet on the one that a night begins.
    jour: rankOf(addDays(dayOf(tx.now, tx.zone), -1)),
    dernierJour: (uai) => rankOf(echeanceOf(campagne, { echeance: 'finInscriptions', uai })),
    auPlusTot: (rank) => convocables[rank] ?? Number.POSITIVE_INFINITY,
  })
}
