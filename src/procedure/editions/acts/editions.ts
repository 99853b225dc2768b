import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { enqueue } from '#src/jobs/queue.ts'
import type { Day } from '#src/kit/day.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import {
  isModele,
  noterRemises,
  readRemises,
  type RefusRemise,
  type VoieRemise,
} from '#src/procedure/bonus/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { Edition, NouvelleEdition } from '#src/procedure/editions/model.ts'
import { readEdition } from '#src/procedure/editions/reads/editions.ts'
import { droitDEdition, porteeEdition } from '#src/procedure/editions/rights.ts'
import {
  insertEdition,
  listDocumentsImprimes,
  markArret,
  selectEditionInachevee,
} from '#src/procedure/editions/sql/editions.ts'
import type { RefusEditionDemandee } from '#src/procedure/editions/texts.ts'

/** How many take part in one edition at most: others wait for theirs besides. */
const BRAS = 2

/** Asks for documents to be prepared, and leaves the work to be done; asked for again before it is over, it goes on. */
export async function demanderEdition(
  tx: Tx,
  asked: NouvelleEdition,
): Promise<Result<number, RefusEditionDemandee>> {
  demand(tx.acteur, droitDEdition(asked.genre), [porteeEdition(asked)])
  if (asked.modele !== null && !isModele(asked.modele)) return refuse('modele_impossible')
  const compteId = compteOf(tx)
  const known = await selectEditionInachevee(tx.trx, { ...asked, compteId })
  if (known !== undefined) {
    await reprendreEdition(tx, known)
    return ok(known)
  }
  const { genre, uai, jour, modele, origine } = asked
  const id = await insertEdition(tx.trx, {
    academie: tx.acteur.academie,
    campagne_id: asked.campagneId,
    compte_id: compteId,
    genre,
    uai,
    jour,
    modele,
    origine,
    demandee_le: tx.now,
  })
  await told(tx, { acte: 'edition.demander', edition: { id, uai }, apres: { genre, uai, jour, modele } })
  await engage(tx, { id, campagneId: asked.campagneId })
  return ok(id)
}

/** Stops an edition: what is done is kept, the rest waits until it is taken up again. */
export async function arreterEdition(tx: Tx, id: number): Promise<Edition | undefined> {
  const edition = await readEdition(tx, id)
  if (!edition) return undefined
  await markArret(tx.trx, id, 'arret')
  await told(tx, { acte: 'edition.arreter', edition, apres: {} })
  return edition
}

/** Takes up again an edition that was stopped or that a breakdown interrupted. */
export async function reprendreEdition(tx: Tx, id: number): Promise<Edition | undefined> {
  const edition = await readEdition(tx, id)
  if (!edition) return undefined
  await markArret(tx.trx, id, 'reprise')
  await told(tx, { acte: 'edition.reprendre', edition, apres: {} })
  await engage(tx, edition)
  return edition
}

/**
 * Notes that every document printed in an edition was given to its family. What has a newer version since is left out.
 * Done twice it is done once. Returns how many were noted.
 */
export async function noterRemisesDeLEdition(
  tx: Tx,
  { id, voie, le }: { id: number; voie: VoieRemise; le: Day },
): Promise<Result<number, Refus<'edition_pas_prete'> | RefusRemise>> {
  const edition = await readEdition(tx, id)
  if (!edition?.finLe) return refuse('edition_pas_prete')
  const { campagneId } = edition
  let sum = 0
  for (const { uai, documents } of await listDocumentsImprimes(tx.trx, id)) {
    const attendus = (await readRemises(tx, { campagneId, uai })).filter(
      (one) =>
        documents.some(({ genre, id: printed }) => genre === one.genre && printed === one.id) &&
        !one.remises.some((given) => given.voie === voie && given.le === le),
    )
    const noted = await noterRemises(tx, { campagneId, uai, documents: attendus, voie, le })
    if (!noted.ok) return noted
    sum += noted.value
  }
  return ok(sum)
}

async function engage(tx: Tx, { id, campagneId }: { id: number; campagneId: number }): Promise<void> {
  const charge = { academie: tx.acteur.academie, campagneId, compteId: compteOf(tx), editionId: id }
  for (let bras = 0; bras < BRAS; bras++) await enqueue(tx.trx, { nom: 'edition', charge })
}

function compteOf({ acteur }: Tx): number {
  if (acteur.compteId === null) throw new Error('édition sans compte')
  return acteur.compteId
}

const told = (
  tx: Tx,
  { acte, edition, apres }: { acte: string; edition: { id: number; uai: string | null }; apres: object },
): Promise<void> =>
  appendJournal(tx, [
    { chaine: edition.uai ?? CHAINE_ACADEMIE, acte, objet: 'edition', objetId: edition.id, apres },
  ])
