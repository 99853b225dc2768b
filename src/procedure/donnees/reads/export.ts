import { allows, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { porteeDeLEleve, selectEleves } from '#src/procedure/eleves/api.ts'
import { hasFiche, listParties } from '#src/procedure/donnees/sql/export.ts'
import type { PartieExportee } from '#src/procedure/donnees/sql/export-partie.ts'

export interface CopieDonnees {
  etablieLe: string
  pour: 'eleve' | 'responsable'
  /** Avis and comments are left out until the fiche is issued. */
  avisCompris: boolean
  parties: PartieExportee[]
}

const LIRE = 'donnees.exporter'

/**
 * Everything kept about a pupil, for himself or for one of his guardians: never a datum of the other guardian. A school
 * or the académie makes it for who asked (`responsableId`, null for the pupil). Source: GDPR, articles 15 and 20.
 */
export async function readCopie(
  tx: Tx,
  { eleveId, ...asked }: { eleveId: number; responsableId: number | null },
): Promise<CopieDonnees | undefined> {
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  const portee = await porteeDeLEleve(tx, eleveId)
  demand(tx.acteur, LIRE, [{ ...portee, ...(eleve ? { uai: eleve.uai } : {}) }])
  if (!eleve) return undefined
  const enFamille = allows(tx.acteur, 'donnees.voir', portee)
  const moi = allows(tx.acteur, 'espace.lire', { eleveId }) ? null : (portee.responsableId ?? null)
  const responsableId = enFamille ? moi : asked.responsableId
  const communicable = await hasFiche(tx.trx, eleveId)
  return {
    etablieLe: tx.now.toISOString(),
    pour: responsableId === null ? 'eleve' : 'responsable',
    avisCompris: communicable,
    parties: await listParties(tx.trx, { eleveId, responsableId, communicable, zone: tx.zone }),
  }
}
