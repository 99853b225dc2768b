import { constants } from 'node:os'
import type { Terminal } from '#src/cli/command.ts'
import { systemSentence } from '#src/cli/failure.ts'
import { run } from '#src/cli/program.ts'
import { askToFinish, undoLeftovers } from '#src/kit/leftovers.ts'

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  say: (line) => void process.stderr.write(`${line}\n`),
  env: process.env,
}

let outputLost = false

// A reader that goes away (`| head`) does not stop the work; an output that cannot be written is said.
process.stdout.on('error', (error) => {
  if (outputLost || ('code' in error && error.code === 'EPIPE')) return
  outputLost = true
  terminal.say(systemSentence(error) ?? `La sortie standard n’est pas écrite : ${error.message}`)
  process.exitCode = 1
})
process.stderr.on('error', () => undefined)

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    const code = 128 + constants.signals[signal]
    const finishing = signal === 'SIGINT' && !stopping ? askToFinish() : undefined
    if (finishing !== undefined) return terminal.say(finishing)
    if (stopping) process.exit(code)
    stopping = true
    terminal.say('Interrompu : ce qui était en cours est annulé, ce qui était terminé est gardé.')
    void undoLeftovers().finally(() => process.exit(code))
  })

// Not awaited at the top level: the commands are loaded by modules that may need this one.
void run(process.argv.slice(2), terminal).then((code) => {
  // Once stopping, the end of the process belongs to the signal.
  if (!stopping) endWith(code)
})

/** Ends once all is written: a connection to a base that no longer answers would keep the process waiting. */
function endWith(code: number): void {
  process.stdout.write('', () =>
    process.stderr.write('', () => setImmediate(() => process.exit(outputLost ? 1 : code))),
  )
}
