import type { Refus } from '#src/kit/result.ts'
import type { HEURES_DE_SORTIE } from '#src/procedure/entretiens/rules/contraintes.ts'
import type { ContraintesCampagne } from '#src/procedure/campagnes/api.ts'

export type RefusContraintes = Refus<'contraintes_rompues'>
export type RefusMoyens = Refus<'moyens_depasses'>

type Heure = (typeof HEURES_DE_SORTIE)[number]

/** What a plan has to keep; how long a pupil may ask for another slot is no matter of the plan. */
export type ContraintesPlanning = Omit<ContraintesCampagne, 'demandeCreneauJours'>

/** What each bound means to who sets it. */
export const LIBELLE_CONTRAINTE: Record<
  Exclude<keyof ContraintesPlanning, 'joursFermes' | Heure>,
  { libelle: string; aide: string }
> = {
  accompagnes: {
    libelle: 'Élèves pour un accompagnateur',
    aide: 'Au plus, dans une sortie d’un collège vers un lycée. 15 est l’usage.',
  },
  maxParCollege: {
    libelle: 'Élèves d’un même collège sortis à la fois',
    aide: 'Au plus, tous lycées confondus.',
  },
  pauseMinutes: {
    libelle: 'Pause entre deux entretiens, en minutes',
    aide: 'Pour chaque jury.',
  },
  preavisJours: {
    libelle: 'Jours entre l’inscription et l’entretien',
    aide: 'Au moins, pour que la famille puisse s’organiser.',
  },
  trajetMaxMinutes: {
    libelle: 'Trajet le plus long, en minutes',
    aide: 'Au-delà, un lycée n’est pas proposé.',
  },
  parIntervenantJour: {
    libelle: 'Entretiens d’un intervenant dans une journée',
    aide: 'Au plus ; un groupe compte pour un.',
  },
  parIntervenantSemaine: {
    libelle: 'Entretiens d’un intervenant dans une semaine',
    aide: 'Au plus, du lundi au dimanche ; un groupe compte pour un.',
  },
  postesDistanciel: {
    libelle: 'Entretiens à distance en même temps dans un collège',
    aide: 'Au plus, pour un collège dont le chef n’a pas dit son propre nombre de postes.',
  },
}

/** When pupils may be away from their school, journey included. */
export const LIBELLE_SORTIE: Record<Heure, string> = {
  departMatin: 'Le matin, départ du collège au plus tôt',
  retourMatin: 'Le matin, retour au plus tard',
  departApresMidi: 'L’après-midi, départ du collège au plus tôt',
  retourApresMidi: 'L’après-midi, retour au plus tard',
}

/** Why constraints are not set. */
export const sentenceContraintes = ({ details = {} }: RefusContraintes): string =>
  `${String(details['nombre'])} entretien(s) déjà placé(s) ne respecteraient plus ces contraintes (${String(
    details['lycees'],
  )}) : déclarez d’abord un incident dans ces lycées, ou déplacez ces entretiens.`

/** Why a school cannot say so few. */
export const sentenceMoyens = ({ details = {} }: RefusMoyens): string =>
  `${String(details['nombre'])} entretien(s) déjà placé(s) en demandent davantage : déclarez d’abord un incident, ou faites déplacer ces entretiens par le lycée ou l’académie, puis revenez ici.`
