import type { Courriel } from '#src/documents/courriel.ts'
import { minuteInWords, timeInWords, dayInWords, type Day, type LocalMinute } from '#src/kit/day.ts'
import {
  RESTES,
  type Canal,
  type Etat,
  type Genre,
  type Motif,
  type Reste,
  type Restes,
} from '#src/procedure/envois/model.ts'
import type { DefautAdresse } from '#src/procedure/envois/rules/adresse.ts'

/** What the sentences of a message may say: instants and counts, never a name, a school or an avis. */
export interface FaitsDits {
  /** Of the interview. */
  debut: LocalMinute | null
  /** When the pupil is received alone in a group session. */
  individuel?: LocalMinute | null
  version: number | null
  /** Last day of confirmations. */
  fin: Day | null
  restes: Restes
  /** Of a held interview: the week that was told before, and that of now; whether its lycée is another. */
  semaine: { avant: Day; apres: Day; autreLycee: boolean } | null
  /** Of a held interview that is taken away: the week that was told. */
  annoncee: Day | null
  /** It is called off because the pupil withdrew. */
  retrait: boolean
  /** Of an address to verify; null where only its holder may read it. */
  code: string | null
}

export const LIBELLE_GENRE: Record<Genre, string> = {
  convocation: 'Convocation',
  changement: 'Changement de convocation',
  changement_semaine: 'Changement de lycée ou de semaine d’un entretien prévu',
  annulation: 'Annulation d’entretien',
  absence: 'Absence à l’entretien',
  rappel_entretien: 'Rappel d’entretien',
  fiche: 'Fiche récapitulative',
  accuse_confirmation: 'Accusé d’une confirmation',
  rappel_confirmation: 'Rappel de confirmation',
  reponse: 'Réponse à une demande',
  recapitulatif: 'Récapitulatif du jour',
  adresse: 'Code pour vérifier une adresse',
}

export const LIBELLE_ETAT_ENVOI: Record<Etat, string> = {
  a_envoyer: 'À envoyer',
  envoye: 'Envoyé',
  incertain: 'Incertain',
  refuse: 'Refusé',
  abandonne: 'Abandonné',
}

export const LIBELLE_CANAL: Record<Canal, string> = {
  smtp: 'Courriel',
  bac_a_sable: 'Bac à sable : rien n’est parti',
}

export const LIBELLE_MOTIF: Record<Motif, string> = {
  adresse_absente: 'La personne n’a plus d’adresse utilisable.',
  adresse_changee: 'L’adresse a changé : le message part à la nouvelle.',
  adresse_rejetee: 'L’adresse a été rejetée par son serveur.',
  personne_partie: 'La personne n’est plus concernée.',
  entretien_supprime: 'L’entretien n’existe plus.',
  entretien_deplace: 'L’entretien a changé d’heure ou de lieu depuis.',
  entretien_passe: 'L’entretien est passé.',
  entretien_annule: 'L’entretien a été annulé par le lycée.',
  entretien_convoque: 'La convocation est partie : elle dit le jour et l’heure.',
  presence_corrigee: 'La présence a été corrigée depuis.',
  fiche_remplacee: 'Une nouvelle version de la fiche est parue.',
  plus_attendu: 'La réponse n’est plus attendue.',
  cloture: 'Les confirmations sont closes.',
  perime: 'Le message a trop attendu pour être encore utile.',
  envois_suspendus: 'Les messages de cette campagne sont suspendus.',
  trop_d_essais: 'Le serveur du destinataire n’a pas accepté le message, malgré plusieurs essais.',
  refuse_par_le_serveur: 'Le serveur du destinataire a refusé le message.',
  sans_reponse: 'Le serveur n’a pas répondu après avoir reçu le message : il est peut-être parti.',
  dossier_limite: 'L’utilisation des données de l’élève est suspendue, à sa demande.',
  clos_a_la_main: 'Clos à la main, sans nouvel envoi.',
}

export const LIBELLE_DEFAUT: Record<DefautAdresse['code'] | 'adresse_rejetee', string> = {
  adresse_absente: 'Pas d’adresse électronique',
  adresse_plusieurs: 'Plusieurs adresses dans le même champ : une seule est attendue',
  adresse_illisible: 'Adresse électronique illisible',
  adresse_rejetee: 'Adresse rejetée par son serveur',
}

