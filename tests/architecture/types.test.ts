import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { projectFolder } from '#src/kit/project-folder.ts'

/** `npm run types` runs this with PASSPRO_ECRIRE_TYPES=1 to rewrite the committed file. */
test('the committed types are those of the migrated schema', () => {
  const { host } = inject('postgres')
  const committed = path.join(projectFolder(), 'src/db/types.ts')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-types-'))
  const write = process.env['PASSPRO_ECRIRE_TYPES'] === '1'
  const out = write ? committed : path.join(folder, 'types.ts')
  const url = `postgres://passpro_owner@/passpro_modele?host=${encodeURIComponent(host)}`
  const settings = [
    '--dialect',
    'postgres',
    '--url',
    url,
    '--default-schema',
    'public',
    '--include-pattern',
    'public.*',
  ]
  execFileSync(
    path.join(projectFolder(), 'node_modules/.bin/kysely-codegen'),
    [
      ...settings,
      '--out-file',
      out,
      '--date-parser',
      'string',
      '--log-level',
      'error',
      '--type-mapping',
      '{"int8":"number","tstzrange":"string"}',
    ],
    { stdio: 'pipe', cwd: projectFolder() },
  )
  const fresh = readFileSync(out, 'utf8')
  rmSync(folder, { recursive: true, force: true })
  expect(fresh).toBe(readFileSync(committed, 'utf8'))
})
