import { createHash } from 'node:crypto'
import ical, { ICalCalendarMethod, type ICalCalendar } from 'ical-generator'
import { printable } from '#src/documents/characters.ts'
import type { EtablissementImprime } from '#src/documents/model.ts'
import { adresseOf } from '#src/documents/wording.ts'
import { instantOf, type LocalMinute } from '#src/kit/day.ts'

/** An interview as a calendar may show it: nothing that names the pupil or a guardian. */
export interface RendezVous {
  /** Stable and unknown to outsiders: its hash is the UID, the same through changes. */
  cle: string
  debut: LocalMinute
  fin: LocalMinute
  /** IANA zone of the académie, e.g. `Europe/Paris`. */
  zone: string
  lycee: EtablissementImprime
  /** 0, then one more at each change. */
  sequence: number
  /** DTSTAMP: when this state was decided. */
  etabliLe: Date
}

const uidOf = (cle: string): string => `${createHash('sha256').update(cle).digest('hex')}@passpro`

function addEvent(calendar: ICalCalendar, rendezVous: RendezVous): void {
  const { cle, debut, fin, zone, lycee, sequence, etabliLe } = rendezVous
  calendar.createEvent({
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
  const text = calendar.toString()
  return text.endsWith('\r\n') ? text : `${text}\r\n`
}
