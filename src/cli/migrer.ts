import { withBase } from '#src/cli/base.ts'
import type { Command, ExitCode } from '#src/cli/command.ts'

export const MIGRER: Command = {
  nom: 'migrer',
  resume: 'met la base au niveau de cette version de PASSPRO',
  positions: [],
  options: [],
  run: (_, terminal) =>
    withBase<ExitCode>(terminal, async ({ migrations }) => {
      for (const nom of migrations) terminal.out(`${nom}\n`)
      terminal.say(
        migrations.length === 0 ? 'La base est à jour.' : `${migrations.length} migrations appliquées.`,
      )
      return 0
    }),
}
