import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import type { Fiche } from '#src/documents/model.ts'
import { dayOf, type Day } from '#src/kit/day.ts'
import type { ContenuFiche } from '#src/procedure/bonus/model.ts'
import { contenusDuJour } from '#src/procedure/bonus/reads/contenu.ts'
import { ficheOf } from '#src/procedure/bonus/reads/fiches.ts'
import { verdictOf, type Verdict } from '#src/procedure/bonus/rules/verification.ts'
import { selectFicheParEmpreinte } from '#src/procedure/bonus/sql/verification.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

/** What is found under a hash. */
export interface FicheVerifiee {
  verdict: Exclude<Verdict, 'inconnue'>
  version: number
  derniere: number
  emiseLe: Day
  /** Never shown to a stranger: only compared with what he copied. */
  contenu: ContenuFiche
  /** The sheet as it prints for each who may have it: his school or himself, then each guardian. */
  imprimees: (origine: string | undefined) => Fiche[]
}

/** The fiche of this hash, judged against what is recorded today; undefined when none was issued under it. */
async function ficheParEmpreinte(
  tx: Pick<Tx, 'trx' | 'zone'>,
  empreinte: string,
): Promise<FicheVerifiee | undefined> {
  const gardee = await selectFicheParEmpreinte(tx.trx, empreinte.toLowerCase())
  if (!gardee) return undefined
  const { campagneId, eleveId, version, derniere, contenu } = gardee
  const emiseLe = dayOf(gardee.emiseLe, tx.zone)
  const contenus = await contenusDuJour(tx, { campagneId, eleveIds: [eleveId] })
  const verdict = verdictOf({ gardee, emiseLe, aujourdHui: contenus.get(eleveId)?.contenu })
  const lecteurs = [undefined, ...contenu.personnes.flatMap(({ responsableId }) => responsableId ?? [])]
  const imprimees = (origine: string | undefined) =>
    lecteurs.map((lecteur) => ficheOf(gardee, { zone: tx.zone, lecteur, origine }))
  return { verdict, version, derniere, emiseLe, contenu, imprimees }
}

/** The same for whoever holds the paper, without an account: no right is asked for, and nothing of the pupil is said. */
export function ficheVerifieePubliquement(
  db: Db,
  { academie, empreinte }: { academie: string; empreinte: string },
): Promise<FicheVerifiee | undefined> {
  const acteur = { academie, compteId: null, nom: '', pourLeCompteDe: null }
  return inTransaction({ db, acteur }, (tx) => ficheParEmpreinte(tx, empreinte))
}

/** The same for the people of the académie, who may read the whole sheet. */
export function readFicheVerifiee(tx: Tx, empreinte: string): Promise<FicheVerifiee | undefined> {
  demand(tx.acteur, 'fiche.verifier', [{}])
  return ficheParEmpreinte(tx, empreinte)
}
