import { minutesAt } from '#src/planning/seance.ts'
import { indexBy } from '#src/kit/group.ts'
import { check } from '#src/planning/check.ts'
import type { Disponibilite, Minute, Placement, Requete } from '#src/planning/model.ts'
import { trajetMinutes } from '#src/planning/travel.ts'
import type { Loaded } from '#src/procedure/entretiens/reads/instance.ts'
import { seatIn } from '#src/procedure/entretiens/rules/reparation.ts'
import { ecartOf, effetsOf, type Effets, type Tenue } from '#src/procedure/entretiens/rules/effets.ts'

/** Where an interview that stands would go. */
export interface Mouvement {
  requete: string
  disponibilite: string
  debut: Minute
}

/** What moves would break and cost. */
export interface Essai {
  avant: Placement[]
  apres: Placement[]
  /** Hard rules, by name, that would be broken; none when the moves are allowed. */
  enfreint: string[]
  ecart: Effets
}

type Fixe = Loaded['instance']['fixes'][number]

/** Tries moves on paper, all together: the checker judges them, nothing is written. Undefined: no such interview. */
export function essayer({ instance }: Loaded, mouvements: readonly Mouvement[]): Essai | undefined {
  const moving = new Set(mouvements.map((one) => one.requete))
  const stay = instance.fixes.filter((one) => !moving.has(one.requete.id))
  const moved = new Map(
    instance.fixes.filter((one) => moving.has(one.requete.id)).map((one) => [one.requete.id, one]),
  )
  const apres: Placement[] = []
  for (const mouvement of mouvements) {
    const fixe = moved.get(mouvement.requete)
    if (!fixe) return undefined
    const taken = [...stay.map((one) => one.placement), ...apres]
    const offer = instance.disponibilites.find((one) => one.id === mouvement.disponibilite)
    apres.push(placedAt(mouvement, { requete: fixe.requete, offer, taken }))
  }
  const requetes = [...moved.values()].map((one) => one.requete)
  const violations = check({ ...instance, requetes, fixes: stay }, { places: apres, nonPlaces: [] })
  const after = apres.flatMap((placement): Fixe[] => {
    const fixe = moved.get(placement.requete)
    return fixe ? [{ requete: fixe.requete, placement }] : []
  })
  const toTenue = tenueBuilder(instance)
  const effets = (fixes: readonly Fixe[]): Effets => effetsOf([...stay, ...fixes].flatMap(toTenue))
  return {
    avant: [...moved.values()].map((one) => one.placement),
    apres,
    enfreint: [...new Set(violations.map((one) => one.regle))],
    ecart: ecartOf(effets([...moved.values()]), effets(after)),
  }
}

function placedAt(
  { requete: id, disponibilite, debut }: Mouvement,
  {
    requete,
    offer,
    taken,
  }: { requete: Requete; offer: Disponibilite | undefined; taken: readonly Placement[] },
): Placement {
  const place = seatIn({ disponibilite, debut }, taken)
  return { requete: id, disponibilite, debut, fin: debut + minutesAt(requete, offer), place }
}

function tenueBuilder({ disponibilites, lieux }: Loaded['instance']): (fixe: Fixe) => Tenue[] {
  const offers = indexBy<Disponibilite, string>(disponibilites, (one) => one.id)
  const places = indexBy(lieux, (one) => one.id)
  return ({ requete, placement }) => {
    const offer = offers.get(placement.disponibilite)
    if (!offer) return []
    const [from, to] = [places.get(requete.origine), places.get(offer.lieu)]
    return [
      {
        eleve: requete.eleve,
        origine: requete.origine,
        lieu: offer.lieu,
        intervenants: offer.intervenants,
        debut: placement.debut,
        presentiel: requete.mode === 'presentiel',
        trajetMinutes: from && to ? trajetMinutes(from, to) : 0,
      },
    ]
  }
}
