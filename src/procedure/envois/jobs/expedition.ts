import { inTransaction, type Tx } from '#src/db/transaction.ts'
import { bacASable, type Courrier, type Depeche } from '#src/jobs/courrier.ts'
import type { Outils } from '#src/jobs/queue.ts'
import { drawCodeAdresse } from '#src/procedure/comptes/api.ts'
import { depecheOf, drawEnvoi, faitsOf } from '#src/procedure/envois/reads/apercu.ts'
import { cleOf } from '#src/procedure/envois/jobs/depot.ts'
import { readAdresse } from '#src/procedure/envois/rules/adresse.ts'
import { CADENCE, suiteDe, type Cadence } from '#src/procedure/envois/rules/cadence.ts'
import { judgePertinence } from '#src/procedure/envois/rules/pertinence.ts'
import {
  closeEnvoi,
  insertEnvois,
  insertRejet,
  markRemise,
  settleEnvoi,
  takeEnvoi,
  updateContenu,
  type Pris,
} from '#src/procedure/envois/sql/envois.ts'
import { selectFaits, type RangeeFaits } from '#src/procedure/envois/sql/faits.ts'

/** The outbox acts for nobody: what it does is in its own rows. */
export const facteur = (academie: string) => ({
  academie,
  compteId: null,
  nom: 'Courrier',
  pourLeCompteDe: null,
})

export interface Tournee {
  db: Outils['db']
  academie: string
  courrier: Courrier
  cadence?: Cadence
  /** Messages handed over at the same time. */
  mains?: number
}

/**
 * Sends everything that is due in one académie, each message on its own: one that fails stops no other. Ends early when
 * the service of mail is out of reach. Several may run at once, on several machines.
 */
export async function expedier(tournee: Tournee): Promise<{ remis: number; joignable: boolean }> {
  const state = { remis: 0, joignable: true }
  const hand = async (): Promise<void> => {
    while (state.joignable) {
      const done = await sendOne(tournee)
      if (done === 'rien') return
      if (done === 'remis') state.remis += 1
      if (done === 'injoignable') state.joignable = false
    }
  }
  await Promise.all(Array.from({ length: tournee.mains ?? 4 }, hand))
  return state
}

type Pas = 'rien' | 'abandonne' | 'remis' | 'autre' | 'injoignable'

async function sendOne(tournee: Tournee): Promise<Pas> {
  const { db, academie, courrier } = tournee
  const scope = { db, acteur: facteur(academie) }
  const taken = await inTransaction(scope, (tx) => take(tx, courrier))
  if (!taken || taken === 'abandonne') return taken ?? 'rien'
  const { pris, depeche, fictive } = taken
  // A rehearsal reaches nobody, whatever the settings.
  const way = fictive ? bacASable(courrier.origine) : courrier
  const issue = await way.livrer(depeche)
  const essais = pris.essais + 1
  const suite = suiteDe(issue, { id: pris.id, essais }, tournee.cadence ?? CADENCE)
  await inTransaction(scope, async (tx) => {
    await settleEnvoi(tx.trx, { id: pris.id, essais, ...suite })
    const rejet = { academie, adresse: pris.adresse, envoiId: pris.id, le: tx.now }
    if (suite.rejet !== null) await insertRejet(tx.trx, { ...rejet, code: suite.rejet })
  })
  return issue.sort === 'remis' ? 'remis' : issue.sort === 'injoignable' ? 'injoignable' : 'autre'
}

interface Taken {
  pris: Pris
  depeche: Depeche
  fictive: boolean
}

/** Takes the next message, judges it on the state of now, draws it, and notes that it is about to be handed over. */
async function take(tx: Tx, courrier: Courrier): Promise<Taken | 'abandonne' | undefined> {
  const pris = await takeEnvoi(tx.trx)
  if (!pris) return undefined
  const faits = await selectFaits(tx.trx, pris)
  const motif = judgePertinence(faitsOf(pris, faits, tx.zone))
  if (motif) {
    await closeEnvoi(tx.trx, { id: pris.id, etat: 'abandonne', motif })
    if (motif === 'adresse_changee') await followAdresse(tx, pris, faits)
    return 'abandonne'
  }
  const code = pris.genre === 'adresse' ? await drawCode(tx, pris, courrier) : undefined
  const apercu = await drawEnvoi(tx, { pris, faits, enTete: courrier, code })
  await markRemise(tx.trx, { id: pris.id, canal: faits.fictive ? 'bac_a_sable' : courrier.canal })
  return { pris, depeche: depecheOf(pris, apercu, courrier), fictive: faits.fictive }
}

/** Drawn each time the message leaves: only the last one opens anything. In the sandbox it is read on the page of messages. */
async function drawCode(tx: Tx, { id, compteId }: Pris, { canal }: Courrier): Promise<string | undefined> {
  const code = await drawCodeAdresse(tx, compteId ?? 0)
  if (canal === 'bac_a_sable') await updateContenu(tx.trx, { id, contenu: { code } })
  return code
}

/** The same message to the address that the person has now; never twice to one address. A code was asked for one alone. */
async function followAdresse(tx: Tx, pris: Pris, { personne }: RangeeFaits): Promise<void> {
  if (pris.genre === 'adresse') return
  const adresse = readAdresse(personne?.courriel ?? null)
  if (!adresse.ok) return
  const cause = pris.cle.slice(0, -(pris.adresse.length + 1))
  await insertEnvois(tx.trx, [
    {
      academie: tx.acteur.academie,
      campagne_id: pris.campagneId,
      genre: pris.genre,
      eleve_id: pris.eleveId,
      entretien_id: pris.entretienId,
      version: pris.version,
      responsable_id: pris.responsableId,
      compte_id: pris.compteId,
      adresse: adresse.value,
      cle: cleOf(cause, adresse.value),
      contenu: pris.contenu,
      cree_le: pris.creeLe,
    },
  ])
}
