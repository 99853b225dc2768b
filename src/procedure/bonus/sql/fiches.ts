import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'
import type { ContenuFiche, PersonneFiche, RangeeFiche } from '#src/procedure/bonus/model.ts'

type Trx = Transaction<DB>

/** Name of the school that signed an origin avis, when the pupil has left it since: the avis stays with its author. */
const ECOLE_DE_L_AUTEUR = sql`(select s.nom from transfert t join etablissement s on s.uai = t.depart_uai
  where t.eleve_id = o.eleve_id and t.prononce_le > o.signe_le order by t.prononce_le limit 1)`

/** Facts of the fiches, pupils in the order of school, class, name, date. Reads every room of the procedure. */
export async function listFaitsDesFiches(
  trx: Trx,
  { campagneId, eleveIds }: { campagneId: number; eleveIds?: readonly number[] },
): Promise<RangeeFiche[]> {
  const { rows } = await sql<RangeeFiche>`
    select i.id as "inscriptionId", e.id as "eleveId", e.uai, e.nom, e.prenom, e.date_naissance as "dateNaissance",
      e.classe, i.mef, f.libelle, d.libelle as domaine,
      case when o.id is not null then json_build_object('sens', o.sens, 'commentaire', o.commentaire,
        'signataire', concat_ws(', ', o.signataire, ${ECOLE_DE_L_AUTEUR}), 'signeLe', o.signe_le) end as "avisOrigine",
      case when a.inscription_id is not null then json_build_object('sens', a.sens, 'commentaire', a.commentaire,
        'signataire', a.signataire, 'signeLe', a.signe_le) end as "avisReferent",
      case when r.entretien_id is not null then json_build_object('texte', r.texte, 'auteur', r.auteur, 'le', r.le)
        end as "compteRendu",
      y.nom as lycee, v.etat, v.sens_origine as "sensOrigine", v.sens_referent as "sensReferent", v.sens, v.points
    from inscription i join eleve e on e.id = i.eleve_id
    join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
    join domaine d on (d.campagne_id, d.code) = (i.campagne_id, i.domaine)
    join avis_final v on v.inscription_id = i.id
    left join avis_origine o on o.eleve_id = i.eleve_id and (o.inscription_id = i.id or o.inscription_id is null)
    left join entretien n on n.eleve_id = i.eleve_id and n.domaine = i.domaine
    left join creneau k on k.id = n.creneau_id left join etablissement y on y.uai = k.uai
    left join compte_rendu r on r.entretien_id = n.id
    left join avis_referent a on a.inscription_id = i.id
    where i.campagne_id = ${campagneId}
      and ${eleveIds ? sql`i.eleve_id = any (${eleveIds}::bigint[])` : sql`true`}
    order by e.uai, e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.date_naissance, e.id, i.id
  `.execute(trx)
  return rows
}

/** A person who may confirm a registration, and his last word. */
export interface Mot {
  inscriptionId: number
  eleveId: number
  mef: string
  qui: string
  /** null: the pupil himself. */
  responsableId: number | null
  decision: 'oui' | 'non' | null
  le: Date | null
  support: 'ecran' | 'papier' | null
  /** Who gave it, or who entered the paper. */
  auteur: string | null
}

/** People who may confirm, with their last word per registration. */
export async function listMotsDesInscriptions(
  trx: Trx,
  { campagneId, eleveIds }: { campagneId: number; eleveIds?: readonly number[] },
): Promise<Mot[]> {
  const ofThese = eleveIds ? sql`i.eleve_id = any (${eleveIds}::bigint[])` : sql`true`
  const { rows } = await sql<Mot>`
    with personnes as (
      select i.id as inscription_id, i.eleve_id, i.mef, null::bigint as responsable_id, 'élève' as qui, 0 as ordre
      from inscription i where i.campagne_id = ${campagneId} and ${ofThese}
      union all
      select i.id, i.eleve_id, i.mef, r.id, r.prenom || ' ' || r.nom, 1 from inscription i
      join eleve_responsable l on l.eleve_id = i.eleve_id and l.niveau = 1 join responsable r on r.id = l.responsable_id
      where i.campagne_id = ${campagneId} and ${ofThese})
    select p.inscription_id as "inscriptionId", p.eleve_id as "eleveId", p.mef, p.qui, p.responsable_id as "responsableId",
      c.decision, c.le, c.support, c.auteur
    from personnes p
    left join lateral (select decision, le, support, auteur from confirmation c where c.inscription_id = p.inscription_id
      and c.responsable_id is not distinct from p.responsable_id order by le desc, id desc limit 1) c on true
    order by p.inscription_id, p.ordre, p.qui, p.responsable_id`.execute(trx)
  return rows
}

