import { createHash } from 'node:crypto'
import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import type { LigneDomaine, LigneFormation, LigneOffre, LigneReferent } from '#src/exchange/model.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import type { Calendrier, ContraintesCampagne, Reglement } from '#src/procedure/campagnes/model.ts'
import { checkCalendrier } from '#src/procedure/campagnes/rules/calendrier.ts'
import { checkReglement } from '#src/procedure/campagnes/rules/reglement.ts'
import {
  insertApprobation,
  insertCampagne,
  insertOuverture,
  insertReglement,
  loadCampagne,
  selectReglement,
  updateHorloge,
  upsertDomaines,
  upsertFormations,
  upsertOffres,
  upsertReferents,
} from '#src/procedure/campagnes/sql.ts'
import type { RefusCampagne } from '#src/procedure/campagnes/texts.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

/** The account that acts; acts that need two people need two accounts. */
function compteOf(tx: Tx): number {
  if (tx.acteur.compteId === null) throw new Error('acte sans compte')
  return tx.acteur.compteId
}

/** Writes a new version of a reglement, once its rules hold. A second person must approve it. */
export async function writeReglement(
  tx: Tx,
  { nom, contenu }: { nom: string; contenu: Reglement },
): Promise<Result<number, RefusCampagne>> {
  const acte = 'reglement.rediger'
  demand(tx.acteur, acte, [{}])
  const checked = checkReglement(contenu)
  if (!checked.ok) return checked
  const empreinte = createHash('sha256').update(JSON.stringify(contenu)).digest('hex')
  const { id, version } = await insertReglement(tx.trx, {
    academie: tx.acteur.academie,
    nom,
    contenu,
    empreinte,
    redacteurId: compteOf(tx),
    le: tx.now,
  })
  await journal(tx, {
    acte,
    objet: 'reglement',
    objetId: id,
    apres: { nom, version, empreinte },
  })
  return ok(id)
}

/** Four eyes: the one who approves is not the one who wrote. */
export async function approveReglement(tx: Tx, reglementId: number): Promise<Result<null, RefusCampagne>> {
  const acte = 'reglement.approuver'
  demand(tx.acteur, acte, [{}])
  const reglement = await selectReglement(tx.trx, reglementId)
  if (!reglement) return refuse('reglement_inconnu')
  if (reglement.redacteurId === compteOf(tx)) return refuse('meme_personne')
  if (reglement.approbateurId !== null) return ok(null)
  await insertApprobation(tx.trx, {
    academie: tx.acteur.academie,
    reglement_id: reglementId,
    approbateur_id: compteOf(tx),
    le: tx.now,
  })
  await journal(tx, { acte, objet: 'reglement', objetId: reglementId, apres: {} })
  return ok(null)
}

export interface NouvelleCampagne {
  annee: string
  dispositif: string
  reglementId: number
  calendrier: Calendrier
  contraintes: ContraintesCampagne
  graine: number
  /** A rehearsal or a demonstration has its own clock, moved by `moveHorloge`. */
  horloge: Date | null
}

export async function createCampagne(
  tx: Tx,
  campagne: NouvelleCampagne,
): Promise<Result<number, RefusCampagne>> {
  const acte = 'campagne.creer'
  demand(tx.acteur, acte, [{}])
  const checked = checkCalendrier(campagne.calendrier)
  if (!checked.ok) return checked
  if (!(await selectReglement(tx.trx, campagne.reglementId))) return refuse('reglement_inconnu')
  const repetition = campagne.horloge !== null
  const id = await insertCampagne(tx.trx, { ...campagne, academie: tx.acteur.academie, repetition })
  if (id === undefined) return refuse('campagne_existante')
  await journal(tx, { acte, objet: 'campagne', objetId: id, apres: campagne })
  return ok(id)
}

/** Opens the campaign: from here its reglement is frozen (the base refuses any other). */
export async function openCampagne(tx: Tx, campagneId: number): Promise<Result<null, RefusCampagne>> {
  const acte = 'campagne.ouvrir'
  demand(tx.acteur, acte, [{}])
  const campagne = await loadCampagne(tx.trx, campagneId)
  if (campagne.ouverte) return ok(null)
  const reglement = await selectReglement(tx.trx, campagne.reglementId)
  if (!reglement?.approbateurId) return refuse('reglement_non_approuve')
  await insertOuverture(tx.trx, {
    academie: tx.acteur.academie,
    campagne_id: campagneId,
    compte_id: compteOf(tx),
    le: tx.now,
  })
  await journal(tx, {
    acte,
    objet: 'campagne',
    objetId: campagneId,
    apres: { reglement: campagne.reglementId },
  })
  return ok(null)
}

