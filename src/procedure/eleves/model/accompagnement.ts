/** An interview of a pupil, as his adulte référent prepares it. */
export interface EntretienAPreparer {
  domaine: string
  libelle: string
  formations: string[]
  distanciel: boolean
  /** Something is written or attached. */
  lettre: boolean
  /** Once it is convoked. */
  debut: Date | null
  passe: boolean
  /** A room is lent to him, for an interview at a distance. */
  salle: boolean
}

/** A pupil whom an adulte référent follows, with what is done. */
export interface EleveAccompagne {
  id: number
  nom: string
  prenom: string
  classe: string | null
  /** MEF asked for and not registered. */
  demandes: string[]
  /** How many steps he ticked. */
  etapes: number
  informee: boolean
  entretiens: EntretienAPreparer[]
}

/** One thing that an adulte référent has to do or to have done, and where. */
export interface Reste {
  phrase: string
  href: string | null
}
