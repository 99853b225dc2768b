import { dayInWords } from '#src/kit/day.ts'
import type { Refus } from '#src/kit/result.ts'
import { libelleSens, type Reglement } from '#src/procedure/campagnes/api.ts'
import type { EtatAvisFinal, EtatRapprochement } from '#src/procedure/bonus/model.ts'
import type { RefusConfirmation } from '#src/procedure/bonus/rules/confirmation.ts'

export type RefusLot = Refus<
  | 'jumeau_different'
  | 'meme_personne'
  | 'approbateur_non_habilite'
  | 'rien_a_exporter'
  | 'demande_en_cours'
  | 'demande_absente'
  | 'cle_absente'
  | 'fichier_altere'
>

const SENTENCES: Record<
  (RefusConfirmation | RefusLot)['code'],
  (details: NonNullable<Refus['details']>) => string
> = {
  inscription_absente: () => 'L’élève n’est pas inscrit pour cette formation.',
  personne_etrangere: () => 'Seuls l’élève et ses responsables légaux peuvent confirmer.',
  confirmation_tardive: (d) =>
    `Les confirmations étaient possibles jusqu’au ${dayInWords(String(d['jusquAu']))} à 23 h 59.`,
  jumeau_different: (d) =>
    `L’export est refusé : le second calcul donne un autre résultat pour ${d['nombre']} inscription(s), la première étant la n° ${d['inscription']}.`,
  meme_personne: () =>
    'L’export demande deux personnes différentes : celle qui établit et celle qui approuve.',
  approbateur_non_habilite: () =>
    'La personne qui approuve doit être habilitée à exporter dans cette académie.',
  rien_a_exporter: () => 'Rien n’a changé depuis le dernier lot : il n’y a rien à exporter.',
  demande_en_cours: () => 'Une demande d’export attend déjà une seconde personne.',
  demande_absente: () => 'Cette demande d’export n’attend plus : elle a été approuvée ou abandonnée.',
  cle_absente: () =>
    'L’export est refusé : aucune clé de signature n’est installée. La personne qui exploite le service doit indiquer, par PASSPRO_CLE_SIGNATURE, un fichier qui contient la clé ed25519 de l’académie (PEM).',
  fichier_altere: () =>
    'Le fichier gardé avec ce lot n’est plus celui qui a été signé : il n’est pas remis. Prévenez la personne qui exploite le service.',
}

export const sentenceBonus = (refus: RefusConfirmation | RefusLot): string =>
  SENTENCES[refus.code](refus.details ?? {})

/** Why there is no avis final: never a blame, never "réservé" by default. */
export const RAISON_SANS_AVIS: Record<Exclude<EtatAvisFinal, 'complet'>, string> = {
  non_place: 'Aucun entretien n’a pu être placé : il n’y a pas d’avis final.',
  annule_par_lycee: 'Le lycée a annulé l’entretien : il n’y a pas d’avis final. Ce n’est pas de votre fait.',
  excuse: 'L’élève était excusé à l’entretien : il n’y a pas d’avis final.',
  absent: 'L’élève n’était pas à l’entretien : il n’y a pas d’avis final.',
  avis_origine_manquant:
    'L’établissement d’origine n’a pas donné son avis : il n’y a pas d’avis final. Ce n’est pas de votre fait.',
  avis_referent_manquant:
    'Le lycée référent n’a pas donné son avis : il n’y a pas d’avis final. Ce n’est pas de votre fait.',
}

export const LIBELLE_ETAT: Record<EtatAvisFinal, string> = {
  non_place: 'Entretien non placé',
  annule_par_lycee: 'Annulé par le lycée',
  excuse: 'Excusé',
  absent: 'Absent',
  avis_origine_manquant: 'Avis d’origine manquant',
  avis_referent_manquant: 'Avis du référent manquant',
  complet: 'Complet',
}

export const LIBELLE_RAPPROCHEMENT: Record<EtatRapprochement, string> = {
  points_nuls: 'Sans point',
  refuse: 'Refusé par la famille',
  non_confirme: 'Non confirmé',
  sans_voeu: 'Confirmé, sans vœu',
  exporte: 'Exporté',
}

/** How both avis were crossed, in one sentence with the cell of the table. */
export function sentenceCroisement(
  reglement: Reglement,
  { origine, referent, final }: { origine: string | null; referent: string | null; final: string | null },
): string {
  if (final === null || referent === null) return 'Le croisement n’a pas été calculé.'
  const left =
    origine === null
      ? 'avis d’origine non donné (il ne change rien ici)'
      : `avis d’origine « ${libelleSens(origine)} »`
  return `Croisement : ${left} et avis du lycée référent « ${libelleSens(referent)} » donnent l’avis final « ${libelleSens(final)} », soit ${reglement.points[final] ?? 0} points.`
}

/** What a result means for the pupil, in one sentence. */
export function sentencePortee(
  prenom: string,
  {
    avisFinal,
    points,
    raisonSansAvis,
  }: { avisFinal: string | null; points: number; raisonSansAvis: string | null },
): string {
  if (avisFinal === null) return raisonSansAvis ?? 'Il n’y a pas d’avis final.'
  if (points === 0)
    return `L’avis final est « ${avisFinal} » : il n’ajoute pas de point, et ${prenom} peut demander cette formation tout de même.`
  return `L’avis final est « ${avisFinal} » : ${points} points s’ajoutent à chaque vœu de ${prenom} pour cette formation, quels que soient le lycée et le rang, si elle est confirmée et saisie dans Affelnet.`
}

/** Who has to confirm, in one sentence. Source: domain.md rule 5. */
export function sentenceQuiConfirme(
  regle: Reglement['confirmationResponsables'],
  { prenom, majeur }: { prenom: string; majeur: boolean },
): string {
  if (regle === 'aucun') return 'Personne n’a besoin de confirmer ; une réponse « non » retire le bonus.'
  if (majeur) return `${prenom} a 18 ans à la fin des confirmations : sa réponse suffit.`
  const who = regle === 'tous' ? 'tous ses responsables légaux' : 'au moins un de ses responsables légaux'
  return `Il faut la réponse « oui » de ${prenom} et de ${who} ; une réponse « non » retire le bonus.`
}
