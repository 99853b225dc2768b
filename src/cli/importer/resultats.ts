import { atelierOf } from '#src/cli/campaign.ts'
import type { Definition, ExitCode } from '#src/cli/command.ts'
import { CODES_IMPORT, OPTIONS_IMPORT, reportImport, type Call } from '#src/cli/importer/import.ts'
import { act } from '#src/cli/operator-act.ts'
import { avertissement } from '#src/exchange/anomalies.ts'
import type { LigneResultat } from '#src/exchange/model.ts'
import { readResultats } from '#src/exchange/resultats.ts'
import { importResultats } from '#src/procedure/bilan/api.ts'

export const IMPORTER_RESULTATS: Definition = {
  positions: [{ nom: 'fichier', aide: 'affectesEtablissementAccueil_*.xlsx' }],
  options: OPTIONS_IMPORT,
  notes: ['Chaque lycée a son fichier : un import s’ajoute aux précédents.', CODES_IMPORT],
  run: (given, terminal) => importAdmissions({ given, terminal }),
}

const importAdmissions = (call: Call): Promise<ExitCode> =>
  reportImport(call, async (base) => {
    const { lignes, anomalies } = await readResultats(call.given.position(0))
    const atelier = await atelierOf(base, call.given)
    const { sansEleve, ...counters } = await act(call.given, atelier, (tx) =>
      importResultats(tx, { campagneId: atelier.campagne.id, lignes }),
    )
    return { counters, anomalies: [...anomalies, ...sansEleve.map(unknownPupil)] }
  })

const unknownPupil = ({ fichier, ligne, ine }: LigneResultat) =>
  avertissement({
    fichier,
    ligne,
    colonne: 'INE',
    valeur: ine,
    message: 'Aucun élève de la campagne ne porte cet INE : cette ligne n’est pas gardée.',
  })
