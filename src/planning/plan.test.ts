import { describe, expect, test } from 'vitest'
import { check } from '#src/planning/check.ts'
import {
  at,
  contraintes,
  disponibilite,
  fixe,
  instance,
  lieu,
  placement,
  requete,
  span,
  THURSDAY,
} from '#src/planning/examples.ts'
import type { Instance } from '#src/planning/model.ts'
import { plan } from '#src/planning/plan.ts'

const clock = (minute: number): string => {
  const [day, rest] = [Math.floor(minute / 1440) - THURSDAY, minute % 1440]
  const text = `${String(Math.floor(rest / 60)).padStart(2, '0')}:${String(rest % 60).padStart(2, '0')}`
  return day === 0 ? text : `${text}+${day}`
}

/** The plan as `request availability start`, or `request reason`, once the checker has found nothing in it. */
function planned(changes: Partial<Instance>): string[] {
  const asked = instance(changes)
  const { places, nonPlaces } = plan(asked)
  expect(check(asked, { places, nonPlaces })).toEqual([])
  return [
    ...places.map((p) => `${p.requete} ${p.disponibilite} ${clock(p.debut)}`),
    ...nonPlaces.map((n) => `${n.requete} ${n.raison}`),
  ]
}

const three = [requete(), requete({ id: 'r2' }), requete({ id: 'r3' })]
const two = three.slice(0, 2)

describe('order and preference', () => {
  test('nothing asked, nothing planned', () => {
    expect(plan(instance({ requetes: [], disponibilites: [] }))).toEqual({ places: [], nonPlaces: [] })
  })

  test('the first come gets the earliest place', () => {
    expect(planned({ requetes: three.toReversed() })).toEqual(['r3 d1 09:00', 'r2 d1 09:20', 'r1 d1 09:40'])
  })

  const twoLycees = (changes: Partial<Parameters<typeof requete>[0]>) => ({
    lieux: [lieu('C1', [48.8, 2.3]), lieu('L1', [48.9, 2.3]), lieu('L2', [48.81, 2.3])],
    requetes: [requete({ lieux: ['L1', 'L2'], ...changes })],
  })
  const later = disponibilite({ id: 'd2', lieu: 'L2', intervenants: ['p2'], ...span('10:00', '11:00') })
  const same = { ...later, ...span('09:00', '10:00') }

  test('an earlier place wins over a nearer one', () => {
    expect(planned({ ...twoLycees({}), disponibilites: [later, disponibilite()] })).toEqual(['r1 d1 09:00'])
  })

  test('at the same time the shorter journey wins', () => {
    expect(planned({ ...twoLycees({}), disponibilites: [disponibilite(), same] })).toEqual(['r1 d2 09:00'])
  })

  test('at the same time and distance the smaller id wins, whatever the order of the file', () => {
    const disponibilites = [disponibilite({ id: 'd9' }), disponibilite({ id: 'd10', intervenants: ['p2'] })]
    expect(planned({ disponibilites })).toEqual(['r1 d10 09:00'])
    expect(planned({ disponibilites: disponibilites.toReversed() })).toEqual(['r1 d10 09:00'])
  })

  test('the wished lycée wins over an earlier place elsewhere', () => {
    const asked = { ...twoLycees({ souhait: 'L2' }), disponibilites: [disponibilite(), later] }
    expect(planned(asked)).toEqual(['r1 d2 10:00'])
  })

  test('a wished lycée that is not admissible, or full, does not count', () => {
    expect(planned({ requetes: [requete({ souhait: 'L9' })] })).toEqual(['r1 d1 09:00'])
    const full = {
      ...twoLycees({ souhait: 'L2', duree: 61 }),
      disponibilites: [later, disponibilite({ fin: at('11:00') })],
    }
    expect(planned(full)).toEqual(['r1 d1 09:00'])
  })

  test('starts lie on the grid of five minutes of the availability', () => {
    const disponibilites = [disponibilite({ debut: at('09:02') })]
    const requetes = [requete({ duree: 12 }), requete({ id: 'r2', auPlusTot: at('09:30') })]
    expect(planned({ disponibilites, requetes })).toEqual(['r1 d1 09:02', 'r2 d1 09:32'])
  })
})

