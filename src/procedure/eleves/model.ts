import type { Day } from '#src/kit/day.ts'

/** A pupil as lists and matching need him. */
export interface Eleve {
  id: number
  uai: string
  /** ELEVE_ID of SIECLE, or the key of a list. */
  cleSiecle: string
  ine: string | null
  nom: string
  prenom: string
  dateNaissance: Day
  classe: string | null
}

export interface Responsable {
  id: number
  eleveId: number
  cleSiecle: string
  nom: string
  prenom: string
  /** 1 = legal guardian. */
  niveau: number
}

/** NIVEAU_RESPONSABILITE of a legal guardian. Source: formats.md, SIECLE. */
export const NIVEAU_LEGAL = 1

/** How files name a pupil: his INE, or `sans-ine:<UAI>/<ELEVE_ID>`. Source: formats.md. */
export const cleFichier = (eleve: Pick<Eleve, 'ine' | 'uai' | 'cleSiecle'>): string =>
  eleve.ine ?? `sans-ine:${eleve.uai}/${eleve.cleSiecle}`
