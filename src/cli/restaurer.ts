import { withBase } from '#src/cli/base.ts'
import { read, type Academie } from '#src/cli/campaign.ts'
import type { Definition, ExitCode, Given, Terminal } from '#src/cli/command.ts'
import { Refusal } from '#src/cli/failure.ts'
import { sentence } from '#src/cli/sauvegarder.ts'
import { asOwner, type Base } from '#src/db/base.ts'
import { restore, SauvegardeRefusee, type Manifeste } from '#src/db/backup.ts'
import { ownerConfig } from '#src/db/connection.ts'
import { firstBrokenLink, listChaines } from '#src/db/journal.ts'

export const RESTAURER: Definition = {
  positions: [{ nom: 'archive', aide: 'fichier écrit par passpro sauvegarder' }],
  options: [],
  notes: [
    'Tout est restauré, ou rien : chaque table est comparée à l’empreinte que dit l’archive.',
    'La base doit être vide et de la même version de PASSPRO. Les chaînes du journal sont suivies à la fin.',
  ],
  run: (given, terminal) => bringBack(given, terminal),
}

const bringBack = (given: Given, terminal: Terminal): Promise<ExitCode> =>
  withBase(terminal, async (base) => {
    const manifeste = await restored(base, given.position(0))
    const academies = await base.db.selectFrom('academie').select(['code', 'nom']).orderBy('code').execute()
    const broken: string[] = []
    for (const academie of academies) broken.push(...(await brokenChains(base, academie)))
    terminal.out(`Base restaurée : ${sentence(manifeste)}\n`)
    for (const chain of broken) terminal.say(`Le journal de l’archive était déjà rompu : ${chain}.`)
    return broken.length > 0 ? 1 : 0
  })

async function restored(base: Base, archive: string): Promise<Manifeste> {
  try {
    return await asOwner(ownerConfig(base.address), async (owner) => {
      const manifeste = await restore(owner, archive)
      await owner.query('analyze')
      return manifeste
    })
  } catch (error) {
    if (error instanceof SauvegardeRefusee) throw new Refusal(error.message)
    throw error
  }
}

const brokenChains = (base: Base, academie: Academie): Promise<string[]> =>
  read(base, academie, async (tx) => {
    const broken: string[] = []
    for (const chaine of await listChaines(tx)) {
      const rang = await firstBrokenLink(tx, chaine)
      if (rang !== undefined) broken.push(`académie ${academie.code}, chaîne ${chaine}, rang ${rang}`)
    }
    return broken
  })
