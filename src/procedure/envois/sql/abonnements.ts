import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { EtablissementImprime } from '#src/documents/model.ts'

type Trx = Transaction<DB>

interface DuLycee {
  campagneId: number
  uai: string
}

export interface Agenda {
  /** null: every interview of the lycée. */
  intervenantId: number | null
  nom: string
  compteId: number | null
  abonnement: { id: number; auteur: string; creeLe: string } | null
}

/** The agendas that a lycée may open: its own and one per intervenant. Reads the intervenants. */
export async function listAgendas(trx: Trx, { campagneId, uai }: DuLycee): Promise<Agenda[]> {
  const { rows } = await sql<Agenda>`
    with a as (
      select null::bigint as id, e.nom, null::bigint as compte_id, 0 as ordre from etablissement e where e.uai = ${uai}
      union all
      select i.id, i.nom, i.compte_id, 1 from intervenant i where i.campagne_id = ${campagneId} and i.uai = ${uai})
    select a.id as "intervenantId", a.nom, a.compte_id as "compteId",
      (select json_build_object('id', b.id, 'auteur', b.auteur, 'creeLe', b.cree_le) from abonnement b
        where b.campagne_id = ${campagneId} and b.uai = ${uai} and b.intervenant_id is not distinct from a.id
          and b.revoque_le is null) as abonnement
    from a order by a.ordre, a.nom collate "fr-x-icu", a.id`.execute(trx)
  return rows
}

/** A secret that nobody guesses: 244 bits drawn by the base. */
export async function drawSecret(trx: Trx): Promise<string> {
  const { rows } = await sql<{ secret: string }>`
    select replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') as secret`.execute(trx)
  return rows[0]?.secret ?? ''
}

export async function insertAbonnement(
  trx: Trx,
  row: {
    academie: string
    campagne_id: number
    uai: string
    intervenant_id: number | null
    empreinte: string
    auteur: string
    cree_le: Date
  },
): Promise<void> {
  await trx.insertInto('abonnement').values(row).execute()
}

/** Closes the live address of an agenda. Returns whether there was one. */
export async function revokeAbonnement(
  trx: Trx,
  { campagneId, uai, intervenantId, le }: DuLycee & { intervenantId: number | null; le: Date },
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update abonnement set revoque_le = ${le} where campagne_id = ${campagneId} and uai = ${uai}
      and intervenant_id is not distinct from ${intervenantId} and revoque_le is null returning id`.execute(
    trx,
  )
  return rows.length > 0
}

export interface AbonnementVivant {
  campagneId: number
  uai: string
  intervenantId: number | null
  nom: string
}

/** What a secret opens today. Reads the directory and the intervenants. */
export async function selectAbonnement(trx: Trx, empreinte: string): Promise<AbonnementVivant | undefined> {
  const { rows } = await sql<AbonnementVivant>`
    select b.campagne_id as "campagneId", b.uai, b.intervenant_id as "intervenantId", e.nom
    from abonnement b join etablissement e on e.uai = b.uai
    where b.empreinte = ${empreinte} and b.revoque_le is null`.execute(trx)
  return rows[0]
}

export interface RangeeSeance {
  creneauId: number
  debut: Date
  fin: Date
  domaine: string
  salle: string | null
  sequence: number
  etabliLe: Date
  annule: boolean
  lycee: EtablissementImprime
}

/** The slots of a lycée, or of one of its intervenants, in which somebody is convoked. Reads the room of interviews. */
export async function listSeances(
  trx: Trx,
  { campagneId, uai, intervenantId }: Omit<AbonnementVivant, 'nom'>,
): Promise<RangeeSeance[]> {
  const { rows } = await sql<RangeeSeance>`
    select k.id as "creneauId", lower(k.plage) as debut, upper(k.plage) as fin, d.libelle as domaine, s.nom as salle,
      max(c.version) - 1 as sequence, max(c.emise_le) as "etabliLe",
      bool_and(coalesce(p.etat = 'annule_par_lycee', false)) as annule,
      json_build_object('nom', e.nom, 'adresse', e.adresse, 'codePostal', e.code_postal, 'commune', e.commune,
        'telephone', e.telephone, 'courriel', e.courriel) as lycee
    from creneau k join entretien n on n.creneau_id = k.id
    join convocation c on c.entretien_id = n.id and c.uai = k.uai and c.plage = n.plage
    join domaine d on (d.campagne_id, d.code) = (k.campagne_id, k.domaine)
    join etablissement e on e.uai = k.uai left join salle s on s.id = k.salle_id
    left join presence p on p.entretien_id = n.id
    where k.campagne_id = ${campagneId} and k.uai = ${uai}
      and ${intervenantId === null ? sql`true` : sql`exists (select from creneau_intervenant i where i.creneau_id = k.id and i.intervenant_id = ${intervenantId})`}
    group by k.id, d.libelle, s.nom, e.uai order by lower(k.plage), k.id`.execute(trx)
  return rows
}
