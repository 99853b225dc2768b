import { sql, type RawBuilder, type Transaction } from 'kysely'
import { containing } from '#src/db/like.ts'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

export interface Ecart {
  inscriptionId: number
  nom: string
  prenom: string
  formation: string
  propose: string
  proposePar: string
  signe: string
  signeLe: Date
  commentaireChange: boolean
}

export const TRIS_ECARTS = ['eleve', 'formation', 'auteur', 'date'] as const
type TriEcarts = (typeof TRIS_ECARTS)[number]
const ORDERS: Record<TriEcarts, RawBuilder<unknown>> = {
  eleve: sql`e.nom collate "fr-x-icu"`,
  formation: sql`f.libelle collate "fr-x-icu"`,
  auteur: sql`p.auteur collate "fr-x-icu"`,
  date: sql`a.signe_le`,
}

export interface RechercheEcarts {
  campagneId: number
  uai: string
  nom: string
  tri: { cle: TriEcarts; descendant: boolean } | null
  limit: number
  offset: number
}

/** Signed avis that differ from what was proposed, and how many were signed after a proposal. Reads pupils. */
export async function listEcarts(
  trx: Trx,
  { campagneId, uai, nom, tri, limit, offset }: RechercheEcarts,
): Promise<{ rows: Ecart[]; total: number; signes: number }> {
  const asked = containing(nom)
  const from = sql`from avis_referent a join avis_propose p on p.inscription_id = a.inscription_id
    join entretien n on n.id = a.entretien_id join creneau k on k.id = n.creneau_id and k.uai = ${uai}
    join inscription i on i.id = a.inscription_id join eleve e on e.id = i.eleve_id
    join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
    where a.campagne_id = ${campagneId}`
  const changed = sql`(a.sens <> p.sens or a.commentaire is distinct from p.commentaire)
    and (e.nom || ' ' || e.prenom) ilike ${asked}`
  const order = tri
    ? sql`${ORDERS[tri.cle]} ${tri.descendant ? sql`desc` : sql`asc`}, a.inscription_id`
    : sql`a.signe_le desc, a.inscription_id`
  const { rows } = await sql<Ecart>`
    select a.inscription_id as "inscriptionId", e.nom, e.prenom, f.libelle as formation, p.sens as propose,
      p.auteur as "proposePar", a.sens as signe, a.signe_le as "signeLe",
      a.commentaire is distinct from p.commentaire as "commentaireChange"
    ${from} and ${changed} order by ${order} limit ${limit} offset ${offset}`.execute(trx)
  const counted = await sql<{ total: number; signes: number }>`
    select count(*) filter (where ${changed})::int as total, count(*)::int as signes ${from}`.execute(trx)
  return { rows, total: counted.rows[0]?.total ?? 0, signes: counted.rows[0]?.signes ?? 0 }
}
