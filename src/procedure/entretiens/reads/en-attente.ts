import { asApplication } from '#src/db/transaction.ts'
import { listReferents, type Campagne } from '#src/procedure/campagnes/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import {
  distinct,
  lieuxBuilder,
  loadInstance,
  requeteId,
  type Loaded,
} from '#src/procedure/entretiens/reads/instance.ts'
import { listEnAttente, type EnAttente } from '#src/procedure/entretiens/sql/planning.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'

/** Which of those who wait: whom one lycée may receive, of whom a registration came in since, or by name. */
export interface Attente extends EnAttente {
  uai?: string | undefined
}

/**
 * Those who wait for a place, with all that bears on where they may go; nobody else moves. Undefined when nobody waits.
 */
export async function loadEnAttente(
  tx: Tx,
  { campagne, uai, ...lesquels }: Attente & { campagne: Campagne },
): Promise<Loaded | undefined> {
  const rows = await listEnAttente(tx.trx, campagne.id, lesquels)
  if (rows.length === 0) return undefined
  const etablissements = await listEtablissements(tx.trx, distinct(rows.map((row) => row.uai)))
  const domaines = distinct(rows.map((row) => row.domaine))
  const offres = await listReferents(tx.trx, campagne.id, domaines)
  const lieux = lieuxBuilder({ etablissements, offres })
  const waiting = rows
    .map((row) => ({ row, lieux: lieux(row) }))
    .filter((one) => uai === undefined || one.lieux.includes(uai))
  const loaded = await loadInstance(tx, campagne, {
    lycees: distinct(waiting.flatMap((one) => one.lieux)),
    colleges: distinct(waiting.map(({ row }) => row.uai)),
    eleves: distinct(waiting.map(({ row }) => row.eleveId)),
    domaines,
    offres,
  })
  const wanted = new Set(waiting.map(({ row }) => requeteId(row.eleveId, row.domaine)))
  const requetes = loaded.instance.requetes.filter((one) => wanted.has(one.id))
  return { ...loaded, instance: { ...loaded.instance, requetes } }
}

/**
 * The whole campaign, in which only those who wait for a place are to place: who withdrew, or whose data may not be used
 * for now, is registered all the same and is not.
 */
export async function loadCampagneEntiere(tx: Tx, campagne: Campagne): Promise<Loaded> {
  const loaded = await loadInstance(tx, campagne)
  const rows = await asApplication(tx, () => listEnAttente(tx.trx, campagne.id))
  const wanted = new Set(rows.map((row) => requeteId(row.eleveId, row.domaine)))
  const requetes = loaded.instance.requetes.filter((one) => wanted.has(one.id))
  return { ...loaded, instance: { ...loaded.instance, requetes } }
}