describe('people and rooms', () => {
  const second = disponibilite({ id: 'd2', intervenants: ['p2'], ...span('09:10', '10:10') })

  test('one teacher of two overlapping availabilities receives one pupil at a time', () => {
    const disponibilites = [disponibilite(), { ...second, intervenants: ['p1', 'p2'] }]
    expect(planned({ disponibilites, requetes: three })).toEqual([
      'r1 d1 09:00',
      'r2 d1 09:20',
      'r3 d1 09:40',
    ])
  })

  test('so does a named room, but two unnamed rooms are two', () => {
    const inRoom = (salle: string | null) => [disponibilite({ salle }), { ...second, salle }]
    expect(planned({ disponibilites: inRoom('B12'), requetes: two })).toEqual(['r1 d1 09:00', 'r2 d1 09:20'])
    expect(planned({ disponibilites: inRoom(null), requetes: two })).toEqual(['r1 d1 09:00', 'r2 d2 09:10'])
  })

  test('a room and a person of one name are not one', () => {
    const disponibilites = [disponibilite({ salle: 'p2' }), second]
    expect(planned({ disponibilites, requetes: two })).toEqual(['r1 d1 09:00', 'r2 d2 09:10'])
  })

  test('a jury without names receives one pupil at a time', () => {
    const disponibilites = [disponibilite({ intervenants: [] })]
    expect(planned({ disponibilites, requetes: two })).toEqual(['r1 d1 09:00', 'r2 d1 09:20'])
  })

  test('the pause stands between two interviews of a teacher, not of a room', () => {
    const pause = contraintes({ pauseMinutes: 7 })
    expect(planned({ contraintes: pause, requetes: two })).toEqual(['r1 d1 09:00', 'r2 d1 09:30'])
    const disponibilites = [disponibilite({ salle: 'B12' }), { ...second, salle: 'B12' }]
    expect(planned({ contraintes: pause, disponibilites, requetes: two })).toEqual([
      'r1 d1 09:00',
      'r2 d2 09:20',
    ])
  })

  test('a group takes pupils of one domaine and one length up to its capacity', () => {
    const disponibilites = [disponibilite({ capacite: 2, domaines: ['bois', 'fer'] })]
    const asked = instance({ disponibilites, requetes: three })
    expect(plan(asked).places.map((p) => [p.place, clock(p.debut)])).toEqual([
      [1, '09:00'],
      [2, '09:00'],
      [1, '09:20'],
    ])
    const mixed = [requete(), requete({ id: 'r2', domaine: 'fer' }), requete({ id: 'r3', duree: 15 })]
    expect(planned({ disponibilites, requetes: mixed })).toEqual([
      'r1 d1 09:00',
      'r2 d1 09:20',
      'r3 d1 09:40',
    ])
  })

  test('the pause stands around a group as around one pupil', () => {
    const disponibilites = [disponibilite({ capacite: 2 })]
    const asked = { disponibilites, requetes: three, contraintes: contraintes({ pauseMinutes: 5 }) }
    expect(planned(asked)).toEqual(['r1 d1 09:00', 'r2 d1 09:00', 'r3 d1 09:25'])
  })

  test('an availability of capacity 0 is never used', () => {
    expect(planned({ disponibilites: [disponibilite({ capacite: 0 })] })).toEqual(['r1 aucune_disponibilite'])
  })

  test('nobody is received while a teacher of the jury or the room is away', () => {
    const disponibilites = [disponibilite({ intervenants: ['p1', 'p2'], salle: 'B12' })]
    const indisponibilites = new Map([
      ['p2', [span('09:30', '09:40'), span('08:00', '09:10')]],
      ['B12', [span('09:00', '09:20')]],
    ])
    expect(planned({ disponibilites, indisponibilites })).toEqual(['r1 d1 09:40'])
  })
})

