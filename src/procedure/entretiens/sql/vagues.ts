import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Mode } from '#src/exchange/model.ts'
import type { Day } from '#src/kit/day.ts'
import { isLimite } from '#src/procedure/eleves/api.ts'
import type { Semaine } from '#src/procedure/entretiens/rules/vagues.ts'

type Trx = Transaction<DB>

interface DuLycee {
  campagneId: number
  uai: string
}
interface Entre {
  debut: Date
  fin: Date
}

const CONVOQUE = sql`exists (select from convocation c where c.entretien_id = n.id)`

/** The weeks of interviews of the lycées of a campaign, or of one of them, with how far their convocations are. */
export async function listSemaines(
  trx: Trx,
  { campagneId, uai, zone, now }: { campagneId: number; uai?: string; zone: string; now: Date },
): Promise<(Semaine & { uai: string })[]> {
  const { rows } = await sql<Semaine & { uai: string }>`
    select uai, semaine, count(*) filter (where not convoque and debut > ${now})::int as provisoires,
      count(*) filter (where convoque)::int as convoques,
      count(*) filter (where not convoque and debut <= ${now})::int as oublies
    from (select k.uai, date_trunc('week', lower(n.plage) at time zone ${zone})::date as semaine,
        lower(n.plage) as debut, ${CONVOQUE} as convoque
      from entretien n join creneau k on k.id = n.creneau_id
      where n.campagne_id = ${campagneId} and ${uai === undefined ? sql`true` : sql`k.uai = ${uai}`}) e
    group by uai, semaine order by semaine, uai`.execute(trx)
  return rows
}

export interface EntretienDeVague extends Entre {
  id: number
  domaine: string
  college: string
  salle: string | null
  mode: Mode
  intervenants: number[]
  convoque: boolean
}

/** The interviews of a lycée between two instants, in the order of time, with who holds them. */
export async function listEntretiensDeVague(
  trx: Trx,
  { campagneId, uai, debut, fin }: DuLycee & Entre,
): Promise<EntretienDeVague[]> {
  const { rows } = await sql<EntretienDeVague>`
    select n.id, lower(n.plage) as debut, upper(n.plage) as fin, n.domaine, o.nom as college, s.nom as salle, k.mode,
      array(select c.intervenant_id from creneau_intervenant c where c.creneau_id = k.id order by 1) as intervenants,
      ${CONVOQUE} as convoque
    from entretien n join creneau k on k.id = n.creneau_id join eleve e on e.id = n.eleve_id
    join etablissement o on o.uai = e.uai left join salle s on s.id = k.salle_id
    where n.campagne_id = ${campagneId} and k.uai = ${uai} and lower(n.plage) >= ${debut} and lower(n.plage) < ${fin}
    order by lower(n.plage), n.id`.execute(trx)
  return rows
}

export interface RangeeIntervenant {
  id: number
  nom: string
  domaines: string[]
  prises: { debut: string; fin: string }[]
  empeche: { debut: string; fin: string }[]
  disponible: { debut: string; fin: string }[]
}

/** Those who hold interviews in a lycée, with what keeps them between two instants. */
export async function listIntervenants(
  trx: Trx,
  { campagneId, uai, debut, fin }: DuLycee & Entre,
): Promise<RangeeIntervenant[]> {
  const { rows } = await sql<RangeeIntervenant>`
    select i.id, i.nom,
      array(select distinct d from disponibilite_intervenant j join disponibilite a on a.id = j.disponibilite_id,
        unnest(a.domaines) d where j.intervenant_id = i.id order by d) as domaines,
      coalesce((select json_agg(json_build_object('debut', lower(n.plage), 'fin', upper(n.plage)))
        from creneau_intervenant c join entretien n on n.creneau_id = c.creneau_id
        where c.intervenant_id = i.id and n.plage && tstzrange(${debut}, ${fin})), '[]') as prises,
      coalesce((select json_agg(json_build_object('debut', x.debut, 'fin', x.fin)) from indisponibilite x
        where x.intervenant_id = i.id and x.debut < ${fin} and x.fin > ${debut}), '[]') as empeche,
      coalesce((select json_agg(json_build_object('debut', a.debut, 'fin', a.fin))
        from disponibilite_intervenant j join disponibilite a on a.id = j.disponibilite_id
        where j.intervenant_id = i.id and a.debut < ${fin} and a.fin > ${debut}), '[]') as disponible
    from intervenant i where i.campagne_id = ${campagneId} and i.uai = ${uai}
    order by i.nom collate "fr-x-icu", i.id`.execute(trx)
  return rows
}

export type ModeLiberation = 'manuelle' | 'automatique'

/** Lycées that let their waves go by themselves. */
export async function listLyceesAutomatiques(trx: Trx, campagneId: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('liberation')
    .select('uai')
    .where('campagne_id', '=', campagneId)
    .where('mode', '=', 'automatique')
    .orderBy('uai')
    .execute()
  return rows.map((row) => row.uai)
}

export async function upsertLiberation(
  trx: Trx,
  row: {
    academie: string
    campagne_id: number
    uai: string
    mode: ModeLiberation
    auteur: string
    le: Date
  },
): Promise<void> {
  await trx
    .insertInto('liberation')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['campagne_id', 'uai'])
        .doUpdateSet({ mode: row.mode, auteur: row.auteur, le: row.le }),
    )
    .execute()
}

