import { statSync } from 'node:fs'
import { academieOf, OPTION_ACADEMIE } from '#src/cli/campaign.ts'
import type { Definition, ExitCode } from '#src/cli/command.ts'
import { CODES_IMPORT, reportImport, type Call } from '#src/cli/importer/import.ts'
import { act } from '#src/cli/operator-act.ts'
import { OPTION_A_BLANC, OPTION_RAPPORT } from '#src/cli/report.ts'
import { readEtablissements } from '#src/exchange/annuaire.ts'
import { readEtablissementsDe } from '#src/exchange/campagne-etablissements.ts'
import type { Lecture, LigneEtablissement } from '#src/exchange/model.ts'
import { importEtablissements } from '#src/procedure/etablissements/api.ts'

export const IMPORTER_ETABLISSEMENTS: Definition = {
  positions: [
    {
      nom: 'fichier',
      aide: 'annuaire CSV, ou dossier d’une campagne ; seuls les établissements de l’académie sont pris',
    },
  ],
  options: [OPTION_ACADEMIE, OPTION_A_BLANC, OPTION_RAPPORT],
  notes: ['Une académie que la base ne connaît pas encore est créée.', CODES_IMPORT],
  run: (given, terminal) => importDirectory({ given, terminal }),
}

const importDirectory = (call: Call): Promise<ExitCode> =>
  reportImport(call, async (base) => {
    const { lignes, anomalies } = await readDirectory(call.given.position(0))
    const academie = await academieOf(base, call.given)
    const counters = await act(call.given, { base, academie }, (tx) => importEtablissements(tx, lignes))
    return { counters, anomalies }
  })

/** The published directory, or `etablissements.csv` of a campaign folder. */
const readDirectory = (file: string): Promise<Lecture<LigneEtablissement>> =>
  statSync(file, { throwIfNoEntry: false })?.isDirectory()
    ? readEtablissementsDe(file)
    : readEtablissements(file)
