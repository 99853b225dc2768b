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
import type { Instance, Placement, Requete } from '#src/planning/model.ts'
import type { Regle } from '#src/planning/outcomes.ts'

const place = (
  served: Requete,
  debut: string,
  where: { disponibilite?: string; place?: number } = {},
): Placement => placement(served, { disponibilite: 'd1', debut: at(debut), ...where })

const [r1, r2] = [requete(), requete({ id: 'r2' })]
const sameEleve = requete({ id: 'r2', eleve: r1.eleve })
const d2 = disponibilite({ id: 'd2', intervenants: ['p2'] })

const remote = requete({ mode: 'distanciel' })
const HOURS = { departMatin: 480, retourMatin: 825, departApresMidi: 765, retourApresMidi: 1110 }

interface Planted {
  regle: Regle
  changes: Partial<Instance>
  places: Placement[]
}

const alone = (regle: Regle, served: Requete, changes: Partial<Instance> = {}): Planted => ({
  regle,
  changes: { ...changes, requetes: [served] },
  places: [place(served, '09:00')],
})

const planted: Planted[] = [
  { regle: 'requete_inconnue', changes: {}, places: [place(r1, '09:00'), place(r2, '09:20')] },
  { regle: 'requete_oubliee', changes: {}, places: [] },
  alone('lieu_non_admis', requete({ lieux: ['L2'] })),
  alone('domaine_non_servi', requete({ domaine: 'fer' })),
  alone('mode_different', requete({ mode: 'distanciel' })),
  alone('salle_inaccessible', requete({ accessible: true })),
  alone('preavis', requete({ auPlusTot: at('09:01') })),
  alone('eleve_indisponible', requete({ indisponibilites: [span('09:19', '10:00')] })),
  alone('hors_disponibilite', requete({ duree: 61 })),
  alone('jury_indisponible', r1, { indisponibilites: new Map([['p1', [span('08:00', '09:01')]]]) }),
  alone('jury_indisponible', r1, {
    disponibilites: [disponibilite({ salle: 'B12' })],
    indisponibilites: new Map([['B12', [span('08:00', '09:01')]]]),
  }),
  alone('jour_ferme', r1, { contraintes: contraintes({ joursFermes: new Set([THURSDAY]) }) }),
  alone('trajet_trop_long', r1, {
    lieux: [lieu('L1', [48.8, 2.3]), lieu('C1', [48.9, 2.3])],
    contraintes: contraintes({ trajetMaxMinutes: 44 }),
  }),
  alone('place_hors_capacite', r1, { disponibilites: [disponibilite({ capacite: 0 })] }),
  alone('interdit', requete({ interdits: ['d1'] })),
  alone('interdit', requete({ interdits: ['L1'] })),
  alone('fenetre_trajet', r1, {
    contraintes: contraintes({ fenetreTrajet: { ...HOURS, departMatin: 541 } }),
  }),
  alone('fenetre_trajet', r1, {
    contraintes: contraintes({ fenetreTrajet: { ...HOURS, retourMatin: 559 } }),
  }),
  {
    regle: 'salles_du_lieu',
    changes: {
      requetes: [r1, r2],
      disponibilites: [disponibilite(), d2],
      contraintes: contraintes({ sallesParLieu: new Map([['L1', 1]]) }),
    },
    // Not at the same time: a room is taken for the half-day.
    places: [place(r1, '09:00'), place(r2, '09:40', { disponibilite: 'd2' })],
  },
  {
    regle: 'intervenant_charge',
    changes: { requetes: [r1, r2], contraintes: contraintes({ parIntervenantJour: 1 }) },
    places: [place(r1, '09:00'), place(r2, '09:40')],
  },
  {
    regle: 'intervenant_charge',
    changes: {
      requetes: [r1, r2],
      disponibilites: [
        disponibilite(),
        disponibilite({ id: 'd2', debut: at('09:00', 1), fin: at('10:00', 1) }),
      ],
      contraintes: contraintes({ parIntervenantSemaine: 1 }),
    },
    places: [place(r1, '09:00'), placement(r2, { disponibilite: 'd2', debut: at('09:00', 1) })],
  },
  {
    regle: 'postes_distanciel',
    changes: {
      requetes: [remote, { ...remote, id: 'r2', eleve: r2.eleve }],
      disponibilites: [disponibilite({ mode: 'distanciel' }), { ...d2, mode: 'distanciel' }],
      contraintes: contraintes({ postesDistanciel: new Map([['C1', 1]]) }),
    },
    places: [place(remote, '09:00'), place(r2, '09:15', { disponibilite: 'd2' })],
  },
  { regle: 'place_hors_capacite', changes: {}, places: [place(r1, '09:00', { place: 2 })] },
  { regle: 'hors_disponibilite', changes: {}, places: [place(r1, '08:55')] },
  { regle: 'hors_grille', changes: {}, places: [place(r1, '09:01')] },
  { regle: 'disponibilite_inconnue', changes: {}, places: [place(r1, '09:00', { disponibilite: 'd9' })] },
  { regle: 'duree_differente', changes: {}, places: [{ ...place(r1, '09:00'), fin: at('09:25') }] },
  {
    regle: 'place_doublee',
    changes: { disponibilites: [disponibilite({ capacite: 2 })], requetes: [r1, r2] },
    places: [place(r1, '09:00'), place(r2, '09:00')],
  },
  {
    regle: 'intervenant_double',
    changes: { requetes: [r1, r2] },
    places: [place(r1, '09:00'), place(r2, '09:15')],
  },
  {
    regle: 'intervenant_double',
    changes: { requetes: [r1, r2], disponibilites: [disponibilite({ intervenants: [] })] },
    places: [place(r1, '09:00'), place(r2, '09:15')],
  },
  {
    regle: 'intervenant_double',
    changes: { requetes: [r1, r2], disponibilites: [disponibilite(), { ...d2, intervenants: ['p3', 'p1'] }] },
    places: [place(r1, '09:00'), place(r2, '09:00', { disponibilite: 'd2' })],
  },
  {
    regle: 'intervenant_double',
    changes: { requetes: [r1, r2], contraintes: contraintes({ pauseMinutes: 6 }) },
    places: [place(r1, '09:00'), place(r2, '09:25')],
  },
  {
    regle: 'intervenant_double',
    changes: {
      requetes: [r1, requete({ id: 'r2', domaine: 'fer' })],
      disponibilites: [disponibilite({ capacite: 2, domaines: ['bois', 'fer'] })],
    },
    places: [place(r1, '09:00'), place(r2, '09:00', { place: 2 })],
  },
  {
    regle: 'salle_double',
    changes: {
      requetes: [r1, r2],
      disponibilites: [disponibilite({ salle: 'B12' }), { ...d2, salle: 'B12' }],
    },
    places: [place(r1, '09:00'), place(r2, '09:15', { disponibilite: 'd2' })],
  },
  {
    regle: 'eleve_double',
    changes: { requetes: [r1, sameEleve], disponibilites: [disponibilite(), d2] },
    places: [place(r1, '09:00'), place(sameEleve, '09:20', { disponibilite: 'd2' })],
  },
  {
    regle: 'eleve_double',
    changes: {
      lieux: [lieu('L1', [48.8, 2.3]), lieu('L2', [48.8, 2.3])],
      requetes: [r1, { ...sameEleve, lieux: ['L2'] }],
      disponibilites: [disponibilite(), { ...d2, lieu: 'L2' }],
    },
    places: [place(r1, '09:00'), place(sameEleve, '09:30', { disponibilite: 'd2' })],
  },
  {
    regle: 'trop_par_jour',
    changes: { requetes: [r1, sameEleve], contraintes: contraintes({ entretiensParJour: 1 }) },
    places: [place(r1, '09:00'), place(sameEleve, '09:30')],
  },
  {
    regle: 'trop_par_college',
    changes: {
      requetes: [r1, r2],
      disponibilites: [disponibilite(), d2],
      contraintes: contraintes({ maxParCollege: 1 }),
    },
    places: [place(r1, '09:00'), place(r2, '09:15', { disponibilite: 'd2' })],
  },
  {
    regle: 'trop_accompagnes',
    changes: { requetes: [r1, r2], contraintes: contraintes({ accompagnes: 1 }) },
    places: [place(r1, '09:00'), place(r2, '09:40')],
  },
  {
    regle: 'fixe_deplacee',
    changes: { fixes: [fixe(r1, { disponibilite: 'd1', debut: '09:00' })] },
    places: [place(r1, '09:30')],
  },
]

