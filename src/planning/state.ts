import { halfDayAround, halfDayOf } from '#src/planning/calendar.ts'
import { openJuries, type Creneau, type Entretien, type Jury } from '#src/planning/jury.ts'
import type { Contraintes, Instance, Interval, Lieu, Mode, Placement, Requete } from '#src/planning/model.ts'
import { Timeline } from '#src/planning/timeline.ts'
import { trajetMinutes } from '#src/planning/travel.ts'

/** A place that is tried for a request: nothing is written until `State.add`. */
export interface Essai extends Interval {
  requete: Requete
  jury: Jury
}

const NOBODY: readonly Entretien[] = []
const key = (...parts: (string | number)[]): string => parts.join('\n')

function push<V>(map: Map<string, V[]>, entry: { key: string; value: V }): void {
  const list = map.get(entry.key)
  if (list) list.push(entry.value)
  else map.set(entry.key, [entry.value])
}

function drop<V>(list: V[] | undefined, value: V): void {
  const index = list?.indexOf(value) ?? -1
  if (index >= 0) list?.splice(index, 1)
}

const byStart = (a: Jury, b: Jury): number =>
  a.disponibilite.debut - b.disponibilite.debut || (a.disponibilite.id < b.disponibilite.id ? -1 : 1)

/** Who is where and when, kept up to date one interview at a time and readable by each side of a hard rule. */
export class State {
  readonly contraintes: Contraintes
  /** Places tried and interviews written so far: the measure of work by which searches are bounded. */
  essais = 0
  readonly #lieux: ReadonlyMap<string, Lieu>
  readonly #juries: ReadonlyMap<string, Jury>
  readonly #offers = new Map<string, Jury[]>()
  readonly #trajets = new Map<string, number>()
  readonly #given: Instance['trajets']
  readonly #rows: ReadonlyMap<string, number>
  readonly #entretiens = new Map<string, Entretien>()
  readonly #byEleve = new Map<string, Entretien[]>()
  readonly #byCollege = new Map<string, Timeline<Entretien>>()
  readonly #remote = new Map<string, Timeline<Entretien>>()
  /** Availabilities that receive, by lycée and half-day, with their number of creneaux. */
  readonly #receiving = new Map<string, Map<Jury, number>>()

  constructor(instance: Instance) {
    this.contraintes = instance.contraintes
    this.#lieux = new Map(instance.lieux.map((lieu) => [lieu.id, lieu]))
    this.#given = instance.trajets
    this.#rows = new Map(instance.trajets?.lieux.map((id, row) => [id, row]))
    const juries = openJuries(instance)
    this.#juries = new Map(juries.map((jury) => [jury.disponibilite.id, jury]))
    for (const jury of juries.toSorted(byStart)) this.#offer(jury)
    for (const { requete, placement } of instance.fixes) this.#stand(requete, { placement, mobile: false })
  }

  /** Availabilities of one lycée for a domaine in a mode, by start then id. */
  juries(offer: { lieu: string; domaine: string; mode: Mode }): readonly Jury[] {
    return this.#offers.get(key(offer.lieu, offer.mode, offer.domaine)) ?? []
  }

