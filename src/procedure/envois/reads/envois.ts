import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { courrielEnTexte } from '#src/documents/courriel.ts'
import { drawEnvoi, faitsOf } from '#src/procedure/envois/reads/apercu.ts'
import type { Etat, Motif, Reglage } from '#src/procedure/envois/model.ts'
import { judgePertinence } from '#src/procedure/envois/rules/pertinence.ts'
import { selectEnvoi, selectReglage } from '#src/procedure/envois/sql/envois.ts'
import { selectFaits } from '#src/procedure/envois/sql/faits.ts'
import { isProtege, listEnvois, type EnvoiSuivi, type TriEnvoi } from '#src/procedure/envois/sql/listes.ts'

export { TRIS_ENVOIS, type EnvoiSuivi, type TriEnvoi } from '#src/procedure/envois/sql/listes.ts'

const READ = 'envois.lire'

export interface Boite {
  rows: EnvoiSuivi[]
  parEtat: { etat: Etat; n: number; trouves: number }[]
  reglage: Reglage
}

/** The messages of a campaign with what became of them, for the académie. */
export async function readBoite(
  tx: Tx,
  asked: {
    campagneId: number
    etat: Etat | null
    adresse: string
    tri: { cle: TriEnvoi; descendant: boolean } | null
    limit: number
    offset: number
  },
): Promise<Boite> {
  demand(tx.acteur, READ, [{}])
  const reglage = await selectReglage(tx.trx, asked.campagneId)
  return { ...(await listEnvois(tx.trx, asked)), reglage }
}

export interface EnvoiVu extends EnvoiSuivi {
  objet: string
  texte: string
  /** What goes with it for a calendar. */
  methode: 'REQUEST' | 'CANCEL' | null
  /** Why it would not leave as things stand; only for one that waits. */
  empechement: Motif | null
}

/** One message as the state makes it now; undefined when there is none. */
export async function readEnvoi(
  tx: Tx,
  { id, origine }: { id: number; origine: string },
): Promise<EnvoiVu | undefined> {
  demand(tx.acteur, READ, [{}])
  const envoi = await selectEnvoi(tx.trx, id)
  if (!envoi) return undefined
  const faits = await selectFaits(tx.trx, envoi)
  const enTete = { origine, expediteur: EXPEDITEUR, rebonds: null, invitations: true }
  const { courriel, invitation } = await drawEnvoi(tx, { pris: envoi, faits, enTete })
  const hidden = await isProtege(tx.trx, envoi.responsableId)
  return {
    ...envoi,
    adresse: hidden ? null : envoi.adresse,
    objet: courriel.objet,
    texte: courrielEnTexte(courriel),
    methode: invitation?.methode ?? null,
    empechement: envoi.etat === 'a_envoyer' ? judgePertinence(faitsOf(envoi, faits, tx.zone)) : null,
  }
}

/** Of no importance for what is only looked at. */
const EXPEDITEUR = 'ne-pas-repondre@passpro.invalid'
