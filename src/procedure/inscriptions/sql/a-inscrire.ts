import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import { inPerimetre, type Perimetre } from '#src/procedure/eleves/api.ts'
import type { EleveEtInscriptions } from '#src/procedure/inscriptions/model.ts'

type Trx = Transaction<DB>

export interface QuelsEleves {
  campagneId: number
  perimetre: Perimetre
  classe: string | null
}

const matching = ({ campagneId, perimetre, classe }: QuelsEleves): RawBuilder<unknown> => sql`
  e.campagne_id = ${campagneId} and ${inPerimetre(perimetre)}
  and ${classe === null ? sql`true` : sql`e.classe = ${classe}`}`

/** One page of these pupils, by class and name, with what each is registered for and asked for. Reads pupils. */
export async function listAInscrire(
  trx: Trx,
  { limit, offset, ...quels }: QuelsEleves & { limit: number; offset: number },
): Promise<EleveEtInscriptions[]> {
  const { rows } = await sql<EleveEtInscriptions>`
    select e.id, e.uai, e.nom, e.prenom, e.classe,
      array(select i.mef from inscription i where i.eleve_id = e.id order by i.id) as inscrites,
      array(select d.mef from demande d where d.eleve_id = e.id order by d.id) as demandees
    from eleve e where ${matching(quels)}
    order by e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.date_naissance, e.id
    limit ${limit} offset ${offset}`.execute(trx)
  return rows
}

/** How many they are, and the classes of them all. */
export async function countAInscrire(
  trx: Trx,
  quels: QuelsEleves,
): Promise<{ total: number; classes: string[] }> {
  const { rows } = await sql<{ classe: string | null; n: number }>`
    select e.classe, count(*)::int as n from eleve e where ${matching({ ...quels, classe: null })}
    group by e.classe order by e.classe`.execute(trx)
  const counted = rows.filter(({ classe }) => quels.classe === null || classe === quels.classe)
  return {
    total: counted.reduce((sum, { n }) => sum + n, 0),
    classes: rows.flatMap(({ classe }) => (classe === null ? [] : [classe])),
  }
}
