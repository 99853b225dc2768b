import fc from 'fast-check'
import { at, THURSDAY } from '#src/planning/examples.ts'
import type { Disponibilite, Instance, Interval, Requete } from '#src/planning/model.ts'

export const LIEUX = ['L1', 'L2']
const COLLEGES = ['C1', 'C2']
const few = { minLength: 0, maxLength: 2 }
const mode = fc.constantFrom('presentiel' as const, 'presentiel' as const, 'distanciel' as const)
const domaine = fc.constantFrom('bois', 'fer')

const minute = fc
  .record({ day: fc.integer({ min: 0, max: 1 }), tick: fc.integer({ min: 0, max: 10 }) })
  .map(({ day, tick }) => at('12:00', day) + 10 * tick)
const interval = fc
  .record({ debut: minute, length: fc.constantFrom(0, 10, 30, 60) })
  .map(({ debut, length }): Interval => ({ debut, fin: debut + length }))

const availability = fc.record({
  lieu: fc.constantFrom(...LIEUX),
  debut: minute,
  length: fc.constantFrom(20, 40, 60, 75),
  intervenants: fc.array(fc.constantFrom('p1', 'p2', 'p3'), few),
  domaines: fc.array(domaine, { minLength: 1, maxLength: 2 }),
  salle: fc.constantFrom(null, null, 's1', 's2'),
  mode: fc.oneof(mode, fc.constant('mixte' as const)),
  capacite: fc.constantFrom(0, 1, 1, 1, 2, 3),
  accessible: fc.boolean(),
})

const request = fc.record({
  eleve: fc.constantFrom('e1', 'e2', 'e3', 'e4'),
  domaine,
  duree: fc.constantFrom(10, 20, 25, 40),
  mode,
  lieux: fc.array(fc.constantFrom(...LIEUX, 'L1', 'L9'), few),
  souhait: fc.constantFrom(null, null, ...LIEUX),
  accessible: fc.constantFrom(false, false, true),
  auPlusTot: fc.option(minute),
  annonce: fc.constantFrom(
    null,
    null,
    { lieu: 'L1', semaine: { debut: THURSDAY * 1440, fin: (THURSDAY + 1) * 1440 } },
    { lieu: 'L2', semaine: { debut: (THURSDAY + 1) * 1440, fin: (THURSDAY + 2) * 1440 } },
  ),
  interdits: fc.constantFrom([], [], [], ['L1'], ['d0', 'd1']),
  indisponibilites: fc.array(interval, few),
})

const coordinate = fc.constantFrom(null, 48.8, 48.81, 48.9)

/** Small campaigns in which every rule may be at stake, around 13:00 where half-days meet. */
export const instances = (size: { disponibilites: number; requetes: number }): fc.Arbitrary<Instance> =>
  fc
    .record({
      coordinates: fc.array(coordinate, { minLength: 4, maxLength: 4 }),
      disponibilites: fc.array(availability, { maxLength: size.disponibilites }),
      requetes: fc.array(request, { maxLength: size.requetes }),
      absences: fc.array(
        fc.tuple(fc.constantFrom('p1', 'p2', 's1', 'L1', 'd1'), fc.array(interval, few)),
        few,
      ),
      contraintes: fc.record({
        joursFermes: fc.constantFrom(
          new Set<number>(),
          new Set([THURSDAY]),
          new Set([THURSDAY, THURSDAY + 1]),
        ),
        pauseMinutes: fc.constantFrom(0, 0, 5, 7),
        maxParCollege: fc.constantFrom(null, null, 0, 1, 2),
        accompagnes: fc.constantFrom(null, null, 1, 2),
        trajetMaxMinutes: fc.constantFrom(null, null, 20),
        entretiensParJour: fc.constantFrom(1, 2),
        parIntervenantJour: fc.constantFrom(null, null, 1, 3),
        parIntervenantSemaine: fc.constantFrom(null, null, 2),
        sallesParLieu: fc.constantFrom(new Map<string, number>(), new Map([['L1', 1]])),
        postesDistanciel: fc.constantFrom(new Map<string, number>(), new Map([['C1', 1]])),
        fenetreTrajet: fc.constantFrom(null, null, null, {
          departMatin: 690,
          retourMatin: 800,
          departApresMidi: 770,
          retourApresMidi: 830,
        }),
      }),
    })
    .map((drawn): Instance => ({
      lieux: [...LIEUX, ...COLLEGES].map((id, i) => ({
        id,
        latitude: drawn.coordinates[i] ?? null,
        longitude: 2.3,
      })),
      disponibilites: drawn.disponibilites.map(({ length, ...rest }, i): Disponibilite => ({
        id: `d${i}`,
        ...rest,
        fin: rest.debut + length,
      })),
      indisponibilites: new Map(drawn.absences),
      requetes: drawn.requetes.map((rest, i): Requete => ({
        id: `r${i}`,
        origine: rest.eleve < 'e3' ? 'C1' : 'C2',
        ...rest,
      })),
      contraintes: drawn.contraintes,
      fixes: [],
    }))

const seance = fc.record({ commune: fc.constantFrom(0, 5, 10), individuelle: fc.constantFrom(15, 20, 30) })

/**
 * The same in which most availabilities hold group sessions (all are told something, then each is received alone), and
 * most pupils could come to one.
 */
export const withSeances = (drawn: fc.Arbitrary<Instance>): fc.Arbitrary<Instance> =>
  fc
    .tuple(drawn, fc.array(fc.option(seance, { freq: 3 }), { minLength: 8, maxLength: 8 }))
    .map(([asked, seances]) => ({
      ...asked,
      requetes: asked.requetes.map((r) => ({
        ...r,
        duree: Math.min(r.duree, 20),
        auPlusTot: null,
        interdits: [],
      })),
      disponibilites: asked.disponibilites.map((d, i): Disponibilite => {
        const own = seances[i]
        if (!own) return d
        const capacite = Math.max(2, d.capacite)
        // Before 13:00 for most, with some minutes to begin in.
        const debut = d.debut - 120
        return {
          ...d,
          capacite,
          seance: own,
          debut,
          fin: debut + own.commune + capacite * own.individuelle + 20,
        }
      }),
    }))

/** The same with room to move: every pupil may go to both lycées on both days. */
export const roomy = (size: { disponibilites: number; requetes: number }): fc.Arbitrary<Instance> =>
  instances(size).map((drawn) => ({
    ...drawn,
    disponibilites: drawn.disponibilites.map((d) => ({
      ...d,
      mode: 'mixte',
      domaines: ['bois', 'fer'],
      capacite: Math.max(1, d.capacite),
    })),
    requetes: drawn.requetes.map((r) => ({ ...r, lieux: LIEUX, accessible: false })),
    contraintes: {
      ...drawn.contraintes,
      joursFermes: new Set(),
      maxParCollege: null,
      trajetMaxMinutes: null,
    },
  }))
