import type { Day } from '#src/kit/day.ts'
import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

interface DuLycee {
  campagneId: number
  uai: string
}
interface Tranche {
  limit: number
  offset: number
}

export interface Proposition {
  inscriptionId: number
  entretienId: number
  eleveId: number
  mef: string
  nom: string
  prenom: string
  classe: string | null
  college: string
  formation: string
  entretienLe: Date
  sens: string
  commentaire: string | null
  compteRendu: string | null
  proposePar: string
}

/** Proposals that wait for the head of a lycée, in the order of the interviews. Reads pupils and registrations. */
export async function listPropositionsDuLycee(
  trx: Trx,
  { campagneId, uai, limit, offset }: DuLycee & Tranche,
): Promise<{ rows: Proposition[]; total: number }> {
  const from = sql`from avis_propose p join inscription i on i.id = p.inscription_id
    join entretien n on (n.eleve_id, n.domaine) = (i.eleve_id, i.domaine) join creneau k on k.id = n.creneau_id
    join presence s on s.entretien_id = n.id and s.etat = 'present'
    where p.campagne_id = ${campagneId} and k.uai = ${uai}
      and not exists (select from avis_referent a where a.inscription_id = p.inscription_id)`
  const { rows } = await sql<Proposition>`
    select w.*, e.id as "eleveId", e.nom, e.prenom, e.classe, o.nom as college, f.libelle as formation,
      r.texte as "compteRendu"
    from (select i.id as "inscriptionId", i.mef, i.campagne_id, i.eleve_id, n.id as "entretienId", lower(n.plage) as "entretienLe",
        p.sens, p.commentaire, p.auteur as "proposePar" ${from}) w
    join eleve e on e.id = w.eleve_id join etablissement o on o.uai = e.uai
    join formation f on (f.campagne_id, f.mef) = (w.campagne_id, w.mef)
    left join compte_rendu r on r.entretien_id = w."entretienId"
    order by w."entretienLe", e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id, f.libelle collate "fr-x-icu"
    limit ${limit} offset ${offset}`.execute(trx)
  const counted = await sql<{ n: number }>`select count(*)::int as n ${from}`.execute(trx)
  return { rows, total: counted.rows[0]?.n ?? 0 }
}

const SANS_PROPOSITION = sql`from entretien n join creneau k on k.id = n.creneau_id
    join presence s on s.entretien_id = n.id and s.etat = 'present'
    join inscription i on (i.eleve_id, i.domaine) = (n.eleve_id, n.domaine)`
const SANS_AVIS = sql`not exists (select from avis_propose p where p.inscription_id = i.id)
      and not exists (select from avis_referent a where a.inscription_id = i.id)`

/** Registrations of pupils received in a lycée that have neither proposal nor signed avis. */
export async function countSansProposition(trx: Trx, { campagneId, uai }: DuLycee): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n ${SANS_PROPOSITION}
    where n.campagne_id = ${campagneId} and k.uai = ${uai} and ${SANS_AVIS}`.execute(trx)
  return rows[0]?.n ?? 0
}

/** Of them, the day of the oldest interview. */
export async function selectPremierSansProposition(
  trx: Trx,
  { campagneId, uai, zone }: DuLycee & { zone: string },
): Promise<{ jour: Day; nombre: number } | undefined> {
  const { rows } = await sql<{ jour: Day | null; nombre: number }>`
    select to_char(min(lower(n.plage)) at time zone ${zone}, 'YYYY-MM-DD') as jour, count(*)::int as nombre
    ${SANS_PROPOSITION} where n.campagne_id = ${campagneId} and k.uai = ${uai} and ${SANS_AVIS}`.execute(trx)
  const [row] = rows
  return row && row.jour !== null ? { jour: row.jour, nombre: row.nombre } : undefined
}

/** Registrations that have a signed referent avis already. */
export async function selectInscriptionsSignees(
  trx: Trx,
  inscriptionIds: readonly number[],
): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select inscription_id as id from avis_referent where inscription_id = any (${inscriptionIds}::bigint[])`.execute(
    trx,
  )
  return new Set(rows.map((row) => row.id))
}
