import type { Refus } from '#src/kit/result.ts'
import type {
  Destinataire,
  EtapeDuParcours,
  Faisabilite,
  Moment,
  Moyen,
  Reflexion,
} from '#src/procedure/eleves/model/parcours.ts'

export const LIBELLE_ETAPE: Record<EtapeDuParcours, string> = {
  fiches: 'J’ai lu les fiches d’au moins deux formations',
  sites: 'J’ai cherché sur Onisep ou Oriane',
  questions: 'J’ai noté mes questions',
  parler: 'J’en ai parlé avec ma famille ou mon adulte référent',
  itineraire: 'Je sais comment aller à l’entretien et en combien de temps',
  lettre: 'Ma lettre est imprimée',
  crayon: 'J’ai de quoi écrire : un stylo et du papier',
}

export const QUESTION: Record<Reflexion, string> = {
  attrait: 'Qu’est-ce qui m’attire dans cette formation ?',
  savoir: 'Qu’est-ce que je sais du métier, et comment je le sais ?',
  doute: 'Qu’est-ce qui m’inquiète ou me paraît difficile ?',
  projet: 'Est-ce que je me vois là l’an prochain ? Pourquoi ?',
}

export const LIBELLE_MOMENT: Record<Moment, string> = {
  avant: 'Avant l’entretien',
  apres: 'Après l’entretien',
}

export const LIBELLE_FAISABILITE: Record<Faisabilite, string> = {
  faisable: 'Faisable chaque jour',
  difficile: 'Difficile',
  impossible: 'Pas faisable',
}

/** « Faisable chaque jour, 35 minutes ». */
export const trajetInWords = ({
  faisabilite,
  minutes,
}: {
  faisabilite: Faisabilite
  minutes: number | null
}): string =>
  minutes === null
    ? LIBELLE_FAISABILITE[faisabilite]
    : `${LIBELLE_FAISABILITE[faisabilite]}, ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`

export const LIBELLE_MOYEN: Record<Moyen, string> = {
  reunion: 'Réunion',
  entretien: 'Entretien',
  telephone: 'Téléphone',
  courrier: 'Courrier ou carnet de liaison',
  message: 'Message électronique',
}

export const LIBELLE_DESTINATAIRE: Record<Destinataire, string> = {
  eleve: 'L’élève',
  responsables: 'Les responsables légaux',
  tous: 'L’élève et ses responsables légaux',
}

export type RefusParcours = Refus<'lycee_etranger' | 'jour_a_venir' | 'eleve_inconnu'>

const SENTENCES: Record<RefusParcours['code'], string> = {
  lycee_etranger: 'Ce lycée ne reçoit pas d’élèves dans ce domaine.',
  jour_a_venir: 'Ce jour n’est pas encore venu : notez ce qui a été fait.',
  eleve_inconnu: 'Cet élève n’est pas de cette campagne.',
}

export const sentenceParcours = ({ code }: RefusParcours): string => SENTENCES[code]
