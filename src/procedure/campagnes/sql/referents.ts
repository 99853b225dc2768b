import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

/** A lycée that is referent of a domaine, with what hangs on it. */
export interface ReferentSuivi {
  uai: string
  nom: string
  commune: string | null
  domaine: string
  libelleDomaine: string
  secteur: string[]
  /** Places that the offers of the domaine announce in this lycée; null: none says. */
  capacite: number | null
  /** Interviews placed there. */
  entretiens: number
}

/** Reads offers, interviews and directory. */
export async function listReferentsSuivis(trx: Trx, campagneId: number): Promise<ReferentSuivi[]> {
  const { rows } = await sql<ReferentSuivi>`
    select r.uai, e.nom, e.commune, r.domaine, d.libelle as "libelleDomaine", r.secteur,
      (select sum(o.capacite)::int from offre o join formation f on (f.campagne_id, f.mef) = (o.campagne_id, o.mef)
        where o.campagne_id = r.campagne_id and o.uai = r.uai and f.domaine = r.domaine) as capacite,
      (select count(*)::int from entretien n join creneau k on k.id = n.creneau_id
        where n.campagne_id = r.campagne_id and k.uai = r.uai and n.domaine = r.domaine) as entretiens
    from referent r join etablissement e on e.uai = r.uai
    join domaine d on (d.campagne_id, d.code) = (r.campagne_id, r.domaine)
    where r.campagne_id = ${campagneId}
    order by d.libelle collate "fr-x-icu", e.nom collate "fr-x-icu", r.uai`.execute(trx)
  return rows
}

/** Takes a referent away; false when interviews are placed there, which must first be moved. */
export async function deleteReferent(
  trx: Trx,
  { campagneId, uai, domaine }: { campagneId: number; uai: string; domaine: string },
): Promise<boolean> {
  const { rows } = await sql<{ uai: string }>`
    delete from referent r where r.campagne_id = ${campagneId} and r.uai = ${uai} and r.domaine = ${domaine}
      and not exists (select from entretien n join creneau k on k.id = n.creneau_id
        where n.campagne_id = r.campagne_id and k.uai = r.uai and n.domaine = r.domaine) returning uai`.execute(
    trx,
  )
  return rows.length > 0
}
