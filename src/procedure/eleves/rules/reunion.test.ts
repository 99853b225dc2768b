import { describe, expect, test } from 'vitest'
import { sortDesResponsables, type ResponsableDeDossier } from './reunion.ts'

const one = (id: number, rest: Partial<ResponsableDeDossier> = {}): ResponsableDeDossier => ({
  id,
  nom: 'FICTIVE',
  prenom: 'Dominique',
  engage: false,
  enfants: 1,
  ...rest,
})
const other = { nom: 'AUTRE' }

describe('guardians of two files that are one pupil’s', () => {
  test.each([
    [
      'the one of the file replaces the one typed',
      [one(1)],
      [one(2)],
      { relies: [2], detaches: [1], absorbes: [] },
    ],
    [
      'he who answered stays, under the key of the file',
      [one(1, { engage: true })],
      [one(2, { prenom: 'Dominiqué' })],
      { relies: [], detaches: [], absorbes: [{ garde: 1, double: 2 }] },
    ],
    [
      'a brother’s guardian is never taken from him',
      [one(1, { engage: true })],
      [one(2, { enfants: 2 })],
      { relies: [2], detaches: [], absorbes: [] },
    ],
    [
      'both did something: both stay',
      [one(1, { engage: true })],
      [one(2, { engage: true })],
      { relies: [2], detaches: [], absorbes: [] },
    ],
    [
      'typed and unknown to the file: goes',
      [one(1, other)],
      [one(2)],
      { relies: [2], detaches: [1], absorbes: [] },
    ],
    [
      'unknown to the file, but he answered: stays',
      [one(1, { ...other, engage: true })],
      [],
      { relies: [], detaches: [], absorbes: [] },
    ],
    [
      'the same first name is not the same person',
      [one(1, { ...other, engage: true })],
      [one(2)],
      { relies: [2], detaches: [], absorbes: [] },
    ],
    [
      'nor is the same family name',
      [one(1, { prenom: 'Camille', engage: true })],
      [one(2)],
      { relies: [2], detaches: [], absorbes: [] },
    ],
    [
      'two of one name in the file are two people',
      [one(1, { engage: true })],
      [one(2), one(3)],
      { relies: [3], detaches: [], absorbes: [{ garde: 1, double: 2 }] },
    ],
  ])('%s', (_name, anciens, nouveaux, sort) => expect(sortDesResponsables(anciens, nouveaux)).toEqual(sort))
})
