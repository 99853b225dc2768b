import { inTransaction } from '#src/db/transaction.ts'
import type { Db } from '#src/db/connection.ts'
import { agendaIcs } from '#src/documents/convocation-ics.ts'
import { localMinuteOf } from '#src/kit/day.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { agendasOf } from '#src/procedure/envois/rights.ts'
import {
  listAgendas,
  listSeances,
  selectAbonnement,
  type Agenda,
} from '#src/procedure/envois/sql/abonnements.ts'
import { empreinteDe } from '#src/procedure/envois/rules/secret.ts'

const READ = 'agendas.lire'

/** The agendas of a lycée that the actor may open, each with the address that it has or not; never its secret. */
export async function readAgendas(
  tx: Tx,
  { campagneId, uai }: { campagneId: number; uai: string },
): Promise<Agenda[]> {
  demand(tx.acteur, READ, [{ uai }])
  return agendasOf(tx.acteur, uai, await listAgendas(tx.trx, { campagneId, uai }))
}

/** The calendar behind a secret address; undefined when nothing is, or no longer. The secret is the only right. */
export async function readFlux(
  db: Db,
  { academie, secret }: { academie: string; secret: string },
): Promise<string | undefined> {
  const acteur = { academie, compteId: null, nom: 'Agenda', pourLeCompteDe: null }
  return inTransaction({ db, acteur }, async (tx) => {
    const abonnement = await selectAbonnement(tx.trx, empreinteDe(secret))
    if (!abonnement) return undefined
    const seances = await listSeances(tx.trx, abonnement)
    return agendaIcs(
      `Entretiens PASSPRO – ${abonnement.nom}`,
      seances.map(({ creneauId, debut, fin, ...seance }) => ({
        ...seance,
        cle: `creneau/${academie}/${creneauId}`,
        debut: localMinuteOf(debut, tx.zone),
        fin: localMinuteOf(fin, tx.zone),
        zone: tx.zone,
      })),
    )
  })
}
