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
  /** Nothing outside these (the week already announced, for instance); null or absent = no such limit. */
  fenetres?: readonly Interval[] | null
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
  /** When a person or a room of a lycée cannot, by `intervenants` or `salle` key. */
  indisponibilites: ReadonlyMap<string, readonly Interval[]>
  /** In order of arrival: the first come is placed first. */
  requetes: readonly Requete[]
  contraintes: Contraintes
  /** Interviews that stand and do not move (convoked, or pinned by a planner), with the request each one serves. */
  fixes: readonly Fixe[]
  /** Held interviews of `requetes`: where an improvement starts from; they may move. */
  tenus?: readonly Placement[]
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
  | 'hors_fenetre'
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

/** What a plan costs, part by part, weighted by `Reglages`; `total` is their sum. */
export interface Cout {
  total: number
  /** `NON_PLACE` for each request without a place. */
  nonPlaces: number
  demiJourneesIntervenant: number
  equilibre: number
  sorties: number
  demiJourneesEleve: number
  trajets: number
  attente: number
  souhaits: number
}

/** A plan in plain numbers, before any weight. */
export interface Indicateurs {
  places: number
  nonPlaces: number
  demiJourneesIntervenant: number
  /** Trips of a collège to a lycée in a half-day. */
  sorties: number
  demiJourneesEleve: number
  /** One way, interviews in person. */
  trajetMinutes: number
  /** Sum of the spans of the trips. */
  attenteMinutes: number
  /** Wished lycées that were followed, among the wishes placed. */
  souhaitsSuivis: number
  souhaits: number
  /** Share of the interviews held from a distance, 0 to 1. */
  partDistanciel: number
  charges: readonly Charge[]
  /** Inequality of `taux` between lycées: 0 = all alike, near 1 = one does everything. */
  gini: number
}

/** What one lycée receives. */
export interface Charge {
  lieu: string
  entretiens: number
  minutes: number
  /** Minutes of its availabilities, a group session counted once. */
  offertes: number
  /** minutes / offertes. */
  taux: number
}

export interface OptionsAmelioration {
  /** Same instance, seed and iterations: same plan. */
  graine: number
  /** Ruins and recreations in all; 200 a request is thorough. */
  iterations: number
  progres?: (progres: Progres) => void
  /** Once aborted, the best plan so far is given back. */
  signal?: { readonly aborted: boolean }
}

export interface Progres {
  iterations: number
  sur: number
  places: number
  nonPlaces: number
  cout: number
}

export interface PlanAmeliore extends Plan {
  cout: Cout
  /** What the plan cost before the improvement. */
  depart: Cout
  iterations: number
}

/** Something that happens to a plan that stands (`fixes` and `tenus`). */
export type Evenement = Arrive & {
  /** Nothing is placed anew before this instant (notice). */
  pasAvant?: Minute
}

type Arrive =
  | { sorte: 'intervenant_absent'; intervenant: string; intervalle: Interval }
  | { sorte: 'lieu_ferme'; lieu: string; intervalle: Interval }
  | { sorte: 'salle_fermee'; salle: string; intervalle: Interval }
  /** Pupils who cannot: one, a class, a collège. */
  | { sorte: 'eleves_indisponibles'; eleves: readonly string[]; intervalle: Interval }
  | { sorte: 'retrait'; requetes: readonly string[] }
  /** No-shows to place again. */
  | { sorte: 'absence'; requetes: readonly string[] }

/** One interview that a repair touches. */
export interface Changement {
  requete: string
  avant: Placement
  /** Null: no place was found, or the interview was withdrawn. */
  apres: Placement | null
  /** The family sees it: lycée or start differ. Another jury at the same lycée and time is not seen. */
  visible: boolean
  raison: RaisonChangement
}

export type RaisonChangement =
  /** Its own place was lost. */
  | 'place_perdue'
  /** Received at the same time by another jury of the same lycée. */
  | 'autre_jury'
  /** Moved so that another one finds a place. */
  | 'laisse_place'
  | 'retire'

export interface Reparation {
  /** Every interview that stands after the repair, those of `fixes` and `tenus` included. */
  plan: Plan
  changements: Changement[]
  /** Visible changes that no repair can avoid. */
  borne: number
  cout: Cout
}

export interface Deplacement {
  requete: string
  disponibilite: string
  debut: Minute
}

export interface EssaiDeplacement {
  placement: Placement
  /** Hard rules broken there; empty when the move is allowed. */
  enfreint: readonly RegleEnfreinte[]
  /** What the move adds to each part of the cost, negative where it saves. */
  ecart: Cout
}

export interface RegleEnfreinte {
  regle: Regle
  requetes: readonly string[]
  /** In French. */
  phrase: string
}

/** One thing to lift so that a request without a place finds one. */
export interface Assouplissement {
  leve: Leve
  /** Where the request then goes. */
  placement: Placement
  /** In French. */
  phrase: string
}

export type Leve =
  | { sorte: 'deplacer'; requete: string; vers: Placement }
  | { sorte: 'eleve_disponible'; intervalle: Interval }
  | { sorte: 'intervenant_present'; cle: string; intervalle: Interval }
  | { sorte: 'jour_ouvert'; jour: number }
  | { sorte: 'preavis'; debut: Minute }
  | { sorte: 'fenetre'; intervalle: Interval }
  | { sorte: 'trajet'; minutes: number }
  | { sorte: 'salle_accessible'; disponibilite: string }
  | { sorte: 'interdit'; cle: string }
  | { sorte: 'mode'; disponibilite: string }
  | { sorte: 'par_jour'; entretiens: number }
  | { sorte: 'salles'; lieu: string; salles: number }
  | { sorte: 'poste_distanciel'; origine: string; postes: number }
  | { sorte: 'par_college'; maximum: number }
  | { sorte: 'accompagnes'; maximum: number }
  | { sorte: 'intervenant_charge'; jour: number; semaine: number }
  | { sorte: 'duree'; minutes: number }

/** What a lycée lacks for a domaine. */
export interface Deficit {
  lieu: string
  domaine: string
  /** Minutes of availability missing. */
  minutes: number
  requetes: readonly string[]
  /** Days since 1970-01-01 on which these pupils could come, the most useful first. */
  jours: readonly number[]
  /** In French. */
  phrase: string
}

/** A hard rule, by the name under which a violation of it is reported. */
export type Regle =
  | 'requete_inconnue'
  | 'requete_doublee'
  | 'requete_oubliee'
  | 'fixe_deplacee'
  | 'disponibilite_inconnue'
  | 'lieu_non_admis'
  | 'domaine_non_servi'
  | 'mode_different'
  | 'duree_differente'
  | 'hors_disponibilite'
  | 'hors_grille'
  | 'place_hors_capacite'
  | 'place_doublee'
  | 'trajet_trop_long'
  | 'salle_inaccessible'
  | 'jour_ferme'
  | 'preavis'
  | 'hors_fenetre'
  | 'interdit'
  | 'fenetre_trajet'
  | 'eleve_indisponible'
  | 'jury_indisponible'
  | 'intervenant_double'
  | 'salle_double'
  | 'salles_du_lieu'
  | 'intervenant_charge'
  | 'postes_distanciel'
  | 'eleve_double'
  | 'trop_par_jour'
  | 'trop_par_college'
  | 'trop_accompagnes'
