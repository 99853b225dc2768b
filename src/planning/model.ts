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
  /** `mixte`: the jury receives in person and from a distance, one after the other. */
  mode: Mode | 'mixte'
  /** Pupils received together in one interview slot (same start, same end). */
  capacite: number
  /** How such a slot goes where it is a group session; null or absent: they are received together all along. */
  seance?: Seance | null
  accessible: boolean
}

/**
 * A group session: `commune` minutes for all, then `individuelle` minutes for each of the `capacite` places, one after the
 * other. Each pupil is counted as present from its start to its end.
 */
export interface Seance {
  commune: Minute
  individuelle: Minute
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
  /**
   * What its family was told while it is held, in whole days; null or absent = nothing yet. To go elsewhere is allowed, and
   * is to tell it again.
   */
  annonce?: { lieu: string; semaine: Interval } | null
  /** Availabilities (by id) and lycées (by UAI) that a planner forbade for this request. */
  interdits?: readonly string[]
}

/**
 * What the académie counts as an effort, in minutes of an adult. None of them ever weighs against a hard rule or
 * against a pupil without a place. Whole numbers, 0 or more.
 */
export interface Reglages {
  /** One half-day of one teacher in which he receives at least one pupil. */
  demiJourneeIntervenant: number
  /** Times the square of the half-days of each teacher: the higher, the more evenly they are shared. */
  equilibre: number
  /** One trip of a collège to one lycée in one half-day, with the adult who goes along. */
  sortie: number
  /** One half-day of one pupil out of his collège. */
  demiJourneeEleve: number
  /** One minute of journey of one interview, one way. */
  trajetMinute: number
  /** Five minutes between the first start and the last end of a trip. */
  attente: number
  /** One interview elsewhere than at the lycée that the pupil wished. */
  souhait: number
  /** One held interview whose family was told another lycée or another week. */
  annonce: number
}

/** When a pupil may be away for an interview in person: minutes of the day, journey included. */
export interface FenetreTrajet {
  departMatin: number
  retourMatin: number
  departApresMidi: number
  retourApresMidi: number
}

/** Journeys given in minutes instead of computed from coordinates. */
export interface Trajets {
  /** Ids of the places, in the order of the rows and columns of `minutes`. */
  lieux: readonly string[]
  /** `minutes[a * lieux.length + b]`, from place a to place b. */
  minutes: Uint16Array
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
  /** Interviews of one teacher on one day and in one week (Monday to Sunday), a group counted once; null = no cap. */
  parIntervenantJour?: number | null
  parIntervenantSemaine?: number | null
  /** Availabilities of one lycée that may receive in one half-day, by UAI; a lycée that is not there has no cap. */
  sallesParLieu?: ReadonlyMap<string, number>
  /** Remote interviews of one collège at the same time, by UAI; a collège that is not there has no cap. */
  postesDistanciel?: ReadonlyMap<string, number>
  /** Null or absent: no rule on when a pupil leaves and comes back. */
  fenetreTrajet?: FenetreTrajet | null
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
  /** When a person, a room, a lycée or an availability cannot, by `intervenants` or `salle` key, UAI or id. */
  indisponibilites: ReadonlyMap<string, readonly Interval[]>
  /** In order of arrival: the first come is placed first. */
  requetes: readonly Requete[]
  contraintes: Contraintes
  /** Interviews that stand and do not move (convoked, or pinned by a planner), with the request each one serves. */
  fixes: readonly Fixe[]
  /** Held interviews of `requetes`: where an improvement starts from; they may move. */
  tenus?: readonly Placement[]
  /**
   * Requests that may still come in, with ids of their own: an improvement leaves them room, no plan holds one, and nobody
   * stays without a place for them.
   */
  previsions?: readonly Requete[]
  /** Absent: `REGLAGES_PAR_DEFAUT`. */
  reglages?: Reglages
  /** Absent, or for places that it does not hold: from the coordinates. */
  trajets?: Trajets
}

export interface Fixe {
  requete: Requete
  placement: Placement
  /** Pinned by hand: a repair moves it only when its own place is lost. */
  epingle?: boolean
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
  | 'interdit'
  | 'fenetre_trajet'
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
