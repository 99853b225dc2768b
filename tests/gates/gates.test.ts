import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const root = mkdtempSync(path.join(tmpdir(), 'passpro-gates-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** What a gate says of a folder that holds these files only. */
function judge(gate: string, files: Record<string, string>): { status: number | null; said: string } {
  const folder = mkdtempSync(path.join(root, 'case-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  const { status, stdout } = spawnSync(process.execPath, [`scripts/gates/${gate}.mjs`, folder], {
    encoding: 'utf8',
  })
  return { status, said: stdout }
}

const INTEGRITY = `sha512-${'A'.repeat(86)}==`
const locked = (change: object = {}, dependencies: object = { zod: '4.6.7' }) => ({
  'package.json': JSON.stringify({ dependencies: { zod: '4.6.7' } }),
  'package-lock.json': JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { dependencies },
      'node_modules/zod': { version: '4.6.7', license: 'MIT', integrity: INTEGRITY, ...change },
    },
  }),
})

describe('A62: the lockfile', () => {
  test('a whole one passes, with the address of a registry or without', () => {
    expect(judge('lockfile', locked())).toEqual({ status: 0, said: '' })
    const resolved = 'https://registry.npmjs.org/zod/-/zod-4.6.7.tgz'
    expect(judge('lockfile', locked({ resolved })).status).toBe(0)
  })
  test.each([
    ['no hash', locked({ integrity: undefined }), 'no sha512'],
    ['a weak hash', locked({ integrity: 'sha1-AAAA' }), 'no sha512'],
    ['git', locked({ resolved: 'git+ssh://git@example.org/zod.git' }), 'comes from git+ssh:'],
    ['http', locked({ resolved: 'http://example.org/zod/-/zod-4.6.7.tgz' }), 'comes from http:'],
    ['a link', locked({ link: true }), 'a link'],
    ['a script', locked({ hasInstallScript: true }), 'runs a script'],
    ['another version', locked({ version: '4.6.8' }), 'would be installed'],
    ['a range', locked({}, { zod: '^4.6.7' }), '4.6.7 in package.json, ^4.6.7 locked'],
    ['one too many', locked({}, { zod: '4.6.7', other: '1.0.0' }), 'absent in package.json'],
  ])('refused: %s', (_, files, said) => {
    const judged = judge('lockfile', files)
    expect(judged.status).toBe(1)
    expect(judged.said).toContain(said)
  })
})

describe('the secrets', () => {
  // Put together here, so that this file holds none.
  const planted = {
    key: ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' '),
    cloud: ['AK', 'IA', 'ABCDEFGHIJKLMNOP'].join(''),
    forge: ['gh', 'p_', 'a1'.repeat(18)].join(''),
    base: ['postgres://passpro', 'vraiment8@base.exemple.fr/passpro'].join(':'),
    code: `const ${'secret'} = '${'a1B2'.repeat(8)}'`,
  }
  test.each(Object.entries(planted))('%s is found, and not printed', (_, line) => {
    const judged = judge('secrets', { 'src/one.ts': `// first\n${line}\n` })
    expect(judged.status).toBe(1)
    expect(judged.said).toMatch(/^src\/one\.ts:2: /)
    expect(judged.said).not.toContain(line)
  })
  test('ordinary code and the words of an example pass', () => {
    const text =
      "const token = request.headers.get('X')\nsmtp://user:password@host\npostgres://a:b@localhost/x\n"
    expect(judge('secrets', { 'src/one.ts': text })).toEqual({ status: 0, said: '' })
  })
})

describe('the licences', () => {
  const installed = (license: unknown) => ({
    ...locked(),
    'node_modules/zod/package.json': JSON.stringify({ name: 'zod', version: '4.6.7', license }),
  })
  test.each(['MIT', '(MIT OR GPL-3.0-or-later)', '(MIT AND Zlib)', { type: 'ISC' }])('%o passes', (license) =>
    expect(judge('licences', installed(license)).status).toBe(0),
  )
  test.each(['GPL-3.0', '(MIT AND GPL-3.0)', 'SEE LICENSE IN x', undefined])('%o is refused', (license) =>
    expect(judge('licences', installed(license)).status).toBe(1),
  )
  test('nothing installed is no proof', () => expect(judge('licences', locked()).status).toBe(1))
})
