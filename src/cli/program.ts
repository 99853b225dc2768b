import { commandOf, readArguments } from '#src/cli/arguments.ts'
import { UsageError, type Command, type ExitCode, type Terminal } from '#src/cli/command.ts'
import { COMMANDS } from '#src/cli/commands.ts'
import { sentenceOf } from '#src/cli/failure.ts'
import { helpOf, helpOfAll, usageOf } from '#src/cli/help.ts'

const HELP = ['--help', '-h', '--aide']

/** Runs one command line. Never throws: what goes wrong is a French sentence on standard error and a code. */
export async function run(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let command: Command | undefined
  try {
    const asked = words.filter((word) => !HELP.includes(word))
    const help = asked.length < words.length || words[0] === 'help' || words[0] === 'aide'
    if (words.length === 0 || (help && !asked.some((word) => !['help', 'aide'].includes(word))))
      return told(terminal, helpOfAll(COMMANDS))
    const { entry, rest } = commandOf(asked, COMMANDS)
    command = { ...entry, ...(await entry.charger()) }
    if (help) return told(terminal, helpOf(command))
    return await command.run(readArguments(command, rest), terminal)
  } catch (error) {
    terminal.say(sentenceOf(error))
    if (error instanceof UsageError)
      terminal.say(command ? `Usage : ${usageOf(command)}` : 'passpro --help montre les commandes.')
    return 1
  }
}

function told(terminal: Terminal, text: string): ExitCode {
  terminal.out(text)
  return 0
}
