import type { Gravite } from '#src/exchange/model.ts'

/**
 * The wrong lines of a rehearsal, with what the rules make of each. `null`: the outcome depends on the plan, or
 * formats.md does not say. Source: formats.md, « How the lines are judged ».
 */
export const GENRES = {
  mef_inconnu: 'bloquant',
  eleve_inconnu: 'bloquant',
  inscription_tardive: 'bloquant',
  inscription_repetee: 'avertissement',
  deux_candidats: 'bloquant',
  avis_origine_niveau_inconnu: 'bloquant',
  avis_origine_tardif: 'bloquant',
  avis_origine_sans_inscription: 'bloquant',
  avis_origine_commentaire_vide: 'bloquant',
  avis_origine_second: 'bloquant',
  avis_origine_mef: null,
  avis_origine_pendant_entretiens: null,
  avis_referent_niveau_inconnu: 'bloquant',
  avis_referent_tardif: 'bloquant',
  avis_referent_sans_inscription: 'bloquant',
  avis_referent_eleve_absent: 'bloquant',
  avis_referent_sans_presence: 'bloquant',
  avis_referent_second: 'bloquant',
  avis_referent_sans_commentaire: 'bloquant',
  avis_referent_avant_entretien: 'bloquant',
  confirmation_etrangere: 'bloquant',
  confirmation_tardive: 'bloquant',
  voeu_ine_inconnu: null,
  voeux_meme_rang: 'avertissement',
} as const satisfies Record<string, Gravite | null>

export type Genre = keyof typeof GENRES

/** Wrong things that touch no registered pupil: one of each per folder. */
export const GENRES_DU_DOSSIER = {
  uai_cle_fausse: 'bloquant',
  disponibilite_jour_ferie: 'avertissement',
  siecle_autre_annee: 'bloquant',
  siecle_responsables_absents: 'avertissement',
} as const satisfies Record<string, Gravite>

export interface Faute {
  genre: Genre | keyof typeof GENRES_DU_DOSSIER
  fichier: string
  /** Physical line, header = 1; 0 = the whole file. */
  ligne: number
  gravite: Gravite | null
}

const isGenre = (nom: string): nom is Genre => nom in GENRES

/** About eleven lines stand for one registered pupil: a fault on one pupil in nine is one line in a hundred. */
const STRIDE_MAX = 9

/** Deals the kinds in turn, so that a folder of about seventy pupils already holds one of each. */
export class Faults {
  readonly faites: Faute[] = []
  #vus = 0
  #suivant = 0
  readonly #stride: number
  readonly #genres = Object.keys(GENRES).filter(isGenre)

  /** `inscrits` = registered pupils expected; 0 = no fault at all. */
  constructor(inscrits: number) {
    const stride = Math.floor(inscrits / this.#genres.length)
    this.#stride = inscrits === 0 ? Infinity : Math.min(STRIDE_MAX, Math.max(1, stride))
  }

  /** The fault of the next registered pupil, if he has one. */
  next(): Genre | null {
    this.#vus++
    if (this.#vus % this.#stride !== 0) return null
    return this.#genres[this.#suivant++ % this.#genres.length] ?? null
  }

  record(faute: Faute): void {
    this.faites.push(faute)
  }
}
