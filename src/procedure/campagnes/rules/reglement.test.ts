import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aReglement } from '#src/procedure/campagnes/examples.ts'
import type { Reglement } from '#src/procedure/campagnes/model.ts'
import {
  cells,
  checkReglement,
  checkReglementLibre,
  dependsOnOrigine,
  readSens,
  type RefusReglement,
} from '#src/procedure/campagnes/rules/reglement.ts'
import { REGLEMENTS_LIVRES } from '#src/procedure/campagnes/rules/reglements-livres.ts'
import { parseReglement } from '#src/procedure/campagnes/schema.ts'
import { sentenceCampagne } from '#src/procedure/campagnes/texts.ts'
import { anyReglement } from '../../../../tests/procedure/reglements.ts'

describe('the shipped reglements', () => {
  test('are those two, and hold', () => {
    expect(Object.keys(REGLEMENTS_LIVRES)).toEqual(['paris', 'exemple-gradue'])
    for (const { contenu } of Object.values(REGLEMENTS_LIVRES)) expect(checkReglement(contenu).ok).toBe(true)
  })

  test('say what domain.md says of each', () => {
    expect(aReglement('paris')).toMatchObject({
      avisOrigine: 'par_eleve',
      confirmationResponsables: 'un',
      points: { reserve: 0, favorable: 2500 },
    })
    expect(aReglement()).toMatchObject({
      avisOrigine: 'par_formation',
      confirmationResponsables: 'tous',
      points: { reserve: 0, assez_favorable: 750, favorable: 1750, tres_favorable: 2500 },
    })
  })

  test('are labelled for what they are, and open with the origin avis shown and given first', () => {
    const { paris, 'exemple-gradue': gradue } = REGLEMENTS_LIVRES
    expect(paris?.libelle).toBe('Paris : l’avis du lycée référent décide seul')
    expect(gradue?.libelle).toBe('Exemple gradué, à adapter par l’académie (aucune table officielle)')
    for (const { contenu } of Object.values(REGLEMENTS_LIVRES))
      expect(contenu).toMatchObject({ visibiliteAvisOrigine: 'complet', avisOrigineAvantEntretien: true })
  })

  test('only the graded one depends on the origin avis', () => {
    expect(dependsOnOrigine(aReglement('paris'))).toBe(false)
    expect(dependsOnOrigine(aReglement())).toBe(true)
  })
})

/** Some of a shipped reglement replaced, each a mistake that a person could make. */
function broken(change: (reglement: Reglement) => void): Reglement {
  const reglement = aReglement()
  change(reglement)
  return reglement
}
const row = (reglement: Reglement, origine: string): Record<string, string> => {
  const found = reglement.croisement[origine]
  if (!found) throw new Error(origine)
  return found
}

const REFUSALS: [RefusReglement['code'], RefusReglement['details'], Reglement, RegExp][] = [
  [
    'echelle_trop_courte',
    { echelle: 'final' },
    broken((r) => (r.echelles.final = [])),
    /L’échelle « final » n’a aucun niveau/,
  ],
  [
    'niveau_en_double',
    { echelle: 'origine', niveau: 'reserve' },
    broken((r) => r.echelles.origine.push('reserve')),
    /deux fois le niveau « réservé »/,
  ],
  [
    'croisement_incomplet',
    { origine: 'reserve', referent: 'assez_favorable' },
    broken((r) => delete row(r, 'reserve')['assez_favorable']),
    /pas de résultat dans la case origine « réservé », référent « assez favorable »/,
  ],
  [
    'croisement_incomplet',
    { origine: 'favorable', referent: 'reserve' },
    broken((r) => delete r.croisement['favorable']),
    /origine « favorable », référent « réservé »/,
  ],
  [
    'croisement_niveau_inconnu',
    { origine: 'favorable', referent: 'favorable', niveau: 'excellent' },
    broken((r) => (row(r, 'favorable')['favorable'] = 'excellent')),
    /origine « favorable », référent « favorable » le niveau « excellent », absent/,
  ],
  [
    'croisement_case_en_trop',
    { origine: 'favorable', referent: 'parfait' },
    broken((r) => (row(r, 'favorable')['parfait'] = 'favorable')),
    /case origine « favorable », référent « parfait » qui n’est pas dans les échelles/,
  ],
  [
    'croisement_case_en_trop',
    { origine: 'parfait', referent: 'favorable' },
    broken((r) => (r.croisement['parfait'] = { favorable: 'favorable' })),
    /origine « parfait »/,
  ],
  [
    'croisement_non_monotone',
    { origine: 'assez_favorable', referent: 'reserve', sousOrigine: 'reserve', sousReferent: 'reserve' },
    broken((r) => (row(r, 'reserve')['reserve'] = 'assez_favorable')),
    /La case origine « assez favorable », référent « réservé » donne moins que la case origine « réservé »/,
  ],
  [
    'croisement_non_monotone',
    {
      origine: 'favorable',
      referent: 'favorable',
      sousOrigine: 'favorable',
      sousReferent: 'assez_favorable',
    },
    broken((r) => {
      row(r, 'favorable')['favorable'] = 'favorable'
      row(r, 'favorable')['assez_favorable'] = 'tres_favorable'
    }),
    /un meilleur avis ne peut pas abaisser le résultat/,
  ],
  [
    'points_absents',
    { niveau: 'favorable' },
    broken((r) => delete r.points['favorable']),
    /Aucun nombre de points n’est donné pour le niveau final « favorable »/,
  ],
  [
    'points_en_trop',
    { niveau: 'excellent' },
    broken((r) => (r.points['excellent'] = 9000)),
    /« excellent », absent de l’échelle finale/,
  ],
  [
    'points_non_entiers',
    { niveau: 'favorable', points: 1750.5 },
    broken((r) => (r.points['favorable'] = 1750.5)),
    /1750\.5\) doivent être un entier positif ou nul/,
  ],
  [
    'points_non_entiers',
    { niveau: 'reserve', points: -1 },
    broken((r) => (r.points['reserve'] = -1)),
    /\(-1\)/,
  ],
  [
    'points_non_croissants',
    { niveau: 'tres_favorable', points: 1750 },
    broken((r) => (r.points['tres_favorable'] = 1750)),
    /\(1750\) doivent dépasser ceux du niveau inférieur/,
  ],
]

