import type { Disponibilite, Instance, Interval, Requete, Trajets } from '#src/planning/model.ts'
import { HALVES_PER_WEEK, isAfternoon, type District } from './scales.ts'

/** Monday 8 March 2027, in days since 1970-01-01. */
const FIRST_DAY = 20_885

/** Day of the week of each half-day of a week. */
const WEEKDAY = [0, 0, 1, 1, 2, 3, 3, 4, 4]

const dayOfHalf = (half: number): number =>
  FIRST_DAY + 7 * Math.floor(half / HALVES_PER_WEEK) + (WEEKDAY[half % HALVES_PER_WEEK] ?? 0)

/** Minute of tick 0: 08:30 or 13:30. */
const startOfHalf = (half: number): number => dayOfHalf(half) * 1440 + (isAfternoon(half) ? 810 : 510)

function whole(half: number): Interval {
  const midnight = dayOfHalf(half) * 1440
  return isAfternoon(half)
    ? { debut: midnight + 780, fin: midnight + 1440 }
    : { debut: midnight, fin: midnight + 780 }
}

/** Half-days as intervals, those that follow each other as one. */
function intervals(halves: Iterable<number>): Interval[] {
  const merged: Interval[] = []
  for (const one of [...halves].sort((a, b) => a - b).map(whole)) {
    const last = merged.at(-1)
    if (last && last.fin === one.debut) last.fin = one.fin
    else merged.push(one)
  }
  return merged
}

function trajetsOf({ colleges, lycees, toLycee, between }: District): Trajets {
  const count = lycees.length
  const size = count + colleges.length
  const minutes = new Uint16Array(size * size)
  for (let a = 0; a < count; a++)
    for (let b = 0; b < count; b++) minutes[a * size + b] = between[a * count + b] ?? 0
  for (let c = 0; c < colleges.length; c++)
    for (let l = 0; l < count; l++) {
      minutes[(count + c) * size + l] = toLycee[c * count + l] ?? 0
      minutes[l * size + count + c] = toLycee[c * count + l] ?? 0
    }
  return { lieux: [...lycees.map((_, l) => `L${l}`), ...colleges.map((_, c) => `C${c}`)], minutes }
}

const availabilities = ({ juries }: District): Disponibilite[] =>
  juries.flatMap(({ lycee, teachers, domaines, shifts }, jury) =>
    shifts.map(({ half, from, to }) => ({
      id: `j${jury}h${half}`,
      lieu: `L${lycee}`,
      debut: startOfHalf(half) + 5 * from,
      fin: startOfHalf(half) + 5 * to,
      intervenants: Array.from({ length: teachers }, (_, i) => `p${jury}-${i}`),
      domaines: domaines.map((domaine) => `D${domaine}`),
      salle: null,
      mode: 'mixte',
      capacite: 1,
      accessible: true,
    })),
  )

function requests({ asked, eleves, ticks }: District): Requete[] {
  const busy = eleves.map((eleve) => intervals(eleve.busy))
  return asked.map(({ eleve, domaine, remote, lycees }, index) => ({
    id: `r${index}`,
    eleve: `e${eleve}`,
    origine: `C${eleves[eleve]?.college}`,
    domaine: `D${domaine}`,
    duree: 5 * (ticks[domaine] ?? 0),
    mode: remote ? 'distanciel' : 'presentiel',
    lieux: lycees.map((lycee) => `L${lycee}`),
    souhait: null,
    accessible: false,
    auPlusTot: null,
    indisponibilites: busy[eleve] ?? [],
  }))
}

/** The district as the planner is given it, hard rules H1 to H10 of the reference included. */
export function instanceOf(district: District): Instance {
  const { lycees, colleges } = district
  return {
    lieux: [
      ...lycees.map(({ latitude, longitude }, l) => ({ id: `L${l}`, latitude, longitude })),
      ...colleges.map(({ latitude, longitude }, c) => ({ id: `C${c}`, latitude, longitude })),
    ],
    disponibilites: availabilities(district),
    indisponibilites: new Map(),
    requetes: requests(district),
    contraintes: {
      joursFermes: new Set(),
      pauseMinutes: 0,
      maxParCollege: null,
      accompagnes: null,
      trajetMaxMinutes: null,
      entretiensParJour: 2,
      sallesParLieu: new Map(lycees.map(({ rooms }, l) => [`L${l}`, rooms])),
      postesDistanciel: new Map(colleges.map(({ posts }, c) => [`C${c}`, posts])),
      fenetreTrajet: { departMatin: 480, retourMatin: 825, departApresMidi: 765, retourApresMidi: 1110 },
    },
    fixes: [],
    trajets: trajetsOf(district),
  }
}
