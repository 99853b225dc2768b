import fs from 'node:fs'
import path from 'node:path'
import { defineConfig, type Plugin } from 'vitest/config'

const PROJECT = path.dirname(path.dirname(import.meta.dirname))
const API = /import \{([^}]*)\} from '(#src\/procedure\/\w+\/api\.ts)'/g

/** Where each name that a room hands on comes from. */
function originsOf(api: string): Map<string, string> {
  const text = fs.readFileSync(path.join(PROJECT, api.slice(1)), 'utf8')
  const handed = [...text.matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)]
  return new Map(handed.flatMap(([, names = '', from = '']) => namesIn(names).map((name) => [name, from])))
}

const namesIn = (list: string): string[] =>
  list
    .split(',')
    .map((one) => one.replace('type ', '').trim())
    .filter((one) => one !== '')

/**
 * A rule that names one function of another room loads that room whole, with its base, its pages and their libraries: a
 * second and a half for every mutant, six under load. Here each name is imported from the file where it is written.
 */
const straightToTheFile: Plugin = {
  name: 'straight-to-the-file',
  enforce: 'pre',
  transform: (code) =>
    code.includes('/api.ts')
      ? code.replaceAll(API, (_, list: string, api: string) => {
          const origins = originsOf(api)
          return namesIn(list)
            .map((name) => `import { ${name} } from '${origins.get(name) ?? api}'`)
            .join('\n')
        })
      : undefined,
}

/** The tests of the pure rules alone: no base is started for them. */
export default defineConfig({
  plugins: [straightToTheFile],
  test: {
    include: ['src/procedure/*/rules.test.ts', 'src/procedure/*/rules/**/*.test.ts'],
    maxWorkers: 1,
    // As long as in the suite: a test that a busy machine stops would count as one that sees the mutant.
    testTimeout: 60_000,
  },
})
