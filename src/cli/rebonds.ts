import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { withBase } from '#src/cli/base.ts'
import type { Definition, ExitCode, Given, Terminal } from '#src/cli/command.ts'
import { Refusal } from '#src/cli/failure.ts'
import { readRebond } from '#src/exchange/rebond.ts'
import { asOperateur } from '#src/procedure/comptes/api.ts'
import { recordRebonds } from '#src/procedure/envois/api.ts'

export const REBONDS: Definition = {
  positions: [{ nom: 'chemin', aide: 'un avis de non-remise, ou un dossier qui en contient (Maildir)' }],
  options: [],
  notes: [
    'Le serveur de courriel dépose là ce qui arrive à PASSPRO_REBONDS. Un avis ne compte que s’il revient à l’adresse de retour d’un message, avec son jeton.',
    'Relire un avis ne change rien de plus ; les fichiers restent où ils sont.',
  ],
  run: read,
}

async function read(given: Given, terminal: Terminal): Promise<ExitCode> {
  const files = filesOf(path.resolve(given.position(0)))
  const rebonds = files.map((file) => readRebond(readFileSync(file)))
  const marked = await withBase(terminal, async ({ db }) => {
    const academies = await db.selectFrom('academie').select(['code', 'nom']).orderBy('code').execute()
    let sum = 0
    for (const academie of academies)
      sum += await asOperateur(db, { academie, effet: 'garde', work: (tx) => recordRebonds(tx, rebonds) })
    return sum
  })
  terminal.out(`${files.length} avis lus, ${marked} adresses rejetées.\n`)
  return 0
}

function filesOf(asked: string): string[] {
  const found = statSync(asked, { throwIfNoEntry: false })
  if (!found) throw new Refusal(`${asked} n’existe pas.`)
  if (!found.isDirectory()) return [asked]
  return readdirSync(asked, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(asked, name))
    .filter((file) => statSync(file).isFile())
    .toSorted((a, b) => a.localeCompare(b))
}
