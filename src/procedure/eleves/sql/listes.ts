import { sql, type RawBuilder, type Transaction } from 'kysely'
import { containing } from '#src/db/like.ts'
import type { DB } from '#src/db/types.ts'
import {
  FILTRES,
  type EleveSuivi,
  type Filtre,
  type Perimetre,
  type RechercheEleves,
} from '#src/procedure/eleves/model.ts'

type Trx = Transaction<DB>
type Condition = RawBuilder<unknown>

/** Pupils of these schools, classes and départements only. */
export const inPerimetre = (perimetre: Perimetre): Condition =>
  perimetre === 'academie'
    ? sql`true`
    : sql`exists (select from json_to_recordset(${JSON.stringify(perimetre)}::json)
        as p (uai text, classe text, departement text)
        where (p.uai = e.uai and coalesce(p.classe, e.classe) is not distinct from e.classe)
          or p.departement = left(e.uai, 3))`

/** Case and accents aside: staff type names as they hear them. */
const plain = (text: Condition): Condition =>
  sql`translate(lower(${text}), 'àáâäãåçèéêëìíîïñòóôöõùúûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy')`

/** A part of the name: `%` and `_` are then letters like others. */

const DEMANDES = sql`demande d where d.eleve_id = e.id and not exists (
  select from inscription i where i.eleve_id = e.id and i.mef = d.mef)`
const AVIS_ATTENDUS = sql`inscription i where i.eleve_id = e.id and not exists (
  select from avis_origine o where o.eleve_id = e.id and (o.inscription_id is null or o.inscription_id = i.id))`
const INSCRIPTIONS = sql`inscription i where i.eleve_id = e.id`
const NON_PLACES = sql`non_placement p where p.eleve_id = e.id`
const ADULTES = sql`adulte_referent a where a.eleve_id = e.id and a.fin is null`

/** Of a pupil `e`. */
export const CONDITIONS: Record<Filtre, Condition> = {
  inscrits: sql`exists (select from ${INSCRIPTIONS})`,
  demandes: sql`exists (select from ${DEMANDES})`,
  sans_inscription: sql`not exists (select from ${INSCRIPTIONS})`,
  sans_adulte_referent: sql`not exists (select from ${ADULTES})`,
  sans_information: sql`not exists (select from information f where f.eleve_id = e.id)`,
  avis_attendus: sql`exists (select from ${AVIS_ATTENDUS})`,
  non_places: sql`exists (select from ${NON_PLACES})`,
}

const matching = ({ campagneId, perimetre, nom, classe, filtre }: RechercheEleves): Condition => sql`
  e.campagne_id = ${campagneId} and ${inPerimetre(perimetre)}
  and ${nom.trim() === '' ? sql`true` : sql`${plain(sql`e.nom || ' ' || e.prenom || ' ' || e.nom`)} like ${plain(sql`${containing(nom)}::text`)}`}
  and ${classe === null ? sql`true` : sql`e.classe = ${classe}`}
  and ${filtre === null ? sql`true` : CONDITIONS[filtre]}`

export async function countElevesSuivis(trx: Trx, recherche: RechercheEleves): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from eleve e where ${matching(recherche)}`.execute(trx)
  return rows[0]?.n ?? 0
}

const NAMES = sql`e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.date_naissance, e.id`
export const TRIS_ELEVES = ['eleve', 'classe', 'etablissement', 'adulte', 'inscriptions'] as const
export type TriEleves = (typeof TRIS_ELEVES)[number]
const ORDERS: Record<TriEleves, Condition> = {
  eleve: sql`e.nom collate "fr-x-icu"`,
  classe: sql`e.classe`,
  etablissement: sql`s.nom collate "fr-x-icu"`,
  adulte: sql`(select a.nom from ${ADULTES} order by a.id desc limit 1) collate "fr-x-icu"`,
  inscriptions: sql`(select count(*) from ${INSCRIPTIONS})`,
}
const orderOf = (tri: TriDesEleves | null): Condition =>
  tri === null
    ? NAMES
    : sql`${ORDERS[tri.cle]} ${tri.descendant ? sql`desc nulls last` : sql`asc nulls last`}, ${NAMES}`

interface TriDesEleves {
  cle: TriEleves
  descendant: boolean
}

/** Every pupil that a search finds, by identifier. */
export async function selectIdsDeRecherche(trx: Trx, recherche: RechercheEleves): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select e.id from eleve e where ${matching(recherche)} order by e.id`.execute(trx)
  return rows.map((row) => row.id)
}

