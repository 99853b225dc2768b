import { expect, test } from 'vitest'
import { instantOf, localMinuteOf } from '#src/kit/day.ts'
import { sortiesDuJour, type EntretienDuJour } from '#src/procedure/entretiens/rules/departs.ts'

const ZONE = 'Europe/Paris'
let next = 0
const rendezVous = (debut: string, fin: string, over: Partial<EntretienDuJour> = {}): EntretienDuJour => ({
  entretienId: (next += 1),
  collegeUai: 'C',
  lyceeUai: 'L',
  debut: instantOf(`2027-03-08T${debut}`, ZONE),
  fin: instantOf(`2027-03-08T${fin}`, ZONE),
  mode: 'presentiel',
  ...over,
})
const hour = (instant: Date | null | undefined): string | null | undefined =>
  instant && localMinuteOf(instant, ZONE).slice(11)

test('a trip leaves for its first interview and is back after its last, half-day by half-day', () => {
  const rows = [
    rendezVous('10:00', '10:20'),
    rendezVous('09:20', '09:40'),
    rendezVous('14:00', '14:20'),
    rendezVous('09:00', '09:20', { lyceeUai: 'AUTRE' }),
    rendezVous('09:00', '09:20', { collegeUai: 'VOISIN' }),
    rendezVous('09:00', '09:20', { mode: 'distanciel' }),
    rendezVous('11:00', '11:20', { lyceeUai: 'INCONNU' }),
  ]
  const trips = sortiesDuJour(rows, {
    zone: ZONE,
    trajet: (_, lycee) => (lycee === 'INCONNU' ? null : lycee === 'AUTRE' ? 90 : 25),
  })
  const said = rows.map(({ entretienId }) => {
    const trip = trips.get(entretienId)
    return [trip?.ensemble.length, hour(trip?.depart), hour(trip?.retour)]
  })
  expect(said).toEqual([
    [2, '08:55', '10:45'],
    [2, '08:55', '10:45'],
    [1, '13:35', '14:45'],
    [1, '07:30', '10:50'],
    [1, '08:35', '09:45'],
    [undefined, undefined, undefined],
    [1, null, null],
  ])
})
