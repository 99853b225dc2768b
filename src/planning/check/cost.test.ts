import { describe, expect, test } from 'vitest'
import { costOf, indicateurs } from '#src/planning/check/cost.ts'
import { at, disponibilite, instance, placement, requete, span } from '#src/planning/examples.ts'
import { PREREGLAGES } from '#src/planning/reglages.ts'

const [a, b, c] = [
  requete({ id: 'a', eleve: 'e1', souhait: 'L2', lieux: ['L1', 'L2'] }),
  requete({ id: 'b', eleve: 'e2', annonce: { lieu: 'L2', semaine: span('00:00', '24:00') } }),
  requete({ id: 'c', eleve: 'e3', mode: 'distanciel' }),
]
const asked = instance({
  requetes: [a, b, c, requete({ id: 'left' })],
  disponibilites: [
    disponibilite({ intervenants: ['p1', 'p2'], mode: 'mixte' }),
    disponibilite({ id: 'd2', lieu: 'L2', intervenants: ['p3'], ...span('14:00', '15:00') }),
  ],
  trajets: { lieux: ['C1', 'L1'], minutes: Uint16Array.from([0, 35, 35, 0]) },
})
const made = {
  places: [
    placement(a, { disponibilite: 'd1', debut: at('09:00') }),
    placement(b, { disponibilite: 'd1', debut: at('09:40') }),
    placement(c, { disponibilite: 'd1', debut: at('09:20') }),
  ],
  nonPlaces: [],
}

describe('the cost of a plan, by hand', () => {
  test('two teachers, one trip of an hour, two pupils out, one wish not followed, one family told anew, one left out', () => {
    expect(costOf(asked, made)).toEqual({
      total: 100_000 + 480 + 16 + 150 + 120 + 70 + 12 + 120 + 60,
      nonPlaces: 100_000,
      demiJourneesIntervenant: 480,
      equilibre: 16,
      sorties: 150,
      demiJourneesEleve: 120,
      trajets: 70,
      attente: 12,
      souhaits: 120,
      annonces: 60,
    })
  })

  test('other settings, other prices', () => {
    const families = costOf({ ...asked, reglages: PREREGLAGES.familles }, made)
    expect(families).toMatchObject({ demiJourneesEleve: 360, trajets: 210, souhaits: 360 })
  })

  test('in plain numbers', () => {
    expect(indicateurs(asked, made)).toEqual({
      places: 3,
      nonPlaces: 1,
      demiJourneesIntervenant: 2,
      sorties: 1,
      demiJourneesEleve: 2,
      trajetMinutes: 70,
      attenteMinutes: 60,
      souhaitsSuivis: 0,
      souhaits: 1,
      annonces: 1,
      partDistanciel: 1 / 3,
      charges: [
        { lieu: 'L1', entretiens: 3, minutes: 60, offertes: 60, taux: 1 },
        { lieu: 'L2', entretiens: 0, minutes: 0, offertes: 60, taux: 0 },
      ],
      gini: 0.5,
    })
  })
})
