import { describe, expect, test } from 'vitest'
import {
  at,
  contraintes,
  disponibilite,
  fixe,
  instance,
  lieu,
  requete,
  span,
  THURSDAY,
} from '#src/planning/examples.ts'
import type { Instance, Raison } from '#src/planning/model.ts'
import { plan } from '#src/planning/plan.ts'
import { explanation } from '#src/planning/texts.ts'

const far = [lieu('L1', [48.8, 2.3]), lieu('C1', [49.8, 2.3])]

const cases: [Raison, Partial<Instance>, string][] = [
  [
    'aucun_referent',
    { requetes: [requete({ lieux: [] })] },
    "Aucun lycée référent n'est déclaré pour ce domaine dans le secteur de l'élève.",
  ],
  [
    'aucune_disponibilite',
    { disponibilites: [] },
    "Le lycée référent n'a ouvert aucune disponibilité pour ce domaine.",
  ],
  [
    'aucune_disponibilite',
    { requetes: [requete({ domaine: 'fer', lieux: ['L1', 'L2'] })] },
    "Aucun des 2 lycées référents n'a ouvert de disponibilité pour ce domaine.",
  ],
  [
    'mode_indisponible',
    { requetes: [requete({ mode: 'distanciel' })] },
    "Les disponibilités de ce domaine sont toutes en présence : aucune n'est ouverte à distance.",
  ],
  [
    'mode_indisponible',
    { disponibilites: [disponibilite({ mode: 'distanciel' })] },
    "Les disponibilités de ce domaine sont toutes à distance : aucune n'est ouverte en présence.",
  ],
  [
    'trajet_trop_long',
    { lieux: far, contraintes: contraintes({ trajetMaxMinutes: 90 }) },
    'Tous les lycées qui reçoivent pour ce domaine sont plus loin que le trajet maximal autorisé.',
  ],
  [
    'salle_inaccessible',
    { requetes: [requete({ accessible: true })] },
    "Aucune des disponibilités de ce domaine n'a de salle accessible en fauteuil roulant.",
  ],
  [
    'duree_trop_longue',
    { requetes: [requete({ duree: 61 })] },
    "Aucune disponibilité de ce domaine n'est assez longue pour un entretien de 61 minutes.",
  ],
  [
    'jour_ferme',
    { contraintes: contraintes({ joursFermes: new Set([THURSDAY]) }) },
    'La seule disponibilité restante pour ce domaine tombe sur des jours fermés.',
  ],
  [
    'preavis',
    { requetes: [requete({ auPlusTot: at('09:41') })] },
    'La seule disponibilité restante pour ce domaine vient trop tôt : le délai de prévenance ne serait pas respecté.',
  ],
  [
    'intervenant_indisponible',
    { indisponibilites: new Map([['p1', [span('09:15', '09:45')]]]) },
    "La seule disponibilité restante pour ce domaine ne peut servir : l'intervenant ou la salle est indisponible.",
  ],
  [
    'eleve_indisponible',
    { requetes: [requete({ indisponibilites: [span('09:15', '09:45')] })] },
    "L'élève, sa classe ou son collège est indisponible pendant la seule disponibilité restante pour ce domaine.",
  ],
  [
    'complet',
    {
      disponibilites: [disponibilite(), disponibilite({ id: 'd2' })],
      fixes: [fixe(requete({ id: 'f1' }), { disponibilite: 'd1', debut: '09:15' })],
      requetes: [requete({ duree: 30 })],
    },
    "Les 2 disponibilités restantes pour ce domaine ne laissent plus de place : elles sont prises, ou l'élève ou son collège y a déjà trop d'entretiens.",
  ],
]

describe('a request without a place', () => {
  test.each(cases)('%s', (raison, changes, sentence) => {
    const asked = instance(changes)
    const [nonPlace] = plan(asked).nonPlaces
    const [served] = asked.requetes
    if (!nonPlace || !served) throw new Error('the request was placed')
    expect(nonPlace.raison).toBe(raison)
    expect(explanation(nonPlace, served)).toBe(sentence)
  })

  test('comes with the funnel, down to the first condition that leaves nothing', () => {
    const disponibilites = [
      disponibilite(),
      disponibilite({ id: 'd2', lieu: 'L2' }),
      disponibilite({ id: 'd3', mode: 'distanciel' }),
      disponibilite({ id: 'd4', accessible: true }),
      disponibilite({ id: 'd5', lieu: 'L9' }),
    ]
    const requetes = [requete({ lieux: ['L1', 'L2'], accessible: true, duree: 90 })]
    expect(plan(instance({ disponibilites, requetes })).nonPlaces).toEqual([
      {
        requete: 'r1',
        raison: 'duree_trop_longue',
        entonnoir: [
          { raison: 'aucun_referent', restantes: 2 },
          { raison: 'aucune_disponibilite', restantes: 4 },
          { raison: 'mode_indisponible', restantes: 3 },
          { raison: 'trajet_trop_long', restantes: 3 },
          { raison: 'salle_inaccessible', restantes: 1 },
          { raison: 'duree_trop_longue', restantes: 0 },
        ],
      },
    ])
  })
})

test('the sentence stands without the request too', () => {
  const nonPlace = (raison: Raison) => ({ requete: 'r1', raison, entonnoir: [{ raison, restantes: 0 }] })
  expect(explanation(nonPlace('duree_trop_longue'))).toBe(
    "Aucune disponibilité de ce domaine n'est assez longue pour un entretien de cette durée.",
  )
  expect(explanation(nonPlace('mode_indisponible'))).toContain('dans le mode demandé')
})
