import type { Refus } from '#src/kit/result.ts'
import type { ContraintesCampagne } from '#src/procedure/campagnes/api.ts'

export type RefusContraintes = Refus<'contraintes_rompues'>

/** What a plan has to keep; how long a pupil may ask for another slot is no matter of the plan. */
export type ContraintesPlanning = Omit<ContraintesCampagne, 'demandeCreneauJours'>

/** What each bound means to who sets it. */
export const LIBELLE_CONTRAINTE: Record<
  Exclude<keyof ContraintesPlanning, 'joursFermes'>,
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
}

/** Why constraints are not set. */
export const sentenceContraintes = ({ details = {} }: RefusContraintes): string =>
  `${String(details['nombre'])} entretien(s) déjà placé(s) ne respecteraient plus ces contraintes (${String(
    details['lycees'],
  )}) : déclarez d’abord un incident dans ces lycées, ou déplacez ces entretiens.`