export interface FicheEmise {
  ficheId: number
  academie: string
  eleveId: number
  uai: string
  ine: string | null
  nom: string
  prenom: string
  dateNaissance: Day
  classe: string | null
  version: number
  empreinte: string
  emiseLe: Date
  contenu: ContenuFiche
}

/** The last version issued of each fiche, in the order of school, class, name, date. */
export async function listFichesEmises(
  trx: Trx,
  {
    campagneId,
    uai,
    eleveId,
    eleveIds,
  }: { campagneId: number; uai?: string; eleveId?: number; eleveIds?: readonly number[] },
): Promise<FicheEmise[]> {
  const { rows } = await sql<FicheEmise>`
    select f.id as "ficheId", f.academie, e.id as "eleveId", e.uai, e.ine, e.nom, e.prenom, e.date_naissance as "dateNaissance", e.classe,
      f.version, f.empreinte, f.emise_le as "emiseLe", f.contenu
    from fiche f join eleve e on e.id = f.eleve_id
    where f.campagne_id = ${campagneId}
      and ${uai === undefined ? sql`true` : sql`e.uai = ${uai}`}
      and ${eleveId === undefined ? sql`true` : sql`e.id = ${eleveId}`}
      and ${eleveIds === undefined ? sql`true` : sql`e.id = any (${eleveIds}::bigint[])`}
      and not exists (select from fiche g where g.eleve_id = f.eleve_id and g.version > f.version)
    order by e.uai, e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.date_naissance, e.id`.execute(
    trx,
  )
  return rows
}

/** Pupils who have a fiche, in the order of `listFichesEmises`. */
export async function listElevesAvecFiche(
  trx: Trx,
  { campagneId, uai }: { campagneId: number; uai: string | null },
): Promise<{ uai: string; eleveId: number }[]> {
  const { rows } = await sql<{ uai: string; eleveId: number }>`
    select e.uai, e.id as "eleveId" from eleve e
    where exists (select from fiche f where f.campagne_id = ${campagneId} and f.eleve_id = e.id)
      and ${uai === null ? sql`true` : sql`e.uai = ${uai}`}
    order by e.uai, e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.date_naissance, e.id`.execute(
    trx,
  )
  return rows
}

/** Last version issued of each pupil's fiche, with the hash of its facts. */
export async function listDernieresFiches(
  trx: Trx,
  campagneId: number,
): Promise<Map<number, { version: number; faits: string | null }>> {
  const { rows } = await sql<{ eleveId: number; version: number; faits: string | null }>`
    select distinct on (eleve_id) eleve_id as "eleveId", version, faits from fiche
    where campagne_id = ${campagneId} order by eleve_id, version desc`.execute(trx)
  return new Map(rows.map((row) => [row.eleveId, row]))
}

/** Who may confirm for each pupil: himself, then his legal guardians by name. Reads pupils and guardians. */
export async function listPersonnesDesFiches(
  trx: Trx,
  { campagneId, eleveIds }: { campagneId: number; eleveIds?: readonly number[] },
): Promise<Map<number, PersonneFiche[]>> {
  const { rows } = await sql<{ eleveId: number; personnes: PersonneFiche[] }>`
    select e.id as "eleveId", coalesce(json_agg(json_build_object('responsableId', r.id, 'nom', r.prenom || ' ' || r.nom)
      order by r.prenom || ' ' || r.nom, r.id) filter (where r.id is not null), '[]') as personnes
    from eleve e left join eleve_responsable l on l.eleve_id = e.id and l.niveau = 1
    left join responsable r on r.id = l.responsable_id
    where e.campagne_id = ${campagneId} and ${eleveIds ? sql`e.id = any (${eleveIds}::bigint[])` : sql`true`}
    group by e.id`.execute(trx)
  return new Map(
    rows.map(({ eleveId, personnes }) => [eleveId, [{ responsableId: null, nom: 'élève' }, ...personnes]]),
  )
}

export async function insertFiches(trx: Trx, rows: readonly Row[]): Promise<void> {
  await insertRows(trx, 'fiche', rows)
}
