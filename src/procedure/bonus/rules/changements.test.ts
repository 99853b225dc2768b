import { describe, expect, test } from 'vitest'
import { aContenu, withOneLeafChanged } from '#src/procedure/bonus/examples/contenus.ts'
import type { ContenuFiche } from '#src/procedure/bonus/model.ts'
import { changementsOf } from '#src/procedure/bonus/rules/changements.ts'
import { faitsOf } from '#src/procedure/bonus/rules/empreinte.ts'

const contenu = aContenu()
const [formation] = contenu.formations
if (!formation) throw new Error('contenu sans formation')
type Formation = ContenuFiche['formations'][number]
const NOM = 'Menuiserie (fictive)'

/** What is said when the one formation becomes another. */
const said = (before: Partial<Formation>, after: Partial<Formation>): string[] =>
  changementsOf(
    aContenu({ formations: [{ ...formation, ...before }] }),
    aContenu({ formations: [{ ...formation, ...after }] }),
  )
const avis = formation.avisOrigine
if (!avis) throw new Error('formation sans avis')

test.each(withOneLeafChanged(contenu).filter(({ changed }) => faitsOf(changed) !== faitsOf(contenu)))(
  'something, for each fact that makes a new version: $path',
  ({ changed }) => {
    expect(changementsOf(contenu, changed)).not.toEqual([])
  },
)

test('nothing of what is the same', () => {
  expect(changementsOf(contenu, contenu)).toEqual([])
})

describe('of an avis', () => {
  test.each([
    ['avisOrigine', 'l’avis d’origine'],
    ['avisReferent', 'l’avis du lycée référent'],
  ] as const)('%s: given, taken back, another level, other words, another signature', (key, titre) => {
    const from = (before: typeof avis | null, after: typeof avis | null) =>
      said({ [key]: before }, { [key]: after })
    expect(from(null, avis)).toEqual([`${NOM} : ${titre} a été donné : favorable.`])
    expect(from(avis, null)).toEqual([`${NOM} : ${titre} a été retiré.`])
    expect(from(avis, { ...avis, libelle: 'réservé', commentaire: 'x' })).toEqual([
      `${NOM} : ${titre} passe de « favorable » à « réservé ».`,
    ])
    expect(from(avis, { ...avis, commentaire: 'Autre (fictif).', signataire: 'x' })).toEqual([
      `${NOM} : ${titre} a été corrigé (commentaire).`,
    ])
    expect(from(avis, { ...avis, signataire: 'Autre fictive' })).toEqual([
      `${NOM} : ${titre} a été corrigé (signature).`,
    ])
  })
})

describe('of a result', () => {
  const none = { avisFinal: null, points: 0 }
  test.each<[string, Partial<Formation>, Partial<Formation>, string]>([
    ['given', none, {}, 'l’avis final passe de « aucun » à « très favorable », 2500 points'],
    ['lost', {}, none, 'l’avis final passe de « très favorable », 2500 points à « aucun »'],
    [
      'the same with other points',
      {},
      { points: 2000 },
      'l’avis final passe de « très favorable », 2500 points à « très favorable », 2000 points',
    ],
    [
      'another with the same points',
      {},
      { avisFinal: 'favorable' },
      'l’avis final passe de « très favorable », 2500 points à « favorable », 2500 points',
    ],
    [
      'none for another reason',
      { ...none, raisonSansAvis: 'x' },
      { ...none, raisonSansAvis: 'y' },
      'la raison pour laquelle il n’y a pas d’avis final a changé',
    ],
    ['words of the interview', {}, { compteRendu: null }, 'le compte rendu de l’entretien a changé'],
    ['what remains to do', {}, { resteAFaire: [] }, 'ce qui reste à faire a changé'],
    ['its domaine', {}, { domaine: 'Autre' }, 'le nom de la formation a changé'],
    ['how it is explained', {}, { croisement: 'Autre.' }, 'la façon dont le résultat est expliqué a changé'],
  ])('%s', (_, before, after, words) => {
    expect(said(before, after)).toEqual([`${NOM} : ${words}.`])
  })

  test('its name, under the new one', () => {
    expect(said({}, { libelle: 'Bois (fictif)' })).toEqual([
      'Bois (fictif) : le nom de la formation a changé.',
    ])
  })

  test('several things at once, in the order of the sheet', () => {
    expect(said({ avisReferent: null, ...none, compteRendu: null }, { croisement: 'Autre.' })).toEqual([
      `${NOM} : l’avis du lycée référent a été donné : favorable.`,
      `${NOM} : le compte rendu de l’entretien a changé.`,
      `${NOM} : l’avis final passe de « aucun » à « très favorable », 2500 points.`,
    ])
  })
})

test('a formation more, and one less', () => {
  const other = { ...formation, mef: '9', libelle: 'Charpente (fictive)' }
  const both = aContenu({ formations: [formation, other] })
  expect(changementsOf(contenu, both)).toEqual(['Charpente (fictive) : formation ajoutée.'])
  expect(changementsOf(both, contenu)).toEqual(['Charpente (fictive) : formation retirée.'])
})

describe('of who he is, of who confirms, under which reglement and until when', () => {
  const { eleve } = contenu
  test.each([
    ...(['nom', 'prenom', 'dateNaissance'] as const).map((key): [Partial<ContenuFiche>, string] => [
      { eleve: { ...eleve, [key]: '2012-05-05' } },
      'Le nom, le prénom ou la date de naissance de l’élève a été corrigé.',
    ]),
    [{ personnes: [] }, 'Les personnes qui peuvent confirmer ont changé.'],
    [{ reglement: 'autre, version 2' }, 'Le règlement appliqué est « autre, version 2 ».'],
    [{ finConfirmations: '2027-06-11' }, 'Les confirmations sont possibles jusqu’au vendredi 11 juin 2027.'],
  ] as [Partial<ContenuFiche>, string][])('%o', (over, sentence) => {
    expect(changementsOf(contenu, aContenu(over))).toEqual([sentence])
  })
})
