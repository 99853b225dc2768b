import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'
import { inPerimetre, type Perimetre } from '#src/procedure/eleves/api.ts'

type Trx = Transaction<DB>

/** A held interview that is no more at the lycée, or in the week, that had been told; weeks by their Mondays. */
export interface SemaineChangee {
  entretienId: number
  eleveId: number
  nom: string
  prenom: string
  classe: string | null
  college: string
  domaine: string
  lycee: string
  lyceeAvant: string
  avant: Day
  semaine: Day
  changeeLe: Date
  /** A message says it to somebody of the family, or is about to. */
  ecrit: boolean
}

/** Those of the pupils of these schools, the last change first; none once convoked. Reads pupils, directory and outbox. */
export async function listSemainesChangees(
  trx: Trx,
  asked: { campagneId: number; perimetre: Perimetre; zone: string; now: Date },
): Promise<SemaineChangee[]> {
  const { campagneId, perimetre, zone, now } = asked
  const semaine = sql`date_trunc('week', lower(n.plage) at time zone ${zone})::date`
  const { rows } = await sql<SemaineChangee>`
    select n.id as "entretienId", e.id as "eleveId", e.nom, e.prenom, e.classe, o.nom as college, d.libelle as domaine,
      l.nom as lycee, b.nom as "lyceeAvant", n.semaine_avant as avant, ${semaine} as semaine, n.semaine_changee_le as "changeeLe",
      exists (select from envoi m where m.entretien_id = n.id and m.genre = 'changement_semaine'
        and m.cree_le = n.semaine_changee_le and m.etat in ('a_envoyer', 'envoye', 'incertain')) as ecrit
    from entretien n join creneau k on k.id = n.creneau_id join eleve e on e.id = n.eleve_id
    join etablissement o on o.uai = e.uai join etablissement l on l.uai = k.uai
    join etablissement b on b.uai = n.uai_avant
    join domaine d on (d.campagne_id, d.code) = (n.campagne_id, n.domaine)
    where n.campagne_id = ${campagneId} and n.semaine_changee_le is not null
      and (n.semaine_avant, n.uai_avant) is distinct from (${semaine}, k.uai)
      and lower(n.plage) > ${now} and not exists (select from convocation c where c.entretien_id = n.id)
      and ${inPerimetre(perimetre)}
    order by n.semaine_changee_le desc, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", n.id`.execute(
    trx,
  )
  return rows
}
