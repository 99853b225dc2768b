import type {
  Contraintes,
  Disponibilite,
  Instance,
  Interval,
  Lieu,
  Minute,
  Placement,
  Requete,
} from '#src/planning/model.ts'

/** Thursday 4 March 2027, in days since 1970-01-01. */
export const THURSDAY = 20_881

/** A minute of `THURSDAY`, or of a day counted from it: `at('08:30')`, `at('08:30', 1)`. */
export function at(time: string, daysLater = 0): Minute {
  const [hours, minutes] = time.split(':').map(Number)
  return (THURSDAY + daysLater) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0)
}

export const span = (debut: string, fin: string): Interval => ({ debut: at(debut), fin: at(fin) })

export const lieu = (id: string, coordinates?: [number, number]): Lieu => ({
  id,
  latitude: coordinates?.[0] ?? null,
  longitude: coordinates?.[1] ?? null,
})

/** One teacher of the lycée `L1`, from 9:00 to 10:00, for the domaine `bois`. */
export const disponibilite = (changes: Partial<Disponibilite> = {}): Disponibilite => ({
  id: 'd1',
  lieu: 'L1',
  ...span('09:00', '10:00'),
  intervenants: ['p1'],
  domaines: ['bois'],
  salle: null,
  mode: 'presentiel',
  capacite: 1,
  accessible: false,
  ...changes,
})

/** Twenty minutes on `bois` for a pupil of the collège `C1`, at `L1`. */
export const requete = (changes: Partial<Requete> = {}): Requete => ({
  id: 'r1',
  eleve: `eleve of ${changes.id ?? 'r1'}`,
  origine: 'C1',
  domaine: 'bois',
  duree: 20,
  mode: 'presentiel',
  lieux: ['L1'],
  souhait: null,
  accessible: false,
  auPlusTot: null,
  indisponibilites: [],
  ...changes,
})

export const contraintes = (changes: Partial<Contraintes> = {}): Contraintes => ({
  joursFermes: new Set(),
  pauseMinutes: 0,
  maxParCollege: null,
  accompagnes: null,
  trajetMaxMinutes: null,
  entretiensParJour: 2,
  ...changes,
})

export const instance = (changes: Partial<Instance> = {}): Instance => ({
  lieux: [lieu('L1'), lieu('C1')],
  disponibilites: [disponibilite()],
  indisponibilites: new Map(),
  requetes: [requete()],
  contraintes: contraintes(),
  fixes: [],
  ...changes,
})

/** An interview that stands, from a time on, at place 1 of an availability. */
export function fixe(
  served: Requete,
  where: { disponibilite: string; debut: string },
): Instance['fixes'][number] {
  const debut = at(where.debut)
  return { requete: served, placement: placement(served, { ...where, debut }) }
}

export const placement = (
  served: Requete,
  where: { disponibilite: string; debut: Minute; place?: number },
): Placement => ({
  requete: served.id,
  disponibilite: where.disponibilite,
  place: where.place ?? 1,
  debut: where.debut,
  fin: where.debut + served.duree,
})
