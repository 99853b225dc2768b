import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#src/kit/day.ts'
import { joursFermesInLines, readJoursFermes } from './jours-fermes.ts'

describe('closed days are read from lines', () => {
  test.each([
    ['', []],
    ['08/03/2027', ['2027-03-08']],
    ['du 06/02/2027 au 08/02/2027', ['2027-02-06', '2027-02-07', '2027-02-08']],
    ['06/02/2027 – 07/02/2027\n\n 06/02/2027 ', ['2027-02-06', '2027-02-07']],
    ['30/12/2026 au 01/01/2027', ['2026-12-30', '2026-12-31', '2027-01-01']],
  ])('%j', (text, jours) => expect(readJoursFermes(text)).toEqual({ ok: true, jours }))

  test.each([
    'hier',
    '31/02/2027',
    'du 08/03/2027 au 06/03/2027',
    'du 08/03/2027 au 06/03/2028',
    '06/02/2027 au',
    '06/02/2027 au 07/02/2027 au 08/02/2027',
  ])('%j is said, not guessed', (ligne) =>
    expect(readJoursFermes(`08/03/2027\n${ligne}`)).toEqual({ ok: false, ligne }),
  )

  test('what is written is read back the same', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2027-01-20', n))
    fc.assert(
      fc.property(fc.uniqueArray(day), (days) => {
        expect(readJoursFermes(joursFermesInLines(days))).toEqual({ ok: true, jours: days.toSorted() })
      }),
    )
  })
})
