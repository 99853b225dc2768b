import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { DemandeEnAttente, InscriptionSuivie } from '#src/procedure/eleves/model.ts'

type Trx = Transaction<DB>

/**
 * Registrations of a pupil with where each stands. Reads interviews and avis; the time and place of the interview stay
 * out until a convocation says them.
 */
export async function listInscriptionsSuivies(trx: Trx, eleveId: number): Promise<InscriptionSuivie[]> {
  const { rows } = await sql<InscriptionSuivie>`
    select i.id, i.mef, f.libelle, i.domaine as "codeDomaine", d.libelle as domaine, i.mode, l.nom as "lyceeSouhaite",
      i.derogation_secteur as "derogationSecteur", i.amenagements, i.auteur, i.inscrit_le as "inscritLe",
      n.id is not null as place, p.explication as "nonPlacement",
      case when exists (select from convocation c where c.entretien_id = n.id)
        then json_build_object('debut', lower(n.plage), 'lycee', r.nom, 'salle', s.nom) end as entretien,
      q.etat as presence,
      case when o.id is not null then json_build_object('sens', o.sens, 'commentaire', o.commentaire,
        'signataire', o.signataire, 'signeLe', o.signe_le) end as "avisOrigine",
      exists (select from avis_referent a where a.inscription_id = i.id) as "avisReferentSigne"
    from inscription i
    join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
    join domaine d on (d.campagne_id, d.code) = (i.campagne_id, i.domaine)
    left join etablissement l on l.uai = i.uai_souhaite
    left join entretien n on n.eleve_id = i.eleve_id and n.domaine = i.domaine
    left join creneau k on k.id = n.creneau_id left join etablissement r on r.uai = k.uai
    left join salle s on s.id = k.salle_id
    left join presence q on q.entretien_id = n.id
    left join non_placement p on p.eleve_id = i.eleve_id and p.domaine = i.domaine
    left join avis_origine o on o.eleve_id = i.eleve_id and (o.inscription_id = i.id or o.inscription_id is null)
    where i.eleve_id = ${eleveId} order by d.libelle, i.id`.execute(trx)
  return rows
}

/** Requests of a pupil that are not yet registrations. */
export async function listDemandesEnAttente(trx: Trx, eleveId: number): Promise<DemandeEnAttente[]> {
  const { rows } = await sql<DemandeEnAttente>`
    select d.mef, f.libelle, o.libelle as domaine, d.le
    from demande d join formation f on (f.campagne_id, f.mef) = (d.campagne_id, d.mef)
    join domaine o on (o.campagne_id, o.code) = (f.campagne_id, f.domaine)
    where d.eleve_id = ${eleveId}
      and not exists (select from inscription i where i.eleve_id = d.eleve_id and i.mef = d.mef)
    order by d.le, d.id`.execute(trx)
  return rows
}

/** The pupil of this campaign with the name of his school and his adulte référent of today. Reads the directory. */
export async function selectEleveDeCampagne(
  trx: Trx,
  { campagneId, eleveId }: { campagneId: number; eleveId: number },
): Promise<
  { uai: string; etablissement: string; adulteReferent: string | null; nommeLe: Date | null } | undefined
> {
  const { rows } = await sql<{
    uai: string
    etablissement: string
    adulteReferent: string | null
    nommeLe: Date | null
  }>`
    select e.uai, s.nom as etablissement, a.nom as "adulteReferent", a.le as "nommeLe"
    from eleve e join etablissement s on s.uai = e.uai
    left join lateral (select nom, le from adulte_referent where eleve_id = e.id and fin is null order by id desc limit 1) a on true
    where e.campagne_id = ${campagneId} and e.id = ${eleveId}`.execute(trx)
  return rows[0]
}

/** Last version of the fiche of this pupil. Reads the room of the bonus. */
export async function selectDerniereFiche(
  trx: Trx,
  eleveId: number,
): Promise<{ version: number; emiseLe: Date } | undefined> {
  const { rows } = await sql<{ version: number; emiseLe: Date }>`
    select version, emise_le as "emiseLe" from fiche where eleve_id = ${eleveId} order by version desc limit 1
  `.execute(trx)
  return rows[0]
}

/** Among these pupils, those of the campaign. */
export async function selectIdsDeCampagne(
  trx: Trx,
  { campagneId, eleveIds }: { campagneId: number; eleveIds: readonly number[] },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from eleve where campagne_id = ${campagneId} and id = any (${eleveIds}::bigint[])`.execute(trx)
  return rows.map((row) => row.id)
}
