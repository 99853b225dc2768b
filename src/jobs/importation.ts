import { rm } from 'node:fs/promises'
import path from 'node:path'
import { inTransaction } from '#src/db/transaction.ts'
import { FichierRefuse, type Anomalie } from '#src/exchange/model.ts'
import { acteurOf } from '#src/jobs/acteur.ts'
import type { ChargeImportation, Outils } from '#src/jobs/queue.ts'
import { readImport, type ImportLu } from '#src/jobs/import-readers.ts'
import type { Echec } from '#src/jobs/task.ts'
import {
  finishImport,
  holdImport,
  isApercu,
  takeImport,
  tellLignesLues,
  tellPanne,
  type CompteursImport,
  type FinImport,
  type Importation,
} from '#src/procedure/campagnes/api.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/api.ts'

interface Travail {
  outils: Outils
  scope: { db: Outils['db']; acteur: Acteur; campagneId?: number; application: true }
  importation: Importation
}

/**
 * Does an import: reads its files whole, then writes everything with the report in one transaction. Done again after an
 * interruption it starts anew; once ended it does nothing.
 */
export async function runImportation(outils: Outils, charge: ChargeImportation): Promise<void> {
  const own = { db: outils.db, acteur: await acteurOf(outils.db, charge), application: true as const }
  const importation = await inTransaction(own, (tx) => takeImport(tx, charge.importationId))
  if (!importation) return
  const work: Travail = { outils, scope: { ...own, campagneId: importation.campagneId }, importation }
  try {
    await readAndWrite(work)
    // What was shown may now be applied: its file waits for that, two days at most.
    if (isApercu(importation)) return
  } catch (error) {
    if (!(error instanceof FichierRefuse)) throw error
    const anomalies = [error.anomalie]
    await end(work, { etat: 'refusee', compteurs: {}, anomalies })
  }
  for (const { garde } of importation.fichiers)
    await rm(path.join(outils.televersements, garde), { force: true })
}

async function readAndWrite(work: Travail): Promise<void> {
  const { scope, importation, outils } = work
  const paths = importation.fichiers.map(({ garde }) => path.join(outils.televersements, garde))
  const lu = await inTransaction(scope, (tx) => readImport(tx, { importation, paths }))
  await inTransaction(scope, (tx) => tellLignesLues(tx, { id: importation.id, lignes: lu.lignes }))
  if (importation.aBlanc) return end(work, await dryRun(work, lu))
  await inTransaction(scope, async (tx) => {
    if (await holdImport(tx, importation.id))
      await finishImport(tx, finOf(importation, await outcome(tx, lu)))
  })
}

type Fin = Omit<FinImport, 'id'>

const end = (work: Travail, fin: Fin): Promise<void> =>
  inTransaction(work.scope, async (tx) => {
    const { importation } = work
    if (await holdImport(tx, importation.id)) await finishImport(tx, finOf(importation, fin))
  })

/** Undoes the transaction of a dry run and carries what it found out of it. */
class Essai extends Error {
  readonly fin: Fin
  constructor(fin: Fin) {
    super('essai à blanc')
    this.fin = fin
  }
}

async function dryRun({ scope }: Travail, lu: ImportLu): Promise<Fin> {
  try {
    return await inTransaction(scope, async (tx) => {
      throw new Essai(await outcome(tx, lu))
    })
  } catch (error) {
    if (error instanceof Essai) return error.fin
    throw error
  }
}

async function outcome(tx: Tx, lu: ImportLu): Promise<Fin> {
  const { counters, anomalies: found, ecarts = [] } = await lu.write(tx)
  const anomalies = [...lu.anomalies, ...found]
  const blocked = anomalies.filter((one) => one.gravite === 'bloquant')
  const compteurs: CompteursImport = {
    ...counters,
    // A line counts once, however much is wrong in it.
    refuses: new Set(blocked.map(({ fichier, ligne }) => `${fichier}/${ligne}`)).size,
    avertissements: anomalies.length - blocked.length,
  }
  return { etat: 'finie', compteurs, anomalies, ecarts }
}

/** A report is read by people: past this many lines they correct the file and send it again. */
const MAX_ANOMALIES = 5_000

/** The report in the names that the person gave to the files. */
function finOf({ id, fichiers }: Importation, fin: Fin): FinImport {
  const names = new Map(fichiers.map(({ nom, garde }) => [garde, nom]))
  const anomalies = fin.anomalies
    .slice(0, MAX_ANOMALIES)
    .map((one): Anomalie => ({ ...one, fichier: names.get(one.fichier) ?? one.fichier }))
  return { id, ...fin, anomalies }
}

/** Says on the page of the import that a breakdown stopped it: never what broke, which the log keeps. */
export async function importationEnPanne(
  outils: Outils,
  { charge, derniere }: Echec<ChargeImportation>,
): Promise<void> {
  const { importationId: id } = charge
  const scope = { db: outils.db, acteur: await acteurOf(outils.db, charge) }
  await inTransaction(scope, async (tx) => {
    if (!derniere) return tellPanne(tx, { id, panne: REPRISE })
    if (await holdImport(tx, id))
      await finishImport(tx, { id, etat: 'refusee', compteurs: {}, anomalies: [ABANDON] })
  })
}

const REPRISE =
  'Une panne du service a interrompu cet import. Il reprend tout seul dans un instant ; rien n’est perdu.'
const ABANDON: Anomalie = {
  fichier: '',
  ligne: 0,
  colonne: '',
  valeur: '',
  gravite: 'bloquant',
  message:
    'Une panne du service a empêché cet import, plusieurs fois de suite. Rien n’est changé : envoyez de nouveau le fichier plus tard. Ce n’est pas de votre fait.',
}
