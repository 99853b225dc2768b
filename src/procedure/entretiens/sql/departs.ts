import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Mode } from '#src/exchange/model.ts'
import { inPerimetre, type Perimetre } from '#src/procedure/eleves/api.ts'

type Trx = Transaction<DB>

/** A pupil who has an interview that day, convoked. */
export interface Depart {
  entretienId: number
  eleveId: number
  nom: string
  prenom: string
  classe: string | null
  college: string
  collegeUai: string
  debut: Date
  fin: Date
  /** When he is received alone in a group session. */
  individuel: Date | null
  mode: Mode
  lycee: string
  lyceeUai: string
  commune: string | null
  adulteReferent: string | null
}

/** Pupils of these schools convoked between two instants, by lycée and hour: who leaves together. Reads directory. */
export async function listDeparts(
  trx: Trx,
  asked: { campagneId: number; perimetre: Perimetre; debut: Date; fin: Date },
): Promise<Depart[]> {
  const { campagneId, perimetre, debut, fin } = asked
  const { rows } = await sql<Depart>`
    select n.id as "entretienId", e.id as "eleveId", e.nom, e.prenom, e.classe, o.nom as college,
      o.uai as "collegeUai", l.uai as "lyceeUai",
      lower(n.plage) as debut, coalesce(upper(n.individuel), upper(n.plage)) as fin, lower(n.individuel) as individuel,
      k.mode, l.nom as lycee, l.commune,
      (select a.nom from adulte_referent a where a.eleve_id = e.id and a.fin is null order by a.id desc limit 1) as "adulteReferent"
    from entretien n join creneau k on k.id = n.creneau_id join eleve e on e.id = n.eleve_id
    join etablissement o on o.uai = e.uai join etablissement l on l.uai = k.uai
    where n.campagne_id = ${campagneId} and lower(n.plage) >= ${debut} and lower(n.plage) < ${fin}
      and exists (select from convocation c where c.entretien_id = n.id)
      and not exists (select from presence p where p.entretien_id = n.id and p.etat = 'annule_par_lycee')
      and ${inPerimetre(perimetre)}
    order by o.nom collate "fr-x-icu", l.nom collate "fr-x-icu", lower(n.plage), e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id`.execute(
    trx,
  )
  return rows
}

/** Days on which pupils of these schools are convoked. */
export async function listJoursDeDepart(
  trx: Trx,
  { campagneId, perimetre, zone }: { campagneId: number; perimetre: Perimetre; zone: string },
): Promise<string[]> {
  const { rows } = await sql<{ jour: string }>`
    select distinct to_char(lower(n.plage) at time zone ${zone}, 'YYYY-MM-DD') as jour
    from entretien n join eleve e on e.id = n.eleve_id
    where n.campagne_id = ${campagneId} and exists (select from convocation c where c.entretien_id = n.id)
      and ${inPerimetre(perimetre)} order by 1`.execute(trx)
  return rows.map((row) => row.jour)
}
