import { sql, type RawBuilder, type Transaction } from 'kysely'
import { containing } from '#src/db/like.ts'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Anomalie } from '#src/exchange/model.ts'
import type {
  CompteursImport,
  EcartVoeu,
  EtatImport,
  GenreImport,
  Importation,
} from '#src/procedure/campagnes/model.ts'

type Trx = Transaction<DB>

const IMPORTATION = sql`id, genre, uai, campagne_id as "campagneId", fichier, fichiers, a_blanc as "aBlanc", etat, lignes,
  compteurs, jsonb_array_length(anomalies) as anomalies,
  jsonb_array_length(ecarts) as ecarts, panne, auteur, le`

export async function insertImportation(trx: Trx, row: Row): Promise<number> {
  const [written] = await insertRows<{ id: number }>(trx, 'importation', [row], { returning: ['id'] })
  if (!written) throw new Error('import non enregistré')
  return written.id
}

export async function selectImportation(trx: Trx, id: number): Promise<Importation | undefined> {
  const { rows } = await sql<Importation>`select ${IMPORTATION} from importation where id = ${id}`.execute(
    trx,
  )
  return rows[0]
}

/** Whoever else would finish the same import waits until this transaction ends. */
export async function lockImportation(trx: Trx, id: number): Promise<EtatImport | undefined> {
  const { rows } = await sql<{ etat: EtatImport }>`
    select etat from importation where id = ${id} for update`.execute(trx)
  return rows[0]?.etat
}

export const TRIS_IMPORTS = [
  'numero',
  'contenu',
  'fichier',
  'uai',
  'auteur',
  'le',
  'etat',
  'refuses',
] as const
type TriImports = (typeof TRIS_IMPORTS)[number]
const ORDERS: Record<TriImports, RawBuilder<unknown>> = {
  numero: sql`id`,
  contenu: sql`genre`,
  fichier: sql`fichier collate "fr-x-icu"`,
  uai: sql`uai`,
  auteur: sql`auteur collate "fr-x-icu"`,
  le: sql`le`,
  etat: sql`etat`,
  refuses: sql`(compteurs ->> 'refuses')::int`,
}

export interface RechercheImports {
  campagneId: number
  /** Part of the name of a file, of its author or of an UAI. */
  cherche: string
  genre: GenreImport | null
  etat: EtatImport | null
  tri: { cle: TriImports; descendant: boolean } | null
  limit: number
  offset: number
}

/** Imports of the campaign, the latest first; those of some schools only when they are named. */
export async function listImportations(
  trx: Trx,
  { campagneId, cherche, genre, etat, tri, ...scope }: RechercheImports & { uais: readonly string[] | null },
): Promise<{ total: number; importations: Importation[] }> {
  const { uais, limit, offset } = scope
  const order = tri
    ? sql`${ORDERS[tri.cle]} ${tri.descendant ? sql`desc` : sql`asc`} nulls last, id desc`
    : sql`id desc`
  const { rows } = await sql<Importation & { total: number }>`
    select ${IMPORTATION}, count(*) over ()::int as total from importation
    where campagne_id = ${campagneId} and ${uais ? sql`uai = any (${uais}::text[])` : sql`true`}
      and ${genre ? sql`genre = ${genre}` : sql`true`} and ${etat ? sql`etat = ${etat}` : sql`true`}
      and concat_ws(' ', fichier, auteur, uai) ilike ${containing(cherche)}
    order by ${order} limit ${limit} offset ${offset}`.execute(trx)
  return { total: rows[0]?.total ?? 0, importations: rows }
}

export const TRIS_RAPPORT = ['ligne', 'gravite', 'colonne', 'remarque'] as const
const ORDRE_RAPPORT: Record<(typeof TRIS_RAPPORT)[number], RawBuilder<unknown>> = {
  ligne: sql`(a ->> 'ligne')::int`,
  gravite: sql`a ->> 'gravite'`,
  colonne: sql`a ->> 'colonne' collate "fr-x-icu"`,
  remarque: sql`a ->> 'message' collate "fr-x-icu"`,
}

/** What is asked of the lines of one import: part of what they say, of one kind, in an order, from `offset` on. */
export interface RechercheLignes<Genre extends string, Cle extends string> {
  id: number
  cherche: string
  genre: Genre | null
  tri: { cle: Cle; descendant: boolean } | null
  limit: number
  offset: number
}
export type RechercheRemarques = RechercheLignes<Anomalie['gravite'], (typeof TRIS_RAPPORT)[number]>

