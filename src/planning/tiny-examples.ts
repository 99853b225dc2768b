import type fc from 'fast-check'
import { check } from '#src/planning/check.ts'
import { costOf } from '#src/planning/check/cost.ts'
import { roomy } from '#src/planning/drawn-examples.ts'
import type { Instance, Placement, Plan } from '#src/planning/model.ts'

/** Every start on the grid of every availability; a group session lasts until its last place. */
const everyStart = (
  { disponibilites }: Instance,
  { id, duree }: { id: string; duree: number },
): Placement[] =>
  disponibilites.flatMap((d) => {
    const minutes = d.seance ? d.seance.commune + d.capacite * d.seance.individuelle : duree
    return Array.from({ length: Math.max(0, Math.floor((d.fin - d.debut - minutes) / 5) + 1) }, (_, i) => {
      const debut = d.debut + 5 * i
      return { requete: id, disponibilite: d.id, place: 1, debut, fin: debut + minutes }
    })
  })

/** In the next seat of its session: seats of one are interchangeable. */
const seated = (placement: Placement, places: readonly Placement[]): Placement => ({
  ...placement,
  place:
    1 +
    places.filter((p) => p.disponibilite === placement.disponibilite && p.debut === placement.debut).length,
})

const allowed = (asked: Instance, plan: Plan): boolean =>
  check(asked, plan).every(({ regle }) => regle === 'requete_oubliee')

/** The least cost of any plan, by trying everything: for a handful of requests. */
export function leastCost(asked: Instance): number {
  let least = Number.POSITIVE_INFINITY
  const visit = (index: number, places: Placement[]): void => {
    const requete = asked.requetes[index]
    if (!requete) {
      least = Math.min(least, costOf(asked, { places, nonPlaces: [] }).total)
      return
    }
    visit(index + 1, places)
    for (const placement of everyStart(asked, requete)) {
      const longer = [...places, seated(placement, places)]
      if (allowed(asked, { places: longer, nonPlaces: [] })) visit(index + 1, longer)
    }
  }
  visit(0, [])
  return least
}

/** Three requests, two availabilities away from 13:00, no groups: few enough plans to try them all. */
export const tiny: fc.Arbitrary<Instance> = roomy({ disponibilites: 2, requetes: 3 }).map((drawn) => ({
  ...drawn,
  disponibilites: drawn.disponibilites.map((d, i) => {
    const debut = Math.floor(d.debut / 1440) * 1440 + (i === 0 ? 600 : 840)
    return { ...d, capacite: 1, debut, fin: debut + 40 }
  }),
  requetes: drawn.requetes.map((r) => ({
    ...r,
    duree: Math.max(20, r.duree),
    auPlusTot: null,
    indisponibilites: [],
  })),
}))
