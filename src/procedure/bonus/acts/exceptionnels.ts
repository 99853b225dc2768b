import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { loadCampagne, type Campagne, type Sens } from '#src/procedure/campagnes/api.ts'
import { demand, parDelegation, signataireOf, type Tx } from '#src/procedure/comptes/api.ts'
import { selectEleves } from '#src/procedure/eleves/api.ts'
import { insertAvisReferents, selectEntretiens, type Entretien } from '#src/procedure/entretiens/api.ts'
import {
  correctAvisOrigine,
  insertAvisOrigine,
  selectInscriptions,
  type Inscription,
} from '#src/procedure/inscriptions/api.ts'
import {
  judgeActeExceptionnel,
  type FaitsExceptionnels,
  type NouvelActeExceptionnel,
  type RefusExceptionnel,
} from '#src/procedure/bonus/rules/exceptionnels.ts'
import {
  approveActe,
  insertActeExceptionnel,
  isExporte,
  lockActeExceptionnel,
  selectFaitsDeLActe,
  type RangeeActe,
} from '#src/procedure/bonus/sql/exceptionnels.ts'

const DEMANDER_ORIGINE = 'acte_exceptionnel.demander_origine'
const DEMANDER_REFERENT = 'acte_exceptionnel.demander_referent'
const APPROUVER = 'acte_exceptionnel.approuver'

/** What an act is about, as the base knows it now. */
interface Sujet {
  campagne: Campagne
  /** School of the pupil. */
  uai: string
  inscription: Inscription | undefined
  entretien: Entretien | undefined
  faits: FaitsExceptionnels
}

async function loadSujet(
  tx: Tx,
  { campagneId, acte }: { campagneId: number; acte: NouvelActeExceptionnel },
): Promise<Sujet> {
  const campagne = await loadCampagne(tx.trx, campagneId)
  const [eleve] = await selectEleves(tx.trx, [acte.eleveId])
  const inscriptions = await selectInscriptions(tx.trx, [acte.eleveId])
  const ofEleve = acte.genre !== 'avis_referent_regularise' && campagne.reglement.avisOrigine === 'par_eleve'
  const inscription = ofEleve ? inscriptions[0] : inscriptions.find((one) => one.mef === acte.mef)
  const entretiens = await selectEntretiens(tx.trx, [acte.eleveId])
  const entretien = entretiens.find((one) => one.domaine === inscription?.domaine)
  const { eleveId, responsableId } = acte
  const inscriptionId = inscription?.id ?? null
  const read = await selectFaitsDeLActe(tx.trx, { campagneId, eleveId, inscriptionId, responsableId })
  const exporte = await isExporte(tx, campagneId)
  const faits = { ...read, exporte, inscrit: inscription !== undefined, entretien: entretien ?? null }
  return { campagne, uai: eleve?.uai ?? '', inscription, entretien, faits }
}

/**
 * Asks for what only two people may do: correct a frozen origin avis, enter an avis that is missing by a school's
 * fault, record that a guardian cannot be reached. Nothing changes until another person approves.
 */
export async function askActeExceptionnel(
  tx: Tx,
  { campagneId, acte }: { campagneId: number; acte: NouvelActeExceptionnel },
): Promise<Result<number, RefusExceptionnel>> {
  const sujet = await loadSujet(tx, { campagneId, acte })
  const where =
    acte.genre === 'avis_referent_regularise'
      ? ({ acte: DEMANDER_REFERENT, uai: sujet.entretien?.uai ?? '' } as const)
      : ({ acte: DEMANDER_ORIGINE, uai: sujet.uai } as const)
  demand(tx.acteur, where.acte, [{ uai: where.uai }])
  if (tx.acteur.compteId === null) throw new Error('acte sans compte')
  const verdict = judgeActeExceptionnel(acte, sujet)
  if (!verdict.ok) return verdict
  const { mef, commentaire } = acte
  const signataire = signataireOf(tx.acteur, where)
  const contenu = verdict.value === null ? {} : { mef, avis: verdict.value, commentaire, signataire }
  const id = await insertActeExceptionnel(tx.trx, {
    academie: tx.acteur.academie,
    campagne_id: campagneId,
    genre: acte.genre,
    eleve_id: acte.eleveId,
    inscription_id: verdict.value === null ? null : (sujet.inscription?.id ?? null),
    responsable_id: acte.responsableId,
    contenu,
    motif: acte.motif.trim(),
    demandeur_id: tx.acteur.compteId,
    demande_le: tx.now,
  })
  if (id === undefined) return refuse('acte_deja_demande')
  const entree = {
    chaine: sujet.uai,
    acte: 'acte_exceptionnel.demander',
    objet: 'acte_exceptionnel',
    objetId: id,
  }
  await appendJournal(tx, [
    {
      ...entree,
      apres: {
        genre: acte.genre,
        eleve: acte.eleveId,
        motif: acte.motif,
        ...parDelegation(tx.acteur, where),
      },
    },
  ])
  return ok(id)
}

