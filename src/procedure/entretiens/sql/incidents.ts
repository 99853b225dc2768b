import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { GenreIncident } from '#src/procedure/entretiens/model.ts'

type Trx = Transaction<DB>

export interface Incident {
  id: number
  uai: string
  genre: GenreIncident
  intervenantId: number | null
  intervenant: string | null
  salleId: number | null
  salle: string | null
  eleveId: number | null
  eleve: string | null
  domaine: string | null
  debut: Date
  fin: Date
  motif: string
  auteur: string
  le: Date
  decision: 'acceptee' | 'refusee' | null
  decidePar: string | null
}

const INCIDENT = sql`
  select x.id, x.uai, x.genre, x.intervenant_id as "intervenantId", i.nom as intervenant, x.salle_id as "salleId",
    s.nom as salle, x.eleve_id as "eleveId", e.nom || ' ' || e.prenom as eleve, x.domaine, x.debut, x.fin, x.motif,
    x.auteur, x.le, x.decision, x.decide_par as "decidePar"
  from incident x left join intervenant i on i.id = x.intervenant_id left join salle s on s.id = x.salle_id
  left join eleve e on e.id = x.eleve_id`

/** Incidents of a lycée, those that wait first. Reads pupils. */
export async function listIncidents(
  trx: Trx,
  { campagneId, uai }: { campagneId: number; uai: string },
): Promise<Incident[]> {
  const { rows } = await sql<Incident>`${INCIDENT}
    where x.campagne_id = ${campagneId} and x.uai = ${uai} order by x.decision is not null, x.id desc`.execute(
    trx,
  )
  return rows
}

export async function selectIncident(
  trx: Trx,
  { campagneId, incidentId }: { campagneId: number; incidentId: number },
): Promise<Incident | undefined> {
  const { rows } = await sql<Incident>`${INCIDENT}
    where x.campagne_id = ${campagneId} and x.id = ${incidentId}`.execute(trx)
  return rows[0]
}

export async function insertIncident(trx: Trx, row: Row): Promise<number> {
  const [written] = await insertRows<{ id: number }>(trx, 'incident', [row], { returning: ['id'] })
  if (!written) throw new Error('incident non enregistré')
  return written.id
}

/** False when somebody decided before. */
export async function decideIncident(
  trx: Trx,
  decided: { id: number; decision: 'acceptee' | 'refusee'; auteur: string; now: Date },
): Promise<boolean> {
  const { id, decision, auteur, now } = decided
  const { rows } = await sql<{ id: number }>`
    update incident set decision = ${decision}, decide_par = ${auteur}, decide_le = ${now}
    where id = ${id} and decision is null returning id`.execute(trx)
  return rows.length > 0
}

/** Takes interviews back; their convocations stay as they were said. */
export async function deleteEntretiens(trx: Trx, ids: readonly number[]): Promise<void> {
  await sql`set constraints entretien_dans_un_creneau deferred`.execute(trx)
  await sql`delete from presence where entretien_id = any (${ids}::bigint[])`.execute(trx)
  await sql`
    delete from creneau k using entretien n where n.creneau_id = k.id and n.id = any (${ids}::bigint[])
      and not exists (select from entretien o where o.creneau_id = k.id and o.id <> all (${ids}::bigint[]))`.execute(
    trx,
  )
  await sql`delete from entretien where id = any (${ids}::bigint[])`.execute(trx)
  await sql`set constraints entretien_dans_un_creneau immediate`.execute(trx)
}

/** A no-show who is placed again has not been absent from the new interview. Returns the interviews of no-shows. */
export async function deletePresences(trx: Trx, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number; etat: string }>`
    delete from presence where entretien_id = any (${ids}::bigint[]) returning entretien_id as id, etat`.execute(
    trx,
  )
  return rows.flatMap(({ id, etat }) => (etat === 'absent' ? [id] : []))
}

/** Interviews of a lycée that a person holds between two instants, with their availability. */
export async function listPrisesDe(
  trx: Trx,
  { intervenantId, debut, fin }: { intervenantId: number; debut: Date; fin: Date },
): Promise<
  { entretienId: number; disponibiliteId: number; place: number; domaine: string; debut: Date; fin: Date }[]
> {
  const { rows } = await sql<{
    entretienId: number
    disponibiliteId: number
    place: number
    domaine: string
    debut: Date
    fin: Date
  }>`
    select n.id as "entretienId", k.disponibilite_id as "disponibiliteId", n.place, n.domaine, lower(n.plage) as debut,
      upper(n.plage) as fin
    from creneau_intervenant c join creneau k on k.id = c.creneau_id join entretien n on n.creneau_id = k.id
    where c.intervenant_id = ${intervenantId} and n.plage && tstzrange(${debut}, ${fin})
    order by lower(n.plage), n.id`.execute(trx)
  return rows
}

/** The same availability with another in the place of one of its jury, between two instants. Returns its id. */
export async function copyDisponibilite(
  trx: Trx,
  asked: { disponibiliteId: number; absent: number; remplacant: number; debut: Date; fin: Date },
): Promise<number> {
  const { disponibiliteId, absent, remplacant, debut, fin } = asked
  const { rows } = await sql<{ id: number }>`
    insert into disponibilite (academie, campagne_id, uai, domaines, debut, fin, salle_id, mode, capacite,
      minutes_communes, minutes_individuelles, accessible)
    select academie, campagne_id, uai, domaines, greatest(debut, ${debut}), least(fin, ${fin}), salle_id, mode, capacite,
      minutes_communes, minutes_individuelles, accessible from disponibilite where id = ${disponibiliteId} returning id`.execute(
    trx,
  )
  const id = rows[0]?.id ?? 0
  await sql`
    insert into disponibilite_intervenant (academie, disponibilite_id, intervenant_id)
    select distinct academie, ${id}::bigint, case when intervenant_id = ${absent} then ${remplacant}::bigint else intervenant_id end
    from disponibilite_intervenant where disponibilite_id = ${disponibiliteId}`.execute(trx)
  return id
}
