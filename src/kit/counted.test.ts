import { expect, test } from 'vitest'
import { counted } from '#src/kit/counted.ts'

test('French counts in the plural from two on', () => {
  expect([0, 1, 2].map((n) => counted(n, 'élève'))).toEqual(['0 élève', '1 élève', '2 élèves'])
  expect(counted(3, 'avis proposé', 'avis proposés')).toBe('3 avis proposés')
  expect(counted(1234, 'ligne')).toBe('1\u202f234 lignes')
})
