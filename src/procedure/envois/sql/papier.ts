import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

export interface RangeePapier {
  eleveId: number
  nom: string
  prenom: string
  classe: string | null
  /** null: the pupil himself. */
  responsableId: number | null
  responsable: string | null
  courriel: string | null
  protegee: boolean
  /** The refusal of a server, when there is one. */
  rejet: string | null
  /** What there is to hand over. */
  convocation: boolean
  fiche: boolean
}

/**
 * Those of a school who are to be told something (registered pupils, and their legal guardians until eighteen), with the
 * address they have, in the order of class and name. Reads pupils, guardians, registrations, interviews and fiches.
 */
export async function listPersonnesDeLEcole(
  trx: Trx,
  { campagneId, uai, now }: { campagneId: number; uai: string; now: Date },
): Promise<RangeePapier[]> {
  const { rows } = await sql<RangeePapier>`
    with p as (
      select e.id as eleve_id, null::bigint as responsable_id, null::text as responsable, e.courriel, false as protegee
      from eleve e where e.campagne_id = ${campagneId} and e.uai = ${uai}
      union all
      select l.eleve_id, r.id, r.prenom || ' ' || r.nom, r.courriel, r.adresse_protegee
      from eleve_responsable l join eleve e on e.id = l.eleve_id join responsable r on r.id = l.responsable_id
      where e.campagne_id = ${campagneId} and e.uai = ${uai} and l.niveau = 1
        and e.date_naissance + interval '18 years' > ${now}::timestamptz)
    select e.id as "eleveId", e.nom, e.prenom, e.classe, p.responsable_id as "responsableId", p.responsable, p.courriel,
      p.protegee, j.code as rejet,
      exists (select from entretien n join convocation c on c.entretien_id = n.id where n.eleve_id = e.id
        and upper(n.plage) > ${now}) as convocation,
      exists (select from fiche f where f.eleve_id = e.id) as fiche
    from p join eleve e on e.id = p.eleve_id
    left join adresse_rejetee j on j.adresse = lower(btrim(p.courriel))
    where exists (select from inscription i where i.eleve_id = e.id)
    order by e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id, p.responsable_id nulls first`.execute(
    trx,
  )
  return rows
}

/** Whether somebody of a school has this address. Reads pupils and guardians. */
export async function isAdresseDe(
  trx: Trx,
  { uai, adresse }: { uai: string; adresse: string },
): Promise<boolean> {
  const { rows } = await sql<{ sienne: boolean }>`
    select exists (select from eleve e where e.uai = ${uai} and lower(btrim(e.courriel)) = ${adresse})
      or exists (select from responsable r join eleve_responsable l on l.responsable_id = r.id
        join eleve e on e.id = l.eleve_id where e.uai = ${uai} and lower(btrim(r.courriel)) = ${adresse}) as sienne
  `.execute(trx)
  return rows[0]?.sienne ?? false
}
