import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { EtatPresence, Mode } from '#src/exchange/model.ts'
import type { Day } from '#src/kit/day.ts'

type Trx = Transaction<DB>

interface DuLycee {
  campagneId: number
  uai: string
}
interface Tranche {
  limit: number
  offset: number
}

export interface DisponibiliteDuLycee {
  id: number
  debut: Date
  fin: Date
  domaines: string[]
  intervenants: string[]
  salle: string | null
  mode: Mode
  capacite: number
  accessible: boolean
}

/** When a lycée receives, from an instant on, in the order of time. */
export async function listDisponibilitesDuLycee(
  trx: Trx,
  { campagneId, uai, depuis, limit, offset }: DuLycee & Tranche & { depuis: Date | null },
): Promise<{ rows: DisponibiliteDuLycee[]; total: number }> {
  const kept = sql`d.campagne_id = ${campagneId} and d.uai = ${uai}
    and ${depuis === null ? sql`true` : sql`d.fin >= ${depuis}`}`
  const { rows } = await sql<DisponibiliteDuLycee>`
    select d.id, d.debut, d.fin, s.nom as salle, d.mode, d.capacite, d.accessible,
      array(select m.libelle from domaine m where m.campagne_id = d.campagne_id and m.code = any (d.domaines)
        order by m.libelle collate "fr-x-icu") as domaines,
      array(select t.nom from disponibilite_intervenant j join intervenant t on t.id = j.intervenant_id
        where j.disponibilite_id = d.id order by t.nom collate "fr-x-icu") as intervenants
    from disponibilite d left join salle s on s.id = d.salle_id
    where ${kept} order by d.debut, d.id limit ${limit} offset ${offset}`.execute(trx)
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from disponibilite d where ${kept}`.execute(trx)
  return { rows, total: counted.rows[0]?.n ?? 0 }
}

/** Names already used in this lycée, so that nobody is written in two ways. */
export async function listNomsDuLycee(
  trx: Trx,
  { campagneId, uai }: DuLycee,
): Promise<{ intervenants: string[]; salles: string[] }> {
  const { rows } = await sql<{ genre: 'intervenant' | 'salle'; nom: string }>`
    select genre, nom from (
    select 'intervenant' as genre, nom from intervenant where campagne_id = ${campagneId} and uai = ${uai}
    union all select 'salle', nom from salle where campagne_id = ${campagneId} and uai = ${uai}) connus
    order by nom collate "fr-x-icu"`.execute(trx)
  const names = (genre: string): string[] =>
    rows.flatMap((row) => (row.genre === genre && row.nom !== '' ? [row.nom] : []))
  return { intervenants: names('intervenant'), salles: names('salle') }
}

/** Days on which a lycée has interviews, in order. */
export async function listJoursDuLycee(
  trx: Trx,
  { campagneId, uai, zone }: DuLycee & { zone: string },
): Promise<Day[]> {
  const { rows } = await sql<{ jour: Day }>`
    select distinct to_char(lower(n.plage) at time zone ${zone}, 'YYYY-MM-DD') as jour
    from entretien n join creneau k on k.id = n.creneau_id
    where n.campagne_id = ${campagneId} and k.uai = ${uai} order by 1`.execute(trx)
  return rows.map((row) => row.jour)
}

export interface EntretienDuJour {
  id: number
  eleveId: number
  debut: Date
  fin: Date
  nom: string
  prenom: string
  classe: string | null
  college: string
  domaine: string
  domaineLibelle: string
  formations: string[]
  amenagements: string[]
  intervenants: string[]
  salle: string | null
  mode: Mode
  uai: string
  presence: EtatPresence | null
  lettreAbsente: boolean
  compteRendu: string | null
  /** Formations, those with a proposal, those signed. */
  inscrites: number
  proposees: number
  signees: number
}

const ENTRETIEN = sql`
  select n.id, e.id as "eleveId", lower(n.plage) as debut, upper(n.plage) as fin, e.nom, e.prenom, e.classe,
    o.nom as college, n.domaine, d.libelle as "domaineLibelle", k.uai, k.mode, s.nom as salle,
    array(select f.libelle from inscription i join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
      where i.eleve_id = n.eleve_id and i.domaine = n.domaine order by f.libelle collate "fr-x-icu") as formations,
    array(select distinct a from inscription i, unnest(i.amenagements) a
      where i.eleve_id = n.eleve_id order by a) as amenagements,
    array(select t.nom from creneau_intervenant c join intervenant t on t.id = c.intervenant_id
      where c.creneau_id = k.id order by t.nom collate "fr-x-icu") as intervenants,
    p.etat as presence, coalesce(p.lettre_absente, false) as "lettreAbsente", r.texte as "compteRendu",
    (select count(*)::int from inscription i where i.eleve_id = n.eleve_id and i.domaine = n.domaine) as inscrites,
    (select count(*)::int from inscription i join avis_propose v on v.inscription_id = i.id
      where i.eleve_id = n.eleve_id and i.domaine = n.domaine) as proposees,
    (select count(*)::int from avis_referent v where v.entretien_id = n.id) as signees
  from entretien n join creneau k on k.id = n.creneau_id join eleve e on e.id = n.eleve_id
  join etablissement o on o.uai = e.uai join domaine d on (d.campagne_id, d.code) = (n.campagne_id, n.domaine)
  left join salle s on s.id = k.salle_id left join presence p on p.entretien_id = n.id
  left join compte_rendu r on r.entretien_id = n.id`

/** Interviews of a lycée between two instants, by hour, room and name: never by avis. Reads pupils and registrations. */
export async function listEntretiensDuLycee(
  trx: Trx,
  { campagneId, uai, debut, fin }: DuLycee & { debut: Date; fin: Date },
): Promise<EntretienDuJour[]> {
  const { rows } = await sql<EntretienDuJour>`${ENTRETIEN}
    where n.campagne_id = ${campagneId} and k.uai = ${uai} and lower(n.plage) >= ${debut} and lower(n.plage) < ${fin}
    order by lower(n.plage), s.nom, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", n.id`.execute(trx)
  return rows
}

