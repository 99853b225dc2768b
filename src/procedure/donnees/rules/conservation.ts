import { addDays, type Day } from '#src/kit/day.ts'

/** How long one kind of data is kept, and what becomes of it then. Days count from the event named. */
export interface Conservation {
  quoi: string
  depuis: string
  jours: number
  puis: string
}

const APRES_CONFIRMATIONS = 'fin des confirmations de la campagne'

/**
 * What is kept how long: the one table, shown to the académie, printed in docs/privacy/retention.md and followed by the
 * hourly work. Source: reliability-security.md §4.2 (Affelnet order: one year, then one of intermediate archive; CNIL
 * 2021 on logs: six months to a year, up to three for internal control; two months to appeal).
 */
export const CONSERVATION = {
  fichiers: { quoi: 'Fichiers envoyés pour un import', depuis: 'envoi', jours: 2, puis: 'détruits' },
  editions: {
    quoi: 'Documents préparés pour être imprimés',
    depuis: 'préparation',
    jours: 7,
    puis: 'détruits',
  },
  sessions: {
    quoi: 'Sessions, connexions en cours, essais ratés',
    depuis: 'dernier usage',
    jours: 1,
    puis: 'détruits',
  },
  codes: { quoi: 'Codes d’accès périmés', depuis: 'fin de validité', jours: 30, puis: 'détruits' },
  formulaires: {
    quoi: 'Clés et réponses des formulaires envoyés',
    depuis: 'envoi',
    jours: 30,
    puis: 'détruites',
  },
  anomalies: {
    quoi: 'Lignes signalées par un import',
    depuis: 'import',
    jours: 30,
    puis: 'vidées ; les comptes restent',
  },
  messages: {
    quoi: 'Faits contenus dans un message',
    depuis: 'remise',
    jours: 30,
    puis: 'vidés ; l’état et la date restent',
  },
  acces: { quoi: 'Moyens d’entrer d’un compte fermé', depuis: 'fermeture', jours: 30, puis: 'détruits' },
  brouillons: { quoi: 'Brouillons', depuis: 'dernière frappe', jours: 180, puis: 'détruits' },
  rejets: {
    quoi: 'Adresses refusées par un serveur de courrier',
    depuis: 'refus',
    jours: 365,
    puis: 'détruites',
  },
  coordonnees: {
    quoi: 'Coordonnées des élèves et des responsables',
    depuis: APRES_CONFIRMATIONS,
    jours: 61,
    puis: 'effacées',
  },
  preparation: {
    quoi: 'Lettres, carnets, besoins de l’entretien, souhaits du planning',
    depuis: APRES_CONFIRMATIONS,
    jours: 61,
    puis: 'détruits',
  },
  archive: {
    quoi: 'Dossiers, avis, commentaires, confirmations',
    depuis: APRES_CONFIRMATIONS,
    jours: 365,
    puis: 'fermés aux écoles et aux familles (archive intermédiaire)',
  },
  dossiers: {
    quoi: 'Dossiers en archive intermédiaire',
    depuis: APRES_CONFIRMATIONS,
    jours: 730,
    puis: 'détruits avec le visa des archives ; seuls les chiffres restent',
  },
  journal: {
    quoi: 'Personnes nommées par le journal',
    depuis: 'acte',
    jours: 1095,
    puis: 'effacées ; les empreintes restent',
  },
} as const satisfies Record<string, Conservation>
export type Conserve = keyof typeof CONSERVATION

/** Before which instant an event is old enough. Source: the table above. */
export const limiteOf = (quoi: Conserve, now: Date): Date =>
  new Date(now.getTime() - CONSERVATION[quoi].jours * 86_400_000)

/** The day from which a kind of data of a campaign is kept no longer. Source: the table above. */
export const jourDe = (quoi: Conserve, finConfirmations: Day): Day =>
  addDays(finConfirmations, CONSERVATION[quoi].jours)

/** True once that day has come. Source: the table above. */
export const isDu = (
  quoi: Conserve,
  { finConfirmations, jour }: { finConfirmations: Day; jour: Day },
): boolean => jour >= jourDe(quoi, finConfirmations)
