// The journeys bring their own Chromium from npm, which lacks system libraries on a bare machine: as root, Debian's is better.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

/** Installs Debian's Chromium where root may and none is there. Otherwise the journeys themselves say what they miss. */
export function installBrowser(say) {
  if (process.env.PASSPRO_CHROMIUM || fs.existsSync('/usr/bin/chromium')) return
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) return
  say('Installation de Chromium (apt-get)…')
  const done = apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', 'chromium')
  if (!done) say('apt-get n’a pas pu installer chromium : les parcours diront ce qui leur manque.')
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}
