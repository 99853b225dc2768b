import { withBase } from '#src/cli/base.ts'
import type { Definition, ExitCode } from '#src/cli/command.ts'

export const MIGRER: Definition = {
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
