/** A school as the other rooms need it. */
export interface Etablissement {
  uai: string
  nom: string
  nature: string
  adresse: string | null
  codePostal: string | null
  commune: string | null
  codeDepartement: string | null
  /** Degrees; null when unknown. */
  latitude: number | null
  longitude: number | null
  telephone: string | null
  courriel: string | null
}

/** What a school says on the convocations of its interviews; null: nothing. */
export interface Consigne {
  /** Lycée: how to come in. */
  acces: string | null
  /** Lycée: function of whoever receives, never a name. */
  interlocuteur: string | null
  /** Lycée: address of remote interviews, https. */
  lien: string | null
  /** Lycée: telephone when the link fails. */
  secours: string | null
  /** Collège: its room for remote interviews. */
  salle: string | null
  /** Collège: function or name of its adult who is there. */
  adulte: string | null
}

export const CONSIGNE_VIDE: Consigne = {
  acces: null,
  interlocuteur: null,
  lien: null,
  secours: null,
  salle: null,
  adulte: null,
}