/**
 * The second person approves, and the effect comes with it. Facts are judged again: what was possible when asked may no
 * longer be. Avis finals are to be computed again afterwards; until then the export refuses itself (rule 4).
 */
export async function approveActeExceptionnel(tx: Tx, id: number): Promise<Result<null, RefusExceptionnel>> {
  demand(tx.acteur, APPROUVER, [{}])
  if (tx.acteur.compteId === null) throw new Error('acte sans compte')
  const acte = await lockActeExceptionnel(tx.trx, id)
  if (!acte) return refuse('acte_inconnu')
  if (acte.approuveLe !== null) return refuse('acte_deja_approuve')
  if (acte.demandeurId === tx.acteur.compteId) return refuse('meme_personne')
  const sujet = await loadSujet(tx, { campagneId: acte.campagneId, acte })
  const verdict = judgeActeExceptionnel(acte, sujet)
  if (!verdict.ok) return verdict
  if (verdict.value !== null) await applyAvis(tx, { acte, sujet, sens: verdict.value })
  const inscription = inscriptionDe(acte, sujet)
  const { avisOrigine } = sujet.faits
  const avant = acte.genre === 'avis_origine_corrige' && avisOrigine ? { avant: avisOrigine } : {}
  const apres = verdict.value === null ? {} : { avis: verdict.value, commentaire: acte.commentaire }
  const contenu = { mef: acte.mef, signataire: acte.signataire, ...avant, apres }
  await approveActe(tx.trx, { id, approbateurId: tx.acteur.compteId, le: tx.now, contenu })
  const entree = { chaine: sujet.uai, acte: APPROUVER, objet: 'acte_exceptionnel', objetId: id }
  await appendJournal(tx, [
    { ...entree, ...avant, apres: { genre: acte.genre, eleve: acte.eleveId, inscription, ...apres } },
  ])
  return ok(null)
}

/** The registration on which the avis is written; null where the origin avis is one for the pupil. */
const inscriptionDe = (
  { genre }: Pick<RangeeActe, 'genre'>,
  { campagne, inscription }: Sujet,
): number | null =>
  genre !== 'avis_referent_regularise' && campagne.reglement.avisOrigine === 'par_eleve'
    ? null
    : (inscription?.id ?? null)

async function applyAvis(
  tx: Tx,
  { acte, sujet, sens }: { acte: RangeeActe; sujet: Sujet; sens: Sens },
): Promise<void> {
  const { inscription, entretien, faits } = sujet
  const signed = { sens, signataire: acte.signataire, signe_le: tx.now }
  const commentaire = acte.commentaire.trim()
  if (acte.genre === 'avis_origine_corrige' && faits.avisOrigine)
    return correctAvisOrigine(tx.trx, { id: faits.avisOrigine.id, commentaire, ...signed })
  const scope = { academie: tx.acteur.academie, campagne_id: acte.campagneId }
  if (acte.genre === 'avis_origine_regularise') {
    const inscription_id = inscriptionDe(acte, sujet)
    const row = { ...scope, eleve_id: acte.eleveId, inscription_id, commentaire, ...signed }
    await insertAvisOrigine(tx.trx, [row])
    return
  }
  const ids = { inscription_id: inscription?.id ?? null, entretien_id: entretien?.id ?? null }
  await insertAvisReferents(tx.trx, [{ ...scope, ...ids, commentaire: commentaire || null, ...signed }])
}
