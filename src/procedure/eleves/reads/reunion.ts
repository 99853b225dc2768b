import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { Eleve } from '#src/procedure/eleves/model.ts'
import { listEleves } from '#src/procedure/eleves/sql.ts'

const REUNIR = 'eleves.reunir'

export interface Semblables {
  eleve: Eleve
  /** Of the same school, the likeliest first: born the same day and of one name or first name, then either. */
  autres: Eleve[]
}

const alike = (a: string, b: string): boolean => a.localeCompare(b, 'fr', { sensitivity: 'base' }) === 0

/** Those who may be the same pupil as this one of the school. A person looks, and says. Undefined: no such pupil. */
export async function readSemblables(
  tx: Tx,
  { campagneId, uai, eleveId }: { campagneId: number; uai: string; eleveId: number },
): Promise<Semblables | undefined> {
  demand(tx.acteur, REUNIR, [{ uai }])
  const all = await listEleves(tx.trx, campagneId, uai)
  const eleve = all.find((one) => one.id === eleveId)
  if (!eleve) return undefined
  const likeness = (one: Eleve): number =>
    (one.dateNaissance === eleve.dateNaissance ? 2 : 0) +
    (alike(one.nom, eleve.nom) ? 1 : 0) +
    (alike(one.prenom, eleve.prenom) ? 1 : 0)
  const autres = all
    .filter((one) => one.id !== eleveId && likeness(one) >= 2)
    .toSorted((a, b) => likeness(b) - likeness(a))
  return { eleve, autres }
}