const LIBELLE_RESTE: Record<Reste, (n: number) => string> = {
  demandes: (n) => counted(n, 'demande d’élève à traiter', 'demandes d’élèves à traiter'),
  avisOrigine: (n) => counted(n, 'avis d’origine à signer', 'avis d’origine à signer'),
  sansAdresse: (n) => counted(n, 'adresse électronique à corriger', 'adresses électroniques à corriger'),
  propositions: (n) => counted(n, 'avis du lycée à signer', 'avis du lycée à signer'),
  entretiensDuJour: (n) => counted(n, 'entretien aujourd’hui', 'entretiens aujourd’hui'),
  sansVoeu: (n) =>
    counted(
      n,
      'formation confirmée par la famille, sans vœu dans Affelnet : son bonus serait perdu',
      'formations confirmées par la famille, sans vœu dans Affelnet : leur bonus serait perdu',
    ),
  voeuSansConfirmation: (n) =>
    counted(
      n,
      'vœu saisi dans Affelnet, sans confirmation de la famille : son bonus serait perdu',
      'vœux saisis dans Affelnet, sans confirmation de la famille : leur bonus serait perdu',
    ),
}

const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

const PIED =
  'Message automatique de PASSPRO : il ne sert à rien d’y répondre. Une question ? Adressez-vous à l’établissement où l’élève est inscrit. Ce message ne contient volontairement ni nom ni avis.'
const SANS_COMPTE =
  'Sans accès à internet, rien n’est perdu : l’établissement d’origine vous remet le même document sur papier.'

type Corps = Pick<Courriel, 'objet' | 'paragraphes'>

const quand = ({ debut, individuel }: FaitsDits): string => {
  if (debut === null) return ''
  const seul = individuel
    ? ` (information commune, puis entretien individuel à ${timeInWords(individuel)})`
    : ''
  return ` le ${minuteInWords(debut)}${seul}`
}
const jusquAu = ({ fin }: FaitsDits): string => (fin === null ? '' : ` jusqu’au ${dayInWords(fin)} à 23 h 59`)

/** What changes in a held interview, for the title. */
function ceQuiChange({ semaine }: FaitsDits): string {
  if (!semaine?.autreLycee) return 'de semaine'
  return semaine.avant === semaine.apres ? 'de lycée' : 'de lycée et de semaine'
}

function laSemaine({ semaine }: FaitsDits): string {
  if (semaine === null) return ' une autre semaine'
  const { avant, apres, autreLycee } = semaine
  const ailleurs = autreLycee ? ' dans un autre lycée,' : ''
  return avant === apres
    ? `${ailleurs} toujours la semaine du ${dayInWords(apres)}`
    : `${ailleurs} la semaine du ${dayInWords(apres)}, et non plus celle du ${dayInWords(avant)}`
}

/** Called off by the lycée or by the pupil, once convoked; or taken back while its week alone was told. */
function annulation(faits: FaitsDits): Corps {
  if (faits.annoncee !== null)
    return {
      objet: 'Un entretien d’information est à placer de nouveau',
      paragraphes: [
        `L’entretien d’information annoncé pour la semaine du ${dayInWords(faits.annoncee)} ne peut plus avoir lieu comme prévu. Ce n’est pas de votre fait.`,
        'Une autre semaine, ou un autre lycée, sera à lire dans votre espace dès que possible. Il n’y a rien à faire d’ici là.',
      ],
    }
  const objet = 'Un entretien d’information est annulé'
  const paragraphes = faits.retrait
    ? [
        `L’entretien d’information prévu${quand(faits)} n’aura pas lieu : il n’est plus demandé.`,
        'Si c’est une erreur, adressez-vous sans attendre à l’adulte référent de l’élève.',
      ]
    : [
        `L’entretien d’information prévu${quand(faits)} est annulé par le lycée. Ce n’est pas de votre fait.`,
        'L’adulte référent de l’élève dit la suite : un autre entretien peut être fixé.',
      ]
  return { objet, paragraphes }
}

