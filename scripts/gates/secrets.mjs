// No secret stands in the files of the project: keys, tokens, addresses of a base with their password.
import fs from 'node:fs'
import path from 'node:path'

const PATTERNS = {
  'private key': /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/,
  'encrypted archive key': /AGE-SECRET-KEY-1[0-9A-Z]{20}/,
  'cloud key': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}\b/,
  'forge token': /\b(?:gh[pousr]_\w{36}|github_pat_\w{30}|glpat-[\w-]{20})/,
  'registry token': /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[^$\s{]/,
  'payment or chat token': /\b(?:sk_live_\w{16}|xox[abprs]-[\w-]{20})/,
  'signed token': /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}/,
  'address with a password':
    /\b[a-z][a-z0-9+]*:\/\/[^\s:/@'"`<>$]+:(?!password@|mot%20de%20passe@)[^\s:/@'"`<>$]+@(?!localhost|127\.)/i,
  'secret in full':
    /(?:secret|password|passwd|mot_?de_?passe|api_?key|private_?key|token)["']?\s*[:=]\s*["'](?=[^"']*\d)(?=[^"']*[A-Za-z])[A-Za-z0-9+/_=-]{24,}["']/i,
}
const LEFT_OUT = new Set(['.git', 'node_modules', 'dist', 'coverage', 'reports', '.cache'])
const LARGEST = 2_000_000

const folder = process.argv[2] ?? '.'
const faults = []
for (const file of filesOf(folder)) {
  const bytes = fs.readFileSync(file)
  if (bytes.length > LARGEST || bytes.includes(0)) continue
  for (const [index, line] of bytes.toString('utf8').split('\n').entries())
    for (const [kind, pattern] of Object.entries(PATTERNS))
      // The line itself is not printed: a log is no place for a secret either.
      if (pattern.test(line)) faults.push(`${path.relative(folder, file)}:${index + 1}: ${kind}`)
}

for (const fault of faults) process.stdout.write(`${fault}\n`)
process.exit(faults.length === 0 ? 0 : 1)

function filesOf(place) {
  return fs.readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const inside = path.join(place, entry.name)
    // The data of a server started here, and not a folder of the code that has this name.
    if (entry.isDirectory())
      return LEFT_OUT.has(entry.name) || inside === path.join(folder, 'donnees') ? [] : filesOf(inside)
    return entry.isFile() ? [inside] : []
  })
}
