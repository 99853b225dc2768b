import { contraintes, THURSDAY } from '#src/planning/examples.ts'
import type { Disponibilite, Instance, Lieu, Requete } from '#src/planning/model.ts'
import { trajetMinutes } from '#src/planning/travel.ts'

/** Numbers in [0, 1) that depend on the seed only (mulberry32). */
function stream(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const MOST_DOMAINES = 24
const SCHOOL_DAYS = 30
/** Interviews whose sum of minutes one availability of a half-day is opened for. */
const REQUETES_PER_AVAILABILITY = 5

type Draw = (below: number) => number

const places = (prefix: string, { count, draw }: { count: number; draw: Draw }): Lieu[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `${prefix}${i}`,
    latitude: 48.3 + draw(900) / 1000,
    longitude: 1.7 + draw(1600) / 1000,
  }))

/** A small campaign has few domaines, so that each has its lycées. */
const domaineCount = (lycees: number): number => Math.min(MOST_DOMAINES, Math.max(3, lycees))

/** Domaines that a lycée receives for: three, spread evenly over the lycées. */
const domainesOf = (lycee: number, lycees: number): string[] =>
  [0, 7, 13].map((shift) => `D${(lycee + shift) % domaineCount(lycees)}`)

/** One school week is Monday to Friday; the first one begins on the Monday after `THURSDAY`. */
const schoolDay = (index: number): number => THURSDAY + 4 + 7 * Math.floor(index / 5) + (index % 5)

function availabilities(
  lycees: readonly Lieu[],
  { count, draw }: { count: number; draw: Draw },
): Disponibilite[] {
  return Array.from({ length: count }, (_, i) => {
    const lycee = i % lycees.length
    const turn = Math.floor(i / lycees.length)
    const debut = schoolDay(draw(SCHOOL_DAYS)) * 1440 + (draw(2) === 0 ? 510 : 810)
    return {
      id: `d${i}`,
      lieu: lycees[lycee]?.id ?? '',
      debut,
      fin: debut + 150 + 30 * draw(4),
      intervenants: [`p${lycee}-${turn % 12}`],
      domaines: [domainesOf(lycee, lycees.length)[turn % 3] ?? ''],
      salle: `s${lycee}-${turn % 8}`,
      mode: draw(12) === 0 ? 'distanciel' : 'presentiel',
      capacite: draw(20) === 0 ? 4 : 1,
      accessible: draw(2) === 0,
    }
  })
}

/** The three nearest lycées that receive for a domaine. */
function nearest(college: Lieu, offers: readonly Lieu[]): string[] {
  const near = offers.map((lycee) => ({ lycee, minutes: trajetMinutes(college, lycee) }))
  return near
    .toSorted((a, b) => a.minutes - b.minutes)
    .slice(0, 3)
    .map(({ lycee }) => lycee.id)
}

function requests(
  map: { colleges: readonly Lieu[]; lycees: readonly Lieu[] },
  { count, draw }: { count: number; draw: Draw },
): Requete[] {
  return Array.from({ length: count }, (_, i) => {
    const eleve = Math.floor((i * 5) / 8)
    const college = map.colleges[eleve % map.colleges.length] ?? map.colleges[0]
    const domaine = `D${(eleve + 5 * i) % domaineCount(map.lycees.length)}`
    const offers = map.lycees.filter((_lycee, index) =>
      domainesOf(index, map.lycees.length).includes(domaine),
    )
    const lieux = college ? nearest(college, offers) : []
    const away = schoolDay(draw(SCHOOL_DAYS)) * 1440
    return {
      id: `r${i}`,
      eleve: `e${eleve}`,
      origine: college?.id ?? '',
      domaine,
      duree: 10 + 5 * draw(5),
      mode: draw(14) === 0 ? 'distanciel' : 'presentiel',
      lieux,
      souhait: draw(10) === 0 ? (lieux.at(-1) ?? null) : null,
      accessible: draw(50) === 0,
      auPlusTot: null,
      indisponibilites: [{ debut: away, fin: away + 5 * 1440 }],
    }
  })
}

/**
 * A made-up campaign of any size for tests and benches: interviews of 10 to 30 minutes, one availability of about
 * three hours for five of them, 57 interviews a collège and 200 a lycée, six weeks. Same size and seed, same instance.
 */
export function fictionalInstance({ count, seed }: { count: number; seed: number }): Instance {
  const next = stream(seed)
  const draw: Draw = (below) => Math.floor(next() * below)
  const lycees = places('L', { count: Math.ceil(count / 200), draw })
  const colleges = places('C', { count: Math.ceil(count / 57), draw })
  const needed = Math.ceil(count / REQUETES_PER_AVAILABILITY)
  return {
    lieux: [...lycees, ...colleges],
    disponibilites: availabilities(lycees, { count: needed, draw }),
    indisponibilites: new Map(),
    requetes: requests({ colleges, lycees }, { count, draw }),
    contraintes: contraintes({ pauseMinutes: 5, maxParCollege: 15, accompagnes: 15, trajetMaxMinutes: 240 }),
    fixes: [],
  }
}
