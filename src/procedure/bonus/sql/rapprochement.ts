import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'
import type { EtatRapprochement } from '#src/procedure/bonus/model.ts'
import type { Reglement } from '#src/procedure/campagnes/api.ts'
import { inPerimetre, type Perimetre } from '#src/procedure/eleves/api.ts'

type Trx = Transaction<DB>
type Part = RawBuilder<unknown>

/** One registration of the work-list. */
export interface LigneRapprochement {
  inscriptionId: number
  eleveId: number
  ine: string | null
  cleSiecle: string
  nom: string
  prenom: string
  classe: string | null
  uai: string
  etablissement: string
  mef: string
  formation: string
  sens: string | null
  points: number
  /** A wish of the pupil counts for this formation. */
  voeu: boolean
  etat: EtatRapprochement
}

export interface RechercheRapprochement {
  campagneId: number
  confirmationResponsables: Reglement['confirmationResponsables']
  finConfirmations: Day
  /** What of the académie the reader follows. */
  perimetre: Perimetre
  /** Only pupils whose fiche is issued. */
  ficheEmise: boolean
  nom: string
  etat: EtatRapprochement | 'voeu_sans_confirmation' | null
}

export const TRIS_RAPPROCHEMENT = ['eleve', 'classe', 'etablissement', 'formation', 'points', 'etat'] as const
export type TriRapprochement = (typeof TRIS_RAPPROCHEMENT)[number]

const CONFIRME: Record<Reglement['confirmationResponsables'], Part> = {
  aucun: sql`true`,
  un: sql`coalesce(d.eleve, false) and (i.majeur or (p.legaux > 0 and (d.oui > 0 or coalesce(t.injoignables, 0) = p.legaux)))`,
  tous: sql`coalesce(d.eleve, false) and (i.majeur or (p.legaux > 0 and d.oui + coalesce(t.muets, 0) = p.legaux))`,
}

/**
 * Every registration with its state: the rule `rapprocher` said a second time, so that a list of 40,000 is narrowed,
 * sorted and cut by the base. A test compares the two on random campaigns; exports never read this one.
 * Each table is gone through once: last words (`mots`) gathered by registration (`d`), guardians counted by pupil (`p`),
 * those recorded out of reach by registration (`t`), wishes by pupil and formation.
 */
const etats = ({
  campagneId,
  confirmationResponsables,
  finConfirmations,
  perimetre,
  ficheEmise,
}: RechercheRapprochement): Part => sql`
  i as materialized (
    select i.id, i.eleve_id, i.mef, e.ine, e.cle_siecle, e.nom, e.prenom, e.classe, e.uai,
      e.date_naissance + interval '18 years' <= ${finConfirmations}::date as majeur
    from inscription i join eleve e on e.id = i.eleve_id
    where i.campagne_id = ${campagneId} and ${inPerimetre(perimetre)}
      and ${ficheEmise ? sql`exists (select from fiche x where x.eleve_id = e.id)` : sql`true`}),
  concernes as (select distinct eleve_id from i),
  legaux as materialized (
    select l.eleve_id, l.responsable_id from concernes n
    join eleve_responsable l on l.eleve_id = n.eleve_id and l.niveau = 1),
  p as (select eleve_id, count(*) as legaux from legaux group by eleve_id),
  mots as materialized (
    select distinct on (c.inscription_id, c.responsable_id) c.inscription_id, i.eleve_id, c.responsable_id, c.decision
    from i join confirmation c on c.inscription_id = i.id
    order by c.inscription_id, c.responsable_id, c.le desc, c.id desc),
  d as (
    select m.inscription_id, bool_or(m.decision = 'non') as non,
      bool_or(m.responsable_id is null and m.decision = 'oui') as eleve,
      count(*) filter (where m.decision = 'oui' and l.responsable_id is not null) as oui
    from mots m left join legaux l on (l.eleve_id, l.responsable_id) = (m.eleve_id, m.responsable_id)
    group by m.inscription_id),
  t as (
    select i.id, count(*) as injoignables, count(*) filter (where m.decision is distinct from 'oui') as muets
    from (select distinct eleve_id, responsable_id from acte_exceptionnel
      where campagne_id = ${campagneId} and genre = 'responsable_injoignable' and approuve_le is not null) s
    join legaux l on (l.eleve_id, l.responsable_id) = (s.eleve_id, s.responsable_id)
    join i on i.eleve_id = s.eleve_id
    left join mots m on (m.inscription_id, m.responsable_id) = (i.id, s.responsable_id)
    group by i.id),
  souhaits as (
    select v.eleve_id, left(v.code_mef, 10) as mef from concernes n
    join voeu v on v.campagne_id = ${campagneId} and v.eleve_id = n.eleve_id
    union
    select v.eleve_id, o.mef from concernes n
    join voeu v on v.campagne_id = ${campagneId} and v.eleve_id = n.eleve_id
    join offre o on (o.campagne_id, o.academie_offre, o.code) = (v.campagne_id, v.academie_offre, v.code_offre)),
  vus as materialized (
    select i.*, a.sens, coalesce(a.points, 0) as points, s.eleve_id is not null as voeu,
      case when a.sens is null or coalesce(a.points, 0) = 0 then 'points_nuls' when coalesce(d.non, false) then 'refuse'
        when not coalesce(${CONFIRME[confirmationResponsables]}, false) then 'non_confirme'
        when s.eleve_id is null then 'sans_voeu' else 'exporte' end as etat
    from i left join avis_final a on a.inscription_id = i.id left join d on d.inscription_id = i.id
    left join p on p.eleve_id = i.eleve_id left join t on t.id = i.id
    left join souhaits s on (s.eleve_id, s.mef) = (i.eleve_id, i.mef))`

