import { atelierOf } from '#src/cli/campaign.ts'
import type { Definition, ExitCode } from '#src/cli/command.ts'
import { CODES_IMPORT, OPTIONS_IMPORT, reportImport, type Call } from '#src/cli/importer/import.ts'
import { act } from '#src/cli/operator-act.ts'
import { readEleves } from '#src/exchange/eleves.ts'
import { normalizeUai } from '#src/exchange/identifiants.ts'
import { importListe } from '#src/procedure/eleves/api.ts'

export const IMPORTER_ELEVES: Definition = {
  positions: [
    { nom: 'fichier', aide: 'CSV : uai;nom;prenom;date_naissance, puis ine, mef, classe, responsables' },
  ],
  options: [
    ...OPTIONS_IMPORT,
    { nom: 'uai', valeur: 'UAI', aide: 'refuse les lignes d’un autre établissement' },
  ],
  notes: [CODES_IMPORT],
  run: (given, terminal) => importList({ given, terminal }),
}

const importList = (call: Call): Promise<ExitCode> =>
  reportImport(call, async (base) => {
    const { lignes, anomalies } = await readEleves(call.given.position(0))
    const atelier = await atelierOf(base, call.given)
    const uai = call.given.text('uai')
    const bilan = await act(call.given, atelier, (tx) =>
      importListe(tx, {
        campagneId: atelier.campagne.id,
        lignes,
        ...(uai === undefined ? {} : { uai: normalizeUai(uai) }),
      }),
    )
    return { counters: bilan, anomalies: [...anomalies, ...bilan.anomalies] }
  })
