import { appendJournal } from '#src/db/journal.ts'
import { indexBy } from '#src/kit/group.ts'
import { refuse, type Result } from '#src/kit/result.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { selectElevesLimites } from '#src/procedure/eleves/api.ts'
import { annoncerPresences } from '#src/procedure/envois/api.ts'
import type { Entretien, NouveauCompteRendu, NouvellePresence } from '#src/procedure/entretiens/model.ts'
import {
  judgeCompteRendu,
  judgePresence,
  type RefusCompteRendu,
  type RefusPresence,
} from '#src/procedure/entretiens/rules.ts'
import {
  selectEntretiens,
  selectEntretiensAvecAvis,
  upsertComptesRendus,
  upsertPresences,
} from '#src/procedure/entretiens/sql/entretiens.ts'
import { deleteAnnulations, insertAnnulations } from '#src/procedure/entretiens/sql/vagues.ts'

const PRESENCE = 'presence.enregistrer'
const COMPTE_RENDU = 'compte_rendu.rediger'

export interface Batch<T> {
  campagneId: number
  items: readonly T[]
}

type ByDomaine = (item: { eleveId: number; domaine: string }) => Entretien | undefined

/** Interviews of the pupils of these items, by pupil and domaine. */
export async function entretiensOf(tx: Tx, items: readonly { eleveId: number }[]): Promise<ByDomaine> {
  const entretiens = await selectEntretiens(tx.trx, [...new Set(items.map((item) => item.eleveId))])
  const index = indexBy(entretiens, (one) => `${one.eleveId}/${one.domaine}`)
  return (item) => index.get(`${item.eleveId}/${item.domaine}`)
}

const limitesOf = (tx: Tx, items: readonly { eleveId: number }[]): Promise<Set<number>> =>
  selectElevesLimites(tx.trx, [...new Set(items.map((item) => item.eleveId))])

export const lyceesOf = (entretiens: readonly (Entretien | undefined)[]): { uai: string }[] =>
  entretiens.flatMap((one) => (one ? [{ uai: one.uai }] : []))

/** Who came and who did not; corrected freely until an avis rests on it. One result per item, in order. */
export async function recordPresences(
  tx: Tx,
  { campagneId, items }: Batch<NouvellePresence>,
): Promise<Result<Entretien, RefusPresence>[]> {
  const find = await entretiensOf(tx, items)
  const found = items.map(find)
  demand(tx.acteur, PRESENCE, lyceesOf(found))
  const signed = await selectEntretiensAvecAvis(
    tx.trx,
    found.flatMap((one) => (one ? [one.id] : [])),
  )
  const limites = await limitesOf(tx, items)
  const results = found.map((one, i) => {
    if (one && limites.has(one.eleveId)) return refuse('dossier_limite' as const)
    const avisSigne = one !== undefined && signed.has(one.id)
    const etat = items[i]?.etat
    return judgePresence(one, { avisSigne, ...(etat ? { etat } : {}), now: tx.now, zone: tx.zone })
  })
  const kept = indexBy(
    items.flatMap((item, i) => {
      const result = results[i]
      return result?.ok ? [{ item, entretien: result.value }] : []
    }),
    (one) => one.entretien.id,
  )
  const rows = [...kept.values()].map(({ item, entretien }) => ({
    academie: tx.acteur.academie,
    campagne_id: campagneId,
    entretien_id: entretien.id,
    etat: item.etat,
    lettre_absente: item.lettreAbsente ?? false,
    auteur: tx.acteur.nom,
    le: tx.now,
  }))
  await upsertPresences(tx.trx, rows)
  await annoncerPresences(tx, { campagneId })
  await writeAnnulations(tx, rows)
  await appendJournal(
    tx,
    [...kept.values()].map(({ item, entretien }) => ({
      chaine: entretien.uai,
      acte: PRESENCE,
      objet: 'entretien',
      objetId: entretien.id,
      avant: { etat: entretien.presence },
      apres: { etat: item.etat },
    })),
  )
  return results
}

/** The letters that say so to families, and no letter where the record was corrected. */
async function writeAnnulations(
  tx: Tx,
  rows: readonly { entretien_id: number; etat: NouvellePresence['etat'] }[],
): Promise<void> {
  const idsOf = (cancelled: (etat: string) => boolean): number[] =>
    rows.flatMap(({ entretien_id, etat }) => (cancelled(etat) ? [entretien_id] : []))
  const entretienIds = idsOf((etat) => etat === 'annule_par_lycee')
  await insertAnnulations(tx.trx, { entretienIds, auteur: tx.acteur.nom, now: tx.now })
  await deleteAnnulations(
    tx.trx,
    idsOf((etat) => etat !== 'annule_par_lycee'),
  )
}

/** The compte rendu that advises, one per interview, serving every formation of its domaine. */
export async function writeComptesRendus(
  tx: Tx,
  { campagneId, items }: Batch<NouveauCompteRendu>,
): Promise<Result<Entretien, RefusCompteRendu>[]> {
  const find = await entretiensOf(tx, items)
  const found = items.map(find)
  demand(tx.acteur, COMPTE_RENDU, lyceesOf(found))
  const signed = await selectEntretiensAvecAvis(
    tx.trx,
    found.flatMap((one) => (one ? [one.id] : [])),
  )
  const limites = await limitesOf(tx, items)
  const results = items.map((item, i) => {
    const entretien = found[i]
    if (limites.has(item.eleveId)) return refuse('dossier_limite' as const)
    const avisSigne = entretien !== undefined && signed.has(entretien.id)
    return judgeCompteRendu(entretien, item.texte, { avisSigne })
  })
  const rows = items.flatMap((item, i) => {
    const result = results[i]
    if (!result?.ok) return []
    const texte = item.texte.trim()
    return [
      {
        academie: tx.acteur.academie,
        campagne_id: campagneId,
        entretien_id: result.value.id,
        texte,
        auteur: tx.acteur.nom,
        le: tx.now,
      },
    ]
  })
  await upsertComptesRendus(tx.trx, [...indexBy(rows, (row) => row.entretien_id).values()])
  await appendJournal(
    tx,
    results.flatMap((result) =>
      result.ok
        ? [
            {
              chaine: result.value.uai,
              acte: COMPTE_RENDU,
              objet: 'entretien',
              objetId: result.value.id,
            },
          ]
        : [],
    ),
  )
  return results
}
