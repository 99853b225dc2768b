import { appendJournal, type Entree } from '#src/db/journal.ts'
import { dayOf } from '#src/kit/day.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import { sha256 } from '#src/kit/sha256.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { listFormations, loadCampagne, type Formation, type Sens } from '#src/procedure/campagnes/api.ts'
import { demand, parDelegation, signataireOf, type Tx } from '#src/procedure/comptes/api.ts'
import { selectEleves, selectElevesLimites, type Eleve } from '#src/procedure/eleves/api.ts'
import type {
  Inscription,
  NouvelAvisOrigine,
  NouvelleInscription,
} from '#src/procedure/inscriptions/model.ts'
import {
  judgeAvisOrigine,
  judgeInscription,
  type RefusAvisOrigine,
  type RefusInscription,
} from '#src/procedure/inscriptions/rules.ts'
import { insertRecepisses } from '#src/procedure/inscriptions/sql/recepisses.ts'
import {
  insertAvisOrigine,
  insertInscriptions,
  selectDebutsEntretiens,
  selectInscriptions,
} from '#src/procedure/inscriptions/sql.ts'

const INSCRIRE = 'inscription.enregistrer'
const AVIS = 'avis_origine.signer'

async function elevesOf(tx: Tx, items: readonly { eleveId: number }[]): Promise<Map<number, Eleve>> {
  const eleves = await selectEleves(tx.trx, [...new Set(items.map((item) => item.eleveId))])
  return new Map(eleves.map((eleve) => [eleve.id, eleve]))
}

const uaiOf = (eleves: ReadonlyMap<number, Eleve>, eleveId: number): string => eleves.get(eleveId)?.uai ?? ''

interface Registration {
  campagneId: number
  items: readonly NouvelleInscription[]
  /** What the caller has read in this transaction, as this actor sees it. */
  lus?: { eleves: readonly Eleve[]; formations: readonly Formation[] }
}

/**
 * Registers pupils for formations; one result per item, in order. The same registration twice is refused and changes
 * nothing (constraint `une_inscription_par_formation`).
 */
export async function registerInscriptions(
  tx: Tx,
  { campagneId, items, lus }: Registration,
): Promise<Result<Inscription, RefusInscription>[]> {
  const eleves = lus ? indexBy(lus.eleves, (one) => one.id) : await elevesOf(tx, items)
  demand(
    tx.acteur,
    INSCRIRE,
    items.map((item) => ({ uai: uaiOf(eleves, item.eleveId) })),
  )
  const campagne = await loadCampagne(tx.trx, campagneId)
  const formations = indexBy(lus?.formations ?? (await listFormations(tx.trx, campagneId)), (one) => one.mef)
  const limites = await selectElevesLimites(tx.trx, [...eleves.keys()])
  const judged = items.map((item) =>
    limites.has(item.eleveId)
      ? refuse('dossier_limite' as const)
      : judgeInscription(item, {
          campagne,
          formation: formations.get(item.mef),
          uai: uaiOf(eleves, item.eleveId),
          now: tx.now,
          zone: tx.zone,
        }),
  )
  const rows = items.flatMap((item, i) => {
    const verdict = judged[i]
    return verdict?.ok ? [rowOfInscription(tx, item, { campagneId, domaine: verdict.value.domaine })] : []
  })
  const written = new Map(
    (await insertInscriptions(tx.trx, rows)).map((row) => [`${row.eleveId}/${row.mef}`, row]),
  )
  await appendJournal(
    tx,
    [...written.values()].map((row) => ({
      chaine: uaiOf(eleves, row.eleveId),
      acte: INSCRIRE,
      objet: 'inscription',
      objetId: row.id,
      apres: { eleve: row.eleveId, mef: row.mef },
    })),
  )
  return items.map((item, i) => {
    const verdict = judged[i]
    if (verdict && !verdict.ok) return verdict
    const key = `${item.eleveId}/${item.mef}`
    const row = written.get(key)
    // Taken once: an item repeated within the call finds nothing left.
    written.delete(key)
    return row ? ok(row) : refuse('inscription_existante')
  })
}

const rowOfInscription = (
  tx: Tx,
  item: NouvelleInscription,
  { campagneId, domaine }: { campagneId: number; domaine: string },
) => ({
  academie: tx.acteur.academie,
  campagne_id: campagneId,
  eleve_id: item.eleveId,
  mef: item.mef,
  domaine,
  mode: item.mode,
  uai_souhaite: item.uaiSouhaite,
  derogation_secteur: item.derogationSecteur,
  amenagements: item.amenagements,
  auteur: tx.acteur.nom,
  inscrit_le: tx.now,
})

/**
 * Signs origin avis in series; one result per item, in order. The first signed stands
 * (constraints `un_avis_origine_par_inscription`, `un_avis_origine_par_eleve`).
 */
