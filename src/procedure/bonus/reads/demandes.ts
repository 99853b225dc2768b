import type { ContestationRecue, Reexamen, ReexamenRecu } from '#src/procedure/bonus/model/demandes.ts'
import type { FicheDeFamille } from '#src/procedure/bonus/reads/famille.ts'
import {
  listContestations,
  listReexamensDe,
  listReexamensDeLEleve,
  listReexamensRecus,
  selectVersionDeFiche,
} from '#src/procedure/bonus/sql/demandes.ts'
import { listPersonnesDesFiches } from '#src/procedure/bonus/sql/fiches.ts'
import type { PersonneFiche } from '#src/procedure/bonus/model.ts'
import { readEleve } from '#src/procedure/eleves/api.ts'
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

/** What a school needs to enter a request that a family wrote on paper, and to print its answer. */
export interface ReexamenPapier {
  eleveId: number
  nom: string
  uai: string
  /** null: no fiche is issued yet. */
  version: number | null
  inscriptions: { id: number; mef: string; libelle: string }[]
  personnes: PersonneFiche[]
  demandes: Reexamen[]
}

/** Undefined when the pupil is not followed by the reader. */
export async function readReexamenPapier(
  tx: Tx,
  { campagneId, eleveId }: { campagneId: number; eleveId: number },
): Promise<ReexamenPapier | undefined> {
  const dossier = await readEleve(tx, { campagneId, eleveId })
  if (!dossier) return undefined
  const { prenom, nom, uai } = dossier.eleve
  demand(tx.acteur, 'reexamen.saisir', [{ uai }])
  const personnes = await listPersonnesDesFiches(tx.trx, { campagneId, eleveIds: [eleveId] })
  return {
    eleveId,
    nom: `${prenom} ${nom}`,
    uai,
    version: (await selectVersionDeFiche(tx.trx, eleveId)) ?? null,
    inscriptions: dossier.inscriptions.map(({ id, mef, libelle }) => ({ id, mef, libelle })),
    personnes: personnes.get(eleveId) ?? [],
    demandes: await listReexamensDeLEleve(tx.trx, eleveId),
  }
}
