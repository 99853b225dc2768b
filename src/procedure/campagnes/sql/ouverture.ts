import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'

type Trx = Transaction<DB>

/** What is missing of a campaign that prepares to open, as the base counts it. */
export interface Lacunes {
  domaines: number
  domainesSansFormation: string[]
  domainesSansReferent: string[]
  formationsSansOffre: string[]
  formationsSansFiche: string[]
  referentsSansChef: string[]
  referentsSansPlanificateur: string[]
  /** Date chosen for the fiches; null: when the avis are signed, or by hand. */
  emission: Day | null
}

/** Reads offers, sheets, directory and rights. */
export async function selectLacunes(
  trx: Trx,
  { campagneId, jour }: { campagneId: number; jour: Day },
): Promise<Lacunes> {
  const without = (role: string) => sql`array(
    select distinct e.nom from referent r join etablissement e on e.uai = r.uai where r.campagne_id = ${campagneId}
      and not exists (select from habilitation h where h.uai = r.uai and h.role = ${role}
        and h.debut <= ${jour}::date and (h.fin is null or h.fin >= ${jour}::date)) order by e.nom)`
  const { rows } = await sql<Lacunes>`
    select (select count(*)::int from domaine where campagne_id = ${campagneId}) as domaines,
      array(select d.libelle from domaine d where d.campagne_id = ${campagneId} and not exists (
        select from formation f where (f.campagne_id, f.domaine) = (d.campagne_id, d.code)) order by 1) as "domainesSansFormation",
      array(select d.libelle from domaine d where d.campagne_id = ${campagneId} and not exists (
        select from referent r where (r.campagne_id, r.domaine) = (d.campagne_id, d.code)) order by 1) as "domainesSansReferent",
      array(select f.libelle from formation f where f.campagne_id = ${campagneId} and not exists (
        select from offre o where (o.campagne_id, o.mef) = (f.campagne_id, f.mef)) order by 1) as "formationsSansOffre",
      array(select f.libelle from formation f where f.campagne_id = ${campagneId} and not exists (
        select from fiche_formation s where (s.campagne_id, s.mef) = (f.campagne_id, f.mef) and s.signe_le is not null)
        order by 1) as "formationsSansFiche",
      ${without('chef_referent')} as "referentsSansChef",
      ${without('planificateur')} as "referentsSansPlanificateur",
      (select to_char(le, 'YYYY-MM-DD') from emission_reglage where campagne_id = ${campagneId}) as emission`.execute(
    trx,
  )
  const row = rows[0]
  if (!row) throw new Error('contrôle sans réponse de la base')
  return row
}

/** Schools that have pupils in the campaign. Reads pupils. */
export async function listUaisDesEleves(trx: Trx, campagneId: number): Promise<string[]> {
  const { rows } = await sql<{ uai: string }>`
    select distinct uai from eleve where campagne_id = ${campagneId} order by uai`.execute(trx)
  return rows.map((row) => row.uai)
}
