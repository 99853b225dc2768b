import { expect, test } from 'vitest'
import { check } from '#src/planning/check.ts'
import { at, disponibilite, fixe, instance, lieu, requete } from '#src/planning/examples.ts'
import { afterEvent, standing } from '#src/planning/mending/event.ts'
import { repair } from '#src/planning/repair.ts'

/** A teacher of one domaine, for a whole morning so many days after the first. */
const morning = (domaine: string, day: number) =>
  disponibilite({
    id: `${domaine} ${day}`,
    debut: at('09:00', day),
    fin: at('12:00', day),
    intervenants: [domaine],
    domaines: [domaine],
  })

test('who did not come, and has his two interviews of the only other day, is placed: one of these goes elsewhere', () => {
  const [bois, metal, fer] = ['bois', 'métal', 'fer'].map((domaine) =>
    requete({ id: domaine, eleve: 'one pupil', domaine }),
  )
  if (!bois || !metal || !fer) throw new Error('three interviews')
  const asked = instance({
    lieux: [lieu('L1', [48.8, 2.3]), lieu('C1', [48.8, 2.3])],
    disponibilites: [
      { ...morning('bois', 0), fin: at('09:20') },
      morning('bois', 1),
      ...[1, 2].map((day) => morning('métal', day)),
      morning('fer', 1),
    ],
    requetes: [],
    fixes: [
      fixe(bois, { disponibilite: 'bois 0', debut: '09:00' }),
      fixe(metal, { disponibilite: 'métal 1', debut: '33:00' }),
      fixe(fer, { disponibilite: 'fer 1', debut: '34:00' }),
    ],
  })
  const missed = { sorte: 'absence', requetes: ['bois'] } as const
  const { plan, changements } = repair(asked, missed)
  expect(plan.nonPlaces).toEqual([])
  expect(new Map(plan.places.map((one) => [one.requete, one.disponibilite]))).toEqual(
    new Map([
      ['bois', 'bois 1'],
      ['métal', 'métal 2'],
      ['fer', 'fer 1'],
    ]),
  )
  expect(changements.map(({ requete: id, raison }) => [id, raison])).toEqual([
    ['bois', 'place_perdue'],
    ['métal', 'laisse_place'],
  ])
  const after = afterEvent(asked, missed)
  const requetes = standing(after).map((one) => one.requete)
  expect(check({ ...after, fixes: [], requetes }, plan)).toEqual([])
})
