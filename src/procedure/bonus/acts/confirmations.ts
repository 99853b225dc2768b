import { appendJournal } from '#src/db/journal.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import type { Result } from '#src/kit/result.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, parDelegation, signataireOf, type Portee, type Tx } from '#src/procedure/comptes/api.ts'
import { accuserConfirmations } from '#src/procedure/envois/api.ts'
import { listResponsables, NIVEAU_LEGAL, selectEleves } from '#src/procedure/eleves/api.ts'
import { selectInscriptions } from '#src/procedure/inscriptions/api.ts'
import type { NouvelleConfirmation } from '#src/procedure/bonus/model.ts'
import { judgeConfirmation, type RefusConfirmation } from '#src/procedure/bonus/rules/confirmation.ts'
import { insertConfirmations } from '#src/procedure/bonus/sql/dossiers.ts'

/** On screen each person speaks for himself; on signed paper the collège enters what was signed. */
const A_L_ECRAN = 'confirmation.donner'
const SUR_PAPIER = 'confirmation.saisir'

/**
 * Records yes or no, per person and formation; every word is kept and the last one counts. One result per item.
 */
export async function recordConfirmations(
  tx: Tx,
  { campagneId, items }: { campagneId: number; items: readonly NouvelleConfirmation[] },
): Promise<Result<null, RefusConfirmation>[]> {
  const eleveIds = [...new Set(items.map((item) => item.eleveId))]
  const eleves = indexBy(await selectEleves(tx.trx, eleveIds), (eleve) => eleve.id)
  const uaiOf = (eleveId: number): string => eleves.get(eleveId)?.uai ?? ''
  for (const item of items)
    demand(tx.acteur, item.support === 'papier' ? SUR_PAPIER : A_L_ECRAN, [
      porteeOf(item, uaiOf(item.eleveId)),
    ])
  const campagne = await loadCampagne(tx.trx, campagneId)
  const inscriptions = groupBy(await selectInscriptions(tx.trx, eleveIds), (one) => one.eleveId)
  const legaux = new Set(
    (await listResponsables(tx.trx, eleveIds))
      .filter((one) => one.niveau === NIVEAU_LEGAL)
      .map((one) => `${one.eleveId}/${one.id}`),
  )
  const judged = items.map((item) => {
    const inscription = inscriptions.get(item.eleveId)?.find((one) => one.mef === item.mef)
    const legitime = item.responsableId === null || legaux.has(`${item.eleveId}/${item.responsableId}`)
    const inscrit = inscription !== undefined
    const of = { campagne, eleveId: item.eleveId, uai: uaiOf(item.eleveId) }
    const verdict = judgeConfirmation({ ...of, inscrit, legitime, now: tx.now, zone: tx.zone })
    return { item, inscription, verdict }
  })
  const kept = judged.flatMap(({ item, inscription, verdict }) =>
    verdict.ok && inscription ? [{ item, inscriptionId: inscription.id }] : [],
  )
  await insertConfirmations(
    tx.trx,
    kept.map(({ item, inscriptionId }) => ({
      academie: campagne.academie,
      campagne_id: campagneId,
      inscription_id: inscriptionId,
      responsable_id: item.responsableId,
      decision: item.decision,
      support: item.support,
      auteur: auteurOf(tx, item, uaiOf(item.eleveId)),
      le: tx.now,
    })),
  )
  await accuserConfirmations(tx, { campagneId })
  await appendJournal(
    tx,
    kept.map(({ item, inscriptionId }) => ({
      chaine: uaiOf(item.eleveId),
      acte: item.support === 'papier' ? SUR_PAPIER : A_L_ECRAN,
      objet: 'inscription',
      objetId: inscriptionId,
      apres: {
        responsable: item.responsableId,
        decision: item.decision,
        support: item.support,
        ...signeOf(tx, item, uaiOf(item.eleveId)),
      },
    })),
  )
  return judged.map((one) => one.verdict)
}

/** Who enters what is on paper signs as he does for his school. */
const auteurOf = (tx: Tx, { support }: NouvelleConfirmation, uai: string): string =>
  support === 'papier' ? signataireOf(tx.acteur, { acte: SUR_PAPIER, uai }) : tx.acteur.nom
const signeOf = (tx: Tx, { support }: NouvelleConfirmation, uai: string): { signe?: string } =>
  support === 'papier' ? parDelegation(tx.acteur, { acte: SUR_PAPIER, uai }) : {}

/** A pupil speaks for himself only, a guardian as himself for his own children (checked by the rule). */
function porteeOf(item: NouvelleConfirmation, uai: string): Portee {
  if (item.support === 'papier') return { uai }
  return item.responsableId === null ? { eleveId: item.eleveId } : { responsableId: item.responsableId }
}
