import { createHash } from 'node:crypto'
import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { mentionLegale } from '#src/documents/texts.ts'
import { rereadBonus, writeBonus } from '#src/exchange/bonus.ts'
import type { LigneBonus } from '#src/exchange/model.ts'
import { dayOf } from '#src/kit/day.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { loadCampagne, type Campagne } from '#src/procedure/campagnes/api.ts'
import { allows, demand, selectActeur, type Tx } from '#src/procedure/comptes/api.ts'
import { selectEleves } from '#src/procedure/eleves/api.ts'
import type { Bordereau, LigneLot } from '#src/procedure/bonus/model.ts'
import { diffLot, type Operation } from '#src/procedure/bonus/rules/rapprochement.ts'
import { sealOf, type Cle } from '#src/procedure/bonus/rules/sceau.ts'
import { selectDifferencesAvecLeJumeau } from '#src/procedure/bonus/sql/avis-finaux.ts'
import { rapprochementOf } from '#src/procedure/bonus/reads/rapprochement.ts'
import {
  insertLot,
  insertLotLignes,
  listLignesVivantes,
  listRestreints,
  lockExport,
  nextNumero,
  updateFichierDuLot,
} from '#src/procedure/bonus/sql/lots.ts'
import { listActesApprouves } from '#src/procedure/bonus/sql/exceptionnels.ts'
import { phraseExceptionnelle } from '#src/procedure/bonus/texts/exceptionnels.ts'
import type { RefusLot } from '#src/procedure/bonus/texts.ts'

const EXPORTER = 'bonus.exporter'

export interface Export {
  lotId: number
  fichier: Buffer
  bordereau: Bordereau & { signature: string; cle: string }
  /** Pupils kept out because they have no INE. */
  sansIne: LigneLot[]
}

/**
 * Exports the bonus: recomputed in SQL first (one difference refuses it), matched, stored as a batch of what changed
 * since the last one, written, hashed, signed, read again. Needs two people: who asks (`demandeurId`, without it the
 * actor) and who approves.
 */
export async function exportBonus(
  tx: Tx,
  {
    campagneId,
    cle,
    ...people
  }: { campagneId: number; demandeurId?: number; approbateurId: number; cle: Cle },
): Promise<Result<Export, RefusLot>> {
  demand(tx.acteur, EXPORTER, [{}])
  const { approbateurId, demandeurId = tx.acteur.compteId } = people
  if (demandeurId === null || demandeurId === approbateurId) return refuse('meme_personne')
  if (!(await mayApprove(tx, approbateurId))) return refuse('approbateur_non_habilite')
  await lockExport(tx.trx, campagneId)
  const campagne = await loadCampagne(tx.trx, campagneId)
  const differences = await selectDifferencesAvecLeJumeau(tx.trx, campagneId)
  if (differences[0])
    return refuse('jumeau_different', {
      nombre: differences.length,
      inscription: differences[0].inscriptionId,
    })
  const lignes = await lignesTransmises(tx, campagneId)
  const numero = await nextNumero(tx.trx, campagneId)
  const written = await writeLot(tx, campagne, { lignes, numero })
  if (written.operations.length === 0 && numero > 1) return refuse('rien_a_exporter')
  const actesExceptionnels = await phrasesOf(tx, campagneId)
  const bordereau = bordereauOf(tx, campagne, { ...written, numero, actesExceptionnels })
  const seal = sealOf(bordereau, cle)
  const lotId = await insertLot(tx.trx, {
    academie: campagne.academie,
    campagne_id: campagneId,
    numero,
    reglement_id: campagne.reglementId,
    etabli_par: demandeurId,
    approuve_par: approbateurId,
    etabli_le: tx.now,
    sha256: bordereau.sha256,
    bordereau: { ...bordereau, ...seal },
  })
  await updateFichierDuLot(tx.trx, lotId, written.fichier)
  await storeLignes(tx, campagne, { lotId, operations: written.operations })
  const { lignes: nombre, points, sha256 } = bordereau
  const apres = { numero, lignes: nombre, points, sha256, approbateur: approbateurId }
  const entree = { chaine: CHAINE_ACADEMIE, acte: EXPORTER, objet: 'lot', objetId: lotId }
  await appendJournal(tx, [{ ...entree, apres }])
  return ok({
    lotId,
    fichier: written.fichier,
    bordereau: { ...bordereau, ...seal },
    sansIne: written.sansIne,
  })
}

/** What may be transmitted: nothing of who takes part no longer, and what stands, unchanged, of whose data are limited. */
async function lignesTransmises(tx: Tx, campagneId: number): Promise<LigneLot[]> {
  const { lignes } = await rapprochementOf(tx, campagneId)
  const { limitation, opposition } = await listRestreints(tx.trx, campagneId)
  if (limitation.size + opposition.size === 0) return lignes
  const standing = await listLignesVivantes(tx.trx, campagneId)
  return [
    ...lignes.filter(({ eleveId }) => !limitation.has(eleveId) && !opposition.has(eleveId)),
    ...standing.filter(({ eleveId }) => limitation.has(eleveId) && !opposition.has(eleveId)),
  ]
}

