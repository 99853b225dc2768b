import { stat } from 'node:fs/promises'
import path from 'node:path'
import { atelierOf, type Atelier } from '#src/cli/campaign.ts'
import type { Definition, ExitCode } from '#src/cli/command.ts'
import { CODES_IMPORT, OPTIONS_IMPORT, reportImport, type Call } from '#src/cli/importer/import.ts'
import { act } from '#src/cli/operator-act.ts'
import type { Report } from '#src/cli/report.ts'
import { refusSysteme } from '#src/exchange/anomalies.ts'
import { normalizeUai } from '#src/exchange/identifiants.ts'
import type { PaireSiecle } from '#src/exchange/siecle-dossier.ts'
import { dayOf } from '#src/kit/day.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { importPaires, importSiecle, type BilanSiecle } from '#src/procedure/eleves/api.ts'

export const IMPORTER_SIECLE: Definition = {
  positions: [
    {
      nom: 'entrée',
      aide: 'dossier des <UAI>-eleves et <UAI>-responsables (.xml ou .zip), ou export des élèves d’un collège',
    },
    { nom: 'responsables', aide: 'export des responsables du même collège', facultative: true },
  ],
  options: [
    ...OPTIONS_IMPORT,
    { nom: 'uai', valeur: 'UAI', aide: 'refuse un fichier qui n’est pas de cet établissement' },
  ],
  notes: [
    'Chaque collège est gardé en entier ou pas du tout : après une interruption, relancez la même commande.',
    'Sans export des responsables, ceux que la base connaît déjà restent.',
    CODES_IMPORT,
  ],
  run: (given, terminal) => importPupils({ given, terminal }),
}

const importPupils = (call: Call): Promise<ExitCode> =>
  reportImport(call, async (base) => {
    const entree = call.given.position(0)
    const isFolder = (await statOf(entree)).isDirectory()
    const atelier = await atelierOf(base, call.given)
    const bilan = await importFiles(call, { atelier, source: isFolder ? 'dossier' : 'fichiers' })
    return reportOf(bilan, isFolder)
  })

const statOf = (entree: string) =>
  stat(entree).catch((error: unknown) => {
    throw refusSysteme(error, entree)
  })

type Where = Pick<Tx, 'acteur' | 'now' | 'zone'> & { dans?: Tx['trx'] }

async function importFiles(
  { given }: Call,
  { atelier, source }: { atelier: Atelier; source: 'dossier' | 'fichiers' },
): Promise<BilanSiecle> {
  const { base, campagne } = atelier
  const uai = given.text('uai')
  const run = ({ acteur, now, zone, dans }: Where): Promise<BilanSiecle> => {
    const scope = { db: base.db, acteur, campagneId: campagne.id, ...(dans && { dans }) }
    const attendu = {
      annee: campagne.annee,
      aujourdhui: dayOf(now, zone),
      ...(uai === undefined ? {} : { uai: normalizeUai(uai) }),
    }
    return source === 'dossier'
      ? importSiecle(scope, { dossier: given.position(0), ...attendu })
      : importPaires(scope, [pairOf(given.positions)], attendu)
  }
  if (given.has('a-blanc')) return act(given, atelier, (tx) => run({ ...tx, dans: tx.trx }))
  const { acteur, now, zone } = await act(given, atelier, async (tx) => tx)
  return run({ acteur, now, zone })
}

function pairOf([eleves = '', responsables]: readonly string[]): PaireSiecle {
  const [, uai = ''] = /^(\d{7}[a-z])-eleves\./i.exec(path.basename(eleves)) ?? []
  return { uai: uai.toUpperCase(), eleves, responsables: responsables ?? null }
}

/** A single export of which nothing is kept is the whole import refused; in a folder the others stand. */
function reportOf({ crees, modifies, inchanges, anomalies }: BilanSiecle, isFolder: boolean): Report {
  const refused = anomalies.some(({ gravite }) => gravite === 'bloquant')
  const nothing = crees + modifies + inchanges === 0
  const counters = { crees, modifies, inchanges }
  return refused && nothing && !isFolder ? { counters, anomalies, tout: 'refuse' } : { counters, anomalies }
}
