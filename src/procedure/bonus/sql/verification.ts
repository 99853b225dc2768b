import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { ContenuFiche } from '#src/procedure/bonus/model.ts'

type Trx = Transaction<DB>

/** A fiche as it is kept, to be checked. */
export interface FicheGardee {
  academie: string
  campagneId: number
  eleveId: number
  version: number
  empreinte: string
  emiseLe: Date
  contenu: ContenuFiche
  /** Last version issued to the same pupil. */
  derniere: number
}

/** The fiche whose hash begins so, in the académie of the transaction; at most one, whatever is asked. */
export async function selectFicheParEmpreinte(trx: Trx, debut: string): Promise<FicheGardee | undefined> {
  if (!/^[0-9a-f]{12,64}$/.test(debut)) return undefined
  const { rows } = await sql<FicheGardee>`
    select f.academie, f.campagne_id as "campagneId", f.eleve_id as "eleveId", f.version, f.empreinte,
      f.emise_le as "emiseLe", f.contenu,
      (select max(g.version) from fiche g where g.eleve_id = f.eleve_id) as derniere
    from fiche f where f.academie = current_setting('passpro.academie', true) and f.empreinte like ${`${debut}%`}
    order by f.id limit 2`.execute(trx)
  const [only, other] = rows
  return other ? undefined : only
}
