import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cell, readCases } from '#src/kit/testing.ts'
import { aDossier, aLigneLot, aVoeu } from '#src/procedure/bonus/examples/dossiers.ts'
import type { Dossier, LigneLot, Voeu } from '#src/procedure/bonus/model.ts'
import { isConfirme } from '#src/procedure/bonus/rules/confirmation.ts'
import { diffLot, rapprocher, voeuCompte, type Offres } from '#src/procedure/bonus/rules/rapprochement.ts'
import { aReglement } from '#src/procedure/campagnes/examples.ts'

const reglement = aReglement()
const OFFRES: Offres = new Map([['01/AA000009', new Set(['2472340121', '2472340221'])]])
const match = (dossiers: readonly Dossier[], voeux: readonly Voeu[]) =>
  rapprocher(dossiers, { reglement, voeux, offres: OFFRES })

describe('where a registration stands', () => {
  const NIVEAUX: Record<string, Partial<Dossier>> = {
    aucun: { sens: null, points: 0 },
    reserve: { sens: 'reserve', points: 0 },
    favorable: { sens: 'favorable', points: 1750 },
  }
  const PAROLES: Record<string, Dossier['decisions']> = {
    tous_oui: aDossier().decisions,
    un_silence: aDossier().decisions.slice(0, 2),
    un_non: [...aDossier().decisions.slice(0, 2), { responsableId: 12, decision: 'non' }],
  }
  test.each(readCases(import.meta.dirname, 'rapprochement.csv'))(
    'avis final $avis_final, paroles $paroles, $voeux vœu: $etat',
    (cas) => {
      const decisions = PAROLES[cell(cas, 'paroles')]
      const niveau = NIVEAUX[cell(cas, 'avis_final')]
      if (!decisions || !niveau) throw new Error('cas inconnu')
      const voeux = cell(cas, 'voeux') === 'un' ? [aVoeu()] : []
      const { etats, lignes } = match([aDossier({ ...niveau, decisions })], voeux)
      expect(etats.map((one) => one.etat)).toEqual([cell(cas, 'etat')])
      expect(lignes).toHaveLength(cas['etat'] === 'exporte' ? 1 : 0)
    },
  )
})

describe('which wishes count', () => {
  const counts = (voeu: Partial<Voeu>) => voeuCompte(aVoeu(voeu), { mef: '2472340121', offres: OFFRES })
  test('by MEF on ten characters, or by the offer listed for the formation of that académie', () => {
    expect(counts({ codeMef: '24723401219' })).toBe(true)
    expect(counts({ codeMef: '2472340121' })).toBe(true)
    expect(counts({ codeMef: '99999999990', codeOffre: 'AA000009' })).toBe(true)
    expect(counts({ codeMef: '99999999990', codeOffre: 'AA000009', academieOffre: '24' })).toBe(false)
    expect(counts({ codeMef: '24723402210', codeOffre: 'AA000001' })).toBe(false)
  })
})

describe('lines', () => {
  test('every wish of a confirmed formation gets the bonus, whatever lycée and rank', () => {
    const { lignes } = match([aDossier()], [aVoeu(), aVoeu({ codeOffre: 'AA000005' })])
    expect(lignes.map((ligne) => [ligne.codeOffre, ligne.points])).toEqual([
      ['AA000001', 2500],
      ['AA000005', 2500],
    ])
  })

  test('an offer wished twice is one line, the first; without a name of its own it takes that of the formation', () => {
    const named = (libelleFormation: string | null) => aVoeu({ libelleFormation })
    const of = (voeux: readonly Voeu[]) => match([aDossier({ libelle: 'Du dossier' })], voeux).lignes
    expect(of([named('Premier'), named('Second')]).map((one) => one.libelleFormation)).toEqual(['Premier'])
    expect(of([named(null)]).map((one) => one.libelleFormation)).toEqual(['Du dossier'])
  })

  test('without an avis final nothing is exported, whatever the points', () => {
    const { etats, lignes } = match([aDossier({ sens: null, points: 2500 })], [aVoeu()])
    expect([etats.map((one) => one.etat), lignes]).toEqual([['points_nuls'], []])
  })

  const menuiserie = aDossier({ points: 1750, sens: 'favorable' })
  const charpente = aDossier({ inscriptionId: 2, mef: '2472340221', libelle: 'Charpente (fictive)' })
  const shared = (codeMef: string): Voeu => aVoeu({ codeOffre: 'AA000009', codeMef })

  test('an offer that serves two formations carries the highest points, and both are exported', () => {
    const { lignes, etats } = match([menuiserie, charpente], [shared('24723401210')])
    expect(lignes).toMatchObject([{ mef: '2472340221', points: 2500, codeMef: '24723401210' }])
    expect(etats.map((one) => one.etat)).toEqual(['exporte', 'exporte'])
  })

  test('with equal points the smallest MEF, in whatever order', () => {
    const equal = { ...menuiserie, points: 2500, sens: 'tres_favorable' }
    for (const dossiers of [
      [equal, charpente],
      [charpente, equal],
    ])
      expect(match(dossiers, [shared('24723402210')]).lignes).toMatchObject([{ mef: '2472340121' }])
  })

  test('of wishes of one offer under two MEF the one of the formation itself is written, else the smallest', () => {
    const [own, other, third] = [shared('24723401211'), shared('24723402210'), shared('24723401210')]
    expect(match([aDossier()], [other, own]).lignes).toMatchObject([{ codeMef: '24723401211' }])
    expect(match([aDossier()], [other, own, third]).lignes).toMatchObject([{ codeMef: '24723401210' }])
    expect(match([aDossier()], [own, other]).lignes).toMatchObject([{ codeMef: '24723401211' }])
    const smaller = shared('11111111110')
    for (const both of [
      [smaller, own],
      [own, smaller],
    ])
      expect(match([aDossier()], both).lignes).toMatchObject([{ codeMef: '24723401211' }])
    const stranger = shared('24799999990')
    expect(match([aDossier()], [stranger, other]).lignes).toMatchObject([{ codeMef: '24723402210' }])
  })
})

