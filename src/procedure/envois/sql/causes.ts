import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'
import type { ChangementDeSemaine, Genre } from '#src/procedure/envois/model.ts'

type Trx = Transaction<DB>

/** Something to say about a pupil. `responsableIds`: to these guardians only, and to himself when null is among them. */
export interface Cause {
  genre: Genre
  eleveId: number
  entretienId: number | null
  version: number | null
  /** What makes it one thing said: with the address, the key of the message. */
  cause: string
  responsableIds?: (number | null)[]
  /** Of a held interview, where it was told and where it is now. */
  semaine?: ChangementDeSemaine
  /** Of a held interview that is taken away, the week that was told, by its Monday. */
  annoncee?: Day | null
  /** The pupil withdrew: nobody cancels but him. */
  retrait?: boolean
}

/** Of the last letter that convokes: that of a cancellation convokes to nothing. */
const VERSION = sql`(select max(v.version) from convocation v where v.entretien_id = n.id
  and v.objet is distinct from 'annulation')`

/** Convocations written since an instant, the last of each interview. Reads the room of interviews. */
export async function listCausesConvocation(
  trx: Trx,
  { campagneId, depuis }: { campagneId: number; depuis: Date },
): Promise<Cause[]> {
  const { rows } = await sql<Cause>`
    select case when c.version = 1 then 'convocation' else 'changement' end as genre, n.eleve_id as "eleveId",
      n.id as "entretienId", c.version, 'convocation/' || n.id || '/' || c.version as cause
    from convocation c join entretien n on n.id = c.entretien_id
    where c.campagne_id = ${campagneId} and c.emise_le >= ${depuis} and c.version = ${VERSION}
    order by n.id`.execute(trx)
  return rows
}

/** Held interviews that went to another lycée or another week since an instant. Reads the room of interviews. */
export async function listCausesSemaine(
  trx: Trx,
  { campagneId, depuis }: { campagneId: number; depuis: Date },
): Promise<Cause[]> {
  const { rows } = await sql<Cause>`
    select 'changement_semaine' as genre, n.eleve_id as "eleveId", n.id as "entretienId", null as version,
      'semaine/' || n.id || '/' || n.version as cause, json_build_object('avant', n.semaine_avant, 'apres',
        date_trunc('week', lower(n.plage) at time zone a.fuseau)::date, 'lyceeAvant', n.uai_avant, 'lyceeApres', k.uai)
      as semaine
    from entretien n join creneau k on k.id = n.creneau_id join academie a on a.code = n.academie
    where n.campagne_id = ${campagneId} and n.semaine_changee_le >= ${depuis}
      and not exists (select from convocation c where c.entretien_id = n.id)
    order by n.id`.execute(trx)
  return rows
}

/** Interviews recorded cancelled by the lycée, or pupils recorded absent, since an instant. Reads the room of interviews. */
export async function listCausesPresence(
  trx: Trx,
  { campagneId, depuis }: { campagneId: number; depuis: Date },
): Promise<Cause[]> {
  const { rows } = await sql<Cause>`
    select case p.etat when 'absent' then 'absence' else 'annulation' end as genre, n.eleve_id as "eleveId",
      n.id as "entretienId", ${VERSION} as version,
      case p.etat when 'absent' then 'absence/' else 'annulation/' end || n.id || '/' || ${VERSION} as cause
    from presence p join entretien n on n.id = p.entretien_id
    where p.campagne_id = ${campagneId} and p.le >= ${depuis} and p.etat in ('absent', 'annule_par_lycee')
      and ${VERSION} is not null
    order by n.id`.execute(trx)
  return rows
}

/** Interviews that families were told of, convoked or only held, and that are about to be taken away. Reads the room of interviews. */
export async function listCausesAnnulation(trx: Trx, entretienIds: readonly number[]): Promise<Cause[]> {
  const { rows } = await sql<Cause>`
    select 'annulation' as genre, n.eleve_id as "eleveId", n.id as "entretienId", ${VERSION} as version,
      'annulation/' || n.id || '/' || coalesce(${VERSION}::text, 'prévu') as cause,
      case when ${VERSION} is null then date_trunc('week', lower(n.plage) at time zone a.fuseau)::date end as annoncee
    from entretien n join academie a on a.code = n.academie
    where n.id = any (${entretienIds}::bigint[]) and (${VERSION} is not null or n.annonce_le is not null)
    order by n.id`.execute(trx)
  return rows
}

/** Fiches issued since an instant, the last of each pupil. Reads the room of the bonus. */
export async function listCausesFiche(
  trx: Trx,
  { campagneId, depuis }: { campagneId: number; depuis: Date },
): Promise<Cause[]> {
  const { rows } = await sql<Cause>`
    select 'fiche' as genre, f.eleve_id as "eleveId", null as "entretienId", f.version,
      'fiche/' || f.eleve_id || '/' || f.version as cause
    from fiche f where f.campagne_id = ${campagneId} and f.emise_le >= ${depuis}
      and not exists (select from fiche g where g.eleve_id = f.eleve_id and g.version > f.version)
    order by f.eleve_id`.execute(trx)
  return rows
}

/**
 * Words given on fiches since an instant: on screen, to who gave them; entered from paper, to everybody of the family, who
 * may contest them. Reads the room of the bonus. Source: domain.md, « the family gets a copy ».
 */
