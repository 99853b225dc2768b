import { appendJournal } from '#src/db/journal.ts'
import { sha256 } from '#src/kit/sha256.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import { refuse, type Result } from '#src/kit/result.ts'
import { loadCampagne, type Campagne, type Sens } from '#src/procedure/campagnes/api.ts'
import { selectElevesLimites } from '#src/procedure/eleves/api.ts'
import { demand, parDelegation, signataireOf, type Acte, type Tx } from '#src/procedure/comptes/api.ts'
import { selectInscriptions, type Inscription } from '#src/procedure/inscriptions/api.ts'
import { entretiensOf, lyceesOf, type Batch } from '#src/procedure/entretiens/acts/entretiens.ts'
import type { Entretien, NouvelAvisReferent } from '#src/procedure/entretiens/model.ts'
import { judgeAvisReferent, type RefusAvisReferent } from '#src/procedure/entretiens/rules.ts'
import { insertAvisReferents, upsertAvisProposes } from '#src/procedure/entretiens/sql/entretiens.ts'
import { selectInscriptionsSignees } from '#src/procedure/entretiens/sql/propositions.ts'

const PROPOSER = 'avis_referent.proposer'
const SIGNER = 'avis_referent.signer'

interface JudgedAvis {
  item: NouvelAvisReferent
  inscription: Inscription | undefined
  entretien: Entretien | undefined
  verdict: Result<Sens, RefusAvisReferent>
}

async function judgeAll(
  tx: Tx,
  items: readonly NouvelAvisReferent[],
  campagne: Campagne,
): Promise<JudgedAvis[]> {
  const eleveIds = [...new Set(items.map((item) => item.eleveId))]
  const inscriptions = groupBy(await selectInscriptions(tx.trx, eleveIds), (one) => one.eleveId)
  const limites = await selectElevesLimites(tx.trx, eleveIds)
  const find = await entretiensOf(tx, items)
  return items.map((item) => {
    const inscription = inscriptions.get(item.eleveId)?.find((one) => one.mef === item.mef)
    const entretien = inscription && find({ eleveId: item.eleveId, domaine: inscription.domaine })
    const facts = { campagne, inscrit: inscription !== undefined, entretien, now: tx.now, zone: tx.zone }
    const verdict = limites.has(item.eleveId)
      ? refuse('dossier_limite' as const)
      : judgeAvisReferent(item, facts)
    return { item, inscription, entretien, verdict }
  })
}

const rowsOf = (judged: readonly JudgedAvis[]) =>
  judged.flatMap(({ item, inscription, entretien, verdict }) =>
    verdict.ok && inscription && entretien
      ? [{ inscription, entretien, sens: verdict.value, commentaire: item.commentaire.trim() || null }]
      : [],
  )

/**
 * What the interviewer proposes; the head of the lycée signs, or signs otherwise. A proposal is no avis, and nothing is
 * proposed any more once the avis is signed.
 */
export async function proposeAvisReferent(
  tx: Tx,
  { campagneId, items }: Batch<NouvelAvisReferent>,
): Promise<Result<Sens, RefusAvisReferent>[]> {
  const campagne = await loadCampagne(tx.trx, campagneId)
  const found = await judgeAll(tx, items, campagne)
  demand(tx.acteur, PROPOSER, lyceesOf(found.map((one) => one.entretien)))
  const signed = await selectInscriptionsSignees(
    tx.trx,
    found.flatMap((one) => (one.inscription ? [one.inscription.id] : [])),
  )
  const judged = found.map((one) =>
    one.verdict.ok && one.inscription && signed.has(one.inscription.id)
      ? { ...one, verdict: refuse('avis_referent_existant' as const) }
      : one,
  )
  const rows = rowsOf(judged)
  await upsertAvisProposes(
    tx.trx,
    rows.map((row) => ({
      academie: tx.acteur.academie,
      campagne_id: campagneId,
      inscription_id: row.inscription.id,
      sens: row.sens,
      commentaire: row.commentaire,
      auteur: tx.acteur.nom,
      le: tx.now,
    })),
  )
  await journalAvis(tx, PROPOSER, rows)
  return judged.map((one) => one.verdict)
}

/**
 * The head of the lycée signs avis in series; one result per item, in order. The first signed stands
 * (constraint `un_avis_referent_par_inscription`).
 */
export async function signAvisReferent(
  tx: Tx,
  { campagneId, items }: Batch<NouvelAvisReferent>,
): Promise<Result<Sens, RefusAvisReferent>[]> {
  const campagne = await loadCampagne(tx.trx, campagneId)
  const judged = await judgeAll(tx, items, campagne)
  demand(tx.acteur, SIGNER, lyceesOf(judged.map((one) => one.entretien)))
  const rows = rowsOf(judged)
  const written = await insertAvisReferents(
    tx.trx,
    rows.map((row) => ({
      academie: tx.acteur.academie,
      campagne_id: campagneId,
      inscription_id: row.inscription.id,
      entretien_id: row.entretien.id,
      sens: row.sens,
      commentaire: row.commentaire,
      signataire: signataireOf(tx.acteur, { acte: SIGNER, uai: row.entretien.uai }),
      signe_le: tx.now,
    })),
  )
  await journalAvis(
    tx,
    SIGNER,
    [...indexBy([...rows].reverse(), (row) => row.inscription.id).values()].filter((row) =>
      written.has(row.inscription.id),
    ),
  )
  return judged.map(({ verdict, inscription }) => {
    if (!verdict.ok || !inscription) return verdict
    return written.delete(inscription.id) ? verdict : refuse('avis_referent_existant')
  })
}

async function journalAvis(tx: Tx, acte: Acte, rows: ReturnType<typeof rowsOf>): Promise<void> {
  await appendJournal(
    tx,
    rows.map((row) => ({
      chaine: row.entretien.uai,
      acte,
      objet: 'inscription',
      objetId: row.inscription.id,
      apres: {
        sens: row.sens,
        commentaire: sha256(row.commentaire ?? ''),
        ...parDelegation(tx.acteur, { acte, uai: row.entretien.uai }),
      },
    })),
  )
}
