import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

export interface Enfant {
  eleveId: number
  nom: string
  prenom: string
  classe: string | null
  college: string
  ficheEmise: boolean
}

/** Pupils of the campaign whose legal guardian is one of these. Reads pupils and the directory. */
export async function listEnfantsDesResponsables(
  trx: Trx,
  { campagneId, responsableIds }: { campagneId: number; responsableIds: readonly number[] },
): Promise<Enfant[]> {
  const { rows } = await sql<Enfant>`
    select e.id as "eleveId", e.nom, e.prenom, e.classe, s.nom as college,
      exists (select from fiche f where f.eleve_id = e.id) as "ficheEmise"
    from eleve e join etablissement s on s.uai = e.uai
    where e.campagne_id = ${campagneId} and exists (select from eleve_responsable l
      where l.eleve_id = e.id and l.niveau = 1 and l.responsable_id = any (${responsableIds}::bigint[]))
    order by e.prenom collate "fr-x-icu", e.date_naissance, e.id`.execute(trx)
  return rows
}

/** The pupil among these who takes part in the campaign. */
export async function selectEleveDeLaCampagne(
  trx: Trx,
  { campagneId, eleveIds }: { campagneId: number; eleveIds: readonly number[] },
): Promise<{ id: number; uai: string; prenom: string; majeur: boolean } | undefined> {
  const { rows } = await sql<{ id: number; uai: string; prenom: string; majeur: boolean }>`
    select e.id, e.uai, e.prenom, e.date_naissance + interval '18 years' <= c.fin_confirmations as majeur
    from eleve e join campagne c on c.id = e.campagne_id
    where e.campagne_id = ${campagneId} and e.id = any (${eleveIds}::bigint[]) order by e.id limit 1`.execute(
    trx,
  )
  return rows[0]
}
