import { sql, type Transaction } from 'kysely'
import type { Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import { EMISSION_MANUELLE, type ReglageEmission } from '#src/procedure/bonus/rules/emission.ts'
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

export async function selectReglageEmission(
  trx: Transaction<DB>,
  campagneId: number,
): Promise<ReglageEmission> {
  const { rows } = await sql<ReglageEmission>`
    select mode, le, faite_le as "faiteLe" from emission_reglage where campagne_id = ${campagneId}`.execute(
    trx,
  )
  return rows[0] ?? EMISSION_MANUELLE
}

/** Another choice begins anew: what left under the one before does not count. */
export async function upsertReglageEmission(trx: Transaction<DB>, row: Row): Promise<void> {
  await sql`insert into emission_reglage (academie, campagne_id, mode, le, auteur, choisi_le)
    values (${row['academie']}, ${row['campagne_id']}, ${row['mode']}, ${row['le']}, ${row['auteur']}, ${row['choisi_le']})
    on conflict (campagne_id) do update set mode = excluded.mode, le = excluded.le, auteur = excluded.auteur,
      choisi_le = excluded.choisi_le, faite_le = null`.execute(trx)
}

export async function markEmission(
  trx: Transaction<DB>,
  { campagneId, now }: { campagneId: number; now: Date },
): Promise<void> {
  await sql`update emission_reglage set faite_le = ${now} where campagne_id = ${campagneId}`.execute(trx)
}

/** Open campaigns whose fiches leave by themselves. Reads campaigns. */
export async function listEmissionsAutomatiques(trx: Transaction<DB>): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select r.campagne_id as id from emission_reglage r join campagne_ouverture o on o.campagne_id = r.campagne_id
    where r.mode <> 'manuelle' order by r.campagne_id`.execute(trx)
  return rows.map((row) => row.id)
}

/** Pupils whose every registration has both its avis. Reads registrations. */
export async function listElevesComplets(trx: Transaction<DB>, campagneId: number): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select i.eleve_id as id from inscription i left join avis_final v on v.inscription_id = i.id
    where i.campagne_id = ${campagneId} group by i.eleve_id having bool_and(coalesce(v.etat = 'complet', false))`.execute(
    trx,
  )
  return new Set(rows.map((row) => row.id))
}
