import { withBase } from '#src/cli/base.ts'
import { OPTION_ACADEMIE, OPTION_CAMPAGNE } from '#src/cli/campaign.ts'
import type { ExitCode, Given, Option, Terminal } from '#src/cli/command.ts'
import { sentenceOf } from '#src/cli/failure.ts'
import { OPTION_A_BLANC, OPTION_RAPPORT, writeReport, type Report } from '#src/cli/report.ts'
import type { Base } from '#src/db/base.ts'
import { FichierRefuse } from '#src/exchange/model.ts'

/** What every import of a campaign takes. */
export const OPTIONS_IMPORT: readonly Option[] = [
  OPTION_CAMPAGNE,
  OPTION_ACADEMIE,
  OPTION_A_BLANC,
  OPTION_RAPPORT,
]

export const CODES_IMPORT =
  'Code de sortie : 0 aucune ligne refusée ; 2 des lignes refusées, les autres gardées ; 1 fichier refusé en entier.'

/** A command line under way. */
export interface Call {
  given: Given
  terminal: Terminal
}

/** Runs an import on the base and reports it. A file refused as a whole changes nothing, and is reported too. */
export async function reportImport(call: Call, work: (base: Base) => Promise<Report>): Promise<ExitCode> {
  try {
    return writeReport(await withBase(call.terminal, work), call)
  } catch (error) {
    if (!(error instanceof FichierRefuse)) throw error
    call.terminal.say(sentenceOf(error))
    const counters = { crees: 0, modifies: 0, inchanges: 0 }
    return writeReport({ counters, anomalies: [error.anomalie], tout: 'refuse' }, call)
  }
}
