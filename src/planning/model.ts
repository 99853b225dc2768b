/**
 * The planner's own words. It knows neither database nor clock nor procedure: an instance comes in, a plan goes out.
 * Times are whole minutes since 1970-01-01T00:00 in local civil time (no zone, so no change of hour).
 */
export type Minute = number

export type Mode = 'presentiel' | 'distanciel'

export interface Interval {
  debut: Minute
  fin: Minute
}

export interface Lieu {
  /** UAI. */
  id: string
  /** Degrees; null when unknown. */
  latitude: number | null
  longitude: number | null
}

/** A stretch of time in which one jury of one lycée receives pupils. */
export interface Disponibilite extends Interval {
  id: string
  /** UAI of the lycée. */
  lieu: string
  /** People of the jury, unique over the instance: nobody sits in two places at once. */
  intervenants: readonly string[]
  domaines: readonly string[]
  /** Unique over the instance; null = no room named. */
  salle: string | null
  mode: Mode
  /** Pupils received together in one interview slot (same start, same end). */
  capacite: number
  accessible: boolean
}

/** One interview to place: a (pupil, domaine). */
export interface Requete {
  id: string
  eleve: string
  /** UAI of the collège. */
  origine: string
  domaine: string
  /** Minutes, already lengthened for the pupil who needs it. */
  duree: number
  mode: Mode
  /** Lycées where this pupil may be received, from the sectors. */
  lieux: readonly string[]
  /** Preferred lycée, or null. */
  souhait: string | null
  /** A room reached in a wheelchair is required. */
  accessible: boolean
  /** Nothing before this instant (notice), or null. */
  auPlusTot: Minute | null
  /** When the pupil, his class or his collège cannot. Sorted or not. */
  indisponibilites: readonly Interval[]
}

export interface Contraintes {
  /** Days since 1970-01-01 on which nothing is placed. */
  joursFermes: ReadonlySet<number>
  /** Minutes between two interviews of one jury member. */
  pauseMinutes: number
  /** Pupils of one collège in interview at the same time, in person; null = no cap. */
  maxParCollege: number | null
  /** Pupils of one collège sent to one lycée in one half-day (what one chaperone takes); null = no cap. */
  accompagnes: number | null
  /** Forbids a lycée farther than this many minutes; null = no limit. */
  trajetMaxMinutes: number | null
  /** Interviews of one pupil on one day. */
  entretiensParJour: number
}

export interface Placement extends Interval {
  requete: string
  disponibilite: string
  /** 1 … capacite. */
  place: number
}

export interface Instance {
  lieux: readonly Lieu[]
  disponibilites: readonly Disponibilite[]
  /** When a person or a room of a lycée cannot, by `intervenants` or `salle` key. */
  indisponibilites: ReadonlyMap<string, readonly Interval[]>
  /** In order of arrival: the first come is placed first. */
  requetes: readonly Requete[]
  contraintes: Contraintes
  /** Interviews that stand and do not move, with the request each one serves. */
  fixes: readonly { requete: Requete; placement: Placement }[]
}

/** Why a request has no place: the first condition of the funnel that leaves nothing. */
export type Raison =
  | 'aucun_referent'
  | 'aucune_disponibilite'
  | 'mode_indisponible'
  | 'trajet_trop_long'
  | 'salle_inaccessible'
  | 'duree_trop_longue'
  | 'jour_ferme'
  | 'preavis'
  | 'intervenant_indisponible'
  | 'eleve_indisponible'
  | 'complet'

export interface NonPlace {
  requete: string
  raison: Raison
  /** How many availabilities (lycées for `aucun_referent`) were left after each condition, in order of the funnel. */
  entonnoir: readonly { raison: Raison; restantes: number }[]
}

/** `places` holds the new interviews only: those of `fixes` stand and are not repeated. */
export interface Plan {
  places: Placement[]
  nonPlaces: NonPlace[]
}
