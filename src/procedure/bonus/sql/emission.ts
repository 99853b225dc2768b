import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import { ETATS_AVIS_FINAL, type EtatAvisFinal } from '#src/procedure/bonus/model.ts'

/** Counts of what is crossed and issued. Reads registrations. */
export async function selectEmissionDeLaCampagne(trx: Transaction<DB>, campagneId: number) {
  const { rows } = await sql<{ inscriptions: number; eleves: number; fiches: number; derniere: Date | null }>`
    select (select count(*)::int from inscription where campagne_id = ${campagneId}) as inscriptions,
      (select count(distinct eleve_id)::int from inscription where campagne_id = ${campagneId}) as eleves,
      (select count(distinct eleve_id)::int from fiche where campagne_id = ${campagneId}) as fiches,
      (select max(emise_le) from fiche where campagne_id = ${campagneId}) as derniere`.execute(trx)
  const { rows: counted } = await sql<{ etat: EtatAvisFinal; nombre: number }>`
    select etat, count(*)::int as nombre from avis_final where campagne_id = ${campagneId} group by etat`.execute(
    trx,
  )
  const etats = ETATS_AVIS_FINAL.flatMap((etat) => counted.filter((one) => one.etat === etat))
  const row = rows[0]
  if (!row) throw new Error('émission sans réponse de la base')
  return { ...row, etats }
}
