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
  un: sql`coalesce(d.eleve, false) and (majeur or (p.legaux > 0 and (p.oui > 0 or p.injoignables = p.legaux)))`,
  tous: sql`coalesce(d.eleve, false) and (majeur or (p.legaux > 0 and p.entendus = p.legaux))`,
}

/**
 * Every registration with its state: the rule `rapprocher` said a second time, so that a list of 40,000 is narrowed,
 * sorted and cut by the base. A test compares the two on random campaigns; exports never read this one.
 */
const etats = ({
  campagneId,
  confirmationResponsables,
  finConfirmations,
  perimetre,
  ficheEmise,
}: RechercheRapprochement): Part => sql`
  i as (
    select i.id, i.eleve_id, i.mef, e.ine, e.cle_siecle, e.nom, e.prenom, e.classe, e.uai,
      e.date_naissance + interval '18 years' <= ${finConfirmations}::date as majeur
    from inscription i join eleve e on e.id = i.eleve_id
    where i.campagne_id = ${campagneId} and ${inPerimetre(perimetre)}
      and ${ficheEmise ? sql`exists (select from fiche x where x.eleve_id = e.id)` : sql`true`}),
  mots as (
    select distinct on (inscription_id, responsable_id) inscription_id, responsable_id, decision
    from confirmation where campagne_id = ${campagneId}
    order by inscription_id, responsable_id, le desc, id desc),
  d as (
    select inscription_id, bool_or(decision = 'non') as non,
      bool_or(responsable_id is null and decision = 'oui') as eleve
    from mots group by inscription_id),
  silencieux as (
    select distinct eleve_id, responsable_id from acte_exceptionnel
    where campagne_id = ${campagneId} and genre = 'responsable_injoignable' and approuve_le is not null),
  p as (
    select i.id, count(*) as legaux, count(*) filter (where m.decision = 'oui') as oui,
      count(*) filter (where s.responsable_id is not null) as injoignables,
      count(*) filter (where m.decision = 'oui' or s.responsable_id is not null) as entendus
    from i join eleve_responsable l on l.eleve_id = i.eleve_id and l.niveau = 1
    left join mots m on m.inscription_id = i.id and m.responsable_id = l.responsable_id
    left join silencieux s on s.eleve_id = i.eleve_id and s.responsable_id = l.responsable_id
    group by i.id),
  souhaits as (
    select eleve_id, left(code_mef, 10) as mef from voeu where campagne_id = ${campagneId} and eleve_id is not null
    union
    select v.eleve_id, o.mef from voeu v
    join offre o on (o.campagne_id, o.academie_offre, o.code) = (v.campagne_id, v.academie_offre, v.code_offre)
    where v.campagne_id = ${campagneId} and v.eleve_id is not null),
  vus as (
    select i.*, a.sens, coalesce(a.points, 0) as points, s.eleve_id is not null as voeu,
      case when a.sens is null or coalesce(a.points, 0) = 0 then 'points_nuls' when coalesce(d.non, false) then 'refuse'
        when not (${CONFIRME[confirmationResponsables]}) then 'non_confirme' when s.eleve_id is null then 'sans_voeu'
        else 'exporte' end as etat
    from i left join avis_final a on a.inscription_id = i.id left join d on d.inscription_id = i.id
    left join (select id, legaux, oui, injoignables, entendus from p union all
      select id, 0, 0, 0, 0 from i where not exists (select from p where p.id = i.id)) p on p.id = i.id
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

/** One page of the work-list. Reads pupils, registrations, confirmations, wishes and offers. */
export async function listRapprochement(
  trx: Trx,
  asked: RechercheRapprochement & {
    tri: { cle: TriRapprochement; descendant: boolean } | null
    limit: number
    offset: number
  },
): Promise<LigneRapprochement[]> {
  const { tri, limit, offset } = asked
  const order = tri
    ? sql`${ORDERS[tri.cle]} ${tri.descendant ? sql`desc nulls last` : sql`asc nulls last`}, ${NAMES}`
    : sql`s.nom collate "fr-x-icu", v.classe, ${NAMES}`
  const { rows } = await sql<LigneRapprochement>`
    with ${etats(asked)}
    select v.id as "inscriptionId", v.eleve_id as "eleveId", v.ine, v.cle_siecle as "cleSiecle", v.nom, v.prenom, v.classe,
      v.uai, s.nom as etablissement, v.mef, f.libelle as formation, v.sens, v.points, v.voeu, v.etat
    from vus v join etablissement s on s.uai = v.uai
    join formation f on f.campagne_id = ${asked.campagneId} and f.mef = v.mef
    where ${matching(asked)} order by ${order} limit ${limit} offset ${offset}`.execute(trx)
  return rows
}

/** How many registrations of the search stand in each state, and how many in all with its state. */
export async function countRapprochement(
  trx: Trx,
  asked: RechercheRapprochement,
): Promise<{ total: number; parEtat: Map<EtatRapprochement, number>; voeuSansConfirmation: number }> {
  const { rows } = await sql<{ etat: EtatRapprochement; nombre: number; retenus: number; voeux: number }>`
    with ${etats(asked)}
    select v.etat, count(*)::int as nombre, count(*) filter (where ${matching(asked)})::int as retenus,
      count(*) filter (where v.etat = 'non_confirme' and v.voeu)::int as voeux
    from vus v group by v.etat`.execute(trx)
  return {
    total: rows.reduce((sum, row) => sum + row.retenus, 0),
    parEtat: new Map(rows.map((row) => [row.etat, row.nombre])),
    voeuSansConfirmation: rows.reduce((sum, row) => sum + row.voeux, 0),
  }
}