describe('pupils', () => {
  const pair = [requete(), requete({ id: 'r2', domaine: 'fer', lieux: ['L2'], eleve: 'eleve of r1' })]
  const fer = disponibilite({
    id: 'd2',
    lieu: 'L2',
    intervenants: ['p2'],
    domaines: ['fer'],
    fin: at('12:00'),
  })
  const disponibilites = [disponibilite(), fer]
  const far = [lieu('L1', [48.8, 2.3]), lieu('L2', [48.9, 2.3]), lieu('C1', [48.85, 2.3])]

  test('the journey stands between two interviews of one day', () => {
    expect(planned({ disponibilites, requetes: pair, lieux: far })).toEqual(['r1 d1 09:00', 'r2 d2 10:05'])
  })

  test('it is 5 minutes in one place, 0 when a coordinate is unknown', () => {
    const here = pair.map((r) => ({ ...r, lieux: ['L1'] }))
    expect(planned({ disponibilites: [disponibilite(), { ...fer, lieu: 'L1' }], requetes: here })).toEqual([
      'r1 d1 09:00',
      'r2 d2 09:25',
    ])
    expect(planned({ disponibilites, requetes: pair })).toEqual(['r1 d1 09:00', 'r2 d2 09:20'])
  })

  test('the collège is the place of a remote interview', () => {
    const remote = pair.map((r) => ({ ...r, mode: 'distanciel' as const }))
    const online = disponibilites.map((d) => ({ ...d, mode: 'distanciel' as const }))
    expect(planned({ disponibilites: online, requetes: remote, lieux: far })).toEqual([
      'r1 d1 09:00',
      'r2 d2 09:25',
    ])
    const mixed = pair.map((r, i) => (i === 0 ? r : { ...r, mode: 'distanciel' as const }))
    const half = [disponibilite(), { ...fer, mode: 'distanciel' as const }]
    expect(planned({ disponibilites: half, requetes: mixed, lieux: far })).toEqual([
      'r1 d1 09:00',
      'r2 d2 09:50',
    ])
  })

  test('no more interviews a day than allowed', () => {
    const tomorrow = { ...fer, id: 'd3', debut: at('09:00', 1), fin: at('10:00', 1) }
    const asked = { disponibilites: [...disponibilites, tomorrow], requetes: pair }
    expect(planned({ ...asked, contraintes: contraintes({ entretiensParJour: 1 }) })).toEqual([
      'r1 d1 09:00',
      'r2 d3 09:00+1',
    ])
  })

  test('nothing while the pupil is away, nor before the notice is over', () => {
    const away = [span('09:15', '09:25'), span('08:00', '09:05')]
    expect(planned({ requetes: [requete({ indisponibilites: away })] })).toEqual(['r1 d1 09:25'])
    expect(planned({ requetes: [requete({ auPlusTot: at('09:31') })] })).toEqual(['r1 d1 09:35'])
  })

  test('a remote availability never serves a pupil in person, nor the other way round', () => {
    const remote = disponibilite({ mode: 'distanciel' })
    expect(planned({ disponibilites: [remote] })).toEqual(['r1 mode_indisponible'])
    expect(planned({ requetes: [requete({ mode: 'distanciel' })] })).toEqual(['r1 mode_indisponible'])
  })

  test('a wheelchair asks for an accessible room, in person', () => {
    const rooms = [disponibilite(), disponibilite({ id: 'd2', ...span('14:00', '15:00'), accessible: true })]
    expect(planned({ disponibilites: rooms, requetes: [requete({ accessible: true })] })).toEqual([
      'r1 d2 14:00',
    ])
    const remote = { disponibilites: [disponibilite({ mode: 'distanciel' })] }
    expect(planned({ ...remote, requetes: [requete({ accessible: true, mode: 'distanciel' })] })).toEqual([
      'r1 d1 09:00',
    ])
  })
})

describe('collèges and days', () => {
  const jury = (id: string, times = span('09:00', '10:00')) =>
    disponibilite({ id: `d${id}`, intervenants: [`p${id}`], ...times })

  test('no more pupils of one collège in interview at once than allowed', () => {
    const disponibilites = [jury('1'), jury('2')]
    const limit = contraintes({ maxParCollege: 1 })
    expect(planned({ disponibilites, requetes: two, contraintes: limit })).toEqual([
      'r1 d1 09:00',
      'r2 d1 09:20',
    ])
    const other = [requete(), requete({ id: 'r2', origine: 'C2' })]
    expect(planned({ disponibilites, requetes: other, contraintes: limit })).toEqual([
      'r1 d1 09:00',
      'r2 d2 09:00',
    ])
    expect(planned({ contraintes: contraintes({ maxParCollege: 0 }) })).toEqual(['r1 complet'])
  })

  test('no more pupils of one collège at one lycée in a half-day than one chaperone takes', () => {
    const disponibilites = [disponibilite({ fin: at('12:00') }), jury('2', span('12:50', '14:00'))]
    const limit = contraintes({ accompagnes: 2 })
    expect(planned({ disponibilites, requetes: three, contraintes: limit })).toEqual([
      'r1 d1 09:00',
      'r2 d1 09:20',
      'r3 d2 13:00',
    ])
    const again = [...two, requete({ id: 'r3', eleve: 'eleve of r1' })]
    expect(planned({ disponibilites, requetes: again, contraintes: limit })).toContain('r3 d1 09:40')
  })

  test('nothing on a closed day, even in an availability of several days', () => {
    const closed = contraintes({ joursFermes: new Set([THURSDAY]) })
    expect(planned({ contraintes: closed })).toEqual(['r1 jour_ferme'])
    const long = [disponibilite({ fin: at('18:00', 1) })]
    expect(planned({ contraintes: closed, disponibilites: long })).toEqual(['r1 d1 00:00+1'])
  })

  test('holidays over the whole period leave everybody out, with that reason', () => {
    const closed = contraintes({ joursFermes: new Set([THURSDAY, THURSDAY + 1, THURSDAY + 2]) })
    expect(planned({ contraintes: closed, requetes: two })).toEqual(['r1 jour_ferme', 'r2 jour_ferme'])
  })

  test('a lycée beyond the longest journey is forbidden, but not to a remote interview', () => {
    const lieux = [lieu('L1', [48.8, 2.3]), lieu('C1', [48.9, 2.3])]
    const limit = (trajetMaxMinutes: number) => ({ lieux, contraintes: contraintes({ trajetMaxMinutes }) })
    expect(planned(limit(45))).toEqual(['r1 d1 09:00'])
    expect(planned(limit(44))).toEqual(['r1 trajet_trop_long'])
    const remote = { disponibilites: [disponibilite({ mode: 'distanciel' })] }
    expect(planned({ ...limit(5), ...remote, requetes: [requete({ mode: 'distanciel' })] })).toEqual([
      'r1 d1 09:00',
    ])
  })
})

