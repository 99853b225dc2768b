import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import { cleDeRendezVous } from '#src/documents/convocation-ics.ts'
import type { Evenement } from '#src/procedure/envois/model.ts'

type Trx = Transaction<DB>

export interface Personne {
  eleveId: number
  /** null: the pupil himself. */
  responsableId: number | null
  courriel: string | null
}

/**
 * Those who are told what concerns a pupil: himself and his legal guardians, each for himself; himself alone from the day
 * he is eighteen. Reads pupils and guardians.
 */
export async function listPersonnes(
  trx: Trx,
  { eleveIds, now }: { eleveIds: readonly number[]; now: Date },
): Promise<Personne[]> {
  const { rows } = await sql<Personne>`
    select e.id as "eleveId", null::bigint as "responsableId", e.courriel from eleve e
    where e.id = any (${eleveIds}::bigint[])
    union all
    select l.eleve_id, r.id, r.courriel from eleve_responsable l join responsable r on r.id = l.responsable_id
    join eleve e on e.id = l.eleve_id
    where l.eleve_id = any (${eleveIds}::bigint[]) and l.niveau = 1
      and e.date_naissance + interval '18 years' > ${now}::timestamptz
    order by 1, 2 nulls first`.execute(trx)
  return rows
}

/** What of these addresses a server has refused for good. */
export async function selectRejetees(trx: Trx, adresses: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ adresse: string }>`
    select adresse from adresse_rejetee where adresse = any (${adresses}::text[])`.execute(trx)
  return new Set(rows.map((row) => row.adresse))
}

/** The interviews of these messages as a calendar needs them. Reads interviews, pupils and the campaign. */
export interface RangeeEvenement {
  entretienId: number
  academie: string
  annee: string
  dispositif: string
  uaiOrigine: string
  cleSiecle: string
  domaine: string
  uai: string
  debut: Date
  fin: Date
  individuel: Date | null
  /** Convocations and cancellations told so far, but for the one being told. */
  sequence: number
}

/** The same, as a message keeps it. */
export const evenementFrom = (one: RangeeEvenement): Evenement => ({
  cle: cleDeRendezVous(one),
  uai: one.uai,
  debut: one.debut.toISOString(),
  fin: one.fin.toISOString(),
  ...(one.individuel && { individuel: one.individuel.toISOString() }),
  sequence: one.sequence,
})

export async function listEvenements(trx: Trx, entretienIds: readonly number[]): Promise<RangeeEvenement[]> {
  const { rows } = await sql<RangeeEvenement>`
    select n.id as "entretienId", k.academie, k.annee, k.dispositif, e.uai as "uaiOrigine", e.cle_siecle as "cleSiecle",
      n.domaine, s.uai, lower(n.plage) as debut, coalesce(upper(n.individuel), upper(n.plage)) as fin,
      lower(n.individuel) as individuel,
      (select count(*) from convocation v where v.entretien_id = n.id)::int - 1
        + (select count(distinct o.version) from envoi o where o.entretien_id = n.id and o.genre = 'annulation')::int
        as sequence
    from entretien n join eleve e on e.id = n.eleve_id join creneau s on s.id = n.creneau_id
    join campagne k on k.id = n.campagne_id
    where n.id = any (${entretienIds}::bigint[])`.execute(trx)
  return rows
}
