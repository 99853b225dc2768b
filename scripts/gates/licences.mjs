// What is installed may be given on with this project: its licences are in the list below.
import fs from 'node:fs'
import path from 'node:path'

const PERMISSIVE = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  // Data with its source named: caniuse-lite, which a tool of the tests reads.
  'CC-BY-4.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'EUPL-1.2',
  'ISC',
  'MIT',
  'MIT-0',
  'MIT/X11',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]
// Packages that say no licence in their package.json, and what their own files say. `buffers` comes with exceljs, which
// writes workbooks in tests only, and says none anywhere: it is never given on.
const READ_BY_HAND = { 'png-js@1.1.0': 'MIT', 'buffers@0.1.1': 'none, tests only' }

const folder = process.argv[2] ?? '.'
const { packages } = JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8'))
const faults = []
let seen = 0

for (const [place, { dev }] of Object.entries(packages)) {
  const file = path.join(folder, place, 'package.json')
  // Packages of other systems are in the lockfile and not installed.
  if (place === '' || !fs.existsSync(file)) continue
  seen++
  const { name, version, license } = JSON.parse(fs.readFileSync(file, 'utf8'))
  const known = READ_BY_HAND[`${name}@${version}`]
  if (license === undefined && known !== undefined && (known === 'MIT' || dev)) continue
  if (!allowed(typeof license === 'string' ? license : (license?.type ?? '')))
    faults.push(`${name}@${version}: ${JSON.stringify(license) ?? 'no licence'}`)
}
if (seen === 0) faults.push('nothing is installed')

for (const fault of faults) process.stdout.write(`${fault}\n`)
process.exit(faults.length === 0 ? 0 : 1)

// `(A OR B)` needs one of them, `(A AND B)` both.
function allowed(expression) {
  const inner = expression.replace(/^\((.*)\)$/, '$1')
  const fits = (part) => PERMISSIVE.includes(part)
  if (inner.includes(' OR ')) return inner.split(' OR ').some(fits)
  return inner.split(' AND ').every(fits)
}
