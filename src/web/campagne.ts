import { sql, type Transaction } from 'kysely'
import { RETENU } from '#src/db/connection.ts'
import type { DB } from '#src/db/types.ts'
import { CONSERVATION } from '#src/procedure/donnees/api.ts'

/** The campagne that a request works in. */
export interface CampagneCourante {
  id: number
  annee: string
  dispositif: string
  /** Set in a rehearsal or a demonstration: everything is judged at this instant. */
  horloge: Date | null
  /** Before that it is prepared: nothing of it is public. */
  ouverte: boolean
}

export const libelleCampagne = (campagne: CampagneCourante): string =>
  `${campagne.dispositif} ${campagne.annee}`

/** Open to the account: in intermediate archive a campagne is the académie's alone. */
const ouverteA = (compteId: number | null) => sql`(c.fin_confirmations + ${CONSERVATION.archive.jours}::int
  >= coalesce(c.horloge, now())::date or exists (select from habilitation h where h.compte_id = ${compteId}
    and h.role = 'academie'))`

const OUVERTE = sql`exists (select from campagne_ouverture o where o.campagne_id = c.id)`

/** Campagnes of the académie that this account may enter, the latest first, rehearsals last. */
export async function listCampagnes(
  trx: Transaction<DB>,
  { academie, compteId }: { academie: string; compteId: number | null },
): Promise<CampagneCourante[]> {
  const { rows } = await sql<CampagneCourante>`
    select c.id, c.annee, c.dispositif, c.horloge, ${OUVERTE} as ouverte from campagne c where c.academie = ${academie} and ${ouverteA(compteId)}
    order by repetition, annee desc, id desc`.execute(trx)
  return rows
}

/**
 * The one asked for when it exists, else that of the pupil behind the account, else the latest that is open: one that is
 * being prepared for next year takes nobody away from that of today.
 */
export async function selectCampagneCourante(
  trx: Transaction<DB>,
  { academie, compteId, wanted }: { academie: string; compteId: number; wanted: number | undefined },
): Promise<CampagneCourante | undefined> {
  const { rows } = await sql<CampagneCourante>`
    ${RETENU}
    select c.id, c.annee, c.dispositif, c.horloge, ${OUVERTE} as ouverte from campagne c
    left join (
      select coalesce(e.campagne_id, r.campagne_id) as campagne_id from habilitation h
      left join eleve e on e.id = h.eleve_id left join responsable r on r.id = h.responsable_id
      where h.academie = ${academie} and h.compte_id = ${compteId}
    ) sienne on sienne.campagne_id = c.id
    where c.academie = ${academie} and ${ouverteA(compteId)}
    order by c.id is not distinct from ${wanted ?? null}::bigint desc, sienne.campagne_id is not null desc,
             ${OUVERTE} desc, c.repetition, c.annee desc, c.id desc
    limit 1`.execute(trx)
  return rows[0]
}
