import { createHash } from 'node:crypto'
import type { Bordereau as BordereauImprime } from '#src/documents/model.ts'
import { dayOf } from '#src/kit/day.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import type { DemandeExport, LotEtabli } from '#src/procedure/bonus/model.ts'
import { isSealed } from '#src/procedure/bonus/rules/sceau.ts'
import {
  listLotsEtablis,
  selectDemandeExport,
  selectLotAvecFichier,
} from '#src/procedure/bonus/sql/exports.ts'
import type { RefusLot } from '#src/procedure/bonus/texts.ts'
import { libelleSens, loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

const LIRE = 'exports.lire'

export interface LotVu extends LotEtabli {
  /** The cover is the one that was signed. */
  signe: boolean
}

const seen = (lot: LotEtabli): LotVu => {
  const { signature, cle, ...document } = lot.bordereau
  return { ...lot, signe: isSealed(document, { signature, cle }) && document.sha256 === lot.sha256 }
}

/** The batches of the campaign, and the request that waits for a second person. */
export async function readExports(
  tx: Tx,
  campagneId: number,
): Promise<{ demande: DemandeExport | undefined; lots: LotVu[] }> {
  demand(tx.acteur, LIRE, [{}])
  const demande = await selectDemandeExport(tx.trx, { campagneId, pour: 'lire' })
  return { demande, lots: (await listLotsEtablis(tx.trx, campagneId)).map(seen) }
}

/** One batch; undefined when there is none of this number. */
export async function readLot(tx: Tx, id: number): Promise<LotVu | undefined> {
  demand(tx.acteur, LIRE, [{}])
  const lot = await selectLotAvecFichier(tx.trx, id)
  return lot && seen(lot)
}

/** The file of a batch, once its bytes are found to be those that were signed. */
export async function readFichierDuLot(tx: Tx, id: number): Promise<Result<Buffer, RefusLot> | undefined> {
  demand(tx.acteur, LIRE, [{}])
  const lot = await selectLotAvecFichier(tx.trx, id)
  if (!lot) return undefined
  const { fichier } = lot
  const intact = fichier !== null && createHash('sha256').update(fichier).digest('hex') === lot.sha256
  return fichier !== null && intact && seen(lot).signe ? ok(fichier) : refuse('fichier_altere')
}

/** The cover of a batch, ready to be printed. */
export async function readBordereau(tx: Tx, lot: LotVu): Promise<BordereauImprime> {
  demand(tx.acteur, LIRE, [{}])
  const { academieNom } = await loadCampagne(tx.trx, lot.campagneId)
  const { annee, dispositif, repetition, reglement, operations, parAvis, ...facts } = lot.bordereau
  return {
    campagne: { academie: academieNom, annee, dispositif, repetition },
    reglement: `${reglement.nom}, version ${reglement.version}`,
    numero: facts.numero,
    etabliLe: dayOf(lot.etabliLe, tx.zone),
    parAvis: parAvis.map((one) => ({ ...one, avis: libelleSens(one.avis) })),
    lignes: facts.lignes,
    points: facts.points,
    ajouts: operations.ajout,
    modifications: operations.modification,
    retraits: operations.retrait,
    sha256: facts.sha256,
    signature: facts.signature,
    cle: facts.cle,
    actesExceptionnels: facts.actesExceptionnels,
  }
}