const rules = (changes: Partial<Instance>, places: Placement[]): Regle[] =>
  check(instance(changes), { places, nonPlaces: [] }).map((violation) => violation.regle)

describe('check', () => {
  test.each(planted)('finds $regle', ({ regle, changes, places }) => {
    expect([...new Set(rules(changes, places))]).toEqual([regle])
  })

  test('finds a request placed twice, and one both placed and not', () => {
    expect(rules({}, [place(r1, '09:00'), place(r1, '09:30')])).toContain('requete_doublee')
    const nonPlaces = [{ requete: 'r1', raison: 'complet' as const, entonnoir: [] }]
    expect(check(instance(), { places: [place(r1, '09:00')], nonPlaces })).toEqual([
      { regle: 'requete_doublee', requetes: ['r1'] },
    ])
  })

  test('finds nothing in a plan that keeps the rules to the minute', () => {
    const changes = {
      requetes: [r1, r2, requete({ id: 'r3', eleve: r1.eleve })],
      contraintes: contraintes({ pauseMinutes: 5, maxParCollege: 1, accompagnes: 2, entretiensParJour: 2 }),
      disponibilites: [disponibilite({ fin: at('10:10') })],
      indisponibilites: new Map([['p1', [span('08:00', '09:00'), span('10:10', '12:00')]]]),
    }
    const r3 = requete({ id: 'r3' })
    expect(rules(changes, [place(r1, '09:00'), place(r2, '09:25'), place(r3, '09:50')])).toEqual([])
  })

  test('names the requests of a violation', () => {
    const asked = instance({ requetes: [r1, r2] })
    expect(check(asked, { places: [place(r1, '09:00'), place(r2, '09:15')], nonPlaces: [] })).toEqual([
      { regle: 'intervenant_double', requetes: ['r1', 'r2'] },
    ])
  })

  test('finds a clash behind a longer interview of the same teacher', () => {
    const long = requete({ id: 'f1', duree: 60 })
    const fixes = [
      fixe(long, { disponibilite: 'd1', debut: '08:00' }),
      fixe(requete({ id: 'f2' }), { disponibilite: 'd1', debut: '09:15' }),
    ]
    expect(rules({ fixes }, [place(r1, '09:05')])).toEqual(['intervenant_double'])
  })

  test('does not hold against the plan what only the fixed interviews break', () => {
    const fixes = [
      fixe(requete({ id: 'f1' }), { disponibilite: 'd1', debut: '09:00' }),
      fixe(requete({ id: 'f2' }), { disponibilite: 'd1', debut: '09:10' }),
    ]
    expect(rules({ fixes }, [place(r1, '09:30')])).toEqual([])
  })
})
