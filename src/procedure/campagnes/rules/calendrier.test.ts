import { describe, expect, test } from 'vitest'
import { instantOf } from '#src/kit/day.ts'
import { cell, readCases } from '#src/kit/testing.ts'
import { aCalendrier } from '#src/procedure/campagnes/examples.ts'
import { checkCalendrier, isBefore } from '#src/procedure/campagnes/rules/calendrier.ts'
import { sentenceCampagne } from '#src/procedure/campagnes/texts.ts'

describe('a deadline holds until 23:59:59 in the zone of the académie', () => {
  test.each(readCases(import.meta.dirname, 'echeances.csv'))('$cas', (cas) => {
    const at = new Date(cell(cas, 'instant_utc'))
    expect(isBefore(at, { jour: cell(cas, 'jour'), zone: cell(cas, 'fuseau') })).toBe(
      cas['a_temps'] === 'oui',
    )
  })

  test('the last millisecond is in time, the next is not', () => {
    const end = instantOf('2027-05-22', 'Europe/Paris').getTime()
    const limit = { jour: '2027-05-21', zone: 'Europe/Paris' }
    expect([isBefore(new Date(end - 1), limit), isBefore(new Date(end), limit)]).toEqual([true, false])
  })
})

describe('the calendar', () => {
  test('in order it is accepted, and interviews may start while registrations come in', () => {
    expect(checkCalendrier(aCalendrier()).ok).toBe(true)
    expect(checkCalendrier(aCalendrier({ debutEntretiens: '2027-01-20' })).ok).toBe(true)
    expect(checkCalendrier(aCalendrier({ finConfirmations: '2027-04-30' })).ok).toBe(true)
  })

  test.each([
    ['ouverture', 'finInscriptions', { finInscriptions: '2027-01-10' }],
    ['ouverture', 'finAvisOrigine', { finAvisOrigine: '2027-01-10' }],
    ['ouverture', 'debutEntretiens', { debutEntretiens: '2027-01-10' }],
    ['debutEntretiens', 'finEntretiens', { finEntretiens: '2027-02-28' }],
    ['debutEntretiens', 'finAvisReferent', { finAvisReferent: '2027-02-28' }],
    ['finAvisReferent', 'finConfirmations', { finConfirmations: '2027-04-29' }],
  ])('%s after %s is refused, both days named', (avant, apres, over) => {
    const checked = checkCalendrier(aCalendrier(over))
    expect(checked).toMatchObject({
      ok: false,
      refus: { code: 'calendrier_desordonne', details: { avant, apres } },
    })
    if (!checked.ok)
      expect(sentenceCampagne(checked.refus)).toMatch(/\(\d\d\/\d\d\/2027\).*\(\d\d\/\d\d\/2027\)/)
  })
})