  /** Minutes between two places by their id; 0 when one of them is unknown. */
  trajet(from: string, to: string): number {
    const pair = key(from, to)
    const known = this.#trajets.get(pair)
    if (known !== undefined) return known
    const [a, b] = [this.#lieux.get(from), this.#lieux.get(to)]
    const minutes = this.#givenTrajet(from, to) ?? (a && b ? trajetMinutes(a, b) : 0)
    this.#trajets.set(pair, minutes)
    return minutes
  }

  /** Minutes from the collège of a request to each of its lycées. */
  journeys({ origine, lieux }: Requete): number[] {
    return [...new Set(lieux.map((lieu) => this.trajet(origine, lieu)))]
  }

  #givenTrajet(from: string, to: string): number | undefined {
    const [row, column] = [this.#rows.get(from), this.#rows.get(to)]
    if (from === to || row === undefined || column === undefined) return undefined
    return this.#given?.minutes[row * this.#rows.size + column]
  }

  entretien(requete: string): Entretien | undefined {
    return this.#entretiens.get(requete)
  }

  /** Where a request stands; nothing when it has no place, or one that the instance no longer knows. */
  placementOf(requete: Requete): Placement[] {
    const entretien = this.#entretiens.get(requete.id)
    if (!entretien?.creneau) return []
    const { debut, fin, place, creneau } = entretien
    return [{ requete: requete.id, disponibilite: creneau.jury.disponibilite.id, place, debut, fin }]
  }

  ofEleve(eleve: string): readonly Entretien[] {
    return this.#byEleve.get(eleve) ?? NOBODY
  }

  /** Interviews in person of the pupils of a collège that meet a window. */
  ofCollege(college: string, window: Interval): readonly Entretien[] {
    return this.#byCollege.get(college)?.meeting(window.debut, window.fin) ?? NOBODY
  }

  /** Remote interviews of the pupils of a collège that meet a window. */
  ofPostes(college: string, window: Interval): readonly Entretien[] {
    return this.#remote.get(college)?.meeting(window.debut, window.fin) ?? NOBODY
  }

  /** Juries of a lycée that receive in the half-day of an instant; undefined where its rooms are not counted. */
  receiving(lieu: string, instant: number): ReadonlyMap<Jury, number> | undefined {
    return this.#receiving.get(key(lieu, halfDayOf(instant)))
  }

  /** Interviews in person of the pupils of one collège at one lycée in the half-day of the try. */
  ofTrip({ requete, jury, debut }: Essai): readonly Entretien[] {
    const { lieu } = jury.disponibilite
    return this.ofCollege(requete.origine, halfDayAround(debut)).filter(
      (other) => other.lieu === lieu && halfDayOf(other.debut) === halfDayOf(debut),
    )
  }

  /** The group already formed at exactly the place tried, full or not. */
  creneauAt({ requete, jury, debut, fin }: Essai): Creneau | undefined {
    return jury.ressources[0]?.creneaux
      .meeting(debut, fin)
      .find((c) => c.jury === jury && c.debut === debut && c.fin === fin && c.domaine === requete.domaine)
  }

  /** Writes an interview at a place that satisfies the hard rules (the caller has checked them). */
  add(essai: Essai): Entretien {
    const taken = new Set(this.creneauAt(essai)?.occupants.map((occupant) => occupant.place))
    let place = 1
    while (taken.has(place)) place++
    return this.#write({ ...this.#seat(essai), place, mobile: true })
  }

  /** Writes an interview that may move, where it stands (the caller knows that the hard rules hold). */
  hold(requete: Requete, placement: Placement): void {
    this.#stand(requete, { placement, mobile: true })
  }

  /** Puts back an interview as it was before `remove`. */
  restore(entretien: Entretien): void {
    const { requete, debut, fin, creneau } = entretien
    if (creneau) entretien.creneau = this.#seat({ requete, jury: creneau.jury, debut, fin }).creneau
    this.#write(entretien)
  }

  remove(entretien: Entretien): void {
    const { requete, creneau } = entretien
    this.#entretiens.delete(requete.id)
    drop(this.#byEleve.get(requete.eleve), entretien)
    if (creneau) this.#leave(creneau, entretien)
    const register = requete.mode === 'distanciel' ? this.#remote : this.#byCollege
    register.get(requete.origine)?.remove(entretien)
  }

  #offer(jury: Jury): void {
    const { lieu, mode, domaines, capacite } = jury.disponibilite
    if (capacite < 1) return
    const modes: readonly Mode[] = mode === 'mixte' ? ['presentiel', 'distanciel'] : [mode]
    for (const served of modes)
      for (const domaine of new Set(domaines))
        push(this.#offers, { key: key(lieu, served, domaine), value: jury })
  }

  #stand(requete: Requete, { placement, mobile }: { placement: Placement; mobile: boolean }): void {
    const { debut, fin, place } = placement
    const jury = this.#juries.get(placement.disponibilite)
    if (jury) {
      const { lieu, creneau } = this.#seat({ requete, jury, debut, fin })
      this.#write({ requete, debut, fin, lieu, creneau, place, mobile })
      return
    }
    const lieu = requete.mode === 'distanciel' ? requete.origine : ''
    this.#write({ requete, debut, fin, lieu, creneau: undefined, place, mobile })
  }

  #seat(essai: Essai): Omit<Entretien, 'place' | 'mobile'> {
    const { requete, jury, debut, fin } = essai
    const lieu = requete.mode === 'distanciel' ? requete.origine : jury.disponibilite.lieu
    return { requete, debut, fin, lieu, creneau: this.creneauAt(essai) ?? this.#openCreneau(essai) }
  }

  #openCreneau({ requete, jury, debut, fin }: Essai): Creneau {
    const creneau: Creneau = { jury, debut, fin, domaine: requete.domaine, occupants: [] }
    for (const ressource of jury.ressources) ressource.creneaux.add(creneau)
    this.#receive(creneau, 1)
    return creneau
  }

  /** Counted where rooms are. */
  #receive({ jury, debut }: Creneau, more: 1 | -1): void {
    if (!this.contraintes.sallesParLieu) return
    const at = key(jury.disponibilite.lieu, halfDayOf(debut))
    const juries = this.#receiving.get(at) ?? new Map<Jury, number>()
    this.#receiving.set(at, juries)
    const count = (juries.get(jury) ?? 0) + more
    if (count > 0) juries.set(jury, count)
    else juries.delete(jury)
  }

  #leave(creneau: Creneau, entretien: Entretien): void {
    drop(creneau.occupants, entretien)
    if (creneau.occupants.length > 0) return
    for (const ressource of creneau.jury.ressources) ressource.creneaux.remove(creneau)
    this.#receive(creneau, -1)
  }

  #write(entretien: Entretien): Entretien {
    this.essais++
    const { requete, creneau } = entretien
    this.#entretiens.set(requete.id, entretien)
    push(this.#byEleve, { key: requete.eleve, value: entretien })
    creneau?.occupants.push(entretien)
    const register = requete.mode === 'distanciel' ? this.#remote : this.#byCollege
    let college = register.get(requete.origine)
    if (!college) register.set(requete.origine, (college = new Timeline()))
    college.add(entretien)
    return entretien
  }
}
