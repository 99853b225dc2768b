import { checkCapacities } from '#src/planning/check/capacities.ts'
import { nearFresh } from '#src/planning/check/near.ts'
import { rowsOf, type Violation } from '#src/planning/check/rows.ts'
import { checkSingle } from '#src/planning/check/single.ts'
import { checkTogether } from '#src/planning/check/together.ts'
import type { Instance, Plan } from '#src/planning/model.ts'

/** Each request has exactly one answer, placed or not, and the fixed ones are left alone. */
function checkAnswers(instance: Instance, plan: Plan): Violation[] {
  const fixed = new Set(instance.fixes.map((fixe) => fixe.requete.id))
  const asked = new Set(instance.requetes.map((requete) => requete.id).filter((id) => !fixed.has(id)))
  const answered = new Set<string>()
  const violations: Violation[] = []
  for (const { requete } of [...plan.places, ...plan.nonPlaces]) {
    if (fixed.has(requete)) violations.push({ regle: 'fixe_deplacee', requetes: [requete] })
    else if (!asked.has(requete)) violations.push({ regle: 'requete_inconnue', requetes: [requete] })
    else if (answered.has(requete)) violations.push({ regle: 'requete_doublee', requetes: [requete] })
    answered.add(requete)
  }
  for (const requete of asked)
    if (!answered.has(requete)) violations.push({ regle: 'requete_oubliee', requetes: [requete] })
  return violations
}

/**
 * Recomputes every hard rule of a plan from the instance alone; it shares no line with the engine. Empty = the plan
 * may be stored. What only the fixed interviews break is not held against the plan.
 */
export function check(instance: Instance, plan: Plan): Violation[] {
  const rows = rowsOf(instance, plan)
  const near = nearFresh(instance, rows)
  return [
    ...checkAnswers(instance, plan),
    ...checkSingle(instance, rows),
    ...checkTogether(instance, near),
    ...checkCapacities(instance, near),
  ]
}
