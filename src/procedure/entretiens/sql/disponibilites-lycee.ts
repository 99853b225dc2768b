import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Mode } from '#src/exchange/model.ts'

type Trx = Transaction<DB>

interface DuLycee {
  campagneId: number
  uai: string
}
interface Tranche {
  limit: number
  offset: number
}

export interface DisponibiliteDuLycee {
  id: number
  debut: Date
  fin: Date
  domaines: string[]
  intervenants: string[]
  salle: string | null
  mode: Mode
  capacite: number
  accessible: boolean
}

/** When a lycée receives, from an instant on, in the order of time. */
export async function listDisponibilitesDuLycee(
  trx: Trx,
  { campagneId, uai, depuis, limit, offset }: DuLycee & Tranche & { depuis: Date | null },
): Promise<{ rows: DisponibiliteDuLycee[]; total: number }> {
  const kept = sql`d.campagne_id = ${campagneId} and d.uai = ${uai}
    and ${depuis === null ? sql`true` : sql`d.fin >= ${depuis}`}`
  const { rows } = await sql<DisponibiliteDuLycee>`
    select d.id, d.debut, d.fin, s.nom as salle, d.mode, d.capacite, d.accessible,
      array(select m.libelle from domaine m where m.campagne_id = d.campagne_id and m.code = any (d.domaines)
        order by m.libelle collate "fr-x-icu") as domaines,
      array(select t.nom from disponibilite_intervenant j join intervenant t on t.id = j.intervenant_id
        where j.disponibilite_id = d.id order by t.nom collate "fr-x-icu") as intervenants
    from disponibilite d left join salle s on s.id = d.salle_id
    where ${kept} order by d.debut, d.id limit ${limit} offset ${offset}`.execute(trx)
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from disponibilite d where ${kept}`.execute(trx)
  return { rows, total: counted.rows[0]?.n ?? 0 }
}

/** Names already used in this lycée, so that nobody is written in two ways. */
export async function listNomsDuLycee(
  trx: Trx,
  { campagneId, uai }: DuLycee,
): Promise<{ intervenants: string[]; salles: string[] }> {
  const { rows } = await sql<{ genre: 'intervenant' | 'salle'; nom: string }>`
    select genre, nom from (
    select 'intervenant' as genre, nom from intervenant where campagne_id = ${campagneId} and uai = ${uai}
    union all select 'salle', nom from salle where campagne_id = ${campagneId} and uai = ${uai}) connus
    order by nom collate "fr-x-icu"`.execute(trx)
  const names = (genre: string): string[] =>
    rows.flatMap((row) => (row.genre === genre && row.nom !== '' ? [row.nom] : []))
  return { intervenants: names('intervenant'), salles: names('salle') }
}
