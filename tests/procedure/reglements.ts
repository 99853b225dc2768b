import fc from 'fast-check'
import type { Reglement } from '#src/procedure/campagnes/model.ts'

const scale = (prefix: string, length: number): string[] => Array.from({ length }, (_, i) => `${prefix}_${i}`)

/**
 * Any valid reglement: scales of one to four levels, a crossing monotone in each avis, points that grow. The crossing
 * is a running maximum of free cells, which is monotone whatever the cells.
 */
export const anyReglement: fc.Arbitrary<Reglement> = fc
  .record({
    origine: fc.integer({ min: 1, max: 4 }),
    referent: fc.integer({ min: 1, max: 4 }),
    final: fc.integer({ min: 1, max: 5 }),
    free: fc.array(fc.nat(4), { minLength: 16, maxLength: 16 }),
    steps: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 5, maxLength: 5 }),
    start: fc.constantFrom(0, 0, 0, 100),
    avisOrigine: fc.constantFrom('par_formation' as const, 'par_eleve' as const),
    confirmationResponsables: fc.constantFrom('un' as const, 'tous' as const, 'aucun' as const),
  })
  .map(({ origine, referent, final, free, steps, start, ...options }) => {
    const echelles = {
      origine: scale('o', origine),
      referent: scale('r', referent),
      final: scale('f', final),
    }
    const ranks: number[][] = []
    for (let o = 0; o < origine; o++) {
      const row: number[] = []
      for (let r = 0; r < referent; r++)
        row.push(Math.max((free[o * 4 + r] ?? 0) % final, row[r - 1] ?? 0, ranks[o - 1]?.[r] ?? 0))
      ranks.push(row)
    }
    const cellOf = (o: number, r: number): string => echelles.final[ranks[o]?.[r] ?? 0] ?? ''
    let total = start
    return {
      echelles,
      croisement: Object.fromEntries(
        echelles.origine.map((niveau, o) => [
          niveau,
          Object.fromEntries(echelles.referent.map((column, r) => [column, cellOf(o, r)])),
        ]),
      ),
      points: Object.fromEntries(
        echelles.final.map((niveau, i) => [niveau, i === 0 ? total : (total += steps[i] ?? 1)]),
      ),
      visibiliteAvisOrigine: 'complet' as const,
      avisOrigineAvantEntretien: true,
      ...options,
    }
  })
