import type { Day } from '#src/kit/day.ts'
import type { Etat, Genre, Motif } from '#src/procedure/envois/model.ts'
import { readAdresse } from '#src/procedure/envois/rules/adresse.ts'

/** The state of the procedure around a message, read when it is about to leave. */
export interface Faits {
  genre: Genre
  adresse: string
  /** Of the convocation or of the fiche that the message is about. */
  version: number | null
  creeLe: Date
  /** The instant at which the campaign stands. */
  maintenant: Date
  actif: boolean
  /** Its field today, as it is written; null when the person is no longer concerned. */
  personne: { courriel: string | null } | null
  rejetee: boolean
  /** The data of the pupil are limited: he is told what answers him, and nothing else. */
  limite: boolean
  entretien: {
    debut: Date
    /** Of its last convocation, and whether it is still at that time. */
    version: number
    aSonHeure: boolean
    presence: string | null
  } | null
  /** Of a held interview whose lycée or week was changed: see its message. */
  semaine: FaitsSemaine | null
  /** Of the last fiche of the pupil. */
  derniereFiche: number | null
  /** Somebody still waits for this person's word. */
  attendu: boolean
  /** The last instant of confirmations. */
  cloture: Date | null
}

/** A week of a lycée, by its Monday. */
export interface SemaineAuLycee {
  semaine: Day
  uai: string
}

/** Where an interview is held, and what its family knows of it. */
export interface FaitsSemaine {
  /** That which the message was written for. */
  annoncee: SemaineAuLycee
  /** Told last to this address. */
  dite: SemaineAuLycee
  prevue: SemaineAuLycee
  debut: Date
  convoque: boolean
}

/** Older than that, a message says nothing useful any more: an outage of that length has been told otherwise. */
const PERIME_JOURS = 15
/** Hours, of what is asked for and read at once, or of the day. */
const PERIME_HEURES: Partial<Record<Genre, number>> = { recapitulatif: 20, adresse: 1 }

/**
 * Why a message should not leave as things stand now; null when it should.
 * Source: decision « messages by outbox », « a reminder is recomputed from the state at send time (no reminder for a cancelled, moved
 * or past interview) »; domain.md rule 11.
 */
export function judgePertinence(faits: Faits): Motif | null {
  if (!faits.actif) return 'envois_suspendus'
  if (faits.limite && !isReponse(faits.genre)) return 'dossier_limite'
  return judgePersonne(faits) ?? judgeAge(faits) ?? judgeCause(faits)
}

/**
 * A message that answers what somebody asked or did himself. Source: GDPR, article 18: limited data serve the person.
 */
export const isReponse = (genre: Genre): boolean => genre === 'reponse' || genre === 'accuse_confirmation'

function judgePersonne({ personne, adresse, rejetee }: Faits): Motif | null {
  if (!personne) return 'personne_partie'
  const current = readAdresse(personne.courriel)
  if (!current.ok) return 'adresse_absente'
  if (current.value !== adresse) return 'adresse_changee'
  return rejetee ? 'adresse_rejetee' : null
}

function judgeAge({ genre, creeLe, maintenant }: Faits): Motif | null {
  const hours = (maintenant.getTime() - creeLe.getTime()) / 3_600_000
  return hours > (PERIME_HEURES[genre] ?? PERIME_JOURS * 24) ? 'perime' : null
}

const judgeCause = (faits: Faits): Motif | null => CAUSES[faits.genre](faits)

const CAUSES: Record<Genre, (faits: Faits) => Motif | null> = {
  convocation: judgeEntretien,
  changement: judgeEntretien,
  changement_semaine: judgeSemaine,
  rappel_entretien: judgeEntretien,
  annulation: ({ entretien }) =>
    entretien === null || entretien.presence === 'annule_par_lycee' ? null : 'presence_corrigee',
  absence: ({ entretien }) => (entretien?.presence === 'absent' ? null : 'presence_corrigee'),
  fiche: ({ derniereFiche, version }) => (derniereFiche === version ? null : 'fiche_remplacee'),
  rappel_confirmation: ({ cloture, maintenant, attendu }) => {
    if (cloture !== null && maintenant > cloture) return 'cloture'
    return attendu ? null : 'plus_attendu'
  },
  accuse_confirmation: () => null,
  reponse: () => null,
  recapitulatif: () => null,
  adresse: () => null,
}

/** An interview still to come, at the time that the convocation says. */
function judgeEntretien({ entretien, version, maintenant }: Faits): Motif | null {
  if (!entretien) return 'entretien_supprime'
  if (entretien.presence === 'annule_par_lycee') return 'entretien_annule'
  if (entretien.version !== version || !entretien.aSonHeure) return 'entretien_deplace'
  return entretien.presence !== null || entretien.debut <= maintenant ? 'entretien_passe' : null
}

const isSame = (a: SemaineAuLycee, b: SemaineAuLycee): boolean => a.semaine === b.semaine && a.uai === b.uai

/**
 * A held interview still to come, at the lycée and in the week that the message is about and that was not told yet: nothing for one that
 * came back, or whose convocation has left. Source: issue, « the improvement does not change that week without notice ».
 */
function judgeSemaine({ semaine, maintenant }: Faits): Motif | null {
  if (!semaine) return 'entretien_supprime'
  if (semaine.convoque) return 'entretien_convoque'
  const { prevue, annoncee, dite } = semaine
  if (!isSame(prevue, annoncee) || isSame(prevue, dite)) return 'entretien_deplace'
  return semaine.debut <= maintenant ? 'entretien_passe' : null
}

/**
 * What a person may still do with a message whose fate is unknown or which was given up: send it again, or close it.
 * Source: decision « messages by outbox », « what was handed to the SMTP server with unknown outcome is `incertain` ».
 */
export const mayRenvoyer = (etat: Etat): boolean => etat === 'incertain'
