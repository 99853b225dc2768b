import { sql, type Transaction } from 'kysely'
import { inPerimetre, type Perimetre } from '#src/procedure/eleves/api.ts'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

export interface NouveauRecepisse {
  academie: string
  campagne_id: number
  uai: string
  avis: readonly number[]
  signataire: string
  le: Date
}

/** Each takes the next number of its school. Two at once: the constraint refuses one, which is tried again. */
export async function insertRecepisses(trx: Trx, rows: readonly NouveauRecepisse[]): Promise<void> {
  for (const { academie, campagne_id, uai, avis, signataire, le } of rows)
    await sql`
      insert into recepisse (academie, campagne_id, uai, numero, avis, signataire, le)
      select ${academie}, ${campagne_id}, ${uai}, coalesce(max(numero), 0) + 1, ${avis}::bigint[], ${signataire}, ${le}
      from recepisse where campagne_id = ${campagne_id} and uai = ${uai}`.execute(trx)
}

/** What was signed at one time. */
export interface Recepisse {
  id: number
  uai: string
  etablissement: string
  numero: number
  signataire: string
  le: Date
  nombre: number
}

const RECEPISSE = sql`
  select r.id, r.uai, s.nom as etablissement, r.numero, r.signataire, r.le, cardinality(r.avis) as nombre
  from recepisse r join etablissement s on s.uai = r.uai`

/** The receipts of these schools, the latest first. Reads the directory. */
export async function listRecepisses(
  trx: Trx,
  { campagneId, uais }: { campagneId: number; uais: readonly string[] },
): Promise<Recepisse[]> {
  const { rows } = await sql<Recepisse>`${RECEPISSE}
    where r.campagne_id = ${campagneId} and r.uai = any (${uais}::text[]) order by r.le desc, r.id desc`.execute(
    trx,
  )
  return rows
}

export async function selectRecepisse(
  trx: Trx,
  { campagneId, id }: { campagneId: number; id: number },
): Promise<Recepisse | undefined> {
  const { rows } = await sql<Recepisse>`${RECEPISSE}
    where r.campagne_id = ${campagneId} and r.id = ${id}`.execute(trx)
  return rows[0]
}

/** An avis as its receipt shows it. */
export interface AvisDeRecepisse {
  nom: string
  prenom: string
  classe: string | null
  /** null: one avis for all the formations of the pupil. */
  formation: string | null
  sens: string
  commentaire: string
}

/** Reads pupils and registrations. */
export async function listAvisDuRecepisse(trx: Trx, id: number): Promise<AvisDeRecepisse[]> {
  const { rows } = await sql<AvisDeRecepisse>`
    select e.nom, e.prenom, e.classe, f.libelle as formation, o.sens, o.commentaire
    from recepisse r cross join unnest(r.avis) with ordinality a (avis_id, rang)
    join avis_origine o on o.id = a.avis_id join eleve e on e.id = o.eleve_id
    left join inscription i on i.id = o.inscription_id
    left join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
    where r.id = ${id} order by a.rang`.execute(trx)
  return rows
}

/** How many signed origin avis stand at each level in these schools. */
export async function countSensSignes(
  trx: Trx,
  { campagneId, perimetre }: { campagneId: number; perimetre: Perimetre },
): Promise<Map<string, number>> {
  const { rows } = await sql<{ sens: string; nombre: number }>`
    select o.sens, count(*)::int as nombre from avis_origine o join eleve e on e.id = o.eleve_id
    where o.campagne_id = ${campagneId}
      and ${inPerimetre(perimetre)}
    group by o.sens`.execute(trx)
  return new Map(rows.map((row) => [row.sens, row.nombre]))
}
