import { withBase } from '#src/cli/base.ts'
import type { Definition, ExitCode } from '#src/cli/command.ts'
import { Refusal } from '#src/cli/failure.ts'
import { loadDemonstration } from '#src/rehearsal/demonstration.ts'

export const DEMONSTRATION: Definition = {
  positions: [],
  options: [],
  run: (_, terminal) =>
    withBase<ExitCode>(terminal, async ({ db }) => {
      const known = await db.selectFrom('academie').select('code').executeTakeFirst()
      if (known)
        throw new Refusal(
          'La base a déjà une académie : la démonstration ne se charge que dans une base vide.',
        )
      await loadDemonstration(db, (line) => terminal.say(line))
      terminal.out('Académie fictive chargée.\n')
      return 0
    }),
}