describe('interviews that stand', () => {
  test('are planned around, not repeated, and never moved', () => {
    const stands = fixe(requete({ id: 'f1' }), { disponibilite: 'd1', debut: '09:10' })
    expect(planned({ fixes: [stands], requetes: three })).toEqual(['r1 d1 09:30', 'r2 complet', 'r3 complet'])
  })

  test('a request already served is left out, and so is the second of one id', () => {
    const stands = fixe(requete(), { disponibilite: 'd1', debut: '09:00' })
    expect(
      planned({ fixes: [stands], requetes: [requete(), requete({ id: 'r2' }), requete({ id: 'r2' })] }),
    ).toEqual(['r2 d1 09:20'])
  })

  test('one of an availability since withdrawn still takes its pupil', () => {
    const stands = fixe(requete({ id: 'f1', eleve: 'eleve of r1' }), {
      disponibilite: 'gone',
      debut: '09:00',
    })
    expect(planned({ fixes: [stands] })).toEqual(['r1 d1 09:20'])
  })

  test('a group that stands takes in others', () => {
    const disponibilites = [disponibilite({ capacite: 3 })]
    const stands = {
      requete: requete({ id: 'f1' }),
      placement: placement(requete({ id: 'f1' }), { disponibilite: 'd1', debut: at('09:20'), place: 2 }),
    }
    const requetes = [requete({ auPlusTot: at('09:20') }), requete({ id: 'r2', auPlusTot: at('09:20') })]
    const asked = instance({ disponibilites, fixes: [stands], requetes })
    expect(plan(asked).places.map((p) => [clock(p.debut), p.place])).toEqual([
      ['09:20', 1],
      ['09:20', 3],
    ])
  })
})

describe('repair', () => {
  const bois = (id: string, changes = {}) => requete({ id, duree: 60, ...changes })
  const hour = (id: string, from: string, lieuId = 'L1') =>
    disponibilite({ id, lieu: lieuId, intervenants: [id], debut: at(from), fin: at(from) + 60 })

  test('one interview gives way to a request that has one place only', () => {
    const disponibilites = [hour('d1', '09:00'), hour('d2', '11:00')]
    const requetes = [bois('r1'), bois('r2', { indisponibilites: [span('10:30', '12:30')] })]
    expect(planned({ disponibilites, requetes })).toEqual(['r1 d2 11:00', 'r2 d1 09:00'])
  })

  test('two give way, one after the other', () => {
    const disponibilites = [hour('d1', '09:00'), hour('d2', '11:00'), hour('d3', '14:00', 'L2')]
    const requetes = [
      bois('r1'),
      bois('r2', { lieux: ['L1', 'L2'] }),
      bois('r3', { indisponibilites: [span('10:30', '12:30')] }),
    ]
    expect(planned({ disponibilites, requetes })).toEqual(['r1 d2 11:00', 'r2 d3 14:00', 'r3 d1 09:00'])
  })

  test('two short ones give way to a long one', () => {
    const disponibilites = [hour('d1', '09:00'), hour('d2', '11:00', 'L2')]
    const both = { lieux: ['L1', 'L2'], duree: 30 }
    const requetes = [bois('r1', both), bois('r2', both), bois('r3')]
    expect(planned({ disponibilites, requetes })).toEqual(
      ['r1 d2 11:30', 'r2 d2 11:00', 'r3 d1 09:00'].toSorted(),
    )
  })

  test('nobody loses his place to a later request', () => {
    const requetes = [bois('r1'), bois('r2', { duree: 30 }), bois('r3', { duree: 30 })]
    expect(planned({ requetes })).toEqual(['r1 d1 09:00', 'r2 complet', 'r3 complet'])
  })

  test('an interview that stands does not give way', () => {
    const disponibilites = [hour('d1', '09:00'), hour('d2', '11:00')]
    const fixes = [fixe(bois('f1'), { disponibilite: 'd1', debut: '09:00' })]
    const requetes = [bois('r2', { indisponibilites: [span('10:30', '12:30')] })]
    expect(planned({ disponibilites, fixes, requetes })).toEqual(['r2 complet'])
  })
})