/** Lines of the report, in the order they were found unless another is asked for. */
export async function listAnomaliesDeLImport(
  trx: Trx,
  { id, cherche, genre, tri, limit, offset }: RechercheRemarques,
): Promise<{ total: number; anomalies: Anomalie[] }> {
  const { rows } = await sql<{ a: Anomalie; total: number }>`
    select a, count(*) over ()::int as total
    from importation, jsonb_array_elements(anomalies) with ordinality as t (a, rang)
    where id = ${id} and ${genre ? sql`a ->> 'gravite' = ${genre}` : sql`true`}
      and concat_ws(' ', a ->> 'fichier', a ->> 'ligne', a ->> 'colonne', a ->> 'valeur', a ->> 'message')
        ilike ${containing(cherche)}
    order by ${orderOf(tri, ORDRE_RAPPORT)} limit ${limit} offset ${offset}`.execute(trx)
  return { total: rows[0]?.total ?? 0, anomalies: rows.map((row) => row.a) }
}

const orderOf = <Cle extends string>(
  tri: { cle: Cle; descendant: boolean } | null,
  orders: Readonly<Record<Cle, RawBuilder<unknown>>>,
): RawBuilder<unknown> =>
  tri ? sql`${orders[tri.cle]} ${tri.descendant ? sql`desc` : sql`asc`} nulls last, rang` : sql`rang`

export async function startImport(trx: Trx, id: number): Promise<void> {
  await sql`update importation set etat = 'en_cours', lignes = null, panne = null
    where id = ${id} and etat in ('en_attente', 'en_cours')`.execute(trx)
}

export async function noteLignesLues(trx: Trx, id: number, lignes: number): Promise<void> {
  await sql`update importation set lignes = ${lignes} where id = ${id}`.execute(trx)
}

export async function notePanne(trx: Trx, id: number, panne: string): Promise<void> {
  await sql`update importation set panne = ${panne} where id = ${id} and etat in ('en_attente', 'en_cours')`.execute(
    trx,
  )
}

export const TRIS_ECARTS = ['eleve', 'nature', 'offre', 'formation', 'avant', 'apres'] as const
const ORDRE_ECARTS: Record<(typeof TRIS_ECARTS)[number], RawBuilder<unknown>> = {
  eleve: sql`e ->> 'eleve' collate "fr-x-icu"`,
  nature: sql`e ->> 'nature'`,
  offre: sql`e ->> 'offre'`,
  formation: sql`e ->> 'formation' collate "fr-x-icu"`,
  avant: sql`(e ->> 'avant')::int`,
  apres: sql`(e ->> 'apres')::int`,
}
export type RechercheEcarts = RechercheLignes<EcartVoeu['nature'], (typeof TRIS_ECARTS)[number]>

/** What a file of wishes changes, line by line: those that go first, unless another order is asked for. */
export async function listEcartsDeLImport(
  trx: Trx,
  { id, cherche, genre, tri, limit, offset }: RechercheEcarts,
): Promise<{ total: number; ecarts: EcartVoeu[] }> {
  const { rows } = await sql<{ e: EcartVoeu; total: number }>`
    select e, count(*) over ()::int as total
    from importation, jsonb_array_elements(ecarts) with ordinality as t (e, rang)
    where id = ${id} and ${genre ? sql`e ->> 'nature' = ${genre}` : sql`true`}
      and concat_ws(' ', e ->> 'eleve', e ->> 'ine', e ->> 'offre', e ->> 'formation') ilike ${containing(cherche)}
    order by ${orderOf(tri, ORDRE_ECARTS)} limit ${limit} offset ${offset}`.execute(trx)
  return { total: rows[0]?.total ?? 0, ecarts: rows.map((row) => row.e) }
}

/** Whether wishes were imported after this preview: it then compares with what stands no more. */
export async function isOvertaken(
  trx: Trx,
  { id, campagneId }: { id: number; campagneId: number },
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    select id from importation where campagne_id = ${campagneId} and genre = 'voeux' and not a_blanc and id > ${id}
    limit 1`.execute(trx)
  return rows.length > 0
}

/** The files of a preview go to the import that applies it. */
export async function clearFichiers(trx: Trx, id: number): Promise<void> {
  await sql`update importation set fichiers = '[]' where id = ${id}`.execute(trx)
}

/** Ends an import; its files are no longer named, for they are deleted, but those of a preview that may be applied. */
export async function endImport(
  trx: Trx,
  id: number,
  end: {
    etat: 'finie' | 'refusee'
    compteurs: Partial<CompteursImport>
    anomalies: readonly Anomalie[]
    ecarts?: readonly EcartVoeu[]
    fichiersGardes?: boolean
  },
): Promise<void> {
  await sql`update importation set etat = ${end.etat}, compteurs = ${JSON.stringify(end.compteurs)}::jsonb,
      anomalies = ${JSON.stringify(end.anomalies)}::jsonb, ecarts = ${JSON.stringify(end.ecarts ?? [])}::jsonb,
      fichiers = case when ${end.fichiersGardes ?? false} then fichiers else '[]' end, panne = null
    where id = ${id}`.execute(trx)
}
