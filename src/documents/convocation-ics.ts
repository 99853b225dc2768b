import { createHash } from 'node:crypto'
import ical, { ICalCalendarMethod, ICalEventStatus, type ICalCalendar, type ICalEvent } from 'ical-generator'
import { printable } from '#src/documents/characters.ts'
import type { EtablissementImprime } from '#src/documents/model.ts'
import { adresseOf } from '#src/documents/wording.ts'
import { instantOf, timeInWords, type LocalMinute } from '#src/kit/day.ts'

/** An interview as a calendar may show it: nothing that names the pupil or a guardian. */
export interface RendezVous {
  /** Stable and unknown to outsiders: its hash is the UID, the same through changes. */
  cle: string
  debut: LocalMinute
  fin: LocalMinute
  /** When the pupil is received alone in a group session. */
  individuel?: LocalMinute | null
  /** IANA zone of the académie, e.g. `Europe/Paris`. */
  zone: string
  lycee: EtablissementImprime
  /** 0, then one more at each change. */
  sequence: number
  /** DTSTAMP: when this state was decided. */
  etabliLe: Date
}

const uidOf = (cle: string): string => `${createHash('sha256').update(cle).digest('hex')}@passpro`

/** What makes the key of an interview: the same in files, in mails and in feeds, whatever changes of its time. */
export const cleDeRendezVous = (one: {
  academie: string
  annee: string
  dispositif: string
  uaiOrigine: string
  cleSiecle: string
  domaine: string
}): string => [one.academie, one.annee, one.dispositif, one.uaiOrigine, one.cleSiecle, one.domaine].join('/')

function addEvent(calendar: ICalCalendar, rendezVous: RendezVous): ICalEvent {
  const { cle, debut, fin, individuel, zone, lycee, sequence, etabliLe } = rendezVous
  return calendar.createEvent({
    ...(individuel && {
      description: `Information commune à ${timeInWords(debut)}, entretien individuel à ${timeInWords(individuel)}.`,
    }),
    id: uidOf(cle),
    sequence,
    stamp: etabliLe,
    // UTC: a zone name without its definition is read as a floating time by some calendars.
    start: instantOf(debut, zone),
    end: instantOf(fin, zone),
    summary: "Entretien d'information",
    location: printable([lycee.nom, adresseOf(lycee)].filter(Boolean).join(', ')).replaceAll('\u200b', ''),
  })
}

/**
 * One iCalendar file (RFC 5545, CRLF, times in UTC) with one event per interview, in the order given, METHOD PUBLISH.
 * Same events, same bytes; no name of a person in any property.
 */
export function convocationsIcs(rendezVous: readonly RendezVous[]): string {
  const calendar = ical({ prodId: '//PASSPRO//Convocations//FR', method: ICalCalendarMethod.PUBLISH })
  for (const each of rendezVous) addEvent(calendar, each)
  return ended(calendar)
}

function ended(calendar: ICalCalendar): string {
  const text = calendar.toString()
  return text.endsWith('\r\n') ? text : `${text}\r\n`
}

export interface Invitation {
  /** `CANCEL` takes away what `REQUEST` put in a calendar: same UID, a greater sequence. */
  methode: 'REQUEST' | 'CANCEL'
  /** Address that sends, the same from the first invitation to the last: calendars refuse a change of organiser. */
  organisateur: string
  /** Address that receives. */
  invite: string
}

/**
 * One interview as calendars exchange it by mail (RFC 5546), times in UTC. Neutral title, no name of a person; the only
 * addresses are the sender's and the reader's own.
 */
export function invitationIcs(rendezVous: RendezVous, invitation: Invitation): string {
  const method = ICalCalendarMethod[invitation.methode]
  const calendar = ical({ prodId: '//PASSPRO//Convocations//FR', method })
  const event = addEvent(calendar, rendezVous)
  event.organizer({ name: 'PASSPRO', email: invitation.organisateur })
  event.createAttendee({ email: invitation.invite, rsvp: false })
  event.status(invitation.methode === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED)
  return ended(calendar)
}

/** A slot as the feed of a lycée or of an intervenant shows it. */
export interface Seance extends RendezVous {
  domaine: string
  salle: string | null
  annule: boolean
}

/** A feed to subscribe to: METHOD PUBLISH, one event per slot, no name of a person. Same slots, same bytes. */
export function agendaIcs(nom: string, seances: readonly Seance[]): string {
  const calendar = ical({ name: nom, prodId: '//PASSPRO//Agenda//FR', method: ICalCalendarMethod.PUBLISH })
  for (const each of seances) {
    const event = addEvent(calendar, each)
    event.description(each.domaine)
    if (each.salle !== null) event.location(printable(`${each.salle}, ${each.lycee.nom}`))
    if (each.annule) event.status(ICalEventStatus.CANCELLED)
  }
  return ended(calendar)
}
