import { defineConfig } from 'vitest/config'

/** The tests of the pure rules alone: no base is started for them. */
export default defineConfig({
  test: {
    include: ['src/procedure/*/rules.test.ts', 'src/procedure/*/rules/**/*.test.ts'],
    maxWorkers: 1,
  },
})
