import { sql, type Transaction } from 'kysely'
import { insertRows, recordset, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { EcartVoeu } from '#src/procedure/campagnes/api.ts'

type Trx = Transaction<DB>

export interface DiffVoeux {
  ajoutes: number
  modifies: number
  supprimes: number
  inchanges: number
  /** The wishes that are not as before, the first ones: gone, then changed, then added. */
  ecarts: EcartVoeu[]
}

/** Lines of a report at most: past this many they are counted only. */
const ECARTS_MAX = 5_000

type Comptes = Record<'ajoute' | 'modifie' | 'supprime' | 'inchange', number>

/** The wishes of the campaign become exactly these; says what changed, line by line. Reads pupils. */
export async function replaceVoeux(trx: Trx, campagneId: number, rows: readonly Row[]): Promise<DiffVoeux> {
  // Two imports at once would both delete what stood before and both add: the second waits for the first.
  await sql`select pg_advisory_xact_lock(727004, ${campagneId}::int)`.execute(trx)
  const { rows: said } = await sql<{ comptes: Comptes; ecarts: EcartVoeu[] }>`
    with a as (
      select v.*, row_number() over (partition by ine, academie_offre, code_offre, code_mef order by rang) as fois
      from voeu v where campagne_id = ${campagneId}),
    b as (
      select v.*, row_number() over (partition by ine, academie_offre, code_offre, code_mef order by rang) as fois
      from ${recordset('voeu', rows)} v),
    paires as (
      select coalesce(b.ine, a.ine) as ine, coalesce(b.eleve_id, a.eleve_id) as eleve_id,
        coalesce(b.academie_offre, a.academie_offre) || ' ' || coalesce(b.code_offre, a.code_offre) as offre,
        coalesce(b.libelle_formation, a.libelle_formation) as formation, a.rang as avant, b.rang as apres,
        case when a.ine is null then 'ajoute' when b.ine is null then 'supprime'
          when a.rang <> b.rang then 'modifie' else 'inchange' end as nature
      from a full join b on (a.ine, a.academie_offre, a.code_offre, a.code_mef, a.fois)
        = (b.ine, b.academie_offre, b.code_offre, b.code_mef, b.fois)),
    premiers as (
      select p.nature, p.ine, e.nom || ' ' || e.prenom as eleve, p.offre, p.formation, p.avant, p.apres
      from paires p left join eleve e on e.id = p.eleve_id where p.nature <> 'inchange'
      order by array_position(array['supprime', 'modifie', 'ajoute'], p.nature), p.ine, p.apres, p.avant, p.offre
      limit ${ECARTS_MAX})
    select (select json_build_object('ajoute', count(*) filter (where nature = 'ajoute'),
        'modifie', count(*) filter (where nature = 'modifie'), 'supprime', count(*) filter (where nature = 'supprime'),
        'inchange', count(*) filter (where nature = 'inchange')) from paires) as comptes,
      coalesce((select json_agg(premiers) from premiers), '[]') as ecarts`.execute(trx)
  await sql`delete from voeu where campagne_id = ${campagneId}`.execute(trx)
  await insertRows(trx, 'voeu', rows)
  const [found] = said
  if (!found) throw new Error('comparaison sans réponse de la base')
  const { ajoute: ajoutes, modifie: modifies, supprime: supprimes, inchange: inchanges } = found.comptes
  return { ajoutes, modifies, supprimes, inchanges, ecarts: found.ecarts }
}
