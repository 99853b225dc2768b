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
