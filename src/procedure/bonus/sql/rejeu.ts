import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

/** One thing of which the journal and the tables do not say the same; null: one of them says nothing of it. */
export interface EcartJournal {
  objet: string
  cle: string
  dit: string | null
  trouve: string | null
}

const minute = (instant: RawBuilder<unknown>) =>
  sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"')`

/**
 * Interviews moved or taken back (no hour) after their convocation: from then on the nights, which move those who are
 * only held, leave them where they are.
 */
const DEPLACEMENTS = sql`where objet = 'entretien'
  and acte in ('entretien.deplacer', 'entretien.hors_planning', 'entretien.reparer', 'lycee.interdire')
  and (apres ->> 'debut' is null or exists (select from convocation c
    where c.entretien_id = lignes.objet_id::bigint and c.emise_le <= lignes.le))`

/** What the acts that write these things say: the last stands; of confirmations every word is kept, in order. */
const DITS = (academie: string) => sql`
  lignes as (select acte, objet, objet_id, apres, le, rang from journal where academie = ${academie} and apres is not null),
  paroles as (
    select 'inscription' as objet, objet_id as cle, concat_ws(' ', apres ->> 'eleve', apres ->> 'mef') as dit,
      null as mots, le, rang from lignes where acte = 'inscription.enregistrer'
    union all select 'avis d’origine', concat_ws(' ', objet, objet_id), apres ->> 'sens', apres ->> 'commentaire', le, rang
      from lignes where acte = 'avis_origine.signer'
    union all select 'avis d’origine', case when apres ->> 'inscription' is null then 'eleve ' || (apres ->> 'eleve')
        else 'inscription ' || (apres ->> 'inscription') end, apres ->> 'avis',
        encode(sha256(convert_to(apres ->> 'commentaire', 'UTF8')), 'hex'), le, rang
      from lignes where acte = 'acte_exceptionnel.approuver' and apres ->> 'genre' in ('avis_origine_corrige', 'avis_origine_regularise')
    union all select 'avis du référent', objet_id, apres ->> 'sens', apres ->> 'commentaire', le, rang
      from lignes where acte = 'avis_referent.signer'
    union all select 'avis du référent', apres ->> 'inscription', apres ->> 'avis',
        encode(sha256(convert_to(apres ->> 'commentaire', 'UTF8')), 'hex'), le, rang
      from lignes where acte = 'acte_exceptionnel.approuver' and apres ->> 'genre' = 'avis_referent_regularise'
    union all select 'présence', objet_id, apres ->> 'etat', null, le, rang from lignes where acte = 'presence.enregistrer'
    -- Placed again or taken back: who was absent is no longer.
    union all select 'présence', objet_id, null, null, le, rang from lignes where acte = 'entretien.reparer' and objet = 'entretien'
    union all select 'place', objet_id, ${minute(sql`(apres ->> 'debut')::timestamptz`)}, null, le, rang from lignes ${DEPLACEMENTS}
    ),
  dits as (
    select * from (select distinct on (objet, cle) objet, cle, dit, mots from paroles order by objet, cle, le desc, rang desc) p
    union all select 'confirmation', concat_ws(' ', objet_id, coalesce(apres ->> 'responsable', 'eleve')),
        string_agg(concat_ws(' ', apres ->> 'decision', apres ->> 'support'), ' puis ' order by le, rang), null
      from lignes where acte in ('confirmation.donner', 'confirmation.saisir')
      group by objet_id, apres ->> 'responsable')`

/** The same things as the tables have them. */
const TROUVES = (academie: string) => sql`
  trouves as (
    select 'inscription' as objet, id::text as cle, concat_ws(' ', eleve_id, mef) as trouve, null as mots
      from inscription where academie = ${academie}
    union all select 'avis d’origine', case when inscription_id is null then 'eleve ' || eleve_id
        else 'inscription ' || inscription_id end, sens, encode(sha256(convert_to(commentaire, 'UTF8')), 'hex')
      from avis_origine where academie = ${academie}
    union all select 'avis du référent', inscription_id::text, sens,
        encode(sha256(convert_to(coalesce(commentaire, ''), 'UTF8')), 'hex') from avis_referent where academie = ${academie}
    union all select 'présence', entretien_id::text, etat, null from presence where academie = ${academie}
    union all select 'place', n.id::text, ${minute(sql`lower(n.plage)`)}, null from entretien n
      where n.academie = ${academie} and n.id::text in (select objet_id from lignes ${DEPLACEMENTS})
    union all select 'confirmation', concat_ws(' ', inscription_id, coalesce(responsable_id::text, 'eleve')),
        string_agg(concat_ws(' ', decision, support), ' puis ' order by le, id), null
      from confirmation where academie = ${academie} group by inscription_id, responsable_id)`

/**
 * Plays the acts of the journal again and compares what they leave with the tables: registrations, both avis with the
 * hash of their words, presences, where convoked interviews were moved, every word of each person on each formation. The first differences, and how many things
 * were compared. An act whose words were erased says nothing; with it went what it was about.
 */
export async function selectEcartsDeRejeu(
  trx: Trx,
  academie: string,
): Promise<{ compares: number; ecarts: EcartJournal[] }> {
  const { rows } = await sql<{ compares: number; ecarts: EcartJournal[] }>`
    with ${DITS(academie)}, ${TROUVES(academie)},
    compares as (
      select objet, cle, d.dit, t.trouve, d.dit = t.trouve as mots_changes,
        d.dit is distinct from t.trouve or (d.mots is not null and d.mots <> t.mots) as faux
      from dits d full join trouves t using (objet, cle)),
    faux as (select objet, cle, dit, case when mots_changes then trouve || ', d’autres mots' else trouve end as trouve
      from compares where faux order by objet, cle limit 20)
    select (select count(*)::int from compares) as compares,
      coalesce((select json_agg(faux) from faux), '[]') as ecarts`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('rejeu sans réponse de la base')
  return row
}
