import type { Interval, Minute, Placement, Plan } from '#src/planning/model.ts'

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
  annonces: number
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
  /** Families to tell another lycée or another week. */
  annonces: number
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
  /** Threads that share the work, and the file that they run; by default what the machine and the build have. */
  fils?: { nombre?: number; fichier?: string }
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
  /** What the repair adds to each part of the cost, negative where it saves. */
  ecart: Cout
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
  | { sorte: 'trajet'; minutes: number }
  | { sorte: 'horaires_trajet' }
  | { sorte: 'salle_accessible'; disponibilite: string }
  | { sorte: 'interdit'; cle: string }
  | { sorte: 'mode'; disponibilite: string }
  | { sorte: 'par_jour'; entretiens: number }
  | { sorte: 'salles'; lieu: string; salles: number }
  | { sorte: 'poste_distanciel'; origine: string; postes: number }
  | { sorte: 'par_college'; maximum: number }
  | { sorte: 'accompagnes'; maximum: number }
  | { sorte: 'intervenant_charge'; jour: number | null; semaine: number | null }
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
  | 'seance_trop_courte'
  | 'hors_disponibilite'
  | 'hors_grille'
  | 'place_hors_capacite'
  | 'place_doublee'
  | 'trajet_trop_long'
  | 'salle_inaccessible'
  | 'jour_ferme'
  | 'preavis'
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
