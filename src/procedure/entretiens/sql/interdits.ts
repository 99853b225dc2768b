import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

/** Where a planner does not want a pupil to be received; without hours, a whole lycée. */
export interface InterditDuLycee {
  id: number
  eleveId: number
  nom: string
  prenom: string
  college: string
  domaineLibelle: string
  uai: string
  lycee: string
  debut: Date | null
  fin: Date | null
  motif: string
  auteur: string
}

const INTERDIT = sql`
  select x.id, x.eleve_id as "eleveId", e.nom, e.prenom, o.nom as college, d.libelle as "domaineLibelle", x.uai,
    l.nom as lycee, p.debut, p.fin, x.motif, x.auteur
  from interdit x join eleve e on e.id = x.eleve_id join etablissement o on o.uai = e.uai
  join etablissement l on l.uai = x.uai join domaine d on (d.campagne_id, d.code) = (x.campagne_id, x.domaine)
  left join disponibilite p on p.id = x.disponibilite_id`

/** Prohibitions of a lycée, whole lycée first. Reads pupils. */
export async function listInterditsDuLycee(
  trx: Trx,
  { campagneId, uai }: { campagneId: number; uai: string },
): Promise<InterditDuLycee[]> {
  const { rows } = await sql<InterditDuLycee>`${INTERDIT}
    where x.campagne_id = ${campagneId} and x.uai = ${uai}
    order by p.debut nulls first, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", x.id`.execute(trx)
  return rows
}

/** Those of one pupil in one domaine, in every lycée. */
export async function listInterditsDeLEleve(
  trx: Trx,
  asked: { campagneId: number; eleveId: number; domaine: string },
): Promise<InterditDuLycee[]> {
  const { campagneId, eleveId, domaine } = asked
  const { rows } = await sql<InterditDuLycee>`${INTERDIT}
    where x.campagne_id = ${campagneId} and x.eleve_id = ${eleveId} and x.domaine = ${domaine}
    order by x.uai, p.debut nulls first, x.id`.execute(trx)
  return rows
}

export async function selectInterdit(
  trx: Trx,
  { campagneId, interditId }: { campagneId: number; interditId: number },
): Promise<{ id: number; uai: string; eleveId: number; domaine: string } | undefined> {
  const { rows } = await sql<{ id: number; uai: string; eleveId: number; domaine: string }>`
    select id, uai, eleve_id as "eleveId", domaine from interdit
    where campagne_id = ${campagneId} and id = ${interditId}`.execute(trx)
  return rows[0]
}
