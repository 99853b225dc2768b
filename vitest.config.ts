import { defineConfig } from 'vitest/config'

/** Replaces a module for itself: alone with its modules, which all other files share to load them once. */
const APART = ['tests/rights/row-security.test.ts']

/** Left out of the daily loop (`npm run check`). */
const LONG = [
  'tests/journeys/**/*.test.ts',
  'tests/cli/**/*.test.ts',
  'src/procedure/*/pages/**/*.test.{ts,tsx}',
  'tests/races/**/*.test.ts',
  'tests/rights/**/*.test.ts',
  'tests/rehearsals/**/*.test.ts',
  'tests/oracle/**/*.test.ts',
  'tests/procedure/proprietes.test.ts',
  'tests/procedure/vie-inscription.test.ts',
  'tests/procedure/abus.test.ts',
  'tests/procedure/canaris.test.ts',
  'tests/procedure/mention-legale.test.ts',
  'src/rehearsal/fabriquer.test.ts',
  'src/documents/letters.test.ts',
  'src/planning/plan-properties.test.ts',
  'src/exchange/mutants.test.ts',
]
const ALL = ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts']
const NEVER = ['**/node_modules/**', 'dist/**']

export default defineConfig({
  test: {
    globalSetup: ['tests/postgres.setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Tests that stop processes or drive a browser share the CI machine with others: a second chance there, none at home.
    retry: process.env['CI'] ? 1 : 0,
    projects: [
      {
        extends: true,
        test: { name: 'courts', include: ALL, exclude: [...NEVER, ...LONG], isolate: false },
      },
      {
        extends: true,
        test: { name: 'longs', include: LONG, exclude: [...NEVER, ...APART], isolate: false },
      },
      { extends: true, test: { name: 'apart', include: APART } },
    ],
  },
})
