import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { convocationsIcs, type RendezVous } from '#src/documents/convocation-ics.ts'
import { lycee } from '#src/documents/examples.ts'

const rendezVous: RendezVous = {
  cle: 'eleve-17/bois',
  debut: '2027-03-04T08:05',
  fin: '2027-03-04T08:25',
  zone: 'Europe/Paris',
  lycee,
  sequence: 0,
  etabliLe: new Date('2027-02-12T09:00:00Z'),
}

function eventsOf(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each))
}

describe('convocationsIcs', () => {
  test('a second parser reads the same instants on both sides of each change of hour', () => {
    const days = ['2027-03-27', '2027-03-29', '2026-10-24', '2026-10-26']
    const text = convocationsIcs(
      days.map((day) => ({ ...rendezVous, cle: day, debut: `${day}T08:05`, fin: `${day}T08:25` })),
    )
    expect(eventsOf(text).map((each) => each.startDate.toJSDate().toISOString())).toEqual([
      '2027-03-27T07:05:00.000Z',
      '2027-03-29T06:05:00.000Z',
      '2026-10-24T06:05:00.000Z',
      '2026-10-26T07:05:00.000Z',
    ])
    expect(eventsOf(text)[0]?.duration.toSeconds()).toBe(20 * 60)
  })

  test('is neutral: title, place, opaque stable identifier, nothing else', () => {
    const [event] = eventsOf(convocationsIcs([{ ...rendezVous, sequence: 2 }]))
    expect(event?.summary).toBe("Entretien d'information")
    expect(event?.location).toBe(
      'Lycée professionnel Exemple-des-Fontaines, 12 rue de la Démonstration, 75000 Paris',
    )
    expect(event?.sequence).toBe(2)
    expect(event?.uid).toMatch(/^[0-9a-f]{64}@passpro$/)
    expect(event?.uid).toBe(eventsOf(convocationsIcs([rendezVous]))[0]?.uid)
    expect(
      event?.component
        .getAllProperties()
        .map((each) => each.name)
        .sort(),
    ).toEqual(['uid', 'sequence', 'dtstamp', 'dtstart', 'dtend', 'summary', 'location'].sort())
  })

  test('same events, same bytes, lines ended by CRLF and at most 75 bytes long', () => {
    const text = convocationsIcs([rendezVous, { ...rendezVous, cle: 'autre' }])
    expect(text).toBe(convocationsIcs([rendezVous, { ...rendezVous, cle: 'autre' }]))
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(text).toContain('METHOD:PUBLISH\r\n')
    expect(text).toContain('DTSTAMP:20270212T090000Z\r\n')
  })

  test('a place with line breaks, separators or a property injects nothing', () => {
    const hostile = { ...lycee, nom: 'Lycée;A,B\r\nSUMMARY:piège\nEND:VEVENT' }
    const events = eventsOf(convocationsIcs([{ ...rendezVous, lycee: hostile }]))
    expect(events).toHaveLength(1)
    expect(events[0]?.summary).toBe("Entretien d'information")
    expect(events[0]?.location).toContain('Lycée;A,B')
  })

  test('no interview is still a calendar', () => {
    expect(eventsOf(convocationsIcs([]))).toEqual([])
  })
})
