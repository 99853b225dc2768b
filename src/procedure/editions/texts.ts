import type { Refus } from '#src/kit/result.ts'
import type { EtatEdition, GenreEdition } from '#src/procedure/editions/model.ts'

export const LIBELLE_GENRE: Readonly<Record<GenreEdition, string>> = {
  convocations: 'Convocations à remettre en main propre',
  convocations_postees: 'Convocations à poster',
  fiches: 'Fiches récapitulatives',
  fiches_ent: 'Fiches récapitulatives, un fichier par élève (ENT)',
  lettres: 'Lettres de motivation',
}

export const LIBELLE_ETAT_EDITION: Readonly<Record<EtatEdition, string>> = {
  en_attente: 'En attente',
  en_cours: 'En cours',
  prete: 'Prête',
  arretee: 'Arrêtée',
  en_panne: 'Interrompue par une panne',
}

export type RefusEditionDemandee = Refus<'modele_impossible' | 'edition_pas_prete'>

const SENTENCES: Record<RefusEditionDemandee['code'], string> = {
  modele_impossible:
    'Ce nom n’est pas possible : lettres, chiffres, tirets et les mots entre accolades, dont {numero} ou {ine}.',
  edition_pas_prete: 'Ces documents ne sont pas encore tous prêts.',
}

export const sentenceEdition = ({ code }: RefusEditionDemandee): string => SENTENCES[code]

export const PANNE_EDITION =
  'Une panne du service a interrompu la préparation, plusieurs fois de suite. Ce qui est fait est gardé : reprenez plus tard. Ce n’est pas de votre fait.'
export const DOCUMENT_RETIRE =
  'Ce document a été retiré ou remplacé pendant la préparation : préparez-le de nouveau.'
export const ADRESSE_RESERVEE = 'une adresse est protégée ; le chef d’établissement imprime cette lettre.'
export const SANS_ADRESSE = 'un responsable n’a pas d’adresse complète ; remettez la lettre en main propre.'

/** « environ 2 minutes » ; seconds are of no use to whoever waits. */
export function resteInWords(secondes: number | undefined): string {
  if (secondes === undefined) return 'durée encore inconnue'
  if (secondes < 60) return 'moins d’une minute'
  const minutes = Math.round(secondes / 60)
  if (minutes < 60) return `environ ${minutes} ${minutes > 1 ? 'minutes' : 'minute'}`
  const heures = Math.round(minutes / 60)
  return `environ ${heures} ${heures > 1 ? 'heures' : 'heure'}`
}

/** Name of a file of an edition: nothing of a pupil is in it. */
export const nomDuFichier = (
  { genre, jour }: { genre: GenreEdition; jour: string | null },
  uai: string,
): string =>
  `${genre.replaceAll('_', '-')}-${uai}${jour === null ? '' : `-${jour}`}.${genre === 'fiches_ent' ? 'zip' : 'pdf'}`
