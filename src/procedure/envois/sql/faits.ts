import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'
import type { EtablissementImprime } from '#src/documents/model.ts'
import { isLimite } from '#src/procedure/eleves/api.ts'
import { attenduDe } from '#src/procedure/envois/sql/causes.ts'
import type { FaitsSemaine } from '#src/procedure/envois/rules/pertinence.ts'
import type { Pris } from '#src/procedure/envois/sql/envois.ts'

type Trx = Transaction<DB>

/** The state around a message, as its rule judges it. */
export interface RangeeFaits {
  maintenant: Date
  /** The campaign is a rehearsal: nothing of it may reach anybody. */
  fictive: boolean
  actif: boolean
  personne: { courriel: string | null } | null
  rejetee: boolean
  limite: boolean
  entretien: {
    debut: string
    version: number
    aSonHeure: boolean
    presence: string | null
  } | null
  semaine: FaitsSemaine | null
  derniereFiche: number | null
  attendu: boolean
  finConfirmations: Day | null
}

/** Reads every room of the procedure. */
export async function selectFaits(trx: Trx, pris: Pris): Promise<RangeeFaits> {
  const { rows } = await sql<Omit<RangeeFaits, 'attendu' | 'semaine'>>`
    select coalesce(k.horloge, now()) as maintenant, coalesce(k.repetition, false) as fictive,
      coalesce(g.actif, not k.repetition, true) as actif,
      case when o.genre = 'adresse' then (select json_build_object('courriel', v.adresse) from code_adresse v
          where v.compte_id = o.compte_id)
        when o.compte_id is not null then (select json_build_object('courriel', c.courriel) from compte c
          where c.id = o.compte_id)
        when o.responsable_id is not null then (select json_build_object('courriel', r.courriel) from eleve_responsable l
          join responsable r on r.id = l.responsable_id join eleve e on e.id = l.eleve_id
          where l.eleve_id = o.eleve_id and l.responsable_id = o.responsable_id and l.niveau = 1
            and e.date_naissance + interval '18 years' > coalesce(k.horloge, now()))
        else (select json_build_object('courriel', e.courriel) from eleve e where e.id = o.eleve_id) end as personne,
      exists (select from adresse_rejetee a where a.adresse = o.adresse) as rejetee,
      ${isLimite(sql`o.eleve_id`)} as limite,
      (select json_build_object('debut', lower(n.plage), 'version', c.version, 'aSonHeure',
          (c.plage, c.individuel, c.uai, c.salle_id, c.mode)
          is not distinct from (n.plage, n.individuel, s.uai, s.salle_id, s.mode),
          'presence', p.etat)
        from entretien n join creneau s on s.id = n.creneau_id
        join lateral (select * from convocation c where c.entretien_id = n.id
          order by version desc limit 1) c on true
        left join presence p on p.entretien_id = n.id where n.id = o.entretien_id) as entretien,
      (select max(f.version) from fiche f where f.eleve_id = o.eleve_id) as "derniereFiche",
      greatest(k.fin_confirmations, (select max(p.jusqu_au) from prolongation p
        where p.campagne_id = k.id and p.echeance = 'finConfirmations' and (num_nonnulls(p.uai, p.eleve_id) = 0
          or p.eleve_id = o.eleve_id or p.uai = (select e.uai from eleve e where e.id = o.eleve_id)))) as "finConfirmations"
    from envoi o left join campagne k on k.id = o.campagne_id left join envoi_reglage g on g.campagne_id = k.id
    where o.id = ${pris.id}`.execute(trx)
  const row = rows[0]
  if (!row) throw new Error('envoi sans faits')
  // Asked apart: planning it costs more than all the rest, and few messages need it.
  return {
    ...row,
    semaine: pris.genre === 'changement_semaine' ? await selectSemaine(trx, pris) : null,
    attendu: pris.genre === 'rappel_confirmation' && (await isAttendu(trx, pris)),
  }
}

/**
 * Where an interview is held as things stand, and what an address knows of it: by the last message handed over to it, else
 * what was before the first that was written.
 */
async function selectSemaine(trx: Trx, pris: Pris): Promise<FaitsSemaine | null> {
  const others = sql`from envoi o where o.entretien_id = n.id and o.genre = 'changement_semaine' and o.adresse = m.adresse`
  // Written before lycées were: at the same one.
  const said = (of: RawBuilder<unknown>, when: 'avant' | 'apres') =>
    sql`json_build_object('semaine', ${of} ->> ${when}::text, 'uai', coalesce(${of} ->> ${SAID_AT[when]}::text, k.uai))`
  const other = sql`o.contenu -> 'semaine'`
  const { rows } = await sql<FaitsSemaine>`
    select lower(n.plage) as debut, ${said(sql`(m.contenu -> 'semaine')`, 'apres')} as annoncee,
      json_build_object('semaine', to_char(date_trunc('week', lower(n.plage) at time zone a.fuseau), 'YYYY-MM-DD'),
        'uai', k.uai) as prevue,
      exists (select from convocation c where c.entretien_id = n.id) as convoque,
      coalesce((select ${said(sql`(${other})`, 'apres')} ${others} and o.id <> m.id and o.etat in ('envoye', 'incertain')
          order by o.remis_le desc, o.id desc limit 1),
        (select ${said(sql`(${other})`, 'avant')} ${others} order by o.id limit 1)) as dite
    from envoi m join entretien n on n.id = m.entretien_id join creneau k on k.id = n.creneau_id
    join academie a on a.code = n.academie
    where m.id = ${pris.id}`.execute(trx)
  return rows[0] ?? null
}

/** Key of the lycée beside that of the week. */
const SAID_AT = { avant: 'lyceeAvant', apres: 'lyceeApres' } as const

async function isAttendu(trx: Trx, { eleveId, responsableId }: Pris): Promise<boolean> {
  const asked = attenduDe(sql`${eleveId}::bigint`, sql`${responsableId}::bigint`)
  const { rows } = await sql<{ attendu: boolean }>`select ${asked} as attendu`.execute(trx)
  return rows[0]?.attendu ?? false
}

export async function selectLycee(trx: Trx, uai: string): Promise<EtablissementImprime | undefined> {
  const { rows } = await sql<EtablissementImprime>`
    select nom, adresse, code_postal as "codePostal", commune, telephone, courriel from etablissement where uai = ${uai}
  `.execute(trx)
  return rows[0]
}
