import { atelierOf } from '#src/cli/campaign.ts'
import type { Definition, ExitCode } from '#src/cli/command.ts'
import { CODES_IMPORT, OPTIONS_IMPORT, reportImport, type Call } from '#src/cli/importer/import.ts'
import { act } from '#src/cli/operator-act.ts'
import { avertissement, fichierRefuse } from '#src/exchange/anomalies.ts'
import type { LigneVoeu } from '#src/exchange/model.ts'
import { readVoeux } from '#src/exchange/voeux.ts'
import { importVoeux } from '#src/procedure/bonus/api.ts'

export const IMPORTER_VOEUX: Definition = {
  positions: [{ nom: 'fichier', aide: 'CSV des vœux' }],
  options: OPTIONS_IMPORT,
  notes: [
    'Affelnet réémet ce fichier avec des ajouts, des changements et des retraits : les compteurs disent lesquels.',
    CODES_IMPORT,
  ],
  run: (given, terminal) => importWishes({ given, terminal }),
}

const importWishes = (call: Call): Promise<ExitCode> =>
  reportImport(call, async (base) => {
    const fichier = call.given.position(0)
    const { lignes, anomalies } = await readVoeux(fichier)
    // The file replaces the wishes of the campaign: one without any wish would silently erase them all.
    if (lignes.length === 0)
      throw fichierRefuse({
        fichier,
        message: 'Ce fichier ne contient aucun vœu lisible : rien n’est changé.',
      })
    const atelier = await atelierOf(base, call.given)
    const diff = await act(call.given, atelier, (tx) =>
      importVoeux(tx, { campagneId: atelier.campagne.id, lignes }),
    )
    return {
      counters: {
        crees: diff.ajoutes,
        modifies: diff.modifies,
        supprimes: diff.supprimes,
        inchanges: diff.inchanges,
      },
      anomalies: [...anomalies, ...diff.sansEleve.map(unknownPupil)],
    }
  })

const unknownPupil = ({ fichier, ligne, ine }: LigneVoeu) =>
  avertissement({
    fichier,
    ligne,
    colonne: 'INE',
    valeur: ine,
    message: 'Aucun élève de la campagne ne porte cet INE : ce vœu est gardé sans effet.',
  })