export async function listCausesAccuse(
  trx: Trx,
  { campagneId, depuis }: { campagneId: number; depuis: Date },
): Promise<Cause[]> {
  const { rows } = await sql<Cause & { papier: boolean }>`
    select 'accuse_confirmation' as genre, i.eleve_id as "eleveId", null as "entretienId", null as version,
      'accuse/' || i.eleve_id || '/' || max(c.id) as cause, bool_or(c.support = 'papier') as papier,
      json_agg(distinct c.responsable_id) as "responsableIds"
    from confirmation c join inscription i on i.id = c.inscription_id
    where c.campagne_id = ${campagneId} and c.le >= ${depuis} group by i.eleve_id order by i.eleve_id`.execute(
    trx,
  )
  return rows.map(({ papier, responsableIds, ...cause }) => ({
    ...cause,
    ...(papier || !responsableIds ? {} : { responsableIds }),
  }))
}

/**
 * Requests answered since an instant. That for another slot is told to the pupil and his guardians; a second look only to
 * the person who asked for it: another guardian's words are not his to know of. Reads the rooms of interviews and bonus.
 */
export async function listCausesReponse(
  trx: Trx,
  { campagneId, depuis }: { campagneId: number; depuis: Date },
): Promise<Cause[]> {
  const { rows } = await sql<Cause>`
    select 'reponse' as genre, d.eleve_id as "eleveId", null as "entretienId", null as version,
      'reponse/creneau/' || d.id as cause, null as "responsableIds"
    from demande_creneau d where d.campagne_id = ${campagneId} and d.repondu_le >= ${depuis}
    union all
    select 'reponse', i.eleve_id, null, null, 'reponse/reexamen/' || x.id, json_build_array(x.responsable_id)
    from reexamen x join inscription i on i.id = x.inscription_id
    where x.campagne_id = ${campagneId} and x.repondu_le >= ${depuis}
    order by 2, 5`.execute(trx)
  return rows.map(({ responsableIds, ...cause }) => ({
    ...cause,
    ...(responsableIds ? { responsableIds } : {}),
  }))
}

/** Interviews convoked at least a day ago that come within some days. Reads the room of interviews. */
export async function listCausesRappelEntretien(
  trx: Trx,
  { campagneId, now, jours }: { campagneId: number; now: Date; jours: number },
): Promise<Cause[]> {
  const { rows } = await sql<Cause>`
    select 'rappel_entretien' as genre, n.eleve_id as "eleveId", n.id as "entretienId", c.version,
      'rappel/' || n.id || '/' || c.version as cause
    from entretien n join convocation c on c.entretien_id = n.id and c.version = ${VERSION}
    join creneau s on s.id = n.creneau_id
    where (c.plage, c.individuel, c.uai, c.salle_id, c.mode)
          is not distinct from (n.plage, n.individuel, s.uai, s.salle_id, s.mode) and n.campagne_id = ${campagneId} and lower(n.plage) > ${now}
      and lower(n.plage) <= ${now}::timestamptz + make_interval(days => ${jours})
      and c.emise_le <= ${now}::timestamptz - interval '1 day'
      and not exists (select from presence p where p.entretien_id = n.id)
    order by n.id`.execute(trx)
  return rows
}

/** A pupil's fiche gives points for this registration, nobody of the family said no, and this person's yes is awaited. */
export const attenduDe = (eleveId: RawBuilder<unknown>, responsableId: RawBuilder<unknown>) => sql`exists (
  select from inscription i join avis_final a on a.inscription_id = i.id and a.points > 0
  join eleve e on e.id = i.eleve_id join campagne k on k.id = i.campagne_id join reglement g on g.id = k.reglement_id
  cross join lateral (select g.contenu ->> 'confirmationResponsables' as qui,
    e.date_naissance + interval '18 years' <= k.fin_confirmations as majeur) r
  where i.eleve_id = ${eleveId} and r.qui <> 'aucun' and (${responsableId} is null or not r.majeur)
    and exists (select from fiche f where f.eleve_id = i.eleve_id)
    and not exists (select from (select distinct on (c.responsable_id) c.responsable_id, c.decision from confirmation c
        where c.inscription_id = i.id order by c.responsable_id, c.le desc, c.id desc) d
      where d.decision = 'non' or d.responsable_id is not distinct from ${responsableId}
        or (r.qui = 'un' and ${responsableId} is not null and d.responsable_id is not null)))`

/** Pupils whose fiche waits for somebody's word, within some days of the end. Reads the room of the bonus. */
export async function listCausesRappelConfirmation(
  trx: Trx,
  { campagneId, echeance }: { campagneId: number; echeance: number },
): Promise<Cause[]> {
  const { rows } = await sql<Cause>`
    with personnes as (
      select e.id as eleve_id, null::bigint as responsable_id from eleve e where e.campagne_id = ${campagneId}
        and exists (select from fiche f where f.eleve_id = e.id)
      union all
      select l.eleve_id, l.responsable_id from eleve_responsable l join eleve e on e.id = l.eleve_id
      where e.campagne_id = ${campagneId} and l.niveau = 1 and exists (select from fiche f where f.eleve_id = e.id))
    select 'rappel_confirmation' as genre, p.eleve_id as "eleveId", null as "entretienId", null as version,
      'rappel-confirmation/' || p.eleve_id || '/' || ${echeance}::int as cause,
      json_agg(p.responsable_id) as "responsableIds"
    from personnes p where ${attenduDe(sql`p.eleve_id`, sql`p.responsable_id`)}
    group by p.eleve_id order by p.eleve_id`.execute(trx)
  return rows
}
