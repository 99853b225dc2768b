/** Steps that a pupil ticks himself: of his discovery, then of the preparation of his interview. */
export const ETAPES_DECOUVERTE = ['fiches', 'sites', 'questions', 'parler'] as const
export const ETAPES_PREPARATION = ['itineraire', 'lettre', 'crayon'] as const
export const ETAPES = [...ETAPES_DECOUVERTE, ...ETAPES_PREPARATION] as const
export type EtapeDuParcours = (typeof ETAPES)[number]

/** The same four questions before and after the interview: what changed is what he learnt of himself. */
export const REFLEXIONS = ['attrait', 'savoir', 'doute', 'projet'] as const
export type Reflexion = (typeof REFLEXIONS)[number]
export const MOMENTS = ['avant', 'apres'] as const
export type Moment = (typeof MOMENTS)[number]

/** What a pupil keeps in his notes. */
export type RubriqueDuCarnet = 'questions' | 'appris' | `${Moment}_${Reflexion}`
export const FAISABILITES = ['faisable', 'difficile', 'impossible'] as const
export type Faisabilite = (typeof FAISABILITES)[number]

/** Whether a pupil can go to a lycée every day, and in how long. */
export interface Trajet {
  uai: string
  faisabilite: Faisabilite
  minutes: number | null
}

/** The lycée where a pupil would rather be received, for one domaine. */
export interface LyceePrefere {
  domaine: string
  libelleDomaine: string
  uai: string
  lycee: string
}

/** A lycée that receives pupils, as seen from the collège of one of them. */
export interface LyceeVu {
  uai: string
  nom: string
  adresse: string | null
  commune: string | null
  codePostal: string | null
  latitude: number | null
  longitude: number | null
  /** As the crow flies from the collège; null when one of them has no coordinates. */
  km: number | null
  /** Domaines for which it receives. */
  domaines: { code: string; libelle: string; dansLeSecteur: boolean; prefere: boolean }[]
  trajet: Trajet | undefined
}

/** A commune that a pupil may name: where it is, so that his browser measures by itself. */
export interface CommuneConnue {
  codePostal: string
  commune: string
  latitude: number
  longitude: number
}

export const MOYENS = ['reunion', 'entretien', 'telephone', 'courrier', 'message'] as const
export type Moyen = (typeof MOYENS)[number]
export const DESTINATAIRES = ['eleve', 'responsables', 'tous'] as const
export type Destinataire = (typeof DESTINATAIRES)[number]

/** That a family was told: how, whom, which day, by whom. */
export interface Information {
  moyen: Moyen
  destinataire: Destinataire
  jour: string
  auteur: string
}
