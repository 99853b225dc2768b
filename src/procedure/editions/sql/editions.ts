import { sql, type RawBuilder, type Transaction } from 'kysely'
import { containing } from '#src/db/like.ts'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type {
  DocumentEdition,
  Edition,
  NouvelleEdition,
  RefusEdition,
  Volume,
} from '#src/procedure/editions/model.ts'

type Trx = Transaction<DB>

/** The pace is that of the last parts: an interruption before them does not count. */
const EDITION = sql`d.id, d.campagne_id as "campagneId", d.compte_id as "compteId", d.genre, d.uai, d.jour, d.modele,
  d.origine, d.demandee_le as "demandeeLe", d.lettres, d.fin_le as "finLe", d.arret_le as "arretLe", d.panne,
  (select coalesce(sum(jsonb_array_length(p.objets)), 0)::int from edition_partie p
    where p.edition_id = d.id and p.faite_le is not null) as faites,
  (select case when count(*) > 0 then json_build_object(
      'secondes', extract(epoch from clock_timestamp() - min(r.faite_le)), 'lettres', sum(r.lettres) - min(r.premiere)) end
    from (select p.faite_le, jsonb_array_length(p.objets) as lettres,
        first_value(jsonb_array_length(p.objets)) over (order by p.faite_le) as premiere
      from (select * from edition_partie p where p.edition_id = d.id and p.faite_le is not null
        order by p.faite_le desc limit 20) p) r) as allure`

export async function insertEdition(trx: Trx, row: Row): Promise<number> {
  const [written] = await insertRows<{ id: number }>(trx, 'edition', [row], { returning: ['id'] })
  if (!written) throw new Error('édition non enregistrée')
  return written.id
}

export async function selectEdition(trx: Trx, id: number): Promise<Edition | undefined> {
  const { rows } = await sql<Edition>`select ${EDITION} from edition d where d.id = ${id}`.execute(trx)
  return rows[0]
}

export const TRIS_EDITIONS = ['documents', 'etablissement', 'le'] as const
type TriEditions = (typeof TRIS_EDITIONS)[number]
const ORDERS: Record<TriEditions, RawBuilder<unknown>> = {
  documents: sql`d.genre`,
  etablissement: sql`e.nom collate "fr-x-icu"`,
  le: sql`d.demandee_le`,
}

export interface RechercheEditions {
  campagneId: number
  /** Part of the name of the school. */
  nom: string
  genre: Edition['genre'] | null
  tri: { cle: TriEditions; descendant: boolean } | null
  limit: number
  offset: number
}

/** Editions that somebody asked for, the latest first. Reads schools. */
export async function listEditions(
  trx: Trx,
  { campagneId, compteId, nom, genre, tri, ...slice }: RechercheEditions & { compteId: number },
): Promise<{ total: number; editions: Edition[] }> {
  const order = tri
    ? sql`${ORDERS[tri.cle]} ${tri.descendant ? sql`desc` : sql`asc`} nulls first, d.id desc`
    : sql`d.id desc`
  const { rows } = await sql<Edition & { total: number }>`
    select ${EDITION}, count(*) over ()::int as total
    from edition d left join etablissement e on (e.academie, e.uai) = (d.academie, d.uai)
    where d.campagne_id = ${campagneId} and d.compte_id = ${compteId}
      and ${genre ? sql`d.genre = ${genre}` : sql`true`}
      and ${nom === '' ? sql`true` : sql`e.nom ilike ${containing(nom)}`}
    order by ${order} limit ${slice.limit} offset ${slice.offset}`.execute(trx)
  return { total: rows[0]?.total ?? 0, editions: rows }
}

/** The last edition of this very demand that is not over, to be taken up again. */
export async function selectEditionInachevee(
  trx: Trx,
  { compteId, ...asked }: NouvelleEdition & { compteId: number },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from edition where campagne_id = ${asked.campagneId} and compte_id = ${compteId}
      and genre = ${asked.genre} and uai is not distinct from ${asked.uai}
      and jour is not distinct from ${asked.jour}::date and modele is not distinct from ${asked.modele}
      and fin_le is null order by id desc limit 1`.execute(trx)
  return rows[0]?.id
}

/** Files of an edition, with the names of their schools. Reads schools. */
export async function listVolumes(
  trx: Trx,
  { editionId, limit, offset }: { editionId: number; limit: number; offset: number },
): Promise<{ total: number; volumes: Volume[] }> {
  const { rows } = await sql<Volume & { total: number }>`
    select v.rang, v.uai, e.nom, v.lettres, v.pret_le is not null as pret, octet_length(v.contenu) as taille,
      count(*) over ()::int as total
    from edition_volume v join etablissement e on (e.academie, e.uai) = (v.academie, v.uai)
    where v.edition_id = ${editionId} order by v.rang limit ${limit} offset ${offset}`.execute(trx)
  return { total: rows[0]?.total ?? 0, volumes: rows }
}

export async function selectContenu(
  trx: Trx,
  { editionId, rang }: { editionId: number; rang: number },
): Promise<{ uai: string; contenu: Uint8Array } | undefined> {
  const { rows } = await sql<{ uai: string; contenu: Uint8Array | null }>`
    select uai, contenu from edition_volume where edition_id = ${editionId} and rang = ${rang}`.execute(trx)
  const [found] = rows
  return found?.contenu ? { uai: found.uai, contenu: found.contenu } : undefined
}

/** Documents left out so far, in the order of the list. */
export async function listRefus(trx: Trx, editionId: number): Promise<RefusEdition[]> {
  const { rows } = await sql<RefusEdition>`
    select r.value->>'qui' as qui, r.value->>'raison' as raison
    from edition_partie p, jsonb_array_elements(p.refus) with ordinality as r (value, rang)
    where p.edition_id = ${editionId} order by p.rang, r.rang`.execute(trx)
  return rows
}

/** Fiches and convocations that were printed, school by school. */
export async function listDocumentsImprimes(
  trx: Trx,
  editionId: number,
): Promise<{ uai: string; documents: DocumentEdition[] }[]> {
  const { rows } = await sql<{ uai: string; documents: DocumentEdition[] }>`
    select v.uai, json_agg(distinct d.value::jsonb) as documents
    from edition_volume v join edition_partie p on (p.edition_id, p.volume) = (v.edition_id, v.rang),
      jsonb_array_elements(p.documents) as d (value)
    where v.edition_id = ${editionId} group by v.uai, v.rang order by v.rang`.execute(trx)
  return rows
}

/** Stops it, or lets it go on (null). */
export async function markArret(trx: Trx, id: number, arret: 'arret' | 'reprise'): Promise<void> {
  await sql`update edition set arret_le = ${arret === 'arret' ? sql`clock_timestamp()` : sql`null`}, panne = null
    where id = ${id} and fin_le is null`.execute(trx)
}

export async function markPanne(trx: Trx, id: number, panne: string): Promise<void> {
  await sql`update edition set panne = ${panne} where id = ${id} and fin_le is null`.execute(trx)
}

/** Throws away what was asked for more than `jours` days ago. Returns how many. */
export async function deleteAnciennes(trx: Trx, jours: number): Promise<number> {
  const { rows } =
    await sql`delete from edition where cree_le < now() - make_interval(days => ${jours}) returning id`.execute(
      trx,
    )
  return rows.length
}
