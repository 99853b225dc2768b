import type { EtatPresence, Mode } from '#src/exchange/model.ts'
import { dayInWords, type Day } from '#src/kit/day.ts'
import type { Refus } from '#src/kit/result.ts'
import type { EtatVague, RefusVague } from '#src/procedure/entretiens/rules/vagues.ts'
import type { OBSERVATIONS } from '#src/procedure/entretiens/model.ts'
import type { RefusSeance } from '#src/procedure/entretiens/rules/seances.ts'
import type { RefusAvisReferent, RefusCompteRendu, RefusPresence } from '#src/procedure/entretiens/rules.ts'

export type RefusDisponibilite = Refus<
  | 'etablissement_inconnu'
  | 'domaine_inconnu'
  | 'intervalle_inverse'
  | 'cible_inconnue'
  | 'entretiens_hors_plage'
  | 'capacite_trop_petite'
  | 'salle_occupee'
  | 'plage_occupee'
  | 'seance_occupee'
  | RefusSeance
>
export type RefusDeplacement = Refus<
  | 'entretien_modifie'
  | 'entretien_commence'
  | 'place_inconnue'
  | 'place_identique'
  | 'place_passee'
  | 'place_refusee'
  | 'place_interdite'
  | 'motif_absent'
  | 'dossier_limite'
>
export type RefusHorsPlanning =
  | RefusPresence
  | Refus<
      'reception_a_venir' | 'reception_occupee' | 'echange_de_deux' | 'echange_du_jour' | 'echange_inegal'
    >
export type RefusIncident = Refus<
  | 'incident_sans_cible'
  | 'incident_passe'
  | 'incident_decide'
  | 'reparation_perimee'
  | 'reparation_incoherente'
  | 'absence_sans_place'
  | 'attente_finie'
  | 'remplacant_inconnu'
  | 'intervalle_inverse'
  | 'motif_absent'
>
export type RefusEntretien =
  | RefusPresence
  | RefusCompteRendu
  | RefusAvisReferent
  | RefusDisponibilite
  | RefusVague
  | RefusDeplacement
  | RefusIncident
  | RefusHorsPlanning

/** What an interviewer observes. */
export const LIBELLE_OBSERVATION: Record<(typeof OBSERVATIONS)[number], string> = {
  implication: 'Son implication',
  motivation: 'Sa motivation',
  reussite: 'Ses chances de réussir',
  demarche: 'Sa démarche d’information',
  connaissance: 'Sa connaissance du métier ou du domaine',
}

type Details = NonNullable<Refus['details']>

