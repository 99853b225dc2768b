import { addDays, dayOf, instantOf, type Day } from '#src/kit/day.ts'
import { mondayOf } from '#src/kit/school-days.ts'
import type { Instance, Interval } from '#src/planning/model.ts'
import type { Campagne } from '#src/procedure/campagnes/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import {
  distinct,
  fromMinute,
  startingFrom,
  toMinute,
  type Loaded,
} from '#src/procedure/entretiens/reads/instance.ts'
import { echeanceOf, premierJourConvocable, reglesDeVague } from '#src/procedure/entretiens/rules/vagues.ts'

/** The week of a day, as the planner counts. */
const weekOf = (monday: Day, zone: string): Interval => ({
  debut: toMinute(instantOf(monday, zone), zone),
  fin: toMinute(instantOf(addDays(monday, 7), zone), zone),
})

/**
 * The instance in which held interviews may move, while their wave is not due: freely until they are told, then at the
 * price of telling another lycée or another week. What is convoked, pinned, due or among `immobiles` stays where it is;
 * those without a place are still to place.
 */
export function improvable(
  tx: Tx,
  { campagne, loaded, immobiles }: { campagne: Campagne; loaded: Loaded; immobiles?: ReadonlySet<string> },
): Instance {
  const { instance, places } = loaded
  const today = dayOf(tx.now, tx.zone)
  const regles = reglesDeVague(campagne)
  const lieuOf = new Map(instance.disponibilites.map((one) => [one.id, one.lieu]))
  const mondays = new Map(
    instance.fixes.map(({ placement }) => [
      placement.requete,
      mondayOf(dayOf(fromMinute(placement.debut, tx.zone), tx.zone)),
    ]),
  )
  const free = instance.fixes.filter(({ placement }) => {
    const place = places.get(placement.requete)
    const monday = mondays.get(placement.requete)
    if (immobiles?.has(placement.requete)) return false
    return (
      place && !place.convoque && !place.epingle && monday !== undefined && today < echeanceOf(monday, regles)
    )
  })
  const moving = new Set(free.map((one) => one.placement.requete))
  const convocable = toMinute(instantOf(premierJourConvocable(today, regles), tx.zone), tx.zone)
  const held = free.map(({ requete, placement }) => {
    const lieu = lieuOf.get(placement.disponibilite) ?? ''
    const semaine = weekOf(mondays.get(requete.id) ?? today, tx.zone)
    const annonce = places.get(requete.id)?.annonce ? { lieu, semaine } : null
    return { ...requete, lieux: distinct([lieu, ...requete.lieux]), annonce }
  })
  const requetes = [...held, ...instance.requetes]
  return {
    ...startingFrom({ ...instance, requetes }, convocable),
    fixes: instance.fixes.filter((one) => !moving.has(one.placement.requete)),
    tenus: free.map((one) => one.placement),
  }
}