/** Moves the clock of a rehearsal or demonstration; the following acts of this transaction are judged at `instant`. */
export async function moveHorloge(tx: Tx, move: { campagneId: number; instant: Date }): Promise<Tx> {
  demand(tx.acteur, 'campagne.avancer_horloge', [{}])
  const campagne = await loadCampagne(tx.trx, move.campagneId)
  if (!campagne.repetition) throw new Error('seule une répétition a sa propre horloge')
  await updateHorloge(tx.trx, move.campagneId, move.instant)
  return { ...tx, now: move.instant }
}

export async function saveDomaines(
  tx: Tx,
  campagneId: number,
  lignes: readonly LigneDomaine[],
): Promise<void> {
  const acte = 'domaines.enregistrer'
  demand(tx.acteur, acte, [{}])
  const rows = lignes.map((ligne) => ({
    academie: tx.acteur.academie,
    campagne_id: campagneId,
    code: ligne.code,
    libelle: ligne.libelle,
    duree_minutes: ligne.dureeMinutes,
  }))
  await upsertDomaines(tx.trx, rows)
  await journal(tx, {
    acte,
    objet: 'campagne',
    objetId: campagneId,
    apres: { domaines: rows.length },
  })
}

export async function saveFormations(
  tx: Tx,
  campagneId: number,
  lignes: readonly LigneFormation[],
): Promise<void> {
  const acte = 'formations.enregistrer'
  demand(tx.acteur, acte, [{}])
  const rows = lignes.map((ligne) => ({
    academie: tx.acteur.academie,
    campagne_id: campagneId,
    mef: ligne.mef,
    libelle: ligne.libelle,
    domaine: ligne.domaine,
  }))
  await upsertFormations(tx.trx, rows)
  await journal(tx, {
    acte,
    objet: 'campagne',
    objetId: campagneId,
    apres: { formations: rows.length },
  })
}

export async function saveOffres(
  tx: Tx,
  campagneId: number,
  lignes: readonly LigneOffre[],
): Promise<{ crees: number; modifies: number; inchanges: number }> {
  const acte = 'offres.enregistrer'
  demand(tx.acteur, acte, [{}])
  const rows = lignes.map((ligne) => ({
    academie: tx.acteur.academie,
    campagne_id: campagneId,
    academie_offre: ligne.academie,
    code: ligne.codeOffre,
    mef: ligne.codeMef.slice(0, 10),
    uai: ligne.uai,
    libelle_etablissement: ligne.libelleEtablissement,
    libelle_formation: ligne.libelleFormation,
    capacite: ligne.capacite,
  }))
  // The key repeated within one file would touch the same row twice: the last line stands.
  const last = new Map(rows.map((row) => [`${row.academie_offre}/${row.code}/${row.mef}`, row]))
  const counts = await upsertOffres(tx.trx, [...last.values()])
  await journal(tx, { acte, objet: 'campagne', objetId: campagneId, apres: counts })
  return { ...counts, inchanges: last.size - counts.crees - counts.modifies }
}

export async function saveReferents(
  tx: Tx,
  campagneId: number,
  lignes: readonly Pick<LigneReferent, 'uai' | 'domaine' | 'secteur'>[],
): Promise<void> {
  const acte = 'referents.enregistrer'
  demand(tx.acteur, acte, [{}])
  const rows = lignes.map((ligne) => ({
    academie: tx.acteur.academie,
    campagne_id: campagneId,
    uai: ligne.uai,
    domaine: ligne.domaine,
    secteur: ligne.secteur,
  }))
  await upsertReferents(tx.trx, rows)
  await journal(tx, {
    acte,
    objet: 'campagne',
    objetId: campagneId,
    apres: { referents: rows.length },
  })
}

interface Ecrit {
  acte: string
  objet: string
  objetId: number
  apres: object
}

async function journal(tx: Tx, ecrit: Ecrit): Promise<void> {
  await appendJournal(tx, [{ chaine: CHAINE_ACADEMIE, ...ecrit }])
}
