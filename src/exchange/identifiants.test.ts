import { describe, expect, test } from 'vitest'
import {
  departementOfUai,
  isCodeOffre,
  isIne,
  isMef,
  isUai,
  matchLevel,
  mef10,
  normalizeAcademie,
  normalizeLevel,
  normalizeUai,
  parseSansIne,
  sansIneKey,
} from '#src/exchange/identifiants.ts'

describe('identifiers', () => {
  test.each(['0751234J', '0010856A', '0932119Y'])('%s is a UAI', (uai) => expect(isUai(uai)).toBe(true))
  test.each(['0751234K', '0751234j', '751234J', '07512345', '0751234J ', ''])('%j is not a UAI', (uai) =>
    expect(isUai(uai)).toBe(false),
  )
  test('a UAI in lower case is brought to upper case', () =>
    expect(normalizeUai(' 0751234j ')).toBe('0751234J'))

  test.each(['123456789AB', '1234567890A', '1234A12345B'])('%s has the shape of an INE', (ine) =>
    expect(isIne(ine)).toBe(true),
  )
  test.each(['12345678901', '123456789ab', '1234567A', '1234567890AB', ''])('%j has not', (ine) =>
    expect(isIne(ine)).toBe(false),
  )

  test('MEF are compared on 10 characters', () => {
    expect(mef10(' 10310019110')).toBe('1031001911')
    expect(isMef('1001000B11A')).toBe(true)
    expect(isMef('2472000631')).toBe(true)
    expect(isMef('247200063')).toBe(false)
    expect(isCodeOffre('1A111111')).toBe(true)
    expect(isCodeOffre('1A11111')).toBe(false)
  })

  test.each([
    ['1', '01'],
    ['01', '01'],
    ['001', '01'],
    ['PARIS', '01'],
    ['créteil', '24'],
    ['Cre\u0301teil', '24'],
    [' Versailles ', '25'],
    ['Académie de Versailles', '25'],
    ["Académie d'Orléans-Tours", '18'],
    ['Aix-Marseille', '02'],
    ['Réunion', '28'],
  ])('académie %j is %s', (text, code) => expect(normalizeAcademie(text)).toBe(code))
  test.each(['', '0', '99', 'Pariss', '1000'])('%j is no académie', (text) =>
    expect(normalizeAcademie(text)).toBeUndefined(),
  )

  test('levels: case, accents and spaces do not count', () => {
    expect(normalizeLevel('Assez favorable')).toBe('assez_favorable')
    expect(normalizeLevel(' RÉSERVÉ ')).toBe('reserve')
    expect(matchLevel('assezfavorable', ['reserve', 'assez_favorable'])).toBe('assez_favorable')
    expect(matchLevel('Très  favorable', ['tres_favorable'])).toBe('tres_favorable')
    expect(matchLevel('moyen', ['reserve'])).toBeUndefined()
    expect(matchLevel('', ['', 'reserve'])).toBeUndefined()
  })

  test('the key of a pupil without INE goes both ways', () => {
    expect(sansIneKey('0751234J', '42')).toBe('sans-ine:0751234J/42')
    expect(parseSansIne('sans-ine:0751234j/42')).toEqual({ uai: '0751234J', eleveId: '42' })
    expect(parseSansIne('123456789AB')).toBeUndefined()
  })

  test('the département is in the UAI', () => {
    expect(['0751234J', '6200001G', '9740001A'].map(departementOfUai)).toEqual(['75', '2A', '974'])
  })
})
