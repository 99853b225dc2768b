import { sql, type RawBuilder, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'
import type { Dossier, Voeu } from '#src/procedure/bonus/model.ts'

type Trx = Transaction<DB>

/**
 * Every registration of the campaign, or of these pupils, with its stored avis final and the last word of each person.
 * Reads pupils and guardians.
 */
export async function listDossiersDesInscriptions(
  trx: Trx,
  {
    campagneId,
    finConfirmations,
    eleveIds,
  }: { campagneId: number; finConfirmations: Day; eleveIds?: readonly number[] },
): Promise<Dossier[]> {
  // Said in each part: the few pupils of a screen must not cost a reading of the whole campaign.
  const ofThese = (eleve: string): RawBuilder<unknown> =>
    eleveIds ? sql`${sql.ref(eleve)} = any (${eleveIds}::bigint[])` : sql`true`
  const { rows } = await sql<Dossier>`
    with decisions as (
      select distinct on (inscription_id, responsable_id) inscription_id, responsable_id, decision
      from confirmation c where c.campagne_id = ${campagneId}
        and ${eleveIds ? sql`c.inscription_id in (select i.id from inscription i where ${ofThese('i.eleve_id')})` : sql`true`}
      order by inscription_id, responsable_id, le desc, id desc),
    mots as (
      select inscription_id, json_agg(json_build_object('responsableId', responsable_id, 'decision', decision)
        order by responsable_id nulls first) as decisions
      from decisions group by inscription_id),
    legaux as (
      select l.eleve_id, array_agg(l.responsable_id order by l.responsable_id) as ids
      from eleve_responsable l join eleve e on e.id = l.eleve_id
      where l.niveau = 1 and e.campagne_id = ${campagneId} and ${ofThese('l.eleve_id')} group by l.eleve_id),
    silencieux as (
      select eleve_id, array_agg(responsable_id order by responsable_id) as ids from acte_exceptionnel
      where campagne_id = ${campagneId} and genre = 'responsable_injoignable' and approuve_le is not null
      group by eleve_id)
    select i.id as "inscriptionId", i.eleve_id as "eleveId", i.mef, f.libelle, a.sens, coalesce(a.points, 0) as points,
      e.date_naissance + interval '18 years' <= ${finConfirmations}::date as majeur,
      coalesce(g.ids, '{}') as responsables, coalesce(s.ids, '{}') as injoignables, coalesce(m.decisions, '[]') as decisions
    from inscription i join eleve e on e.id = i.eleve_id
    join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
    left join avis_final a on a.inscription_id = i.id
    left join mots m on m.inscription_id = i.id left join legaux g on g.eleve_id = i.eleve_id
    left join silencieux s on s.eleve_id = i.eleve_id
    where i.campagne_id = ${campagneId} and ${ofThese('i.eleve_id')}
    order by i.id`.execute(trx)
  return rows
}

export async function insertConfirmations(trx: Trx, rows: readonly Row[]): Promise<void> {
  await insertRows(trx, 'confirmation', rows)
}

/** Wishes of pupils of the campaign. */
export async function listVoeux(trx: Trx, campagneId: number): Promise<Voeu[]> {
  const { rows } = await sql<Voeu>`
    select eleve_id as "eleveId", academie_offre as "academieOffre", code_offre as "codeOffre", code_mef as "codeMef",
      libelle_formation as "libelleFormation"
    from voeu where campagne_id = ${campagneId} and eleve_id is not null order by eleve_id, rang, id`.execute(
    trx,
  )
  return rows
}

/** MEF that each offer serves, by `academie/code`. */
export async function mapOffres(trx: Trx, campagneId: number): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ offre: string; mefs: string[] }>`
    select academie_offre || '/' || code as offre, array_agg(mef order by mef) as mefs
    from offre where campagne_id = ${campagneId} group by 1`.execute(trx)
  return new Map(rows.map((row) => [row.offre, new Set(row.mefs)]))
}
