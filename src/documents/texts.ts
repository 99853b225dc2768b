import type { EtablissementImprime } from '#src/documents/model.ts'
import { academieDe, joignable } from '#src/documents/wording.ts'

/** Stands on every page of a rehearsal. */
export const MARQUE_REPETITION = "RÉPÉTITION – document d'exercice"

export const TITRE_CONVOCATION = "Convocation à un entretien d'information"
export const TITRE_LETTRE = 'Lettre de motivation guidée'
export const TITRE_FICHE = 'Fiche récapitulative'
export const TITRE_GUIDE = 'Guide des familles'
export const TITRE_BORDEREAU = "Bordereau d'export des bonus"

/** Said wherever the interview is announced: it is no selection (text A). */
export const ENTRETIEN_INFORME = "L'entretien informe et conseille : ce n'est pas un examen ni une sélection."

export interface MentionLegale {
  /** Name of the académie, e.g. « Paris ». */
  academie: string
  /** The school to write to; null on a document of the académie. */
  etablissement: EtablissementImprime | null
}

/**
 * The mention of algorithmic processing, one sentence or two per paragraph, for letters, screens and mails alike: purpose,
 * right to the rules and to their application, how to ask, CADA.
 * Source: code des relations entre le public et l'administration, L. 311-3-1, R. 311-3-1-1, R. 311-3-1-2, R. 343-1.
 */
export function mentionLegale({ academie, etablissement }: MentionLegale): string[] {
  const ask = etablissement ? `à l'établissement ${joignable(etablissement)} ou à ` : 'à '
  return [
    "L'avis final et les points sont calculés par un traitement algorithmique (articles L. 311-3-1 et R. 311-3-1-1 du code des relations entre le public et l'administration). Finalité : croiser l'avis de l'établissement d'origine et celui de l'établissement référent, selon la table du règlement de la campagne, pour attribuer un bonus aux vœux saisis dans Affelnet. Les deux avis, eux, sont donnés et signés par des personnes.",
    `Vous avez le droit d'obtenir les règles de ce traitement et les principales caractéristiques de leur application à votre cas. Demandez-les par écrit ${ask}${academieDe(academie)}.`,
    "En cas de refus, ou sans réponse au bout d'un mois, vous pouvez saisir dans les deux mois la Commission d'accès aux documents administratifs (CADA).",
  ]
}

/** The right to a re-examination by a person. */
export const droitReexamen = ({ academie, etablissement }: MentionLegale): string =>
  `Vous pouvez demander qu'une personne réexamine ce résultat. Adressez votre demande ${
    etablissement ? `à l'établissement ${etablissement.nom} ou à ` : 'à '
  }${academieDe(academie)}, en disant ce que vous contestez.`

/**
 * What else a family may do, in sentences. Source: code de l'éducation, L. 23-10-1 (médiateurs); code de justice
 * administrative, R. 421-1 (two months).
 */
export const recours = ({ academie }: Pick<MentionLegale, 'academie'>): string[] => [
  `En cas de désaccord persistant, vous pouvez saisir gratuitement le médiateur de l'éducation nationale de ${academieDe(academie)}.`,
  "La décision d'affectation, prise plus tard, peut être contestée dans les deux mois devant le tribunal administratif. Un avis, lui, n'est pas une décision : la formation peut être demandée quel que soit l'avis.",
]
