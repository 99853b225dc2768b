import { describe, expect, test } from 'vitest'
import { foresee, type Horizon } from '#src/planning/previsions.ts'
import { requete } from '#src/planning/examples.ts'

/** A request of a collège that came in on a school day. */
const came = (jour: number, { id = `r${jour}`, origine = 'C1' } = {}) => ({
  requete: requete({ id, origine }),
  jour,
})
const until = (dernierJour: number, jour: number): Horizon => ({
  jour,
  dernierJour: () => dernierJour,
  auPlusTot: (day) => day * 1440,
})
const ids = (found: readonly { id: string }[]) => found.map((one) => one.id)

describe('requests that may still come in', () => {
  test('are those of the last five school days, again in each five until registrations close', () => {
    const found = foresee([came(1), came(6), came(8)], until(18, 10))
    expect(found.map(({ id, auPlusTot }) => [id, auPlusTot])).toEqual([
      ['r6 prevu 1', 11 * 1440],
      ['r6 prevu 2', 16 * 1440],
      ['r8 prevu 1', 13 * 1440],
      ['r8 prevu 2', 18 * 1440],
    ])
    expect(foresee([came(1), came(6)], until(10, 10))).toEqual([])
  })

  test('are pupils like those who came, and none of them', () => {
    const told = { lieu: 'L1', semaine: { debut: 0, fin: 7 * 1440 } }
    const own = requete({ id: 'r7', eleve: 'Léo', souhait: 'L1', annonce: told })
    const [one] = foresee([came(1), { requete: own, jour: 7 }], until(12, 10))
    expect(one).toEqual({
      ...own,
      id: 'r7 prevu 1',
      eleve: 'Léo prevu 1',
      annonce: null,
      auPlusTot: 12 * 1440,
    })
  })

  test('are expected of a collège that registers as it goes: this week, and before it', () => {
    // All at once this week; all at once weeks ago; this week only after a first week of its own.
    const arrivees = [
      came(7, { origine: 'new' }),
      came(9, { origine: 'new' }),
      came(1, { origine: 'done' }),
      came(3, { origine: 'done' }),
      came(5, { origine: 'goes on' }),
      came(6, { origine: 'goes on', id: 'this one' }),
    ]
    expect(ids(foresee(arrivees, until(14, 10)))).toEqual(['this one prevu 1'])
  })

  test('stop on the day to which the collège may register', () => {
    const arrivees = ['short', 'long'].flatMap((origine) => [
      came(1, { origine }),
      came(8, { origine, id: origine }),
    ])
    const horizon = { ...until(0, 10), dernierJour: (uai: string) => (uai === 'long' ? 13 : 12) }
    expect(ids(foresee(arrivees, horizon))).toEqual(['long prevu 1'])
  })
})
