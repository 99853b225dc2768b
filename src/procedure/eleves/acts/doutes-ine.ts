import { appendJournal } from '#src/db/journal.ts'
import { asApplication } from '#src/db/transaction.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { demand, parDelegation, signataireOf, type Tx } from '#src/procedure/comptes/api.ts'
import { importEleves } from '#src/procedure/eleves/acts.ts'
import { accueillirLigne, demanderTransfert } from '#src/procedure/eleves/acts/transferts.ts'
import type { DecisionIne, DouteIne, RefusDoute, SuiteDoute } from '#src/procedure/eleves/model/doutes-ine.ts'
import { selectDouteIne, updateDecision } from '#src/procedure/eleves/sql/doutes-ine.ts'

const TRANCHER = 'doute_ine.trancher'
const MOTIF = 'Le fichier du nouvel établissement porte son INE'

/**
 * Says whether a line whose INE a pupil holds is this pupil. The same: his school sends him by a transfer, and the line
 * becomes his when the other takes him. Another: the school of the file has him without INE, until its file is right.
 * Each is for the school that answers for the pupil, or for the académie. Source: domain.md rule 10, abuse case 30.
 */
export async function trancherDoute(
  tx: Tx,
  { id, decision }: { id: number; decision: DecisionIne },
): Promise<Result<SuiteDoute, RefusDoute>> {
  // A doubt stands between two schools: the right to this one is asked below.
  const doute = await asApplication(tx, () => selectDouteIne(tx.trx, id))
  const uai = decision === 'meme_eleve' ? doute?.depart : doute?.arrivee
  demand(tx.acteur, TRANCHER, [uai === undefined ? {} : { uai }])
  if (!doute || uai === undefined) return refuse('doute_inconnu')
  const where = { acte: TRANCHER, uai } as const
  const par = signataireOf(tx.acteur, where)
  await asApplication(tx, () => updateDecision(tx.trx, { id, decision, par, le: tx.now }))
  const { eleveId, arrivee } = doute
  await appendJournal(tx, [
    {
      chaine: uai,
      acte: TRANCHER,
      objet: 'eleve',
      objetId: eleveId,
      apres: { decision, arrivee, ...parDelegation(tx.acteur, where) },
    },
  ])
  return decision === 'meme_eleve' ? joindre(tx, doute) : separer(tx, doute)
}

async function joindre(tx: Tx, doute: DouteIne): Promise<Result<SuiteDoute, RefusDoute>> {
  const { campagneId, eleveId, depart, arrivee } = doute
  if (depart !== arrivee) return demanderTransfert(tx, { campagneId, eleveId, arrivee, motif: MOTIF })
  await accueillirLigne(tx, doute)
  return ok('prononce')
}

async function separer(tx: Tx, { campagneId, arrivee, ligne }: DouteIne): Promise<Result<'sans_ine', never>> {
  const ecole = { uai: arrivee, eleves: [ligne], responsables: [], liens: null }
  // As every import: it looks at the INE of the whole campagne.
  await asApplication(tx, () => importEleves(tx, { campagneId, ...ecole }))
  return ok('sans_ine')
}
