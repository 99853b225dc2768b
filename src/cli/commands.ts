import type { Command } from '#src/cli/command.ts'
import { FABRIQUER } from '#src/cli/fabriquer.ts'
import { JOUER } from '#src/cli/jouer.ts'

/** Every operator command, in the order of the help. */
export const COMMANDS: readonly Command[] = [JOUER, FABRIQUER]
