import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type {
  DemandeCreneau,
  DemandeCreneauRecue,
  SallePretee,
} from '#src/procedure/entretiens/model/demandes.ts'

type Trx = Transaction<DB>

const DEMANDE = sql`d.id, d.eleve_id as "eleveId", d.domaine, d.uai, lower(d.plage) as debut, upper(d.plage) as fin,
  d.motif, d.precision, d.le, d.reponse, d.accepte, d.repondu_le as "reponduLe"`

export async function listDemandesDeLEleve(trx: Trx, eleveId: number): Promise<DemandeCreneau[]> {
  const { rows } = await sql<DemandeCreneau>`
    select ${DEMANDE} from demande_creneau d where d.eleve_id = ${eleveId} order by d.id`.execute(trx)
  return rows
}

/** Requests made to these lycées, those without an answer first. Reads pupils and directory. */
export async function listDemandesRecues(
  trx: Trx,
  { campagneId, uais }: { campagneId: number; uais: readonly string[] },
): Promise<DemandeCreneauRecue[]> {
  const { rows } = await sql<DemandeCreneauRecue>`
    select ${DEMANDE}, e.prenom || ' ' || e.nom as eleve, s.nom as college, o.libelle as "libelleDomaine"
    from demande_creneau d join eleve e on e.id = d.eleve_id join etablissement s on s.uai = e.uai
    join domaine o on (o.campagne_id, o.code) = (d.campagne_id, d.domaine)
    where d.campagne_id = ${campagneId} and d.uai = any (${uais}::text[])
    order by d.reponse is not null, lower(d.plage), d.id`.execute(trx)
  return rows
}

/** False when one was made already. */
export async function insertDemandeCreneau(
  trx: Trx,
  row: Row,
  { debut, fin }: { debut: Date; fin: Date },
): Promise<boolean> {
  const plage = `[${debut.toISOString()},${fin.toISOString()})`
  const written = await insertRows<{ id: number }>(trx, 'demande_creneau', [{ ...row, plage }], {
    onConflict: 'nothing',
    returning: ['id'],
  })
  return written.length > 0
}

/** False when somebody answered meanwhile. */
export async function answerDemandeCreneau(
  trx: Trx,
  { id, ...said }: { id: number; reponse: string; accepte: boolean; par: string; le: Date },
): Promise<boolean> {
  const done = await sql`
    update demande_creneau set reponse = ${said.reponse}, accepte = ${said.accepte}, repondu_par = ${said.par},
      repondu_le = ${said.le}
    where id = ${id} and reponse is null`.execute(trx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Rooms lent to interviews at a distance, by `élève/domaine`. */
export async function mapSallesPretees(
  trx: Trx,
  scope: { campagneId: number; eleveId?: number },
): Promise<Map<string, SallePretee>> {
  const { rows } = await sql<SallePretee & { eleveId: number; domaine: string }>`
    select eleve_id as "eleveId", domaine, salle, materiel, adulte from salle_pretee
    where campagne_id = ${scope.campagneId} and ${scope.eleveId === undefined ? sql`true` : sql`eleve_id = ${scope.eleveId}`}
  `.execute(trx)
  return new Map(rows.map(({ eleveId, domaine, ...salle }) => [`${eleveId}/${domaine}`, salle]))
}

export async function upsertSallePretee(
  trx: Trx,
  cle: { academie: string; campagneId: number; eleveId: number; domaine: string },
  { salle, materiel, adulte, auteur, le }: SallePretee & { auteur: string; le: Date },
): Promise<void> {
  await sql`
    insert into salle_pretee (academie, campagne_id, eleve_id, domaine, salle, materiel, adulte, auteur, le)
    values (${cle.academie}, ${cle.campagneId}, ${cle.eleveId}, ${cle.domaine}, ${salle}, ${materiel}::text[], ${adulte},
      ${auteur}, ${le})
    on conflict (eleve_id, domaine) do update set salle = excluded.salle, materiel = excluded.materiel,
      adulte = excluded.adulte, auteur = excluded.auteur, le = excluded.le`.execute(trx)
}
