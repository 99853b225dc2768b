import { academieOf, OPTION_ACADEMIE } from '#src/cli/campaign.ts'
import type { Command, ExitCode } from '#src/cli/command.ts'
import { act, CODES_IMPORT, reportImport, type Call } from '#src/cli/importer/import.ts'
import { OPTION_A_BLANC, OPTION_RAPPORT } from '#src/cli/report.ts'
import { readEtablissements } from '#src/exchange/annuaire.ts'
import { importEtablissements } from '#src/procedure/etablissements/api.ts'

export const IMPORTER_ETABLISSEMENTS: Command = {
  nom: 'importer etablissements',
  resume: 'importe l’annuaire des établissements (CSV fr-en-annuaire-education)',
  positions: [{ nom: 'fichier', aide: 'annuaire CSV ; seuls les établissements de l’académie sont pris' }],
  options: [OPTION_ACADEMIE, OPTION_A_BLANC, OPTION_RAPPORT],
  notes: ['Une académie que la base ne connaît pas encore est créée.', CODES_IMPORT],
  run: (given, terminal) => importDirectory({ given, terminal }),
}

const importDirectory = (call: Call): Promise<ExitCode> =>
  reportImport(call, async (base) => {
    const { lignes, anomalies } = await readEtablissements(call.given.position(0))
    const academie = await academieOf(base, call.given)
    const counters = await act(call, { base, academie }, (tx) => importEtablissements(tx, lignes))
    return { counters, anomalies }
  })