const SENTENCES: Record<RefusEntretien['code'], (details: Details) => string> = {
  entretien_absent: () => 'Aucun entretien n’est placé pour cet élève dans ce domaine.',
  entretien_a_venir: () => 'L’entretien n’a pas encore eu lieu.',
  reception_a_venir: () => 'Cette heure n’est pas encore passée.',
  echange_de_deux: () => 'Cochez les deux élèves qui sont venus l’un à la place de l’autre.',
  echange_du_jour: () => 'Ces deux entretiens ne sont pas du même jour, dans le même lycée.',
  echange_inegal: () =>
    'Ces deux entretiens ne sont pas du même domaine, ou n’ont pas la même durée : notez plutôt chaque élève « reçu à un autre moment ».',
  reception_occupee: () =>
    'À cette heure, l’élève ou l’un de ceux qui le reçoivent est dans un autre entretien : corrigez l’heure.',
  retard_possible: (d) =>
    `L’élève peut encore arriver : sa place est gardée un quart d’heure. Notez son absence à partir de ${d['heure']}.`,
  presence_apres_avis: () => 'Un avis est déjà signé pour cet entretien : la présence ne se change plus.',
  eleve_non_recu: () => 'Le compte rendu se rédige pour un élève dont la présence est enregistrée.',
  compte_rendu_vide: () => 'Le compte rendu est vide : la famille attend un conseil.',
  compte_rendu_signe: () => 'Un avis est déjà signé sur ce compte rendu : il ne se change plus.',
  inscription_absente: () => 'L’élève n’est pas inscrit pour cette formation.',
  niveau_inconnu: (d) => `« ${d['avis']} » n’est pas un niveau d’avis ; niveaux possibles : ${d['niveaux']}.`,
  presence_absente: () => 'La présence à l’entretien n’est pas enregistrée : l’avis ne peut pas être signé.',
  eleve_absent: () => 'L’élève est noté absent à l’entretien : aucun avis ne peut être donné.',
  eleve_excuse: () => 'L’élève est noté excusé à l’entretien : aucun avis ne peut être donné.',
  entretien_annule: () => 'L’entretien a été annulé par le lycée : aucun avis ne peut être donné.',
  avis_avant_entretien: () => 'L’avis est daté d’avant l’entretien.',
  avis_referent_tardif: (d) =>
    `Les avis du lycée référent étaient possibles jusqu’au ${dayInWords(String(d['jusquAu']))} à 23 h 59.`,
  commentaire_absent: () =>
    'Il faut un commentaire, ou un compte rendu qui en tienne lieu : la famille le lira.',
  dossier_limite: () =>
    'L’utilisation des données de cet élève est suspendue : son dossier est conservé, et rien ne s’y écrit avant la fin de la vérification.',
  avis_referent_existant: () => 'Un avis du lycée référent est déjà signé : le premier signé compte.',
  etablissement_inconnu: (d) => `L’établissement ${d['uai']} est inconnu.`,
  domaine_inconnu: (d) => `Le domaine « ${d['domaine']} » n’existe pas dans la campagne.`,
  entretiens_hors_plage: (d) =>
    `Des entretiens placés ici (${d['nombre']}) ne tiendraient plus dans ces heures : déplacez-les d’abord.`,
  capacite_trop_petite: (d) =>
    `Jusqu’à ${d['ensemble']} élèves sont déjà placés ensemble : gardez au moins ce nombre.`,
  salle_occupee: (d) =>
    `Des entretiens (${d['nombre']}) sont placés dans cette salle : pour en changer, déclarez la salle fermée.`,
  seance_occupee: (d) =>
    `Des entretiens (${d['nombre']}) sont placés ici : la séance de groupe et son nombre d’élèves ne changent plus. Déclarez une autre disponibilité.`,
  seance_pour_un: () =>
    'Une séance de groupe reçoit au moins deux élèves : corrigez le nombre d’élèves, ou laissez vides les minutes de la séance.',
  seance_hors_plage: (d) =>
    `La séance entière dure ${d['minutes']} minutes : c’est plus long que la plage. Allongez la plage, ou recevez moins d’élèves.`,
  seance_courte: (d) =>
    `Chaque élève aurait ${d['chacun']} minutes, information commune comprise : l’académie en demande ${d['dureeMinutes']} dans l’un de ces domaines.`,
  plage_occupee: (d) =>
    `Des entretiens (${d['nombre']}) sont placés ici : déclarez un incident, une réparation est alors proposée.`,
  intervalle_inverse: () => 'La fin doit venir après le début.',
  vague_a_venir: (d) =>
    `Cette vague se libère à partir du ${dayInWords(String(d['echeance']))} : d’ici là, ses entretiens peuvent encore être mieux placés.`,
  vague_vide: () =>
    'Aucun entretien de cette semaine n’attend de convocation : elle est peut-être déjà libérée.',
  entretien_modifie: () =>
    'Cet entretien a changé de place pendant que vous le regardiez : voici où il en est maintenant.',
  entretien_commence: () => 'L’entretien a commencé ou sa présence est enregistrée : il ne se déplace plus.',
  place_inconnue: () => 'Cette place n’existe pas, ou plus, dans votre lycée.',
  place_identique: () => 'L’entretien est déjà à cette place.',
  place_passee: () => 'Cette place est déjà passée.',
  place_refusee: (d) => `Ce déplacement n’est pas possible : ${String(d['raisons'])}.`,
  place_interdite: () =>
    'L’entretien se trouve justement là : déplacez-le d’abord, puis interdisez cette place.',
  motif_absent: () => 'Dites pourquoi : ceux qui liront le planning après vous en ont besoin.',
  incident_sans_cible: () => 'Dites qui ou quoi est concerné, parmi ce qui est de votre lycée.',
  incident_passe: () => 'Cette période est déjà passée.',
  incident_decide: () => 'Quelqu’un a déjà décidé de cet incident.',
  reparation_perimee: () =>
    'Le planning a changé depuis que vous avez lu cette proposition : en voici une nouvelle.',
  reparation_incoherente: () =>
    'Ces changements dépendent de ceux que vous laissez de côté : gardez-en moins, ou déplacez à la main.',
  absence_sans_place: () =>
    'Aucune place libre n’est trouvée pour lui, ni dans votre lycée ni dans les autres où il peut aller : son absence reste notée. Ouvrez une disponibilité, puis acceptez de nouveau.',
  attente_finie: () =>
    'Il n’attend plus de place dans ce domaine : il en a reçu une, ou il s’est déjà retiré. S’il a une place, déclarez son retrait dans les incidents du lycée.',
  remplacant_inconnu: () => 'Cette personne ne peut pas reprendre ces entretiens.',
  cible_inconnue: () => 'La personne, la classe ou la salle visée est inconnue.',
}

export const sentenceEntretien = (refus: RefusEntretien): string => SENTENCES[refus.code](refus.details ?? {})

const BESOINS: Readonly<Record<string, string>> = {
  acces_fauteuil: 'accès en fauteuil roulant',
  duree_majoree: 'durée majorée',
  accompagnant: 'vient avec un accompagnant',
  ecrit: 'échange par écrit',
}

/** A functional need in words. Source: domain.md rule 10. */
export const besoinInWords = (besoin: string): string =>
  BESOINS[besoin] ?? (besoin.startsWith('interprete:') ? `interprète : ${besoin.slice(11)}` : besoin)

export const LIBELLE_PRESENCE: Record<EtatPresence, string> = {
  present: 'Présent',
  absent: 'Absent',
  excuse: 'Excusé',
  annule_par_lycee: 'Annulé par le lycée',
}

/** The week of an interview that is only held. */
export const semaineInWords = (semaine: Day): string => `semaine du ${dayInWords(semaine)}`

/** Beside the lycée and the week of an interview that its first night may still place elsewhere. */
export const A_CONFIRMER = ' (à confirmer demain matin)'

/**
 * What is told of an interview that is only held: its lycée, its week, and when its hour will be known; until its first
 * night, that both may still change.
 */
export const provisoireInWords = ({
  semaine,
  lycee,
  mode,
  annonce,
  fixeAvant,
}: {
  semaine: Day
  lycee: string
  mode: Mode
  annonce: boolean
  fixeAvant: Day
}): string =>
  `${semaineInWords(semaine)}, ${mode === 'distanciel' ? 'à distance avec' : 'au'} ${lycee}${annonce ? '' : A_CONFIRMER} ; le jour et l’heure seront fixés par la convocation, attendue vers le ${dayInWords(fixeAvant)}`

export const LIBELLE_VAGUE: Record<EtatVague, string> = {
  a_venir: 'À venir',
  a_liberer: 'À libérer',
  liberee: 'Libérée',
}
