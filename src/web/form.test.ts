import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { dayAsked, isDay } from '#src/kit/day.ts'
import { readForm, texte } from '#src/web/form.ts'

const Seance = z.object({
  jour: z.string().refine(isDay, 'Écrivez le jour.'),
  de: z.string().regex(/^\d\d:\d\d$/, 'Écrivez l’heure.'),
  remarque: texte('Écrivez une remarque.'),
})
const form = (fields: Record<string, string>): FormData => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}

describe('a browser without pickers of dates and times', () => {
  test.each([
    ['24/03/2027', '9h', '2027-03-24', '09:00'],
    [' 24/03/2027 ', '14 h 30', '2027-03-24', '14:30'],
    ['2027-03-24', '9:05', '2027-03-24', '09:05'],
  ])('« %s » and « %s » are read', (jour, de, day, time) => {
    const read = readForm(form({ jour, de, remarque: '24/03/2027' }), Seance)
    expect(read.ok && read.value).toEqual({ jour: day, de: time, remarque: '24/03/2027' })
  })

  test('what is no date is refused as it was typed, and only what was refused is read otherwise', () => {
    const read = readForm(form({ jour: '31/02/2027', de: '14 h 30', remarque: 'x' }), Seance)
    expect(read).toEqual({
      ok: false,
      state: {
        values: { jour: ['31/02/2027'], de: ['14 h 30'], remarque: ['x'] },
        errors: { jour: 'Écrivez le jour.', de: 'Écrivez l’heure.' },
      },
    })
  })

  test('an address asks for a day either way', () => {
    expect(dayAsked('2027-03-24')).toBe('2027-03-24')
    expect(dayAsked('24/03/2027')).toBe('2027-03-24')
    for (const wrong of ['31/02/2027', 'demain', '', undefined]) expect(dayAsked(wrong)).toBeUndefined()
  })
})
