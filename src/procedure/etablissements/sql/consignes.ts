import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Consigne } from '#src/procedure/etablissements/model.ts'

type Trx = Transaction<DB>

/** What each school says on convocations, by UAI; those that say nothing are absent. */
export async function mapConsignes(trx: Trx, campagneId: number): Promise<Map<string, Consigne>> {
  const { rows } = await sql<Consigne & { uai: string }>`
    select uai, acces, interlocuteur, lien, secours, salle, adulte from consigne where campagne_id = ${campagneId}`.execute(
    trx,
  )
  return new Map(rows.map(({ uai, ...consigne }) => [uai, consigne]))
}

export async function upsertConsigne(
  trx: Trx,
  { academie, campagneId, uai, auteur, le, consigne }: ConsigneEcrite,
): Promise<void> {
  const { acces, interlocuteur, lien, secours, salle, adulte } = consigne
  await sql`
    insert into consigne (academie, campagne_id, uai, acces, interlocuteur, lien, secours, salle, adulte, auteur, le)
    values (${academie}, ${campagneId}, ${uai}, ${acces}, ${interlocuteur}, ${lien}, ${secours}, ${salle}, ${adulte},
      ${auteur}, ${le})
    on conflict (campagne_id, uai) do update set acces = excluded.acces, interlocuteur = excluded.interlocuteur,
      lien = excluded.lien, secours = excluded.secours, salle = excluded.salle, adulte = excluded.adulte,
      auteur = excluded.auteur, le = excluded.le`.execute(trx)
}

interface ConsigneEcrite {
  academie: string
  campagneId: number
  uai: string
  auteur: string
  le: Date
  consigne: Consigne
}