const plain = (text: Part): Part =>
  sql`translate(lower(${text}), 'àáâäãåçèéêëìíîïñòóôöõùúûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy')`

function matching({ nom, etat }: RechercheRapprochement): Part {
  const asked = nom.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)
  const named =
    asked === ''
      ? sql`true`
      : sql`${plain(sql`v.nom || ' ' || v.prenom || ' ' || v.nom`)} like ${plain(sql`${`%${asked}%`}::text`)}`
  if (etat === null) return named
  return etat === 'voeu_sans_confirmation'
    ? sql`${named} and v.etat = 'non_confirme' and v.voeu`
    : sql`${named} and v.etat = ${etat}`
}

const NAMES = sql`v.nom collate "fr-x-icu", v.prenom collate "fr-x-icu", v.eleve_id, v.mef`
const ORDERS: Record<TriRapprochement, Part> = {
  eleve: sql`v.nom collate "fr-x-icu"`,
  classe: sql`v.classe`,
  etablissement: sql`s.nom collate "fr-x-icu"`,
  formation: sql`f.libelle collate "fr-x-icu"`,
  points: sql`v.points`,
  etat: sql`array_position(array['points_nuls', 'refuse', 'non_confirme', 'sans_voeu', 'exporte'], v.etat)`,
}

/** How many registrations of the search stand in a state, and how many in all. */
interface RangeeEtat {
  etat: EtatRapprochement
  nombre: number
  retenus: number
  voeux: number
}

export interface RapprochementLu {
  lignes: LigneRapprochement[]
  total: number
  parEtat: Map<EtatRapprochement, number>
  voeuSansConfirmation: number
  /** Wishes of the campaign were imported: before, nobody can say that one is missing. */
  voeuxConnus: boolean
}

const VOEUX_CONNUS = (campagneId: number): Part =>
  sql`exists (select from voeu where campagne_id = ${campagneId})`

/**
 * One page of the work-list and the figures of the whole of it, in one statement: the states are worked out once.
 * Reads pupils, registrations, confirmations, wishes and offers.
 */
export async function listRapprochement(
  trx: Trx,
  asked: RechercheRapprochement & {
    tri: { cle: TriRapprochement; descendant: boolean } | null
    limit: number
    offset: number
  },
): Promise<RapprochementLu> {
  const { tri, limit, offset } = asked
  const order = tri
    ? sql`${ORDERS[tri.cle]} ${tri.descendant ? sql`desc nulls last` : sql`asc nulls last`}, ${NAMES}`
    : sql`s.nom collate "fr-x-icu", v.classe, ${NAMES}`
  const { rows } = await sql<{ lignes: LigneRapprochement[]; comptes: RangeeEtat[]; voeuxConnus: boolean }>`
    with ${etats(asked)},
    lignes as (
      select v.id as "inscriptionId", v.eleve_id as "eleveId", v.ine,
        v.cle_siecle as "cleSiecle", v.nom, v.prenom, v.classe, v.uai, s.nom as etablissement, v.mef,
        f.libelle as formation, v.sens, v.points, v.voeu, v.etat
      from vus v join etablissement s on s.uai = v.uai
      join formation f on f.campagne_id = ${asked.campagneId} and f.mef = v.mef
      where ${matching(asked)} order by ${order} limit ${limit} offset ${offset}),
    comptes as (
      select v.etat, count(*)::int as nombre, count(*) filter (where ${matching(asked)})::int as retenus,
        count(*) filter (where v.etat = 'non_confirme' and v.voeu)::int as voeux
      from vus v group by v.etat)
    select coalesce((select json_agg(l) from lignes l), '[]') as lignes,
      coalesce((select json_agg(c) from comptes c), '[]') as comptes,
      ${VOEUX_CONNUS(asked.campagneId)} as "voeuxConnus"`.execute(trx)
  const { lignes = [], comptes = [], voeuxConnus = false } = rows[0] ?? {}
  return {
    lignes,
    total: comptes.reduce((sum, row) => sum + row.retenus, 0),
    parEtat: new Map(comptes.map((row) => [row.etat, row.nombre])),
    voeuSansConfirmation: comptes.reduce((sum, row) => sum + row.voeux, 0),
    voeuxConnus,
  }
}

/**
 * What would be lost at the end of the wishes, by school: formations confirmed without a wish, and wishes without their
 * confirmation. Nothing as long as no wish of the campaign is known. Reads as `listRapprochement` does.
 */
export async function countARattraper(
  trx: Trx,
  asked: Pick<RechercheRapprochement, 'campagneId' | 'confirmationResponsables' | 'finConfirmations'>,
): Promise<{ uai: string; sansVoeu: number; voeuSansConfirmation: number }[]> {
  const { rows } = await sql<{ uai: string; sansVoeu: number; voeuSansConfirmation: number }>`
    with ${etats({ ...asked, perimetre: 'academie', ficheEmise: true, nom: '', etat: null })}
    select v.uai, count(*) filter (where v.etat = 'sans_voeu')::int as "sansVoeu",
      count(*) filter (where v.etat = 'non_confirme' and v.voeu)::int as "voeuSansConfirmation"
    from vus v where ${VOEUX_CONNUS(asked.campagneId)} group by v.uai order by v.uai`.execute(trx)
  return rows
}