/** Pupils with what is done and what is missing. Reads registrations, avis, interviews and directory. */
export async function listElevesSuivis(
  trx: Trx,
  {
    limit,
    offset,
    tri,
    ...recherche
  }: RechercheEleves & {
    limit: number
    offset: number
    tri: TriDesEleves | null
  },
): Promise<EleveSuivi[]> {
  const { rows } = await sql<EleveSuivi>`
    select e.id, e.uai, e.cle_siecle as "cleSiecle", e.ine, e.nom, e.prenom, e.date_naissance as "dateNaissance",
      e.classe, s.nom as etablissement,
      (select a.nom from ${ADULTES} order by a.id desc limit 1) as "adulteReferent",
      array(select f.libelle from inscription i join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
        where i.eleve_id = e.id order by i.id) as formations,
      (select count(*)::int from ${DEMANDES}) as demandes,
      (select count(*)::int from ${AVIS_ATTENDUS}) as "avisAttendus",
      (select count(*)::int from ${NON_PLACES}) as "nonPlaces"
    from eleve e join etablissement s on s.uai = e.uai
    where ${matching(recherche)}
    order by ${orderOf(tri)}
    limit ${limit} offset ${offset}`.execute(trx)
  return rows
}

/** Schools of the scope that have pupils in the campaign. Reads the directory. */
export async function listEtablissementsSuivis(
  trx: Trx,
  { campagneId, perimetre }: { campagneId: number; perimetre: Perimetre },
): Promise<{ uai: string; nom: string }[]> {
  const { rows } = await sql<{ uai: string; nom: string }>`
    select s.uai, s.nom from etablissement s
    where s.uai = any (${perimetre === 'academie' ? [] : perimetre.flatMap((one) => ('uai' in one ? one.uai : []))}::text[])
      or exists (select from eleve e where e.campagne_id = ${campagneId} and e.uai = s.uai and ${inPerimetre(perimetre)})
    order by s.nom collate "fr-x-icu", s.uai`.execute(trx)
  return rows
}

export async function listClasses(
  trx: Trx,
  { campagneId, perimetre }: { campagneId: number; perimetre: Perimetre },
): Promise<string[]> {
  const { rows } = await sql<{ classe: string }>`
    select distinct e.classe from eleve e
    where e.campagne_id = ${campagneId} and ${inPerimetre(perimetre)} and e.classe is not null
    order by 1`.execute(trx)
  return rows.map((row) => row.classe)
}

/** How many pupils of a class are in each situation. */
export interface ClasseSuivie extends Record<Filtre, number> {
  classe: string | null
  eleves: number
}

/** What is missing, class by class. */
export async function listClassesSuivies(
  trx: Trx,
  recherche: { campagneId: number; perimetre: Perimetre },
): Promise<ClasseSuivie[]> {
  const counts = FILTRES.map(
    (filtre) => sql`count(*) filter (where ${CONDITIONS[filtre]})::int as ${sql.id(filtre)}`,
  )
  const { rows } = await sql<ClasseSuivie>`
    select e.classe, count(*)::int as eleves, ${sql.join(counts)} from eleve e
    where e.campagne_id = ${recherche.campagneId} and ${inPerimetre(recherche.perimetre)}
    group by e.classe order by e.classe nulls last`.execute(trx)
  return rows
}
