import { addDays, dayOf, instantOf, type Day } from '#src/kit/day.ts'
import { mondayOf } from '#src/kit/school-days.ts'
import type { Instance, Interval } from '#src/planning/model.ts'
import type { Campagne } from '#src/procedure/campagnes/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { fromMinute, startingFrom, toMinute, type Loaded } from '#src/procedure/entretiens/reads/instance.ts'
import { echeanceOf, premierJourConvocable, reglesDeVague } from '#src/procedure/entretiens/rules/vagues.ts'

/** The week of a day, as the planner counts. */
const weekOf = (monday: Day, zone: string): Interval => ({
  debut: toMinute(instantOf(monday, zone), zone),
  fin: toMinute(instantOf(addDays(monday, 7), zone), zone),
})

/** The first instant whose wave can still leave. */
const convocableFrom = (tx: Tx, campagne: Campagne): number =>
  toMinute(
    instantOf(premierJourConvocable(dayOf(tx.now, tx.zone), reglesDeVague(campagne)), tx.zone),
    tx.zone,
  )

/** The same in which held interviews may go to another week of their lycée, if its wave can still leave. */
export function inAnyWeek(
  tx: Tx,
  { campagne, instance }: { campagne: Campagne; instance: Instance },
): Instance {
  const held = new Set(instance.tenus?.map((one) => one.requete))
  const convocable = convocableFrom(tx, campagne)
  return {
    ...instance,
    requetes: instance.requetes.map((one) =>
      held.has(one.id)
        ? { ...one, fenetres: null, auPlusTot: Math.max(one.auPlusTot ?? convocable, convocable) }
        : one,
    ),
  }
}

/**
 * The instance in which held interviews may move: inside the week and the lycée already told, and only while their wave
 * is not due. What is convoked, pinned, due or among `immobiles` stays where it is; those without a place are still to place.
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
  const held = free.map(({ requete, placement }) => ({
    ...requete,
    lieux: [lieuOf.get(placement.disponibilite) ?? ''],
    fenetres: [weekOf(mondays.get(requete.id) ?? today, tx.zone)],
  }))
  const convocable = convocableFrom(tx, campagne)
  return {
    ...instance,
    requetes: [...held, ...startingFrom(instance, convocable).requetes],
    fixes: instance.fixes.filter((one) => !moving.has(one.placement.requete)),
    tenus: free.map((one) => one.placement),
  }
}
