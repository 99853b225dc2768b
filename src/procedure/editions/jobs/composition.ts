import { setImmediate } from 'node:timers/promises'
import { inTransaction, type Scope } from '#src/db/transaction.ts'
import { joinParties } from '#src/documents/batch.ts'
import { csvTexte } from '#src/exchange/csv-out.ts'
import { acteurOf } from '#src/jobs/acteur.ts'
import { enqueue, type ChargeEdition, type Outils } from '#src/jobs/queue.ts'
import type { Echec } from '#src/jobs/task.ts'
import { joinZips, zipOf } from '#src/kit/zip-out.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/api.ts'
import { composePartie } from '#src/procedure/editions/jobs/parties.ts'
import { listObjets } from '#src/procedure/editions/jobs/objets.ts'
import type { Edition, PartieComposee } from '#src/procedure/editions/model.ts'
import { readEdition } from '#src/procedure/editions/reads/editions.ts'
import { PAR_PARTIE, volumesOf } from '#src/procedure/editions/rules.ts'
import { markPanne } from '#src/procedure/editions/sql/editions.ts'
import {
  endEdition,
  holdPartie,
  holdSansListe,
  holdVolume,
  listParties,
  writeListe,
  writePartie,
  writeVolume,
} from '#src/procedure/editions/sql/parties.ts'
import { PANNE_EDITION } from '#src/procedure/editions/texts.ts'

/** Steps done before the turn of the next edition: a school never waits for a whole académie. */
const PAS_PAR_TOUR = 6

/**
 * Advances an edition by a few steps, then lets others have their turn. Several may work on the same one: what each of
 * them does is locked, and the death of one gives its step back.
 */
export async function runEdition({ db }: Outils, charge: ChargeEdition): Promise<void> {
  const scope = { db, acteur: await acteurOf(db, charge), campagneId: charge.campagneId }
  const { editionId } = charge
  if (await avancer(scope, { editionId, pas: PAS_PAR_TOUR }))
    await inTransaction(scope, (tx) => enqueue(tx.trx, { nom: 'edition', charge }))
}

/** Does up to `pas` steps, each in its transaction. False: nothing more to do, or others are at it. */
export async function avancer(
  scope: Scope<Acteur>,
  { editionId, pas }: { editionId: number; pas: number },
): Promise<boolean> {
  for (let done = 0; done < pas; done++) {
    if (!(await inTransaction(scope, (tx) => avancerDUnPas(tx, editionId)))) return false
    // A request that waits for this process goes first.
    await setImmediate()
  }
  return true
}

/** Says that a breakdown stopped the work for good: never what broke, which the log keeps. */
export async function editionEnPanne(
  { db }: Outils,
  { charge, derniere }: Echec<ChargeEdition>,
): Promise<void> {
  if (!derniere) return
  const scope = { db, acteur: await acteurOf(db, charge), campagneId: charge.campagneId }
  await inTransaction(scope, (tx) => markPanne(tx.trx, charge.editionId, PANNE_EDITION))
}

async function avancerDUnPas(tx: Tx, editionId: number): Promise<boolean> {
  const edition = await readEdition(tx, editionId)
  if (!edition || edition.finLe || edition.arretLe) return false
  if (edition.lettres === null && (await dresser(tx, edition))) return true
  if ((await relier(tx, edition)) || (await composer(tx, edition))) return true
  await endEdition(tx.trx, editionId)
  return false
}

/** Draws up the list of what is to be printed, cut in volumes and parts. */
async function dresser(tx: Tx, edition: Edition): Promise<boolean> {
  const { id: editionId, genre } = edition
  if (!(await holdSansListe(tx.trx, editionId))) return false
  const volumes = volumesOf(await listObjets(tx, edition), PAR_PARTIE[genre])
  const { academie } = tx.acteur
  let rang = 0
  await writeListe(tx.trx, {
    editionId,
    lettres: volumes.reduce((sum, { lettres }) => sum + lettres, 0),
    volumes: volumes.map(({ uai, lettres }, volume) => ({
      edition_id: editionId,
      rang: volume,
      academie,
      uai,
      lettres,
    })),
    parties: volumes.flatMap(({ parties }, volume) =>
      parties.map((partie) => ({ edition_id: editionId, rang: rang++, academie, volume, ...partie })),
    ),
  })
  return true
}

/** Sets the next part that nobody is setting. */
async function composer(tx: Tx, edition: Edition): Promise<boolean> {
  const partie = await holdPartie(tx.trx, edition.id)
  if (!partie) return false
  const composed = await composePartie(tx, { edition, partie })
  await writePartie(tx.trx, { editionId: edition.id, rang: partie.rang }, composed)
  return true
}

/** Makes the file of a school whose parts are all set. */
async function relier(tx: Tx, { id: editionId, genre }: Edition): Promise<boolean> {
  const volume = await holdVolume(tx.trx, editionId)
  if (!volume) return false
  const at = { editionId, volume: volume.rang }
  const parts = await listParties(tx.trx, at)
  const contenu = genre === 'fiches_ent' ? archiveOf(parts) : await pdfOf(parts)
  await writeVolume(tx.trx, at, contenu)
  return true
}

type Partie = Pick<PartieComposee, 'contenu' | 'lignes'>

async function pdfOf(parts: readonly Partie[]): Promise<Uint8Array | null> {
  const set = parts.flatMap(({ contenu }) => contenu ?? [])
  return set.length === 0 ? null : joinParties(set)
}

/** With a table that tells whose each file is, because by default its name says nothing of the pupil. */
function archiveOf(parts: readonly Partie[]): Uint8Array | null {
  const set = parts.flatMap(({ contenu }) => contenu ?? [])
  if (set.length === 0) return null
  const entete = ['fichier', 'nom', 'prenom', 'classe', 'date_naissance']
  const table = Buffer.from(csvTexte({ entete, lignes: parts.flatMap(({ lignes }) => lignes) }))
  return joinZips([...set, zipOf([{ nom: 'correspondance.csv', contenu: table }])])
}
