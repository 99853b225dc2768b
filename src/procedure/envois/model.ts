import type { Day } from '#src/kit/day.ts'

/** What a message is about. Each has its cause in the procedure, and its sentence in `texts.ts`. */
export const GENRES = [
  'convocation',
  'changement',
  'changement_semaine',
  'annulation',
  'absence',
  'rappel_entretien',
  'fiche',
  'accuse_confirmation',
  'rappel_confirmation',
  'reponse',
  'recapitulatif',
  'adresse',
] as const
export type Genre = (typeof GENRES)[number]

/** `incertain`: it was handed over and nothing tells what became of it; it is never sent again by itself. */
export const ETATS = ['a_envoyer', 'envoye', 'incertain', 'refuse', 'abandonne'] as const
export type Etat = (typeof ETATS)[number]

/** Why a message does not leave, or was refused. */
export const MOTIFS = [
  'adresse_absente',
  'adresse_changee',
  'adresse_rejetee',
  'personne_partie',
  'entretien_supprime',
  'entretien_deplace',
  'entretien_passe',
  'entretien_annule',
  'entretien_convoque',
  'presence_corrigee',
  'fiche_remplacee',
  'plus_attendu',
  'cloture',
  'perime',
  'envois_suspendus',
  'trop_d_essais',
  'refuse_par_le_serveur',
  'sans_reponse',
  'clos_a_la_main',
  'dossier_limite',
] as const
export type Motif = (typeof MOTIFS)[number]

/** How a message goes out, or only seems to. */
export type Canal = 'smtp' | 'bac_a_sable'

/** The interview of a message about it, as it was when the cause was written. */
export interface Evenement {
  cle: string
  uai: string
  debut: string
  fin: string
  /** When the pupil is received alone in a group session. */
  individuel?: string | null
  sequence: number
}

/**
 * The week that a family was told of, and the one to which the interview went, by their Mondays; the lycées likewise, by
 * UAI, unless they are the same.
 */
export interface ChangementDeSemaine {
  avant: Day
  apres: Day
  lyceeAvant?: string
  lyceeApres?: string
}

/** What a digest counts, by what there is to do. */
export const RESTES = [
  'demandes',
  'avisOrigine',
  'sansAdresse',
  'propositions',
  'entretiensDuJour',
  'sansVoeu',
  'voeuSansConfirmation',
] as const
export type Reste = (typeof RESTES)[number]
export type Restes = Partial<Record<Reste, number>>

/** What a school would lose at the end of the wishes: confirmed without a wish, or the other way round. */
export interface VoeuEnAttente {
  uai: string
  sansVoeu: number
  voeuSansConfirmation: number
}

/** Facts kept with a message, because the state no longer tells them when it leaves. */
export interface Contenu {
  evenement?: Evenement
  semaine?: ChangementDeSemaine
  /** Week that was told of an interview that was only held, by its Monday. */
  annoncee?: Day
  /** It is called off because the pupil withdrew. */
  retrait?: boolean
  restes?: Restes
  /** Code of an address, in the sandbox alone: there it can be read nowhere else. */
  code?: string
}

export interface Reglage {
  actif: boolean
  /** Days before an interview at which it is recalled. */
  joursRappel: number
}
