import type { Contraintes, Disponibilite, Instance, Interval, Requete, Trajets } from '#src/planning/model.ts'

/** A journey that no request of the districts can make, in minutes. */
const ELSEWHERE = 600

/** Districts of a row, and degrees between two of them: they touch, so that a map cut by lines cuts many of them. */
const ROW = 8
const APART = { north: 0.14, east: 0.28 } as const

/** One district among the others: its own names, its own place on the map. */
class Neighbour {
  readonly instance: Instance
  readonly #rank: number

  constructor(instance: Instance, rank: number) {
    this.instance = instance
    this.#rank = rank
  }

  named(id: string): string {
    return `${this.#rank}.${id}`
  }

  byName<T>(map: ReadonlyMap<string, T> | undefined): [string, T][] {
    return [...(map ?? [])].map(([id, value]) => [this.named(id), value])
  }

  get lieux(): Instance['lieux'] {
    const north = APART.north * Math.floor(this.#rank / ROW)
    const east = APART.east * (this.#rank % ROW)
    return this.instance.lieux.map(({ id, latitude, longitude }) => ({
      id: this.named(id),
      latitude: latitude === null ? null : latitude - north,
      longitude: longitude === null ? null : longitude + east,
    }))
  }

  get disponibilites(): Disponibilite[] {
    return this.instance.disponibilites.map((one) => ({
      ...one,
      id: this.named(one.id),
      lieu: this.named(one.lieu),
      intervenants: one.intervenants.map((person) => this.named(person)),
      salle: one.salle === null ? null : this.named(one.salle),
    }))
  }

  get requetes(): Requete[] {
    return this.instance.requetes.map((one) => ({
      ...one,
      id: this.named(one.id),
      eleve: this.named(one.eleve),
      origine: this.named(one.origine),
      lieux: one.lieux.map((lieu) => this.named(lieu)),
      souhait: one.souhait === null ? null : this.named(one.souhait),
    }))
  }
}

function trajetsOf(districts: readonly Neighbour[]): Trajets {
  const lieux = districts.flatMap((district) =>
    (district.instance.trajets?.lieux ?? []).map((id) => district.named(id)),
  )
  const minutes = new Uint16Array(lieux.length ** 2).fill(ELSEWHERE)
  let first = 0
  for (const { instance } of districts) {
    const size = instance.trajets?.lieux.length ?? 0
    for (let from = 0; from < size; from++) {
      const row = instance.trajets?.minutes.subarray(from * size, (from + 1) * size)
      minutes.set(row ?? [], (first + from) * lieux.length + first)
    }
    first += size
  }
  return { lieux, minutes }
}

function contraintesOf(districts: readonly Neighbour[], shared: Contraintes): Contraintes {
  return {
    ...shared,
    sallesParLieu: new Map(districts.flatMap((one) => one.byName(one.instance.contraintes.sallesParLieu))),
    postesDistanciel: new Map(
      districts.flatMap((one) => one.byName(one.instance.contraintes.postesDistanciel)),
    ),
  }
}

/**
 * Districts side by side, of which no pupil goes to another: what one plan of the whole costs is the sum of what
 * its districts cost, and so is any bound. The rules that are not those of a place are those of the first district.
 */
export function abreast(instances: readonly [Instance, ...Instance[]]): Instance {
  const districts = instances.map((instance, rank) => new Neighbour(instance, rank))
  return {
    lieux: districts.flatMap(({ lieux }) => lieux),
    disponibilites: districts.flatMap(({ disponibilites }) => disponibilites),
    indisponibilites: new Map<string, readonly Interval[]>(
      districts.flatMap((one) => one.byName(one.instance.indisponibilites)),
    ),
    requetes: districts.flatMap(({ requetes }) => requetes),
    contraintes: contraintesOf(districts, instances[0].contraintes),
    fixes: [],
    trajets: trajetsOf(districts),
  }
}
