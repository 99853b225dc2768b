import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Perimetre } from '#src/procedure/eleves/model.ts'
import { CONDITIONS, inPerimetre } from '#src/procedure/eleves/sql/listes.ts'

/** A school as somebody who follows its pupils without writing sees it: numbers of pupils. */
export interface EcoleDEleves {
  uai: string
  nom: string
  commune: string | null
  eleves: number
  inscrits: number
  avisAttendus: number
  nonPlaces: number
  /** Interviews convoked between the two instants. */
  entretiens: number
}

/** Schools of the pupils of this scope, by name. Reads the directory and interviews. */
export async function listEcolesDEleves(
  trx: Transaction<DB>,
  asked: { campagneId: number; perimetre: Perimetre; debut: Date; fin: Date },
): Promise<EcoleDEleves[]> {
  const { campagneId, perimetre, debut, fin } = asked
  const { rows } = await sql<EcoleDEleves>`
    select s.uai, s.nom, s.commune, n.eleves, n.inscrits, n.avis as "avisAttendus", n.places as "nonPlaces",
      coalesce(t.entretiens, 0) as entretiens
    from (
      select e.uai, count(*)::int as eleves, count(*) filter (where ${CONDITIONS.inscrits})::int as inscrits,
        count(*) filter (where ${CONDITIONS.avis_attendus})::int as avis,
        count(*) filter (where ${CONDITIONS.non_places})::int as places
      from eleve e where e.campagne_id = ${campagneId} and ${inPerimetre(perimetre)} group by e.uai) n
      join etablissement s on s.uai = n.uai
      left join (
        select e.uai, count(*)::int as entretiens from entretien n join eleve e on e.id = n.eleve_id
        where n.campagne_id = ${campagneId} and lower(n.plage) >= ${debut} and lower(n.plage) < ${fin}
          and exists (select from convocation c where c.entretien_id = n.id)
          and not exists (select from presence p where p.entretien_id = n.id and p.etat = 'annule_par_lycee')
          and ${inPerimetre(perimetre)}
        group by e.uai) t on t.uai = n.uai
    order by s.nom collate "fr-x-icu", s.uai`.execute(trx)
  return rows
}
