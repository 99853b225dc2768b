import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { numbersNamed } from './bonus-file.ts'
import { readCampaign } from './campaign.ts'
import { tableOf } from './csv.ts'
import { etatOf } from './finals.ts'
import { journey } from './places.ts'
import { campaignWith, folderOf } from './small-campaign.ts'
import { academieOf, isIne, isLate, isPublicHoliday, momentOf, pupilKey, uaiOf } from './values.ts'
import { onlyEntry } from './zip.ts'

test('physical lines are counted through quoted line breaks', () => {
  const { rows } = tableOf('\uFEFFa;b\n"un\ndeux";"x""y"\n\nz;\n')
  expect(rows.map((row) => [row.line, ...row.cells.values()])).toEqual([
    [2, 'un\ndeux', 'x"y'],
    [5, 'z', ''],
  ])
  expect(tableOf('a,b\n1,\u202E2\n').rows[0]?.damaged).toBe(true)
})

test('identifiers', () => {
  expect(['0751234J', '0010856a', '0932119Y', '0751234K'].map(uaiOf)).toEqual([
    '0751234J',
    '0010856A',
    '0932119Y',
    null,
  ])
  expect(['120000001AA', '1234567890A', '1234A56789B', '12000000AAA'].map(isIne)).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(['1', '001', 'Créteil', 'VERSAILLES', 'Atlantide'].map(academieOf)).toEqual([
    '01',
    '01',
    '24',
    '25',
    null,
  ])
  expect(pupilKey('sans-ine:0751234j/12')).toBe('sans-ine:0751234J/12')
})

test('moments', () => {
  expect(['2027-02-29', '11/01/2027', '2027-01-11T24:00', '2027-01-11T09:00:00'].map(momentOf)).toEqual([
    null,
    null,
    null,
    '2027-01-11T09:00',
  ])
  expect(isLate('2027-01-11T23:59', '2027-01-11')).toBe(false)
  expect(isLate('2027-01-12', '2027-01-11')).toBe(true)
  expect(isLate('2027-01-11T18:01', '2027-01-11T18:00')).toBe(true)
  expect(['2027-03-29', '2027-05-06', '2027-05-17', '2027-05-18'].map(isPublicHoliday)).toEqual([
    true,
    true,
    true,
    false,
  ])
})

test('a journey is rounded up to 5 and worth 0 without coordinates', () => {
  const school = (lat: number) => ({ uai: '', postal: '', commune: '', position: { lat, lon: 2 } })
  expect(journey(school(48), school(48))).toBe(15)
  expect(journey(school(48), school(48.1))).toBe(45)
  expect(journey(school(48), { ...school(48), position: null })).toBe(0)
})

describe('reglement', () => {
  const read = (change: { readonly [name: string]: unknown }) =>
    readCampaign(`${folderOf({ 'campagne.json': campaignWith(change) })}/campagne.json`)
  const own = {
    echelles: { origine: ['Bas', 'Haut'], referent: ['r', 'f'], final: ['Non', 'Oui'] },
    croisement: { bas: { r: 'non', f: 'oui' }, haut: { r: 'non', f: 'oui' } },
    points: { non: 0, oui: 5 },
    avisOrigine: 'par_eleve',
    confirmationResponsables: 'tous',
  }

  test('both shipped ones and a sound one are read', () => {
    expect(read({})?.reglement.points['tres_favorable']).toBe(2500)
    expect(read({ reglement: 'paris' })?.reglement.points).toEqual({ reserve: 0, favorable: 2500 })
    expect(read({ reglement: own })?.reglement.avisOrigineAvantEntretien).toBe(true)
  })

  test.each([
    ['a hole', { croisement: { bas: { r: 'non', f: 'oui' }, haut: { r: 'non' } } }],
    ['an unknown level', { croisement: { ...own.croisement, moyen: { r: 'non', f: 'oui' } } }],
    [
      'a crossing that goes down',
      { croisement: { bas: { r: 'oui', f: 'oui' }, haut: { r: 'non', f: 'oui' } } },
    ],
    ['points that do not grow', { points: { non: 5, oui: 5 } }],
    ['points that are no integer', { points: { non: 0, oui: 0.5 } }],
  ])('%s is refused', (_, change) => {
    expect(read({ reglement: { ...own, ...change } })).toBe(null)
  })

  test('etat is the first that holds', () => {
    const [reglement, flat] = [read({})?.reglement, read({ reglement: own })?.reglement]
    if (!reglement || !flat) throw new Error('les deux règlements sont bons')
    const none = { placed: true, presence: 'present', origine: '', referent: '', reglement }
    expect(etatOf({ ...none, placed: false, presence: 'absent' })).toBe('non_place')
    expect(etatOf({ ...none, presence: 'absent' })).toBe('absent')
    expect(etatOf(none)).toBe('avis_origine_manquant')
    expect(etatOf({ ...none, reglement: flat })).toBe('avis_referent_manquant')
  })
})

test('the numbers of a level are found in a cover of any shape', () => {
  expect(numbersNamed({ a: { favorable: 3 }, b: { favorable: 900 } }, 'favorable')).toEqual([3, 900])
  expect(
    numbersNamed(
      [
        { avis: 'favorable', n: 3, somme: 900 },
        { avis: 'reserve', n: 7 },
      ],
      'favorable',
    ),
  ).toEqual([3, 900])
})

function zipOf(content: Buffer, name = 'export.xml'): Buffer {
  const packed = deflateRawSync(content)
  const [local, central, end] = [Buffer.alloc(30), Buffer.alloc(46), Buffer.alloc(22)]
  local.writeUInt16LE(name.length, 26)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(content.length, 24)
  central.writeUInt16LE(name.length, 28)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end])
}

test('the one file of a zip is read; a bomb, a path trick and a cut archive are refused', () => {
  expect(onlyEntry(zipOf(Buffer.from('<a/>'))).toString()).toBe('<a/>')
  expect(() => onlyEntry(zipOf(Buffer.alloc(100_000)))).toThrow(/gonflée/)
  expect(() => onlyEntry(zipOf(Buffer.from('<a/>'), '../a.xml'))).toThrow(/suspect/)
  expect(() => onlyEntry(zipOf(Buffer.from('<a/>')).subarray(0, 40))).toThrow(/tronquée/)
})
