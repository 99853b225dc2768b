import { sql, type Transaction } from 'kysely'
import { asApplication, type Tx } from '#src/db/transaction.ts'
import type { DB } from '#src/db/types.ts'
import type { EtatPresence, Mode } from '#src/exchange/model.ts'
import type { Day } from '#src/kit/day.ts'

type Trx = Transaction<DB>

interface DuLycee {
  campagneId: number
  uai: string
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
  /** When he is received alone, in a group session that all come to at `debut`; null outside of one. */
  individuel: Date | null
  finIndividuel: Date | null
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
  /** False while it is only held. */
  convoque: boolean
  presence: EtatPresence | null
  lettreAbsente: boolean
  compteRendu: string | null
  /** Formations, those with a proposal, those signed. */
  inscrites: number
  proposees: number
  signees: number
}

const ENTRETIEN = sql`
  select n.id, e.id as "eleveId", lower(n.plage) as debut, upper(n.plage) as fin, lower(n.individuel) as individuel, upper(n.individuel) as "finIndividuel", e.nom, e.prenom, e.classe,
    o.nom as college, n.domaine, d.libelle as "domaineLibelle", k.uai, k.mode, s.nom as salle,
    array(select f.libelle from inscription i join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
      where i.eleve_id = n.eleve_id and i.domaine = n.domaine order by f.libelle collate "fr-x-icu") as formations,
    array(select t.nom from creneau_intervenant c join intervenant t on t.id = c.intervenant_id
      where c.creneau_id = k.id order by t.nom collate "fr-x-icu") as intervenants,
    exists (select from convocation v where v.entretien_id = n.id) as convoque,
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
  tx: Tx,
  { campagneId, uai, debut, fin }: DuLycee & { debut: Date; fin: Date },
): Promise<EntretienDuJour[]> {
  const { rows } = await sql<Lu>`${ENTRETIEN}
    where n.campagne_id = ${campagneId} and k.uai = ${uai} and lower(n.plage) >= ${debut} and lower(n.plage) < ${fin}
    order by lower(n.plage), s.nom, lower(n.individuel), e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", n.id`.execute(
    tx.trx,
  )
  return withBesoins(tx, rows)
}

export async function selectEntretienDuLycee(
  tx: Tx,
  { campagneId, entretienId }: { campagneId: number; entretienId: number },
): Promise<EntretienDuJour | undefined> {
  const { rows } = await sql<Lu>`${ENTRETIEN}
    where n.campagne_id = ${campagneId} and n.id = ${entretienId}`.execute(tx.trx)
  return (await withBesoins(tx, rows))[0]
}

type Lu = Omit<EntretienDuJour, 'amenagements'>

/** What a pupil needs, he needs in every domaine, and a lycée reads the registrations of its own alone. */
async function withBesoins(tx: Tx, rows: readonly Lu[]): Promise<EntretienDuJour[]> {
  if (rows.length === 0) return []
  const eleves = rows.map((row) => row.eleveId)
  const { rows: besoins } = await asApplication(tx, () =>
    sql<{ eleveId: number; amenagements: string[] }>`
      select i.eleve_id as "eleveId", array_agg(distinct a order by a) as amenagements
      from inscription i, unnest(i.amenagements) a where i.eleve_id = any (${eleves}::bigint[])
      group by i.eleve_id`.execute(tx.trx),
  )
  const ofEleve = new Map(besoins.map((one) => [one.eleveId, one.amenagements]))
  return rows.map((row) => ({ ...row, amenagements: ofEleve.get(row.eleveId) ?? [] }))
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

/** What a lycée wrote about pupils: comptes rendus, comments proposed and signed. */
export async function listTextesDuLycee(
  trx: Trx,
  { campagneId, uai }: DuLycee,
): Promise<{ eleveId: number; texte: string }[]> {
  const { rows } = await sql<{ eleveId: number; texte: string }>`
    select n.eleve_id as "eleveId", t.texte from entretien n join creneau k on k.id = n.creneau_id
    cross join lateral (
      select r.texte from compte_rendu r where r.entretien_id = n.id
      union select a.commentaire from avis_referent a where a.entretien_id = n.id
      union select p.commentaire from avis_propose p join inscription i on i.id = p.inscription_id
        where (i.eleve_id, i.domaine) = (n.eleve_id, n.domaine)) t
    where n.campagne_id = ${campagneId} and k.uai = ${uai} and t.texte <> ''`.execute(trx)
  return rows
}
