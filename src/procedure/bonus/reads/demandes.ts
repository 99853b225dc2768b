import type { ContestationRecue, Reexamen, ReexamenRecu } from '#src/procedure/bonus/model/demandes.ts'
import type { FicheDeFamille } from '#src/procedure/bonus/reads/famille.ts'
import { listContestations, listReexamensDe, listReexamensRecus } from '#src/procedure/bonus/sql/demandes.ts'
import { demand, hasRole, schoolsOf, type Tx } from '#src/procedure/comptes/api.ts'

const FAMILLE = 'reexamen.relire'
const SUIVRE = 'reexamens.lire'

/** What the reader of a fiche asked about it. */
export async function readMesReexamens(tx: Tx, { eleveId, moi }: FicheDeFamille): Promise<Reexamen[]> {
  demand(tx.acteur, FAMILLE, [moi === null ? { eleveId } : { responsableId: moi }])
  return listReexamensDe(tx.trx, { eleveId, responsableId: moi })
}

/** Schools whose families the actor follows; null: all of the académie. */
function schoolsSeen(tx: Tx): string[] | null {
  const uais = hasRole(tx.acteur, 'academie') ? null : schoolsOf(tx.acteur, ['chef_origine'])
  demand(
    tx.acteur,
    SUIVRE,
    (uais ?? []).map((uai) => ({ uai })),
  )
  return uais
}

/** Requests of the académie, or of the schools of a head. */
export const readReexamensRecus = async (tx: Tx, campagneId: number): Promise<ReexamenRecu[]> =>
  listReexamensRecus(tx.trx, { campagneId, uais: schoolsSeen(tx) })

export const readContestations = async (tx: Tx, campagneId: number): Promise<ContestationRecue[]> =>
  listContestations(tx.trx, { campagneId, uais: schoolsSeen(tx) })
