import { type Day, dayInWords } from '#src/kit/day.ts'
import type { Refus } from '#src/kit/result.ts'
import type { Genre, RefusExceptionnel } from '#src/procedure/bonus/rules/exceptionnels.ts'

const LIBELLE_GENRE: Record<Genre, string> = {
  avis_origine_corrige: 'avis d’origine corrigé',
  avis_origine_regularise: 'avis d’origine saisi après coup',
  avis_referent_regularise: 'avis du lycée référent saisi après coup',
  responsable_injoignable: 'responsable légal déclaré injoignable',
}

const SENTENCES: Record<RefusExceptionnel['code'], (details: NonNullable<Refus['details']>) => string> = {
  dossier_limite: () =>
    'L’utilisation des données de cet élève est suspendue : son dossier est conservé, et rien ne s’y écrit avant la fin de la vérification.',
  motif_absent: () => 'Le motif est obligatoire : il figure sur le bordereau de l’export.',
  motif_nominatif: (d) =>
    `Le motif figure sur le bordereau de l’export : il ne doit nommer personne (« ${d['nom']} »).`,
  inscription_absente: () => 'L’élève n’est pas inscrit pour cette formation.',
  niveau_inconnu: (d) => `« ${d['avis']} » n’est pas un niveau d’avis ; niveaux possibles : ${d['niveaux']}.`,
  commentaire_absent: () => 'Le commentaire est obligatoire : la famille le lira.',
  avis_absent: () => 'Il n’y a pas d’avis à corriger : demandez une régularisation.',
  avis_existant: () => 'Un avis est déjà signé : il ne se régularise pas.',
  export_fait: () => 'Le bonus est déjà exporté : un avis manquant ne se régularise plus.',
  eleve_non_recu: () => 'L’élève n’a pas été reçu en entretien : aucun avis ne peut être saisi.',
  personne_etrangere: () => 'Cette personne n’est pas un responsable légal de l’élève.',
  responsable_a_refuse: () => 'Ce responsable a répondu non : son refus compte et ne se contourne pas.',
  acte_deja_demande: () => 'Cet acte est déjà demandé.',
  acte_inconnu: () => 'Cette demande n’existe pas.',
  acte_deja_approuve: () => 'Cette demande est déjà approuvée.',
  meme_personne: () => 'La personne qui approuve doit être différente de celle qui demande.',
}

export const sentenceExceptionnel = (refus: RefusExceptionnel): string =>
  SENTENCES[refus.code](refus.details ?? {})

/** An exceptional act on the cover of an export: no name, no school. */
export const phraseExceptionnelle = (acte: {
  numero: number
  genre: Genre
  approuveLe: Day
  motif: string
}): string =>
  `N° ${acte.numero}, approuvé le ${dayInWords(acte.approuveLe)} : ${LIBELLE_GENRE[acte.genre]}. Motif : ${acte.motif}`
