import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { agendaIcs, invitationIcs, type RendezVous, type Seance } from '#src/documents/convocation-ics.ts'
import { lycee } from '#src/documents/examples.ts'

const rendezVous: RendezVous = {
  cle: '90/2026-2027/PASSPRO/0759901X/17/bois',
  debut: '2027-03-27T08:05',
  fin: '2027-03-27T08:25',
  zone: 'Europe/Paris',
  lycee,
  sequence: 0,
  etabliLe: new Date('2027-02-12T09:00:00Z'),
}
const par = { organisateur: 'ne-pas-repondre@exemple.fr', invite: 'famille@exemple.fr' }

const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each))
  return { methode: calendar.getFirstPropertyValue('method'), events, event: events[0] }
}

describe('an invitation by mail', () => {
  test('request, move across a change of hour, cancellation: one UID, a growing sequence, the right instants', () => {
    const steps = [
      read(invitationIcs(rendezVous, { ...par, methode: 'REQUEST' })),
      read(
        invitationIcs(
          { ...rendezVous, sequence: 1, debut: '2027-03-29T08:05', fin: '2027-03-29T08:25' },
          { ...par, methode: 'REQUEST' },
        ),
      ),
      read(
        invitationIcs(
          { ...rendezVous, sequence: 2, debut: '2026-10-26T08:05', fin: '2026-10-26T08:25' },
          { ...par, methode: 'CANCEL' },
        ),
      ),
    ]
    expect(steps.map(({ methode }) => methode)).toEqual(['REQUEST', 'REQUEST', 'CANCEL'])
    expect(new Set(steps.map(({ event }) => event?.uid)).size).toBe(1)
    expect(steps.map(({ event }) => event?.sequence)).toEqual([0, 1, 2])
    expect(steps.map(({ event }) => event?.startDate.toJSDate().toISOString())).toEqual([
      '2027-03-27T07:05:00.000Z',
      '2027-03-29T06:05:00.000Z',
      '2026-10-26T07:05:00.000Z',
    ])
    expect(steps.at(-1)?.event?.component.getFirstPropertyValue('status')).toBe('CANCELLED')
  })

  test('names nobody: a neutral title, the sender, and the address of its only reader', () => {
    const { event } = read(invitationIcs(rendezVous, { ...par, methode: 'REQUEST' }))
    expect(event?.summary).toBe("Entretien d'information")
    expect(event?.organizer).toBe('mailto:ne-pas-repondre@exemple.fr')
    expect(event?.attendees.map((each) => String(each.getFirstValue()).toLowerCase())).toEqual([
      'mailto:famille@exemple.fr',
    ])
    expect(event?.attendees[0]?.getFirstParameter('cn') ?? par.invite).toBe(par.invite)
  })
})

describe('a feed', () => {
  const seance: Seance = {
    ...rendezVous,
    domaine: 'Métiers du bois',
    salle: 'Salle B12, "atelier"; 1er',
    annule: false,
  }

  test('shows room and domaine of each slot, and which is cancelled, under a neutral title', () => {
    const { methode, events } = read(
      agendaIcs('Entretiens – Lycée fictif', [seance, { ...seance, cle: 'autre', annule: true }]),
    )
    expect(methode).toBe('PUBLISH')
    expect(events.map((one) => one.summary)).toEqual(["Entretien d'information", "Entretien d'information"])
    expect(events[0]?.location).toBe(`Salle B12, "atelier"; 1er, ${lycee.nom}`)
    expect(events[0]?.description).toBe('Métiers du bois')
    expect(events.map((one) => one.component.getFirstPropertyValue('status'))).toEqual([null, 'CANCELLED'])
  })

  test('same slots, same bytes; none is still a calendar', () => {
    expect(agendaIcs('Agenda', [seance])).toBe(agendaIcs('Agenda', [seance]))
    expect(read(agendaIcs('Agenda', [])).events).toEqual([])
  })
})
