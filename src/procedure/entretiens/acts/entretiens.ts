import { appendJournal } from '#src/db/journal.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import { refuse, type Result } from '#src/kit/result.ts'
import { loadCampagne, type Campagne, type Sens } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { selectInscriptions, type Inscription } from '#src/procedure/inscriptions/api.ts'
import type {
  Entretien,
  NouveauCompteRendu,
  NouvelAvisReferent,
  NouvellePresence,
} from '#src/procedure/entretiens/model.ts'
import {
  judgeAvisReferent,
  judgeCompteRendu,
  judgePresence,
  type RefusAvisReferent,
  type RefusCompteRendu,
  type RefusPresence,
} from '#src/procedure/entretiens/rules.ts'
import {
  insertAvisReferents,
  insertConvocations,
  selectEntretiens,
  selectEntretiensAvecAvis,
  upsertAvisProposes,
  upsertComptesRendus,
  upsertPresences,
} from '#src/procedure/entretiens/sql/entretiens.ts'
import { selectInscriptionsSignees } from '#src/procedure/entretiens/sql/lycee.ts'
import { lockPlanning } from '#src/procedure/entretiens/sql/planning.ts'

const RECEIVE = {
  intervenant: 'etablissement',
  chef_referent: 'etablissement',
  academie: 'academie',
} as const
const PRESENCE = {
  acte: 'presence.enregistrer',
  grants: { ...RECEIVE, planificateur: 'etablissement' },
} as const
const COMPTE_RENDU = { acte: 'compte_rendu.rediger', grants: RECEIVE } as const
const PROPOSER = { acte: 'avis_referent.proposer', grants: RECEIVE } as const
const SIGNER = {
  acte: 'avis_referent.signer',
  grants: { chef_referent: 'etablissement', academie: 'academie' },
} as const
const CONVOQUER = {
  acte: 'convocation.emettre',
  grants: { planificateur: 'academie', chef_referent: 'academie', academie: 'academie' },
} as const

interface Batch<T> {
  campagneId: number
  items: readonly T[]
}

/** Gives its convocation to every interview that has none for its present time. Returns how many. */
export async function emitConvocations(tx: Tx, campagneId: number): Promise<number> {
  demand(tx.acteur, CONVOQUER, [{}])
  await lockPlanning(tx.trx, campagneId)
  const emises = await insertConvocations(tx.trx, { campagneId, auteur: tx.acteur.nom, now: tx.now })
  await appendJournal(
    tx,
    emises.map(({ uai, nombre }) => ({
      chaine: uai,
      acte: CONVOQUER.acte,
      objet: 'campagne',
      objetId: campagneId,
      apres: { nombre },
    })),
  )
  return emises.reduce((sum, one) => sum + one.nombre, 0)
}

type ByDomaine = (item: { eleveId: number; domaine: string }) => Entretien | undefined

async function entretiensOf(tx: Tx, items: readonly { eleveId: number }[]): Promise<ByDomaine> {
  const entretiens = await selectEntretiens(tx.trx, [...new Set(items.map((item) => item.eleveId))])
  const index = indexBy(entretiens, (one) => `${one.eleveId}/${one.domaine}`)
  return (item) => index.get(`${item.eleveId}/${item.domaine}`)
}

const lyceesOf = (entretiens: readonly (Entretien | undefined)[]): { uai: string }[] =>
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
  const results = found.map((one) =>
    judgePresence(one, { avisSigne: one !== undefined && signed.has(one.id), now: tx.now, zone: tx.zone }),
  )
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
  await appendJournal(
    tx,
    [...kept.values()].map(({ item, entretien }) => ({
      chaine: entretien.uai,
      acte: PRESENCE.acte,
      objet: 'entretien',
      objetId: entretien.id,
      avant: { etat: entretien.presence },
      apres: { etat: item.etat },
    })),
  )
  return results
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
  const results = items.map((item, i) => {
    const entretien = found[i]
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
              acte: COMPTE_RENDU.acte,
              objet: 'entretien',
              objetId: result.value.id,
            },
          ]
        : [],
    ),
  )
  return results
}

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
  const inscriptions = groupBy(
    await selectInscriptions(tx.trx, [...new Set(items.map((item) => item.eleveId))]),
    (one) => one.eleveId,
  )
  const find = await entretiensOf(tx, items)
  return items.map((item) => {
    const inscription = inscriptions.get(item.eleveId)?.find((one) => one.mef === item.mef)
    const entretien = inscription && find({ eleveId: item.eleveId, domaine: inscription.domaine })
    const facts = { campagne, inscrit: inscription !== undefined, entretien, now: tx.now, zone: tx.zone }
    return { item, inscription, entretien, verdict: judgeAvisReferent(item, facts) }
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
  await journalAvis(tx, PROPOSER.acte, rows)
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
      signataire: tx.acteur.nom,
      signe_le: tx.now,
    })),
  )
  await journalAvis(
    tx,
    SIGNER.acte,
    [...indexBy([...rows].reverse(), (row) => row.inscription.id).values()].filter((row) =>
      written.has(row.inscription.id),
    ),
  )
  return judged.map(({ verdict, inscription }) => {
    if (!verdict.ok || !inscription) return verdict
    return written.delete(inscription.id) ? verdict : refuse('avis_referent_existant')
  })
}

async function journalAvis(tx: Tx, acte: string, rows: ReturnType<typeof rowsOf>): Promise<void> {
  await appendJournal(
    tx,
    rows.map((row) => ({
      chaine: row.entretien.uai,
      acte,
      objet: 'inscription',
      objetId: row.inscription.id,
      apres: { sens: row.sens },
    })),
  )
}
