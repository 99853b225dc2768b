import { sql, type Transaction } from 'kysely'
import { insertRows } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Prolongation, ProlongationDite } from '#src/procedure/campagnes/model.ts'

type Trx = Transaction<DB>

export async function listProlongations(trx: Trx, campagneId: number): Promise<ProlongationDite[]> {
  const { rows } = await sql<ProlongationDite>`
    select p.id, p.echeance, p.uai, p.eleve_id as "eleveId", p.jusqu_au as "jusquAu", p.motif, p.auteur, p.le,
      coalesce(e.prenom || ' ' || e.nom || ', ' || s.nom, t.nom) as pour
    from prolongation p left join etablissement t on t.uai = p.uai and t.academie = p.academie
    left join eleve e on e.id = p.eleve_id left join etablissement s on s.uai = e.uai and s.academie = e.academie
    where p.campagne_id = ${campagneId} order by p.id desc`.execute(trx)
  return rows
}

/** The school whose chain keeps the act: that of the pupil or the one named; undefined when it is not known. */
export async function selectEcoleVisee(
  trx: Trx,
  { campagneId, uai, eleveId }: { campagneId: number; uai: string | null; eleveId: number | null },
): Promise<string | undefined> {
  const { rows } = await sql<{ uai: string }>`
    select uai from eleve where campagne_id = ${campagneId} and id = ${eleveId}
    union all select uai from etablissement where uai = ${uai}`.execute(trx)
  return rows[0]?.uai
}

export async function insertProlongation(
  trx: Trx,
  row: Prolongation & { academie: string; campagneId: number; motif: string; auteur: string; le: Date },
): Promise<number> {
  const { campagneId, eleveId, jusquAu, ...rest } = row
  const columns = { ...rest, campagne_id: campagneId, eleve_id: eleveId, jusqu_au: jusquAu }
  const [written] = await insertRows<{ id: number }>(trx, 'prolongation', [columns], { returning: ['id'] })
  if (!written) throw new Error('prolongation non enregistrée')
  return written.id
}
