import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { ObjetConvocation } from '#src/documents/model.ts'
import type { Mode } from '#src/exchange/model.ts'

type Trx = Transaction<DB>

/** An interview with all that its convocation, its line of plan and its day list say. */
export interface RangeeEntretien {
  /** null: it was taken back, and only its cancellation is left. */
  entretienId: number | null
  eleveId: number
  ine: string | null
  cleSiecle: string
  nom: string
  prenom: string
  classe: string | null
  uaiOrigine: string
  uai: string
  domaine: string
  domaineLibelle: string
  formations: string[]
  intervenants: string[]
  salle: string | null
  debut: Date
  /** Of his own time, in a group session. */
  fin: Date
  /** When he is received alone in a group session, after what is told to all; null outside of one. */
  individuel: Date | null
  mode: Mode
  /** Changes of time since the first convocation. */
  sequence: number
  /** What the last convocation is about, when its act said so. */
  objet: ObjetConvocation | null
  /** Start said by the convocation before the last. */
  precedent: Date | null
  annule: boolean
  /** Its last convocation; null while none is out. */
  convocationId: number | null
  /** Its convocation is out: before that the family is told neither time nor place. */
  convoque: boolean
}

/** Interviews in the order of school, class, name, date. Reads pupils, registrations and formations. */
export async function listEntretiensDesEleves(
  trx: Trx,
  {
    campagneId,
    lycee,
    origine,
    eleveId,
    convocationIds,
  }: {
    campagneId: number
    lycee?: string
    origine?: string
    eleveId?: number
    convocationIds?: readonly number[]
  },
): Promise<RangeeEntretien[]> {
  const { rows } = await sql<RangeeEntretien>`
    select n.id as "entretienId", e.id as "eleveId", e.ine, e.cle_siecle as "cleSiecle", e.nom, e.prenom, e.classe,
      e.uai as "uaiOrigine", k.uai, n.domaine, d.libelle as "domaineLibelle",
      array(select f.libelle from inscription i join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
        where i.eleve_id = n.eleve_id and i.domaine = n.domaine order by i.id) as formations,
      array(select t.nom from creneau_intervenant c join intervenant t on t.id = c.intervenant_id
        where c.creneau_id = k.id order by t.id) as intervenants,
      s.nom as salle, lower(n.plage) as debut,
      coalesce(upper(n.individuel), upper(n.plage)) as fin, lower(n.individuel) as individuel, k.mode,
      greatest((select count(*)::int from convocation v where v.entretien_id = n.id) - 1, 0) as sequence,
      (select v.objet from convocation v where v.entretien_id = n.id order by v.version desc limit 1) as objet,
      (select lower(v.plage) from convocation v where v.entretien_id = n.id order by v.version desc offset 1 limit 1)
        as precedent,
      exists (select from presence p where p.entretien_id = n.id and p.etat = 'annule_par_lycee') as annule,
      (select v.id from convocation v where v.entretien_id = n.id order by v.version desc limit 1) as "convocationId",
      exists (select from convocation v where v.entretien_id = n.id) as convoque
    from entretien n join eleve e on e.id = n.eleve_id join creneau k on k.id = n.creneau_id
    join domaine d on (d.campagne_id, d.code) = (n.campagne_id, n.domaine)
    left join salle s on s.id = k.salle_id
    where n.campagne_id = ${campagneId} and ${lycee === undefined ? sql`true` : sql`k.uai = ${lycee}`}
      and ${origine === undefined ? sql`true` : sql`e.uai = ${origine}`}
      and ${eleveId === undefined ? sql`true` : sql`e.id = ${eleveId}`}
      and ${convocationIds === undefined ? sql`true` : sql`n.id in (select entretien_id from convocation where id = any (${convocationIds}::bigint[]))`}
    order by e.uai, e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", lower(n.plage), n.id`.execute(
    trx,
  )
  return rows
}

/** A cancellation whose interview is no more, and after which the family was told nothing else. */
const ANNULATION_SEULE = sql`c.entretien_id is null and c.objet = 'annulation' and not exists (select from convocation g
  where (g.eleve_id, g.domaine) = (c.eleve_id, c.domaine) and g.id > c.id)`

/** Cancellations among these letters whose interview is no more, as interviews that are cancelled. Reads pupils. */
export async function listAnnulationsSeules(
  trx: Trx,
  { origine, convocationIds }: { origine: string; convocationIds: readonly number[] },
): Promise<RangeeEntretien[]> {
  const { rows } = await sql<RangeeEntretien>`
    select null as "entretienId", e.id as "eleveId", e.ine, e.cle_siecle as "cleSiecle", e.nom, e.prenom, e.classe,
      e.uai as "uaiOrigine", c.uai, c.domaine, d.libelle as "domaineLibelle",
      array(select f.libelle from inscription i join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
        where i.eleve_id = c.eleve_id and i.domaine = c.domaine order by i.id) as formations,
      array[]::text[] as intervenants, s.nom as salle, lower(c.plage) as debut,
      coalesce(upper(c.individuel), upper(c.plage)) as fin, lower(c.individuel) as individuel, c.mode,
      c.version - 1 as sequence, c.objet, lower(c.plage) as precedent, true as annule, c.id as "convocationId", true as convoque
    from convocation c join eleve e on e.id = c.eleve_id
    join domaine d on (d.campagne_id, d.code) = (c.campagne_id, c.domaine) left join salle s on s.id = c.salle_id
    where e.uai = ${origine} and c.id = any (${convocationIds}::bigint[]) and ${ANNULATION_SEULE}`.execute(
    trx,
  )
  return rows
}

/** Last letters about interviews, the cancelled ones included, in the order of `listEntretiensDesEleves`. Reads pupils. */
export async function listConvoques(
  trx: Trx,
  { campagneId, uai }: { campagneId: number; uai: string | null },
): Promise<{ uai: string; convocationId: number }[]> {
  const { rows } = await sql<{ uai: string; convocationId: number }>`
    select e.uai, c.id as "convocationId" from convocation c join eleve e on e.id = c.eleve_id
    where c.campagne_id = ${campagneId} and ${uai === null ? sql`true` : sql`e.uai = ${uai}`}
      and (${ANNULATION_SEULE} or (c.entretien_id is not null
        and not exists (select from convocation g where g.entretien_id = c.entretien_id and g.version > c.version)))
    order by e.uai, e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", lower(c.plage), c.id`.execute(
    trx,
  )
  return rows
}

export interface RangeeNonPlacement {
  eleveId: number
  ine: string | null
  uai: string
  cleSiecle: string
  nom: string
  prenom: string
  domaine: string
  raison: string
  explication: string
}

export async function listNonPlacementsDesEleves(
  trx: Trx,
  campagneId: number,
): Promise<RangeeNonPlacement[]> {
  const { rows } = await sql<RangeeNonPlacement>`
    select e.id as "eleveId", e.ine, e.uai, e.cle_siecle as "cleSiecle", e.nom, e.prenom, p.domaine, p.raison, p.explication
    from non_placement p join eleve e on e.id = p.eleve_id
    where p.campagne_id = ${campagneId}
    order by e.uai, e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id, p.domaine`.execute(
    trx,
  )
  return rows
}
