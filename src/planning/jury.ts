import type { Disponibilite, Instance, Interval, Minute, Requete } from '#src/planning/model.ts'
import { Timeline } from '#src/planning/timeline.ts'

/** A person or a room: it serves one creneau at a time. */
export interface Ressource {
  creneaux: Timeline<Creneau>
  absences: Timeline<Interval>
  /** Minutes to leave between two creneaux. */
  pause: Minute
  kind: 'person' | 'room'
}

/** An availability with the people and the room it takes. */
export interface Jury {
  disponibilite: Disponibilite
  ressources: readonly Ressource[]
  /** When the lycée or the availability itself is closed. */
  fermetures: readonly Interval[]
}

/** The interviews held together by one jury: one as a rule, up to `capacite` in a group session. */
export interface Creneau extends Interval {
  jury: Jury
  domaine: string
  occupants: Entretien[]
}

/** A request that has its place. */
export interface Entretien extends Interval {
  requete: Requete
  /** Undefined when the availability of a fixed interview is no longer in the instance. */
  creneau: Creneau | undefined
  place: number
  /** Where the pupil sits: the lycée, or the collège for a remote interview. */
  lieu: string
  mobile: boolean
}

/** A room or a person of the same name are two resources, so each kind has its own register. */
class Register {
  readonly #ressources = new Map<string, Ressource>()
  readonly #instance: Instance
  readonly #pause: Minute

  readonly #kind: Ressource['kind']

  constructor(instance: Instance, { pause, kind }: Pick<Ressource, 'pause' | 'kind'>) {
    this.#instance = instance
    this.#pause = pause
    this.#kind = kind
  }

  of(key: string): Ressource {
    const known = this.#ressources.get(key)
    if (known) return known
    const absences = new Timeline<Interval>()
    for (const absence of this.#instance.indisponibilites.get(key) ?? [])
      if (absence.fin > absence.debut) absences.add(absence)
    const ressource = { creneaux: new Timeline<Creneau>(), absences, pause: this.#pause, kind: this.#kind }
    this.#ressources.set(key, ressource)
    return ressource
  }
}

/** One jury per availability; two availabilities with a person or a room in common share the resource. */
export function openJuries(instance: Instance): Jury[] {
  const { pauseMinutes } = instance.contraintes
  const people = new Register(instance, { pause: pauseMinutes, kind: 'person' })
  const rooms = new Register(instance, { pause: 0, kind: 'room' })
  const anonymous = new Register(instance, { pause: pauseMinutes, kind: 'person' })
  return instance.disponibilites.map((disponibilite) => {
    const { id, lieu, intervenants, salle } = disponibilite
    const ressources = [...new Set(intervenants)].map((key) => people.of(key))
    // A jury whose people are not named still receives one creneau at a time.
    if (ressources.length === 0) ressources.push(anonymous.of(id))
    if (salle !== null) ressources.push(rooms.of(salle))
    const fermetures = [lieu, id].flatMap((key) => instance.indisponibilites.get(key) ?? [])
    return { disponibilite, ressources, fermetures: fermetures.filter((one) => one.fin > one.debut) }
  })
}