export async function selectEntretienDuLycee(
  trx: Trx,
  { campagneId, entretienId }: { campagneId: number; entretienId: number },
): Promise<EntretienDuJour | undefined> {
  const { rows } = await sql<EntretienDuJour>`${ENTRETIEN}
    where n.campagne_id = ${campagneId} and n.id = ${entretienId}`.execute(trx)
  return rows[0]
}

export interface AvisDeFormation {
  inscriptionId: number
  mef: string
  libelle: string
  origineSens: string | null
  origineCommentaire: string | null
  proposeSens: string | null
  proposeCommentaire: string | null
  signeSens: string | null
  signeCommentaire: string | null
}

/** What has been said of each formation of an interview. Reads registrations and origin avis. */
export async function listAvisDeLEntretien(trx: Trx, entretienId: number): Promise<AvisDeFormation[]> {
  const { rows } = await sql<AvisDeFormation>`
    select i.id as "inscriptionId", i.mef, f.libelle, o.sens as "origineSens", o.commentaire as "origineCommentaire",
      p.sens as "proposeSens", p.commentaire as "proposeCommentaire", a.sens as "signeSens",
      a.commentaire as "signeCommentaire"
    from entretien n join inscription i on (i.eleve_id, i.domaine) = (n.eleve_id, n.domaine)
    join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
    left join avis_origine o on o.eleve_id = i.eleve_id and (o.inscription_id = i.id or o.inscription_id is null)
    left join avis_propose p on p.inscription_id = i.id left join avis_referent a on a.inscription_id = i.id
    where n.id = ${entretienId} order by f.libelle collate "fr-x-icu", i.id`.execute(trx)
  return rows
}

export interface Proposition {
  inscriptionId: number
  entretienId: number
  eleveId: number
  mef: string
  nom: string
  prenom: string
  classe: string | null
  college: string
  formation: string
  entretienLe: Date
  sens: string
  commentaire: string | null
  compteRendu: string | null
  proposePar: string
}