const dossiers = fc.array(
  fc.record({
    eleveId: fc.integer({ min: 1, max: 3 }),
    mef: fc.constantFrom('2472340121', '2472340221', '2473340321'),
    points: fc.constantFrom(0, 750, 2500),
    decisions: fc.uniqueArray(
      fc.record({
        responsableId: fc.constantFrom(null, 11, 12),
        decision: fc.constantFrom('oui' as const, 'oui' as const, 'non' as const),
      }),
      { selector: (one) => one.responsableId },
    ),
  }),
  { maxLength: 8 },
)
const voeux = fc.array(
  fc.record({
    eleveId: fc.integer({ min: 1, max: 4 }),
    codeOffre: fc.constantFrom('AA000001', 'AA000002', 'AA000009'),
    codeMef: fc.constantFrom('24723401210', '24723402210', '24733403210', '99999999990'),
  }),
  { maxLength: 10 },
)

describe('of any campaign', () => {
  const offreOf = (one: { eleveId: number; codeOffre: string }): string => `${one.eleveId}/${one.codeOffre}`

  test('A16, A17: exported ⊆ confirmed ∩ wished, one line per (pupil, offer), and nothing due is left out', () => {
    fc.assert(
      fc.property(dossiers, voeux, (some, wished) => {
        const all = some.map((one, i) =>
          aDossier({ ...one, inscriptionId: i, sens: one.points === 0 ? 'reserve' : 'favorable' }),
        )
        const wishes = wished.map((one) => aVoeu(one))
        const { lignes } = match(all, wishes)
        const due = all.flatMap((dossier) => {
          const served = wishes.filter((voeu) => voeuCompte(voeu, { mef: dossier.mef, offres: OFFRES }))
          const own = served.filter((voeu) => voeu.eleveId === dossier.eleveId)
          return dossier.points > 0 && isConfirme(reglement, dossier)
            ? own.map((voeu) => ({ key: offreOf(voeu), dossier }))
            : []
        })
        expect(lignes.map(offreOf).toSorted()).toEqual([...new Set(due.map((one) => one.key))].toSorted())
        for (const ligne of lignes) {
          const rivals = due.filter((one) => one.key === offreOf(ligne))
          expect(ligne.points).toBe(Math.max(...rivals.map((one) => one.dossier.points)))
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a re-export is a diff', () => {
  const a = aLigneLot()
  const b = aLigneLot({ codeOffre: 'AA000002' })
  test('added, changed, withdrawn; what has not changed is not said again', () => {
    const better = { ...b, points: 1750 }
    const operations = diffLot([a, b], [better, aLigneLot({ eleveId: 2 })])
    expect(operations.map(({ operation, ligne }) => [operation, ligne.eleveId, ligne.codeOffre])).toEqual([
      ['modification', 1, 'AA000002'],
      ['ajout', 2, 'AA000001'],
      ['retrait', 1, 'AA000001'],
    ])
    expect(diffLot([a, b], [b, a])).toEqual([])
  })

  test.each(['sens', 'mef', 'codeMef'] as const)('a new %s is a change', (colonne) => {
    expect(diffLot([a], [{ ...a, [colonne]: 'autre' }])).toMatchObject([{ operation: 'modification' }])
  })

  test('played on the lines that stand, it gives exactly the new ones', () => {
    const lignes = fc
      .uniqueArray(
        fc.record({
          eleveId: fc.nat(3),
          codeOffre: fc.constantFrom('A', 'B'),
          points: fc.constantFrom(1, 2),
        }),
        { selector: (one) => `${one.eleveId}/${one.codeOffre}` },
      )
      .map((list) => list.map((one) => aLigneLot(one)))
    const keyOf = (ligne: LigneLot): string => `${ligne.eleveId}/${ligne.codeOffre}`
    fc.assert(
      fc.property(lignes, lignes, (before, after) => {
        const standing = new Map(before.map((ligne) => [keyOf(ligne), ligne]))
        for (const { ligne, operation } of diffLot(before, after))
          if (operation === 'retrait') standing.delete(keyOf(ligne))
          else standing.set(keyOf(ligne), ligne)
        const sorted = (list: Iterable<LigneLot>) =>
          [...list].toSorted((x, y) => (keyOf(x) < keyOf(y) ? -1 : 1))
        expect(sorted(standing.values())).toEqual(sorted(after))
      }),
    )
  })
})
