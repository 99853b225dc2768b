import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { EleveAccompagne } from '#src/procedure/eleves/model/accompagnement.ts'

type Trx = Transaction<DB>

/**
 * The pupils of these schools whose adulte référent of today is this person, by his account, else by the name under which
 * he was named. Reads registrations, letters, interviews, rooms lent, avis, fiches.
 */
export async function listAccompagnes(
  trx: Trx,
  {
    campagneId,
    uais,
    compteId,
    nom,
  }: { campagneId: number; uais: readonly string[]; compteId: number | null; nom: string },
): Promise<EleveAccompagne[]> {
  const { rows } = await sql<EleveAccompagne>`
    select e.id, e.nom, e.prenom, e.classe,
      array(select d.mef from demande d where d.eleve_id = e.id
        and not exists (select from inscription i where i.eleve_id = e.id and i.mef = d.mef)) as demandes,
      (select count(*)::int from etape_faite t where t.eleve_id = e.id) as etapes,
      exists (select from information f where f.eleve_id = e.id) as informee,
      coalesce((select json_agg(x order by x.libelle) from (
        select i.domaine, d.libelle, array_agg(f.libelle order by i.id) as formations,
          bool_or(i.mode = 'distanciel') as distanciel,
          exists (select from lettre l where l.eleve_id = e.id and l.domaine = i.domaine)
            or exists (select from lettre_jointe j where j.eleve_id = e.id and j.domaine = i.domaine and j.retrait_le is null) as lettre,
          (select lower(n.plage) from entretien n where n.eleve_id = e.id and n.domaine = i.domaine
            and exists (select from convocation c where c.entretien_id = n.id)) as debut,
          exists (select from presence q join entretien n on n.id = q.entretien_id
            where n.eleve_id = e.id and n.domaine = i.domaine) as passe,
          exists (select from salle_pretee s where s.eleve_id = e.id and s.domaine = i.domaine) as salle
        from inscription i join domaine d on (d.campagne_id, d.code) = (i.campagne_id, i.domaine)
        join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
        where i.eleve_id = e.id group by i.domaine, d.libelle) x), '[]') as entretiens
    from eleve e
    join lateral (select a.nom, a.compte_id from adulte_referent a where a.eleve_id = e.id and a.fin is null order by a.id desc limit 1) a on true
    where e.campagne_id = ${campagneId} and e.uai = any (${uais}::text[])
      and (a.compte_id = ${compteId} or (a.compte_id is null and lower(a.nom) = lower(${nom})))
    order by e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id`.execute(trx)
  return rows.map((row) => ({
    ...row,
    entretiens: row.entretiens.map((one) => ({ ...one, debut: one.debut && new Date(one.debut) })),
  }))
}