describe('a reglement that is refused', () => {
  test.each(REFUSALS)('%s %j', (code, details, reglement, sentence) => {
    const checked = checkReglement(reglement)
    expect(checked).toEqual({ ok: false, refus: { code, details } })
    if (!checked.ok) expect(sentenceCampagne(checked.refus)).toMatch(sentence)
  })
})

describe('of any reglement', () => {
  test('a complete monotone one with growing points is accepted', () => {
    fc.assert(fc.property(anyReglement, (reglement) => checkReglement(reglement).ok))
  })

  test('a hole anywhere is refused, and the cell named', () => {
    fc.assert(
      fc.property(anyReglement, fc.nat(), (reglement, n) => {
        const all = cells(reglement.echelles)
        const hole = all[n % all.length]
        if (!hole) return
        const broke = structuredClone(reglement)
        delete row(broke, hole.origine)[hole.referent]
        expect(checkReglement(broke)).toEqual({
          ok: false,
          refus: { code: 'croisement_incomplet', details: hole },
        })
      }),
    )
  })

  test('a cell lowered under a neighbour is refused', () => {
    fc.assert(
      fc.property(anyReglement, (reglement) => {
        const { origine, referent, final } = reglement.echelles
        const [first, top] = [final[0], final.at(-1)]
        if (origine.length < 2 || final.length < 2 || !first || !top) return
        const broke = structuredClone(reglement)
        for (const column of referent) row(broke, origine[0] ?? '')[column] = top
        row(broke, origine[1] ?? '')[referent[0] ?? ''] = first
        expect(checkReglement(broke)).toMatchObject({ ok: false, refus: { code: 'croisement_non_monotone' } })
      }),
    )
  })

  test('points that do not grow are refused', () => {
    fc.assert(
      fc.property(anyReglement, fc.nat(), (reglement, n) => {
        const { final } = reglement.echelles
        if (final.length < 2) return
        const at = 1 + (n % (final.length - 1))
        const niveau = final[at] ?? ''
        const broke = structuredClone(reglement)
        broke.points[niveau] = broke.points[final[at - 1] ?? ''] ?? 0
        expect(checkReglement(broke)).toMatchObject({
          ok: false,
          refus: { code: 'points_non_croissants', details: { niveau } },
        })
      }),
    )
  })

  test('it depends on the origin avis exactly when some column has two results', () => {
    fc.assert(
      fc.property(anyReglement, (reglement) => {
        const columns = reglement.echelles.referent.map((referent) =>
          reglement.echelles.origine.map((origine) => reglement.croisement[origine]?.[referent]),
        )
        const differs = columns.some((column) => column.some((final) => final !== column[0]))
        expect(dependsOnOrigine(reglement)).toBe(differs)
      }),
    )
  })
})

test('a level is understood whatever its case, accents and spaces', () => {
  const niveaux = aReglement().echelles.origine
  expect(
    ['Assez favorable', 'ASSEZ_FAVORABLE', ' assez  favorable '].map((text) => readSens(niveaux, text)),
  ).toEqual(Array(3).fill('assez_favorable'))
  expect(readSens(niveaux, 'Réservé')).toBe('reserve')
  expect([readSens(niveaux, 'très favorable'), readSens(niveaux, '')]).toEqual([undefined, undefined])
})

test('A11: an open campaign keeps its reglement', () => {
  expect(checkReglementLibre({ ouverte: true })).toEqual({ ok: false, refus: { code: 'campagne_ouverte' } })
  expect(checkReglementLibre({ ouverte: false }).ok).toBe(true)
})

describe('the shape of a reglement in a file', () => {
  test('what is left out of the options takes its default', () => {
    const { visibiliteAvisOrigine: _v, avisOrigineAvantEntretien: _a, ...rest } = aReglement()
    expect(parseReglement(rest)).toEqual({ reglement: aReglement() })
  })

  test('each wrong place is named', () => {
    const parsed = parseReglement({ ...aReglement(), avisOrigine: 'par_hasard', surprise: 1 })
    expect('erreurs' in parsed && parsed.erreurs.join('\n')).toMatch(/avisOrigine/)
    expect(parseReglement('paris')).toHaveProperty('erreurs')
  })
})