/** The second person must be one who could have exported himself, today, in this académie. */
async function mayApprove(tx: Tx, compteId: number): Promise<boolean> {
  const jour = dayOf(tx.now, tx.zone)
  const approbateur = await selectActeur(tx.trx, { academie: tx.acteur.academie, compteId, jour })
  return approbateur !== undefined && allows(approbateur, EXPORTER, {})
}

interface Written {
  fichier: Buffer
  operations: { ligne: LigneLot; operation: Operation }[]
  lignes: LigneLot[]
  sansIne: LigneLot[]
}

/** The file of this batch, read again from its own bytes and compared before anything is kept. */
async function writeLot(
  tx: Tx,
  campagne: Campagne,
  { lignes, numero }: { lignes: readonly LigneLot[]; numero: number },
): Promise<Written> {
  const eleveIds = [...new Set(lignes.map((ligne) => ligne.eleveId))]
  const eleves = new Map((await selectEleves(tx.trx, eleveIds)).map((eleve) => [eleve.id, eleve]))
  const withIne = lignes.filter((ligne) => eleves.get(ligne.eleveId)?.ine)
  const operations = diffLot(await listLignesVivantes(tx.trx, campagne.id), withIne)
  const inFile =
    numero === 1 ? withIne : operations.filter((one) => one.operation !== 'retrait').map((one) => one.ligne)
  const rows = inFile.map((ligne): LigneBonus => {
    const eleve = eleves.get(ligne.eleveId)
    if (!eleve?.ine) throw new Error(`élève sans INE dans un lot : ${ligne.eleveId}`)
    return {
      ine: eleve.ine,
      nom: eleve.nom,
      prenom: eleve.prenom,
      dateNaissance: eleve.dateNaissance,
      uaiOrigine: eleve.uai,
      academie: ligne.academieOffre,
      codeOffre: ligne.codeOffre,
      codeMef: ligne.codeMef,
      libelleFormation: ligne.libelleFormation,
      avisFinal: ligne.sens,
      points: ligne.points,
    }
  })
  const fichier = writeBonus(rows)
  const points = (list: readonly { points: number }[]): number =>
    list.reduce((sum, one) => sum + one.points, 0)
  const again = rereadBonus(fichier)
  if (again.length !== rows.length || points(again) !== points(rows))
    throw new Error('le fichier relu ne rend pas les lignes écrites')
  return {
    fichier,
    operations,
    lignes: inFile,
    sansIne: lignes.filter((ligne) => !eleves.get(ligne.eleveId)?.ine),
  }
}

/** One sentence per exceptional act of the campaign (rules 2, 3 and 5). */
async function phrasesOf(tx: Tx, campagneId: number): Promise<string[]> {
  const actes = await listActesApprouves(tx.trx, campagneId)
  return actes.map((acte) => phraseExceptionnelle({ ...acte, approuveLe: dayOf(acte.approuveLe, tx.zone) }))
}

function bordereauOf(
  tx: Tx,
  campagne: Campagne,
  lot: Written & Pick<Bordereau, 'numero' | 'actesExceptionnels'>,
): Bordereau {
  const count = (operation: Operation): number =>
    lot.operations.filter((one) => one.operation === operation).length
  return {
    academie: campagne.academie,
    annee: campagne.annee,
    dispositif: campagne.dispositif,
    reglement: { nom: campagne.reglementNom, version: campagne.reglementVersion, id: campagne.reglementId },
    numero: lot.numero,
    etabliLe: tx.now.toISOString(),
    lignes: lot.lignes.length,
    points: lot.lignes.reduce((sum, ligne) => sum + ligne.points, 0),
    parAvis: [...campagne.reglement.echelles.final].reverse().map((avis) => {
      const own = lot.lignes.filter((ligne) => ligne.sens === avis)
      return { avis, lignes: own.length, points: own.reduce((sum, ligne) => sum + ligne.points, 0) }
    }),
    operations: { ajout: count('ajout'), modification: count('modification'), retrait: count('retrait') },
    sha256: createHash('sha256').update(lot.fichier).digest('hex'),
    repetition: campagne.repetition,
    actesExceptionnels: lot.actesExceptionnels,
    mention: mentionLegale({ academie: campagne.academieNom, etablissement: null }),
  }
}

async function storeLignes(
  tx: Tx,
  campagne: Campagne,
  { lotId, operations }: { lotId: number; operations: Written['operations'] },
): Promise<void> {
  await insertLotLignes(
    tx.trx,
    campagne.id,
    operations.map(({ ligne, operation }) => ({
      academie: campagne.academie,
      campagne_id: campagne.id,
      lot_id: lotId,
      eleve_id: ligne.eleveId,
      academie_offre: ligne.academieOffre,
      code_offre: ligne.codeOffre,
      code_mef: ligne.codeMef,
      mef: ligne.mef,
      libelle_formation: ligne.libelleFormation,
      sens: ligne.sens,
      points: ligne.points,
      operation,
      vivante: operation !== 'retrait',
    })),
  )
}