export async function signAvisOrigine(
  tx: Tx,
  { campagneId, items }: { campagneId: number; items: readonly NouvelAvisOrigine[] },
): Promise<Result<Sens, RefusAvisOrigine>[]> {
  const eleves = await elevesOf(tx, items)
  demand(
    tx.acteur,
    AVIS,
    items.map((item) => ({ uai: uaiOf(eleves, item.eleveId) })),
  )
  const campagne = await loadCampagne(tx.trx, campagneId)
  const facts = await loadFacts(tx, [...eleves.keys()])
  const limites = await selectElevesLimites(tx.trx, [...eleves.keys()])
  const parEleve = campagne.reglement.avisOrigine === 'par_eleve'
  const judged = items.map((item) => {
    const wanted = parEleve ? { ...item, mef: null } : item
    const found = { ...facts(wanted), uai: uaiOf(eleves, item.eleveId) }
    const verdict = limites.has(item.eleveId)
      ? refuse('dossier_limite' as const)
      : judgeAvisOrigine(wanted, { campagne, ...found, now: tx.now, zone: tx.zone })
    return { item, verdict, inscriptionId: parEleve ? null : (found.inscription?.id ?? null) }
  })
  return saveAvisOrigine(tx, { campagneId, eleves, judged })
}

type Facts = (avis: NouvelAvisOrigine) => {
  inscription: Inscription | undefined
  debutEntretien: Date | null
}

async function loadFacts(tx: Tx, eleveIds: readonly number[]): Promise<Facts> {
  const inscriptions = groupBy(await selectInscriptions(tx.trx, eleveIds), (one) => one.eleveId)
  const debuts = groupBy(await selectDebutsEntretiens(tx.trx, eleveIds), (one) => one.eleveId)
  // In a rehearsal the lines of a later day are there already: they are not yet registered.
  const today = dayOf(tx.now, tx.zone)
  return (avis) => {
    const ofEleve = (inscriptions.get(avis.eleveId) ?? []).filter(
      (one) => dayOf(one.inscritLe, tx.zone) <= today,
    )
    const inscription = avis.mef === null ? ofEleve[0] : ofEleve.find((one) => one.mef === avis.mef)
    const freezing = (debuts.get(avis.eleveId) ?? []).filter(
      (one) => avis.mef === null || one.domaine === inscription?.domaine,
    )
    const first = freezing.map((one) => one.debut).sort((a, b) => a.getTime() - b.getTime())[0]
    return { inscription, debutEntretien: first ?? null }
  }
}

/** One receipt for each school, of all that was signed at once. */
async function giveRecepisses(
  tx: Tx,
  {
    campagneId,
    eleves,
    inserted,
  }: {
    campagneId: number
    eleves: ReadonlyMap<number, Eleve>
    inserted: readonly { id: number; eleve_id: number }[]
  },
): Promise<void> {
  const schools = groupBy(inserted, (row) => uaiOf(eleves, row.eleve_id))
  await insertRecepisses(
    tx.trx,
    [...schools].map(([uai, rows]) => ({
      academie: tx.acteur.academie,
      campagne_id: campagneId,
      uai,
      avis: rows.map((row) => row.id),
      signataire: signataireOf(tx.acteur, { acte: AVIS, uai }),
      le: tx.now,
    })),
  )
}

interface JudgedAvis {
  item: NouvelAvisOrigine
  verdict: Result<Sens, RefusAvisOrigine>
  inscriptionId: number | null
}

const entreeDe = (
  tx: Tx,
  { item, inscriptionId }: JudgedAvis,
  { uai, sens }: { uai: string; sens: Sens },
): Entree => ({
  chaine: uai,
  acte: AVIS,
  objet: inscriptionId === null ? 'eleve' : 'inscription',
  objetId: inscriptionId ?? item.eleveId,
  apres: {
    sens,
    commentaire: sha256(item.commentaire.trim()),
    ...parDelegation(tx.acteur, { acte: AVIS, uai }),
  },
})

async function saveAvisOrigine(
  tx: Tx,
  {
    campagneId,
    eleves,
    judged,
  }: { campagneId: number; eleves: Map<number, Eleve>; judged: readonly JudgedAvis[] },
): Promise<Result<Sens, RefusAvisOrigine>[]> {
  const key = (eleveId: number, inscriptionId: number | null): string => `${eleveId}/${inscriptionId ?? ''}`
  const rows = judged.flatMap(({ item, verdict, inscriptionId }) =>
    verdict.ok
      ? [
          {
            academie: tx.acteur.academie,
            campagne_id: campagneId,
            eleve_id: item.eleveId,
            inscription_id: inscriptionId,
            sens: verdict.value,
            commentaire: item.commentaire.trim(),
            signataire:
              item.signataire ?? signataireOf(tx.acteur, { acte: AVIS, uai: uaiOf(eleves, item.eleveId) }),
            signe_le: tx.now,
          },
        ]
      : [],
  )
  const inserted = await insertAvisOrigine(tx.trx, rows)
  const written = new Set(inserted.map((row) => key(row.eleve_id, row.inscription_id)))
  await giveRecepisses(tx, { campagneId, eleves, inserted })
  const results = judged.map(({ item, verdict, inscriptionId }) => {
    if (!verdict.ok) return verdict
    return written.delete(key(item.eleveId, inscriptionId))
      ? verdict
      : refuse('avis_origine_existant' as const)
  })
  await appendJournal(
    tx,
    judged.flatMap((one, i) => {
      const result = results[i]
      const uai = uaiOf(eleves, one.item.eleveId)
      return result?.ok ? [entreeDe(tx, one, { uai, sens: result.value })] : []
    }),
  )
  return results
}