const CORPS: Record<Genre, (faits: FaitsDits) => Corps> = {
  convocation: (faits) => ({
    objet: 'Un entretien d’information est fixé',
    paragraphes: [
      `Un entretien d’information a lieu${quand(faits)}.`,
      'La convocation dit où, avec qui et ce qu’il faut apporter. Elle est à lire et à imprimer depuis votre espace.',
      SANS_COMPTE,
    ],
  }),
  changement: (faits) => ({
    objet: 'Un entretien d’information change de date ou de lieu',
    paragraphes: [
      `L’entretien d’information a lieu désormais${quand(faits)}.`,
      'Cette convocation remplace la précédente. Elle est à lire et à imprimer depuis votre espace.',
      SANS_COMPTE,
    ],
  }),
  changement_semaine: (faits) => ({
    objet: `Un entretien d’information change ${ceQuiChange(faits)}`,
    paragraphes: [
      `L’entretien d’information aura lieu${laSemaine(faits)}.`,
      ...(faits.semaine?.autreLycee ? ['Le nom du lycée est à lire dans votre espace.'] : []),
      'Le jour et l’heure ne sont pas encore fixés : une convocation les dira. Il n’y a rien à faire d’ici là.',
      SANS_COMPTE,
    ],
  }),
  annulation,
  absence: (faits) => ({
    objet: 'Une absence à un entretien d’information est notée',
    paragraphes: [
      `Une absence a été notée à l’entretien d’information prévu${quand(faits)}.`,
      'Si c’est une erreur, ou pour demander un autre entretien, adressez-vous sans attendre à l’adulte référent de l’élève.',
    ],
  }),
  rappel_entretien: (faits) => ({
    objet: 'Rappel : un entretien d’information approche',
    paragraphes: [
      `Un entretien d’information a lieu${quand(faits)}.`,
      'La convocation, et la lettre à apporter imprimée, sont dans votre espace. En cas d’empêchement, prévenez dès maintenant la personne que la convocation indique.',
    ],
  }),
  fiche: (faits) => ({
    objet:
      (faits.version ?? 1) > 1
        ? 'Une nouvelle version de la fiche récapitulative est parue'
        : 'La fiche récapitulative est parue',
    paragraphes: [
      (faits.version ?? 1) > 1
        ? 'Une nouvelle version de la fiche récapitulative remplace la précédente, qui reste consultable.'
        : 'La fiche récapitulative est à lire dans votre espace : ce qu’ont dit les établissements, et ce qui reste à faire.',
      `Une réponse est attendue de votre part${jusquAu(faits)}.`,
      SANS_COMPTE,
    ],
  }),
  accuse_confirmation: (faits) => ({
    objet: 'Votre réponse est enregistrée',
    paragraphes: [
      'Une réponse à la fiche récapitulative vient d’être enregistrée.',
      `Vous pouvez la relire et la changer${jusquAu(faits)} depuis votre espace. Si elle n’est pas de vous, signalez-le à l’établissement d’origine.`,
    ],
  }),
  rappel_confirmation: (faits) => ({
    objet: 'Rappel : votre réponse est attendue',
    paragraphes: [
      `Une réponse à la fiche récapitulative est encore attendue de votre part${jusquAu(faits)}.`,
      'Elle peut être donnée dans votre espace, ou sur papier signé auprès de l’établissement d’origine.',
    ],
  }),
  reponse: () => ({
    objet: 'Une réponse à votre demande est arrivée',
    paragraphes: [
      'Une personne a répondu à la demande que vous avez faite. Sa réponse est à lire dans votre espace.',
      SANS_COMPTE,
    ],
  }),
  recapitulatif: ({ restes }) => ({
    objet: 'PASSPRO : ce qui vous attend aujourd’hui',
    paragraphes: [
      'Voici ce qui vous attend :',
      RESTES.flatMap((reste) => (restes[reste] ? [`– ${LIBELLE_RESTE[reste](restes[reste])}`] : [])).join(
        '\n',
      ),
    ],
  }),
  adresse: ({ code }) => ({
    objet: 'PASSPRO : le code qui vérifie votre adresse',
    paragraphes: [
      `Votre code : ${code ?? '(il ne se lit que dans le message reçu)'}`,
      'Recopiez-le sur la page où il vous est demandé, dans les dix minutes. Il ne sert qu’une fois.',
      'Vous n’avez rien demandé ? Ne faites rien : sans ce code, personne ne peut se servir de votre adresse.',
    ],
  }),
}

const LIEN: Record<Genre, string> = {
  convocation: 'Lire la convocation',
  changement: 'Lire la nouvelle convocation',
  changement_semaine: 'Ouvrir votre espace',
  annulation: 'Ouvrir votre espace',
  absence: 'Ouvrir votre espace',
  rappel_entretien: 'Lire la convocation',
  fiche: 'Lire la fiche',
  accuse_confirmation: 'Relire la réponse',
  rappel_confirmation: 'Répondre',
  reponse: 'Lire la réponse',
  recapitulatif: 'Ouvrir PASSPRO',
  adresse: 'Ouvrir PASSPRO',
}

/** The message of a genre. Nothing of it tells whom it is about: a message gone astray says nothing of anybody. */
export function courrielOf(
  genre: Genre,
  { faits, adresse }: { faits: FaitsDits; adresse: string },
): Courriel {
  return { ...CORPS[genre](faits), lien: { libelle: LIEN[genre], adresse }, pied: PIED }
}
