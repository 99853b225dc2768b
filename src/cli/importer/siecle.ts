import { stat } from 'node:fs/promises'
import { atelierOf, type Atelier } from '#src/cli/campaign.ts'
import type { Command, ExitCode } from '#src/cli/command.ts'
import { CODES_IMPORT, OPTIONS_IMPORT, reportImport, type Call } from '#src/cli/importer/import.ts'
import { act } from '#src/cli/operator-act.ts'
import type { Report } from '#src/cli/report.ts'
import { refusSysteme } from '#src/exchange/anomalies.ts'
import { FichierRefuse } from '#src/exchange/model.ts'
import { dayOf } from '#src/kit/day.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { importSiecle, type BilanSiecle } from '#src/procedure/eleves/api.ts'

export const IMPORTER_SIECLE: Command = {
  nom: 'importer siecle',
  resume: 'importe élèves et responsables depuis les exports SIECLE, collège par collège',
  positions: [{ nom: 'dossier', aide: 'dossier des <UAI>-eleves et <UAI>-responsables, en .xml ou .zip' }],
  options: OPTIONS_IMPORT,
  notes: [
    'Chaque collège est gardé en entier ou pas du tout : après une interruption, relancez la même commande.',
    CODES_IMPORT,
  ],
  run: (given, terminal) => importPupils({ given, terminal }),
}

const importPupils = (call: Call): Promise<ExitCode> =>
  reportImport(call, async (base) => {
    const dossier = call.given.position(0)
    await demandFolder(dossier)
    const atelier = await atelierOf(base, call.given)
    const bilan = await importFolder(call, { atelier, dossier })
    return reportOf(bilan)
  })

async function demandFolder(dossier: string): Promise<void> {
  const found = await stat(dossier).catch((error: unknown) => {
    throw refusSysteme(error, dossier)
  })
  if (!found.isDirectory()) throw refusSysteme(Object.assign(new Error(), { code: 'ENOTDIR' }), dossier)
}

async function importFolder(
  call: Call,
  { atelier, dossier }: { atelier: Atelier; dossier: string },
): Promise<BilanSiecle> {
  const { base, campagne } = atelier
  const run = (tx: Tx, dans?: Tx['trx']): Promise<BilanSiecle> =>
    importSiecle(
      { db: base.db, acteur: tx.acteur, campagneId: campagne.id, ...(dans && { dans }) },
      { dossier, annee: campagne.annee, aujourdhui: dayOf(tx.now, tx.zone) },
    )
  if (call.given.has('a-blanc')) return act(call.given, atelier, (tx) => run(tx, tx.trx))
  return run(await act(call.given, atelier, async (tx) => tx))
}

/** When no file at all could be taken the import as a whole is refused. */
function reportOf({ crees, modifies, inchanges, anomalies }: BilanSiecle): Report {
  const refused = anomalies.find(({ gravite, ligne }) => gravite === 'bloquant' && ligne === 0)
  if (crees + modifies + inchanges === 0 && refused && anomalies.length === 1)
    throw new FichierRefuse(refused)
  return { counters: { crees, modifies, inchanges }, anomalies }
}
