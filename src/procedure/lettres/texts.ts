import { SAUTS_MAX, SECTIONS_LETTRE, type CodeSection } from '#src/documents/lettre-sections.ts'
import { typo } from '#src/documents/wording.ts'
import type { Refus } from '#src/kit/result.ts'
import type { EtatLettre } from '#src/procedure/lettres/model.ts'
import { JOINTES_MAX, type Depassements, type RefusJointe } from '#src/procedure/lettres/rules.ts'

export const LIBELLE_ETAT_LETTRE: Record<EtatLettre, string> = {
  absente: 'Pas commencée',
  commencee: 'Commencée',
  complete: 'Complète',
  jointe: 'Manuscrite, jointe',
}

export const titreSection = (code: CodeSection | 'generale'): string =>
  typo(SECTIONS_LETTRE.find((one) => one.code === code)?.titre ?? 'Sur toute la lettre')

/** Why a section cannot be kept as it is; what was typed stays. */
export function sentenceDepassement(code: CodeSection, depassement: Depassements[CodeSection]): string {
  const limite = SECTIONS_LETTRE.find((one) => one.code === code)?.limite ?? 0
  return depassement === 'trop_de_lignes'
    ? `Cette partie a plus de ${SAUTS_MAX} retours à la ligne : elle ne tiendrait pas sur la lettre.`
    : `Cette partie dépasse ${limite} caractères : raccourcissez-la, rien n’a été coupé.`
}

export type RefusLettre = Refus<
  'lettre_changee' | 'domaine_etranger' | 'lettre_trop_longue' | 'lettre_absente'
>

const SENTENCES: Record<(RefusLettre | RefusJointe)['code'], string> = {
  lettre_changee:
    'Cette lettre a été enregistrée entre-temps depuis une autre page. Votre texte est ici : comparez, puis enregistrez de nouveau.',
  domaine_etranger: 'L’élève n’est inscrit pour aucune formation de ce domaine.',
  lettre_trop_longue: 'Une partie est trop longue : raccourcissez-la, rien n’a été coupé.',
  lettre_absente: 'Il n’y a pas encore de lettre à annoter.',
  fichier_vide: 'Choisissez un fichier qui n’est pas vide.',
  fichier_trop_gros: 'Ce fichier dépasse 5 Mo : réduisez la photo, ou prenez-la en qualité moyenne.',
  type_inconnu: 'Ce fichier n’est ni une photo (JPEG, PNG), ni un PDF.',
  photo_heic:
    'Les photos HEIC ou AVIF ne peuvent pas être imprimées : réglez l’appareil sur « Le plus compatible » (JPEG), ou envoyez une capture d’écran de la photo.',
  photo_abimee: 'Cette photo est abîmée ou incomplète : envoyez-la de nouveau.',
  image_demesuree: 'Cette image est trop grande pour être imprimée : prenez une photo de la page.',
  trop_de_fichiers: `Une lettre a au plus ${JOINTES_MAX} fichiers joints : retirez-en un d’abord.`,
}

export const sentenceLettre = (refus: RefusLettre | RefusJointe): string => SENTENCES[refus.code]
