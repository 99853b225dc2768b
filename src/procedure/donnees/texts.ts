import { dayInWords } from '#src/kit/day.ts'
import type { Droit, RefusDestruction, RefusDroit } from '#src/procedure/donnees/model.ts'
import type { EtatDemande } from '#src/procedure/donnees/rules/delai.ts'

export const LIBELLE_DROIT: Record<Droit, string> = {
  acces: 'Recevoir une copie des données',
  rectification: 'Faire corriger une erreur',
  limitation: 'Suspendre leur utilisation pendant une vérification',
  opposition: 'Ne plus participer',
  effacement: 'Les faire effacer',
}

/** What a request brings about, said before it is made. */
export const EFFET_DROIT: Record<Droit, string> = {
  acces: 'Votre établissement vous remet le document.',
  rectification:
    'Votre établissement corrige ce qu’il a saisi. Un avis n’est pas une erreur : pour le faire revoir, adressez-vous à l’académie.',
  limitation:
    'Vos données sont seulement conservées pendant ce temps : les établissements n’y écrivent plus rien, aucune fiche n’est émise et rien de nouveau n’est transmis à Affelnet.',
  opposition: 'Aucun bonus ne sera transmis. Vos vœux dans Affelnet ne changent pas.',
  effacement: 'Possible tant qu’aucun bonus n’a été transmis ; sans dossier, il n’y a ni entretien ni bonus.',
}

export const LIBELLE_ETAT_DEMANDE: Record<EtatDemande, string> = {
  repondue: 'Répondue',
  en_cours: 'En cours',
  a_repondre: 'À répondre sous peu',
  en_retard: 'En retard',
}

type Code = (RefusDestruction | RefusDroit)['code']

const SENTENCES: Record<Code, (details: Readonly<Record<string, string | number>>) => string> = {
  campagne_inconnue: () => 'Cette campagne n’existe pas.',
  destruction_prematuree: (d) =>
    `Les dossiers de cette campagne sont gardés jusqu’au ${dayInWords(String(d['le']))}.`,
  deja_visee: () => 'Le visa est déjà enregistré.',
  demande_inconnue: () => 'Cette demande n’existe plus : l’élève a été effacé.',
  deja_repondue: () => 'Une réponse a déjà été donnée.',
  bonus_transmis: () =>
    'Un bonus de cet élève a été transmis à Affelnet : son dossier est gardé jusqu’à la fin des recours. Refusez la demande en le disant, ou proposez de ne plus participer.',
  rien_a_lever: () => 'Cette suspension est déjà levée.',
  date_impossible: () => 'Écrivez la date de naissance.',
  ine_pris: () => 'Un autre élève de la campagne porte déjà cet INE.',
}

export const sentenceDonnees = ({ code, details }: RefusDestruction | RefusDroit): string =>
  SENTENCES[code](details ?? {})
