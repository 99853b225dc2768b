import type { Fixe, Instance, Interval, Minute, Requete } from '#src/planning/model.ts'
import type { Evenement } from '#src/planning/outcomes.ts'

/** Everything that stands: fixed and held alike. */
export function standing({ fixes, tenus = [], requetes }: Instance): Fixe[] {
  const known = new Map(requetes.map((requete) => [requete.id, requete]))
  const held = tenus.flatMap((placement) => {
    const requete = known.get(placement.requete)
    return requete ? [{ requete, placement }] : []
  })
  return [...fixes, ...held]
}

export const meets = (a: Interval, b: Interval): boolean => a.debut < b.fin && b.debut < a.fin

const closing = (instance: Instance, key: string, interval: Interval): Instance => ({
  ...instance,
  indisponibilites: new Map([
    ...instance.indisponibilites,
    [key, [...(instance.indisponibilites.get(key) ?? []), interval]],
  ]),
})

/** What the event closes, by the key of `indisponibilites`. */
export function closedKey(event: Evenement): string | undefined {
  if (event.sorte === 'intervenant_absent') return event.intervenant
  if (event.sorte === 'lieu_ferme') return event.lieu
  return event.sorte === 'salle_fermee' ? event.salle : undefined
}

/** The same campaign after the event: absences, closings, pupils who cannot. What stands is not looked at. */
export function afterEvent(instance: Instance, event: Evenement): Instance {
  const key = closedKey(event)
  if (key !== undefined && 'intervalle' in event) return closing(instance, key, event.intervalle)
  if (event.sorte !== 'eleves_indisponibles') return instance
  const away = new Set(event.eleves)
  const absent = (requete: Requete): Requete =>
    away.has(requete.eleve)
      ? { ...requete, indisponibilites: [...requete.indisponibilites, event.intervalle] }
      : requete
  return {
    ...instance,
    requetes: instance.requetes.map(absent),
    fixes: instance.fixes.map((fixe) => ({ ...fixe, requete: absent(fixe.requete) })),
  }
}

/** What is asked for once its place is lost: not before the notice, and for a no-show after the time he missed. */
export function anew({ requete, placement }: Fixe, event: Evenement): Requete {
  const missed = event.sorte === 'absence' ? placement.fin : undefined
  const instants: (Minute | null | undefined)[] = [requete.auPlusTot, event.pasAvant, missed]
  const known = instants.filter((instant) => instant != null)
  return known.length === 0 ? requete : { ...requete, auPlusTot: Math.max(...known) }
}
