// The bill of materials (CycloneDX; what serves the tests alone is marked `development`), written by npm into reports/sbom.cdx.json and read again.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

const { stdout, stderr, status } = spawnSync(
  'npm',
  // Not `--omit dev`: npm 10 then leaves out what a package of the tests needs as a peer (hono, pg, zod).
  ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'],
  { encoding: 'utf8', maxBuffer: 64_000_000 },
)
if (status !== 0) fail(`npm sbom: ${stderr}`)
const { bomFormat, components } = JSON.parse(stdout)
if (bomFormat !== 'CycloneDX') fail(`npm sbom wrote ${bomFormat}`)
const listed = new Set(components.map((one) => one.purl?.replace('%40', '@')))
const { dependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8'))
const missing = Object.entries(dependencies).filter(
  ([name, version]) => !listed.has(`pkg:npm/${name}@${version}`),
)
if (missing.length > 0) fail(`not in the bill of materials: ${missing.map(([name]) => name).join(', ')}`)
const bare = components.filter(({ purl, hashes }) => !purl || !hashes?.length)
if (bare.length > 0) fail(`without address or hash: ${bare.map(({ name }) => name).join(', ')}`)
fs.mkdirSync('reports', { recursive: true })
fs.writeFileSync('reports/sbom.cdx.json', stdout)
process.stdout.write(`${components.length} components in reports/sbom.cdx.json\n`)

function fail(message) {
  process.stdout.write(`${message}\n`)
  process.exit(1)
}
