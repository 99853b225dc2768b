import { sql, type Transaction } from 'kysely'
import { insertRows } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Droit } from '#src/procedure/donnees/model.ts'

type Trx = Transaction<DB>

/** What somebody asked about his data, and what was answered. */
export interface DemandeDroit {
  id: number
  campagneId: number
  eleveId: number | null
  /** null: the pupil himself. */
  responsableId: number | null
  nom: string | null
  prenom: string | null
  uai: string | null
  droit: Droit
  texte: string
  voie: 'ecran' | 'papier'
  auteur: string
  recueLe: Date
  reponse: 'acceptee' | 'refusee' | null
  motif: string | null
  reponduePar: string | null
  repondueLe: Date | null
}

const DEMANDE = sql`select d.id, d.campagne_id as "campagneId", d.eleve_id as "eleveId", d.responsable_id as "responsableId",
  e.nom, e.prenom, e.uai, d.droit, d.texte, d.voie, d.auteur, d.recue_le as "recueLe", d.reponse, d.motif,
  d.repondue_par as "reponduePar", d.repondue_le as "repondueLe" from demande_droit d left join eleve e on e.id = d.eleve_id`

export interface NouvelleDemandeDroit {
  academie: string
  campagne_id: number
  eleve_id: number
  responsable_id: number | null
  droit: Droit
  texte: string
  voie: 'ecran' | 'papier'
  auteur: string
  recue_le: Date
}

export async function insertDemande(trx: Trx, demande: NouvelleDemandeDroit): Promise<number> {
  const [row] = await insertRows<{ id: number }>(trx, 'demande_droit', [{ ...demande }], {
    returning: ['id'],
  })
  if (!row) throw new Error('demande non enregistrée')
  return row.id
}

/** One request; to answer it, held until the end of the transaction. */
export async function selectDemande(
  trx: Trx,
  { id, pour }: { id: number; pour: 'lire' | 'repondre' },
): Promise<DemandeDroit | undefined> {
  const held = pour === 'repondre' ? sql`for update of d` : sql``
  const { rows } = await sql<DemandeDroit>`${DEMANDE} where d.id = ${id} ${held}`.execute(trx)
  return rows[0]
}

/** Requests of a campaign, the oldest unanswered first; of these schools when given. */
export async function listDemandes(
  trx: Trx,
  { campagneId, uais }: { campagneId: number; uais: readonly string[] | null },
): Promise<DemandeDroit[]> {
  const { rows } = await sql<DemandeDroit>`${DEMANDE} where d.campagne_id = ${campagneId}
    and (${uais}::text[] is null or e.uai = any (${uais}::text[]))
    order by d.reponse is not null, d.recue_le, d.id`.execute(trx)
  return rows
}

/** Requests of one person: of the pupil himself, or of one of his guardians. */
export async function listDemandesDe(
  trx: Trx,
  { eleveId, responsableId }: { eleveId: number; responsableId: number | null },
): Promise<DemandeDroit[]> {
  const { rows } = await sql<DemandeDroit>`${DEMANDE} where d.eleve_id = ${eleveId}
    and d.responsable_id is not distinct from ${responsableId} order by d.id desc`.execute(trx)
  return rows
}

export async function answerDemande(
  trx: Trx,
  one: { id: number; reponse: 'acceptee' | 'refusee'; motif: string; par: string; le: Date },
): Promise<void> {
  await sql`update demande_droit set reponse = ${one.reponse}, motif = ${one.motif}, repondue_par = ${one.par},
    repondue_le = ${one.le} where id = ${one.id}`.execute(trx)
}

export async function insertRestriction(
  trx: Trx,
  one: { academie: string; campagneId: number; eleveId: number; genre: string; auteur: string; le: Date },
): Promise<void> {
  await sql`insert into restriction (academie, campagne_id, eleve_id, genre, auteur, le)
    values (${one.academie}, ${one.campagneId}, ${one.eleveId}, ${one.genre}, ${one.auteur}, ${one.le})
    on conflict do nothing`.execute(trx)
}

export interface Restriction {
  id: number
  eleveId: number
  nom: string
  prenom: string
  genre: 'limitation' | 'opposition'
  auteur: string
  le: Date
}

export async function listRestrictions(trx: Trx, campagneId: number): Promise<Restriction[]> {
  const { rows } = await sql<Restriction>`
    select r.id, r.eleve_id as "eleveId", e.nom, e.prenom, r.genre, r.auteur, r.le from restriction r
    join eleve e on e.id = r.eleve_id where r.campagne_id = ${campagneId} and r.levee_le is null order by r.id`.execute(
    trx,
  )
  return rows
}

export async function liftRestriction(
  trx: Trx,
  one: { id: number; par: string; le: Date },
): Promise<{ eleveId: number; genre: string } | undefined> {
  const { rows } = await sql<{ eleveId: number; genre: string }>`
    update restriction set levee_par = ${one.par}, levee_le = ${one.le} where id = ${one.id} and levee_le is null
    returning eleve_id as "eleveId", genre`.execute(trx)
  return rows[0]
}

/** True once a bonus of this pupil went out, withdrawn since or not. */
export async function wasTransmitted(trx: Trx, eleveId: number): Promise<boolean> {
  const { rows } = await sql`select 1 from lot_ligne where eleve_id = ${eleveId} limit 1`.execute(trx)
  return rows.length > 0
}

/** What a family may have corrected in the identity of a pupil. */
export interface IdentiteCorrigee {
  nom: string
  prenom: string
  dateNaissance: string
  ine: string | null
  courriel: string | null
  telephone: string | null
}

export async function selectIdentite(trx: Trx, eleveId: number): Promise<IdentiteCorrigee | undefined> {
  const { rows } =
    await sql<IdentiteCorrigee>`select nom, prenom, to_char(date_naissance, 'YYYY-MM-DD') as "dateNaissance",
    ine, courriel, telephone from eleve where id = ${eleveId}`.execute(trx)
  return rows[0]
}

export async function updateIdentite(trx: Trx, eleveId: number, one: IdentiteCorrigee): Promise<boolean> {
  const { rows } = await sql`update eleve e set nom = ${one.nom}, prenom = ${one.prenom},
    date_naissance = ${one.dateNaissance}::date, ine = ${one.ine}, courriel = ${one.courriel},
    telephone = ${one.telephone} where e.id = ${eleveId} and not exists (select from eleve o where o.id <> e.id
      and o.campagne_id = e.campagne_id and o.ine = ${one.ine}) returning e.id`.execute(trx)
  return rows.length > 0
}

/** Pupils of a campaign that are these, or whose legal guardian is one of these. */
export async function listElevesDe(
  trx: Trx,
  asked: { campagneId: number; eleveIds: readonly number[]; responsableIds: readonly number[] },
): Promise<{ eleveId: number; nom: string; prenom: string; responsableId: number | null }[]> {
  const { rows } = await sql<{ eleveId: number; nom: string; prenom: string; responsableId: number | null }>`
    select e.id as "eleveId", e.nom, e.prenom,
      case when e.id = any (${asked.eleveIds}::bigint[]) then null else l.responsable_id end as "responsableId"
    from eleve e left join eleve_responsable l on l.eleve_id = e.id and l.niveau = 1
      and l.responsable_id = any (${asked.responsableIds}::bigint[])
    where e.campagne_id = ${asked.campagneId}
      and (e.id = any (${asked.eleveIds}::bigint[]) or l.responsable_id is not null) order by e.id`.execute(
    trx,
  )
  return rows
}