/** Interviews held, to come, of these pupils or of this school: their lycée and their week, and nothing nearer. */
export interface RangeeProvisoire {
  eleveId: number
  nom: string
  prenom: string
  classe: string | null
  domaine: string
  lycee: string
  mode: Mode
  semaine: Day
  /** Its night has passed: to change the lycée or the week is now to tell it. */
  annonce: boolean
}

export async function listProvisoiresDesEleves(
  trx: Trx,
  asked: { campagneId: number; origine?: string; eleveId?: number; zone: string; now: Date },
): Promise<RangeeProvisoire[]> {
  const { campagneId, origine, eleveId, zone, now } = asked
  const { rows } = await sql<RangeeProvisoire>`
    select e.id as "eleveId", e.nom, e.prenom, e.classe, d.libelle as domaine, l.nom as lycee, k.mode,
      n.annonce_le is not null as annonce, date_trunc('week', lower(n.plage) at time zone ${zone})::date as semaine
    from entretien n join eleve e on e.id = n.eleve_id join creneau k on k.id = n.creneau_id
    join domaine d on (d.campagne_id, d.code) = (n.campagne_id, n.domaine) join etablissement l on l.uai = k.uai
    where n.campagne_id = ${campagneId} and lower(n.plage) > ${now} and not ${CONVOQUE}
      and ${origine === undefined ? sql`true` : sql`e.uai = ${origine}`}
      and ${eleveId === undefined ? sql`true` : sql`e.id = ${eleveId}`}
    order by semaine, e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id, d.libelle`.execute(
    trx,
  )
  return rows
}

/** Which interviews are convoked. */
export interface PorteeConvocation {
  campagneId: number
  auteur: string
  now: Date
  entre?: Entre & { uai: string }
  ids?: readonly number[]
  /** Interviews of pupils who did not come to the one before: their letter says so, and never that it was cancelled. */
  absents?: readonly number[]
  /** Those convoked already, and nobody who was only held. */
  seulement?: 'changees'
}

/**
 * Gives a convocation to each interview that has none for its present time and place, in the whole campaign or of one
 * lycée between two instants, and never for an hour that has passed. Returns how many, by lycée.
 */
export async function insertConvocations(
  trx: Trx,
  scope: PorteeConvocation,
): Promise<{ uai: string; nombre: number }[]> {
  const { entre, ids } = scope
  const kept = entre
    ? sql`k.uai = ${entre.uai} and lower(n.plage) >= ${entre.debut} and lower(n.plage) < ${entre.fin}`
    : sql`true`
  const { rows } = await sql<{ uai: string; nombre: number }>`
    with emises as (
      insert into convocation (academie, campagne_id, entretien_id, eleve_id, domaine, version, plage, individuel, uai, salle_id, mode, auteur, emise_le, objet)
      select n.academie, n.campagne_id, n.id, n.eleve_id, n.domaine, coalesce(d.version, 0) + 1, n.plage, n.individuel, k.uai, k.salle_id, k.mode,
        ${scope.auteur}, ${scope.now}, case when d.version is null then 'premiere'
          when n.id = any (${scope.absents ?? []}::bigint[]) then 'apres_absence' else 'changement' end
      from entretien n join creneau k on k.id = n.creneau_id
      left join lateral (select * from convocation c where c.entretien_id = n.id order by version desc limit 1) d on true
      where n.campagne_id = ${scope.campagneId} and lower(n.plage) > ${scope.now} and ${kept}
        and not ${isLimite(sql`n.eleve_id`)}
        and ${ids ? sql`n.id = any (${ids}::bigint[])` : sql`true`}
        and ${scope.seulement ? sql`d.version is not null` : sql`true`}
        and (d.plage, d.individuel, d.uai, d.salle_id, d.mode)
          is distinct from (n.plage, n.individuel, k.uai, k.salle_id, k.mode)
      returning uai)
    select uai, count(*)::int as nombre from emises group by uai order by uai`.execute(trx)
  return rows
}

/**
 * The letter by which a lycée cancels, for each of these interviews that a family was told of: it says what the last one
 * said. Once for the same letter.
 */
export async function insertAnnulations(
  trx: Trx,
  { entretienIds, auteur, now }: { entretienIds: readonly number[]; auteur: string; now: Date },
): Promise<void> {
  await sql`
    insert into convocation (academie, campagne_id, entretien_id, eleve_id, domaine, version, plage, individuel, uai, salle_id, mode, auteur, emise_le, objet)
    select d.academie, d.campagne_id, d.entretien_id, d.eleve_id, d.domaine, d.version + 1, d.plage, d.individuel, d.uai, d.salle_id, d.mode,
      ${auteur}, ${now}, 'annulation'
    from unnest(${entretienIds}::bigint[]) as n (id)
    join lateral (select * from convocation c where c.entretien_id = n.id order by version desc limit 1) d on true
    where d.objet is distinct from 'annulation'`.execute(trx)
}

/** A cancellation recorded by mistake: its letter is taken back, unless it was given to the family. */
export async function deleteAnnulations(trx: Trx, entretienIds: readonly number[]): Promise<void> {
  await sql`delete from convocation c where c.entretien_id = any (${entretienIds}::bigint[]) and c.objet = 'annulation'
    and not exists (select from remise r where r.convocation_id = c.id)
    and not exists (select from convocation g where g.entretien_id = c.entretien_id and g.version > c.version)`.execute(
    trx,
  )
}
