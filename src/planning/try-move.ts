import { check } from '#src/planning/check.ts'
import { differenceOnPaper } from '#src/planning/check/difference.ts'
import { standing } from '#src/planning/mending/event.ts'
import type { Disponibilite, Fixe, Instance, Placement, Requete } from '#src/planning/model.ts'
import { narrow } from '#src/planning/narrow.ts'
import type { Deplacement, EssaiDeplacement } from '#src/planning/outcomes.ts'
import { minutesAt } from '#src/planning/seance.ts'
import { ruleSentence } from '#src/planning/rule-texts.ts'

/** The lowest seat that nobody has in a group that begins then. */
function freeSeat(others: readonly Fixe[], at: Pick<Deplacement, 'disponibilite' | 'debut'>): number {
  const taken = new Set(
    others
      .map((fixe) => fixe.placement)
      .filter((one) => one.disponibilite === at.disponibilite && one.debut === at.debut)
      .map((one) => one.place),
  )
  let place = 1
  while (taken.has(place)) place++
  return place
}

/**
 * What a move by hand breaks and costs, everything else staying where it is (`fixes` and `tenus`). Nothing is changed.
 * Throws when the instance has no such request.
 */
export function tryMove(instance: Instance, move: Deplacement): EssaiDeplacement {
  const stands = standing(instance)
  const before = stands.find((fixe) => fixe.requete.id === move.requete)
  const requete = before?.requete ?? instance.requetes.find((one) => one.id === move.requete)
  if (!requete) throw new Error(`no request ${move.requete} to move`)
  const others = stands.filter((fixe) => fixe !== before)
  const { disponibilite, debut } = move
  const place = freeSeat(others, move)
  const target = instance.disponibilites.find((d) => d.id === disponibilite)
  const fin = debut + minutesAt(requete, target)
  const placement = { requete: requete.id, disponibilite, place, debut, fin }
  const ecart = differenceOnPaper(instance, {
    before: stands,
    after: [...others, { requete, placement }],
    touched: reaching(requete, target),
  })
  return { placement, enfreint: brokenBy({ ...instance, fixes: others }, { requete, placement }), ecart }
}

/** A request as if it could go to an availability where it may not: what is there counts. */
function reaching(requete: Requete, target: Disponibilite | undefined): Requete[] {
  const lieux = target ? [...requete.lieux, target.lieu] : requete.lieux
  const domaine = target?.domaines[0] ?? requete.domaine
  return [
    { ...requete, lieux },
    { ...requete, lieux, domaine },
  ]
}

function brokenBy(
  instance: Instance,
  { requete, placement }: { requete: Requete; placement: Placement },
): EssaiDeplacement['enfreint'] {
  const target = instance.disponibilites.find((d) => d.id === placement.disponibilite)
  const near = narrow(instance, reaching(requete, target))
  const asked = { ...near, requetes: [requete], tenus: [] }
  const found = new Map(
    check(asked, { places: [placement], nonPlaces: [] }).map((one) => [one.regle, one.requetes] as const),
  )
  return [...found].map(([regle, requetes]) => ({ regle, requetes, phrase: ruleSentence(regle) }))
}