/** Proposals that wait for the head of a lycée, in the order of the interviews. Reads pupils and registrations. */
export async function listPropositionsDuLycee(
  trx: Trx,
  { campagneId, uai, limit, offset }: DuLycee & Tranche,
): Promise<{ rows: Proposition[]; total: number }> {
  const from = sql`from avis_propose p join inscription i on i.id = p.inscription_id
    join entretien n on (n.eleve_id, n.domaine) = (i.eleve_id, i.domaine) join creneau k on k.id = n.creneau_id
    join presence s on s.entretien_id = n.id and s.etat = 'present'
    where p.campagne_id = ${campagneId} and k.uai = ${uai}
      and not exists (select from avis_referent a where a.inscription_id = p.inscription_id)`
  const { rows } = await sql<Proposition>`
    select w.*, e.id as "eleveId", e.nom, e.prenom, e.classe, o.nom as college, f.libelle as formation,
      r.texte as "compteRendu"
    from (select i.id as "inscriptionId", i.mef, i.campagne_id, i.eleve_id, n.id as "entretienId", lower(n.plage) as "entretienLe",
        p.sens, p.commentaire, p.auteur as "proposePar" ${from}) w
    join eleve e on e.id = w.eleve_id join etablissement o on o.uai = e.uai
    join formation f on (f.campagne_id, f.mef) = (w.campagne_id, w.mef)
    left join compte_rendu r on r.entretien_id = w."entretienId"
    order by w."entretienLe", e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id, f.libelle collate "fr-x-icu"
    limit ${limit} offset ${offset}`.execute(trx)
  const counted = await sql<{ n: number }>`select count(*)::int as n ${from}`.execute(trx)
  return { rows, total: counted.rows[0]?.n ?? 0 }
}

/** Registrations of pupils received in a lycée that have neither proposal nor signed avis. */
export async function countSansProposition(trx: Trx, { campagneId, uai }: DuLycee): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from entretien n join creneau k on k.id = n.creneau_id
    join presence s on s.entretien_id = n.id and s.etat = 'present'
    join inscription i on (i.eleve_id, i.domaine) = (n.eleve_id, n.domaine)
    where n.campagne_id = ${campagneId} and k.uai = ${uai}
      and not exists (select from avis_propose p where p.inscription_id = i.id)
      and not exists (select from avis_referent a where a.inscription_id = i.id)`.execute(trx)
  return rows[0]?.n ?? 0
}

export interface NonPlaceDuDomaine {
  eleveId: number
  nom: string
  prenom: string
  classe: string | null
  uaiOrigine: string
  domaine: string
  domaineLibelle: string
  explication: string
  souhaits: string[]
}

/** Pupils of these domaines who have no place, with the lycées that they wish. Reads pupils and registrations. */
export async function listNonPlacesDesDomaines(
  trx: Trx,
  { campagneId, domaines }: { campagneId: number; domaines: readonly string[] },
): Promise<NonPlaceDuDomaine[]> {
  const { rows } = await sql<NonPlaceDuDomaine>`
    select e.id as "eleveId", e.nom, e.prenom, e.classe, e.uai as "uaiOrigine", p.domaine, d.libelle as "domaineLibelle",
      p.explication,
      array(select distinct i.uai_souhaite from inscription i where i.eleve_id = e.id and i.domaine = p.domaine
        and i.uai_souhaite is not null) as souhaits
    from non_placement p join eleve e on e.id = p.eleve_id
    join domaine d on (d.campagne_id, d.code) = (p.campagne_id, p.domaine)
    where p.campagne_id = ${campagneId} and p.domaine = any (${domaines}::text[])
    order by d.libelle collate "fr-x-icu", e.uai, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id`.execute(
    trx,
  )
  return rows
}

/** Registrations that have a signed referent avis already. */
export async function selectInscriptionsSignees(
  trx: Trx,
  inscriptionIds: readonly number[],
): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select inscription_id as id from avis_referent where inscription_id = any (${inscriptionIds}::bigint[])`.execute(
    trx,
  )
  return new Set(rows.map((row) => row.id))
}
