import { atelierOf } from '#src/cli/campaign.ts'
import type { Definition, ExitCode } from '#src/cli/command.ts'
import { CODES_IMPORT, OPTIONS_IMPORT, reportImport, type Call } from '#src/cli/importer/import.ts'
import { act } from '#src/cli/operator-act.ts'
import { readOffres } from '#src/exchange/offres.ts'
import { saveOffres } from '#src/procedure/campagnes/api.ts'

export const IMPORTER_OFFRES: Definition = {
  positions: [{ nom: 'fichier', aide: 'CSV des offres' }],
  options: OPTIONS_IMPORT,
  notes: [CODES_IMPORT],
  run: (given, terminal) => importOffers({ given, terminal }),
}

const importOffers = (call: Call): Promise<ExitCode> =>
  reportImport(call, async (base) => {
    const { lignes, anomalies } = await readOffres(call.given.position(0))
    const atelier = await atelierOf(base, call.given)
    const counters = await act(call.given, atelier, (tx) => saveOffres(tx, atelier.campagne.id, lignes))
    return { counters, anomalies }
  })
