import { groupBy, indexBy } from '#src/kit/group.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { minutesEntre } from '#src/procedure/entretiens/reads/trajet.ts'
import { ordreDePassage } from '#src/procedure/entretiens/rules/seances.ts'
import { listPresents, updatePlaces, type RangeeSeance } from '#src/procedure/entretiens/sql/seances.ts'
import { insertConvocations, type PorteeConvocation } from '#src/procedure/entretiens/sql/vagues.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'

/**
 * Convokes: first the time of each pupil in a group session is decided, for those who were not told theirs; then each gets
 * his letter. Called under the lock of the planning.
 */
export async function convoquer(
  tx: Tx,
  scope: Omit<PorteeConvocation, 'auteur' | 'now'>,
): Promise<{ uai: string; nombre: number }[]> {
  await decideOrder(tx, scope)
  return insertConvocations(tx.trx, { ...scope, auteur: tx.acteur.nom, now: tx.now })
}

async function decideOrder(tx: Tx, scope: Omit<PorteeConvocation, 'auteur' | 'now'>): Promise<void> {
  const rows = await listPresents(tx.trx, { ...scope, now: tx.now })
  if (rows.length === 0) return
  const trajet = await trajetsOf(tx, rows)
  const changed = [...groupBy(rows, (row) => row.creneauId).values()].flatMap((session) => {
    const places = ordreDePassage(session.map((row) => ({ ...row, trajet: trajet(row) })))
    return session.flatMap(({ entretienId, place }) => {
      const next = places.get(entretienId) ?? place
      return next === place ? [] : [{ entretienId, place: next }]
    })
  })
  if (changed.length > 0) await updatePlaces(tx.trx, changed)
}

/** Minutes of the journey home; a remote interview has none. */
async function trajetsOf(
  tx: Tx,
  rows: readonly RangeeSeance[],
): Promise<(row: RangeeSeance) => number | null> {
  const uais = [...new Set(rows.flatMap(({ uai, college }) => [uai, college]))]
  const schools = indexBy(await listEtablissements(tx.trx, uais), (one) => one.uai)
  return ({ mode, uai, college }) => {
    const [from, to] = [schools.get(uai), schools.get(college)]
    return mode === 'distanciel' || !from || !to ? null : minutesEntre(from, to)
  }
}
