import { sql, type Transaction } from 'kysely'
import type { Db } from '#src/db/connection.ts'
import type { DB } from '#src/db/types.ts'
import type { SuiviCampagne, VersionReglement } from '#src/procedure/campagnes/model.ts'

type Trx = Transaction<DB>

/** Where a campaign stands, in counts. Reads every room of the procedure. */
export async function selectSuiviDeLaCampagne(
  trx: Trx,
  { campagneId, now }: { campagneId: number; now: Date },
): Promise<SuiviCampagne> {
  const { rows } = await sql<SuiviCampagne>`
    with i as (select * from inscription where campagne_id = ${campagneId}),
    n as (select n.*, k.uai from entretien n join creneau k on k.id = n.creneau_id where n.campagne_id = ${campagneId}),
    sans_origine as (
      select e.uai, count(*)::int as nombre from i join eleve e on e.id = i.eleve_id
      where not exists (select from avis_origine o where o.eleve_id = i.eleve_id
        and (o.inscription_id = i.id or o.inscription_id is null)) group by e.uai),
    sans_referent as (
      select n.uai, count(*)::int as nombre from n join i on (i.eleve_id, i.domaine) = (n.eleve_id, n.domaine)
      left join presence p on p.entretien_id = n.id
      where upper(n.plage) < ${now} and coalesce(p.etat, 'present') = 'present'
        and not exists (select from avis_referent a where a.inscription_id = i.id) group by n.uai)
    select (select count(*)::int from eleve where campagne_id = ${campagneId}) as eleves,
      (select count(*)::int from i) as inscriptions,
      (select count(distinct eleve_id)::int from i) as "elevesInscrits",
      (select count(*)::int from (select distinct eleve_id, domaine from i) d) as "entretiensAttendus",
      (select count(*)::int from n) as "entretiensPlaces",
      (select count(*)::int from n where upper(plage) < ${now}) as "entretiensPasses",
      (select count(*)::int from n where not exists (select from convocation c where c.entretien_id = n.id)) as "sansConvocation",
      (select count(distinct eleve_id)::int from fiche where campagne_id = ${campagneId}) as fiches,
      (select count(distinct inscription_id)::int from confirmation where campagne_id = ${campagneId}) as "inscriptionsRepondues",
      (select count(*)::int from confirmation where campagne_id = ${campagneId}) as confirmations,
      (select count(*)::int from voeu where campagne_id = ${campagneId} and eleve_id is not null) as voeux,
      coalesce((select json_agg(json_build_object('raison', raison, 'nombre', nombre, 'exemple', exemple) order by nombre desc, raison)
        from (select raison, count(*)::int as nombre, min(explication) as exemple from non_placement
          where campagne_id = ${campagneId} group by raison) r), '[]') as "nonPlaces",
      coalesce((select json_agg(json_build_object('uai', s.uai, 'nom', e.nom, 'nombre', s.nombre) order by s.nombre desc, e.nom)
        from sans_origine s join etablissement e on e.uai = s.uai), '[]') as "avisOrigineManquants",
      coalesce((select json_agg(json_build_object('uai', s.uai, 'nom', e.nom, 'nombre', s.nombre) order by s.nombre desc, e.nom)
        from sans_referent s join etablissement e on e.uai = s.uai), '[]') as "avisReferentManquants"`.execute(
    trx,
  )
  const row = rows[0]
  if (!row) throw new Error('suivi sans réponse de la base')
  return row
}

const VERSION = sql`r.id, r.nom, r.version, r.contenu as reglement, r.redacteur_id as "redacteurId", c.nom as redacteur,
  r.redige_le as "redigeLe", a.nom as approbateur, p.le as "approuveLe",
  (select count(*)::int from campagne g where g.reglement_id = r.id) as campagnes`
const FROM = sql`reglement r join compte c on c.id = r.redacteur_id
  left join reglement_approbation p on p.reglement_id = r.id left join compte a on a.id = p.approbateur_id`

/** Every version of every reglement, by name, the latest first. */
export async function listVersions(trx: Trx): Promise<VersionReglement[]> {
  const { rows } = await sql<VersionReglement>`
    select ${VERSION} from ${FROM} order by r.nom, r.version desc`.execute(trx)
  return rows
}

export async function selectVersion(trx: Trx, id: number): Promise<VersionReglement | undefined> {
  const { rows } = await sql<VersionReglement>`select ${VERSION} from ${FROM} where r.id = ${id}`.execute(trx)
  return rows[0]
}

/** Codes of the académies of this installation: their list is no secret, and has no row security. */
export async function listAcademies(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('academie').select('code').orderBy('code').execute()
  return rows.map((row) => row.code)
}

/** Open campaigns of the académie in scope, the latest first. */
export async function listOuvertes(trx: Trx): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select c.id from campagne c join campagne_ouverture o on o.campagne_id = c.id
    order by c.repetition, c.annee desc, c.id`.execute(trx)
  return rows.map((row) => row.id)
}

/** Campaigns with registrations, the latest first. */
export async function listCampagnesAComparer(
  trx: Trx,
): Promise<{ id: number; annee: string; dispositif: string; repetition: boolean }[]> {
  const { rows } = await sql<{ id: number; annee: string; dispositif: string; repetition: boolean }>`
    select c.id, c.annee, c.dispositif, c.repetition from campagne c
    where exists (select from inscription i where i.campagne_id = c.id) order by c.annee desc, c.id desc`.execute(
    trx,
  )
  return rows
}
