import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import {
  allows,
  demand,
  isEtablissement,
  parDelegation,
  signataireOf,
  type Tx,
} from '#src/procedure/comptes/api.ts'
import { importEleves } from '#src/procedure/eleves/acts.ts'
import type { RefusTransfert } from '#src/procedure/eleves/model/transferts.ts'
import { selectEleves } from '#src/procedure/eleves/sql.ts'
import { selectLigneReconnue } from '#src/procedure/eleves/sql/doutes-ine.ts'
import {
  moveEleve,
  selectTransfert,
  upsertTransfert,
  type Transfert,
} from '#src/procedure/eleves/sql/transferts.ts'

const DEMANDER = 'transfert.demander'
const PRONONCER = 'transfert.prononcer'

/**
 * The school that a pupil leaves says to which he goes. The académie, or somebody who heads both, needs nobody else: the
 * pupil is moved at once. Says whether he is.
 * Source: domain.md, « Établissement d'origine »; abuse case 30.
 */
export async function demanderTransfert(
  tx: Tx,
  {
    campagneId,
    eleveId,
    arrivee,
    motif,
  }: { campagneId: number; eleveId: number; arrivee: string; motif: string },
): Promise<Result<'prononce' | 'en_attente', RefusTransfert>> {
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  demand(tx.acteur, DEMANDER, [eleve ? { uai: eleve.uai } : {}])
  if (!eleve) return refuse('eleve_inconnu')
  if (arrivee === eleve.uai) return refuse('meme_etablissement')
  if (!(await isEtablissement(tx.trx, arrivee))) return refuse('etablissement_inconnu')
  const id = await upsertTransfert(tx.trx, {
    academie: tx.acteur.academie,
    campagneId,
    eleveId,
    depart: eleve.uai,
    arrivee,
    motif,
    demandePar: signataireOf(tx.acteur, { acte: DEMANDER, uai: eleve.uai }),
    demandeLe: tx.now,
  })
  const entree = { acte: DEMANDER, objet: 'eleve', objetId: eleveId }
  await appendJournal(tx, [{ ...entree, chaine: eleve.uai, apres: { arrivee, motif } }])
  if (!allows(tx.acteur, PRONONCER, { uai: arrivee })) return ok('en_attente')
  const done = await prononcerTransfert(tx, id)
  return done.ok ? ok('prononce') : done
}

/**
 * The school that receives the pupil takes him. From this instant the other reads and writes nothing of him; what it
 * signed stays as signed, and cannot be signed again; the new school goes on from there. Both journals say so.
 * Source: abuse case 30.
 */
export async function prononcerTransfert(tx: Tx, id: number): Promise<Result<Transfert, RefusTransfert>> {
  const transfert = await selectTransfert(tx.trx, id)
  demand(tx.acteur, PRONONCER, [transfert ? { uai: transfert.arrivee } : {}])
  if (!transfert) return refuse('transfert_inconnu')
  const { depart, arrivee, eleveId } = transfert
  const where = { acte: PRONONCER, uai: arrivee } as const
  const prononcePar = signataireOf(tx.acteur, where)
  if (!(await moveEleve(tx.trx, { id, prononcePar, prononceLe: tx.now }))) return refuse('deja_prononce')
  const change = { avant: { uai: depart }, apres: { uai: arrivee, ...parDelegation(tx.acteur, where) } }
  await appendJournal(
    tx,
    [depart, arrivee].map((chaine) => ({
      chaine,
      acte: PRONONCER,
      objet: 'eleve',
      objetId: eleveId,
      ...change,
    })),
  )
  await accueillirLigne(tx, transfert)
  return ok(transfert)
}

/** A line of the file of his school that was said to be his: he has its number and its identity from now on. */
export async function accueillirLigne(
  tx: Tx,
  { campagneId, eleveId, arrivee: uai }: Pick<Transfert, 'campagneId' | 'eleveId' | 'arrivee'>,
): Promise<void> {
  const ligne = await selectLigneReconnue(tx.trx, { eleveId, uai })
  if (ligne) await importEleves(tx, { campagneId, uai, eleves: [ligne], responsables: [], liens: null })
}
