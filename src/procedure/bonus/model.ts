import type { EtatPresence } from '#src/exchange/model.ts'
import type { CampagneImprimee, EtablissementImprime, FormationImprimee } from '#src/documents/model.ts'
import type { Day } from '#src/kit/day.ts'
import type { Sens } from '#src/procedure/campagnes/api.ts'

/** Where a registration stands. Source: formats.md, « etat of an avis final is the first that holds ». */
export const ETATS_AVIS_FINAL = [
  'non_place',
  'annule_par_lycee',
  'excuse',
  'absent',
  'avis_origine_manquant',
  'avis_referent_manquant',
  'complet',
] as const
export type EtatAvisFinal = (typeof ETATS_AVIS_FINAL)[number]

/** What an avis final is made of. */
export interface FaitsAvisFinal {
  place: boolean
  presence: EtatPresence | null
  avisOrigine: Sens | null
  avisReferent: Sens | null
}

export interface AvisFinal {
  etat: EtatAvisFinal
  sens: Sens | null
  points: number
}

/** The last word of one person on one registration. */
export interface Decision {
  /** null: the pupil himself. */
  responsableId: number | null
  decision: 'oui' | 'non'
}

export const ETATS_RAPPROCHEMENT = ['points_nuls', 'refuse', 'non_confirme', 'sans_voeu', 'exporte'] as const
export type EtatRapprochement = (typeof ETATS_RAPPROCHEMENT)[number]

/** A wish as the matching needs it. */
export interface Voeu {
  eleveId: number
  academieOffre: string
  codeOffre: string
  /** As written, 11 characters as a rule. */
  codeMef: string
  libelleFormation: string | null
}

/** A registration with what decides of its bonus. */
export interface Dossier {
  inscriptionId: number
  eleveId: number
  mef: string
  libelle: string
  sens: Sens | null
  points: number
  /** Born so that he is 18 at the end of confirmations: he confirms alone. */
  majeur: boolean
  /** Legal guardians known. */
  responsables: readonly number[]
  /** Guardians whose silence two people recorded: nobody waits for them. */
  injoignables: readonly number[]
  decisions: readonly Decision[]
}

/** One line of the export: a (pupil, offer). */
export interface LigneLot {
  eleveId: number
  academieOffre: string
  codeOffre: string
  codeMef: string
  mef: string
  libelleFormation: string
  sens: Sens
  points: number
}

export interface NouvelleConfirmation {
  eleveId: number
  mef: string
  /** null: the pupil himself; else the guardian. */
  responsableId: number | null
  decision: 'oui' | 'non'
  support: 'ecran' | 'papier'
}

export interface AvisDeFiche {
  sens: string
  commentaire: string | null
  signataire: string
  signeLe: string
}

/** One registration with everything its fiche says. */
export interface RangeeFiche {
  inscriptionId: number
  eleveId: number
  uai: string
  nom: string
  prenom: string
  dateNaissance: Day
  classe: string | null
  mef: string
  libelle: string
  domaine: string
  avisOrigine: AvisDeFiche | null
  avisReferent: AvisDeFiche | null
  compteRendu: { texte: string; auteur: string; le: string } | null
  /** The referent lycée of the interview, when there is one. */
  lycee: string | null
  etat: EtatAvisFinal
  sensOrigine: string | null
  sensReferent: string | null
  sens: string | null
  points: number
}

/** Who may confirm a fiche. */
export interface PersonneFiche {
  /** null: the pupil himself. */
  responsableId: number | null
  nom: string
}

/** All that a fiche says, frozen when it is issued; who has confirmed since is no part of it. */
export interface ContenuFiche {
  campagne: CampagneImprimee
  reglement: string
  college: EtablissementImprime
  eleve: { nom: string; prenom: string; dateNaissance: Day; classe: string | null }
  formations: (FormationImprimee & { mef: string })[]
  personnes: PersonneFiche[]
  finConfirmations: Day
  /** What differs from the version before, in sentences. */
  changements: string[]
}

export const VOIES_REMISE = ['main', 'ent', 'courrier', 'courriel'] as const
export type VoieRemise = (typeof VOIES_REMISE)[number]

/** The cover of an export: no personal data. */
export interface Bordereau {
  academie: string
  annee: string
  dispositif: string
  reglement: { nom: string; version: number; id: number }
  numero: number
  etabliLe: string
  lignes: number
  points: number
  parAvis: { avis: string; lignes: number; points: number }[]
  operations: Record<'ajout' | 'modification' | 'retrait', number>
  sha256: string
  repetition: boolean
  actesExceptionnels: string[]
  /** Points appear here: the legal mention stands with them (rule 13). */
  mention: string[]
}

/** A batch with its cover, sealed, and the two people it needed. */
export interface LotEtabli {
  id: number
  campagneId: number
  numero: number
  etabliLe: Date
  sha256: string
  bordereau: Bordereau & { signature: string; cle: string }
  etabliPar: string
  approuvePar: string
}

/** An export asked for by one person, waiting for another. */
export interface DemandeExport {
  id: number
  demandeurId: number
  demandeur: string
  demandeeLe: Date
}
