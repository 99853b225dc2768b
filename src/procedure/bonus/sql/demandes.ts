import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { ContestationRecue, Reexamen, ReexamenRecu } from '#src/procedure/bonus/model/demandes.ts'

type Trx = Transaction<DB>

const REEXAMEN = sql`x.id, x.inscription_id as "inscriptionId", i.mef, f.libelle, x.version, x.motif, x.auteur, x.le,
  x.reponse, x.repondu_par as "reponduPar", x.repondu_le as "reponduLe"`
const OF_FORMATION = sql`join inscription i on i.id = x.inscription_id
  join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)`

/** What one person asked about one pupil. Another guardian's words are not his to read. */
export async function listReexamensDe(
  trx: Trx,
  { eleveId, responsableId }: { eleveId: number; responsableId: number | null },
): Promise<Reexamen[]> {
  const { rows } = await sql<Reexamen>`
    select ${REEXAMEN} from reexamen x ${OF_FORMATION}
    where i.eleve_id = ${eleveId} and x.responsable_id is not distinct from ${responsableId}::bigint order by x.id desc
  `.execute(trx)
  return rows
}

/** Every request about one pupil, whoever of the family asked. */
export async function listReexamensDeLEleve(trx: Trx, eleveId: number): Promise<Reexamen[]> {
  const { rows } = await sql<Reexamen>`
    select ${REEXAMEN} from reexamen x ${OF_FORMATION} where i.eleve_id = ${eleveId} order by x.id desc`.execute(
    trx,
  )
  return rows
}

/** Version of the last fiche of a pupil; undefined before any is issued. */
export async function selectVersionDeFiche(trx: Trx, eleveId: number): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    select version from fiche where eleve_id = ${eleveId} order by version desc limit 1`.execute(trx)
  return rows[0]?.version
}

/** Requests of the campaign, or of the pupils of some schools; those without an answer first. Reads pupils. */
export async function listReexamensRecus(
  trx: Trx,
  { campagneId, uais }: { campagneId: number; uais: readonly string[] | null },
): Promise<ReexamenRecu[]> {
  const { rows } = await sql<ReexamenRecu>`
    select ${REEXAMEN}, e.id as "eleveId", e.prenom || ' ' || e.nom as eleve, s.nom as college
    from reexamen x ${OF_FORMATION} join eleve e on e.id = i.eleve_id join etablissement s on s.uai = e.uai
    where x.campagne_id = ${campagneId} and ${uais === null ? sql`true` : sql`e.uai = any (${uais}::text[])`}
    order by x.reponse is not null, x.id`.execute(trx)
  return rows
}

/** False when the same person waits already for an answer about this registration. */
export async function insertReexamen(trx: Trx, row: Row): Promise<boolean> {
  const written = await insertRows<{ id: number }>(trx, 'reexamen', [row], {
    onConflict: 'nothing',
    returning: ['id'],
  })
  return written.length > 0
}

/** False when somebody answered meanwhile. */
export async function answerReexamen(
  trx: Trx,
  { id, reponse, par, le }: { id: number; reponse: string; par: string; le: Date },
): Promise<boolean> {
  const done = await sql`
    update reexamen set reponse = ${reponse}, repondu_par = ${par}, repondu_le = ${le}
    where id = ${id} and reponse is null`.execute(trx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** The last word of a person on a registration, when it was entered from paper. */
export async function selectMotPapier(
  trx: Trx,
  { inscriptionId, responsableId }: { inscriptionId: number; responsableId: number | null },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number; support: string }>`
    select id, support from confirmation where inscription_id = ${inscriptionId}
      and responsable_id is not distinct from ${responsableId}::bigint order by le desc, id desc limit 1`.execute(
    trx,
  )
  return rows[0]?.support === 'papier' ? rows[0].id : undefined
}

export async function insertContestation(trx: Trx, row: Row): Promise<void> {
  await insertRows(trx, 'contestation', [row], { onConflict: 'nothing' })
}

export async function listContestations(
  trx: Trx,
  { campagneId, uais }: { campagneId: number; uais: readonly string[] | null },
): Promise<ContestationRecue[]> {
  const { rows } = await sql<ContestationRecue>`
    select x.confirmation_id as "confirmationId", e.id as "eleveId", e.prenom || ' ' || e.nom as eleve, s.nom as college,
      f.libelle, c.auteur as "saisiPar", c.decision, x.motif, x.auteur, x.le
    from contestation x join confirmation c on c.id = x.confirmation_id join inscription i on i.id = c.inscription_id
    join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
    join eleve e on e.id = i.eleve_id join etablissement s on s.uai = e.uai
    where x.campagne_id = ${campagneId} and ${uais === null ? sql`true` : sql`e.uai = any (${uais}::text[])`}
    order by x.le desc`.execute(trx)
  return rows
}
