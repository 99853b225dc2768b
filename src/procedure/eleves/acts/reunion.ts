import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { Eleve } from '#src/procedure/eleves/model.ts'
import { sortDesResponsables } from '#src/procedure/eleves/rules/reunion.ts'
import { listEleves } from '#src/procedure/eleves/sql.ts'
import { lockEleve } from '#src/procedure/eleves/sql/responsables.ts'
import {
  absorbResponsable,
  deleteDouble,
  deleteOrphelins,
  linkResponsables,
  listEngages,
  listResponsablesDe,
  takeIdentite,
  unlinkResponsables,
} from '#src/procedure/eleves/sql/reunion.ts'
import type { RefusReunion } from '#src/procedure/eleves/texts/reunion.ts'

const REUNIR = 'eleves.reunir'

export interface Reunion {
  campagneId: number
  uai: string
  /** Both files; the one about which something was done stays. */
  eleveIds: readonly [number, number]
  /** Whose identity, class and guardians are right. */
  identite: number
}

/**
 * Makes one file of two that are one pupil's: the file about which something was done stays, with its number and its
 * history, under the identity that a human chose. Two files that both have a story are refused: nothing is thrown away.
 * Returns the file that stays. Source: domain.md rule 10.
 */
export async function reunirEleves(
  tx: Tx,
  { campagneId, uai, eleveIds, identite }: Reunion,
): Promise<Result<number, RefusReunion>> {
  demand(tx.acteur, REUNIR, [{ uai }])
  const ordered = eleveIds.toSorted((a, b) => a - b)
  for (const id of ordered) await lockEleve(tx.trx, id)
  const [one, other] = (await listEleves(tx.trx, campagneId, uai)).filter(({ id }) => eleveIds.includes(id))
  if (!one || !other || !eleveIds.includes(identite)) return refuse('eleve_inconnu')
  if (one.ine !== null && other.ine !== null && one.ine !== other.ine) return refuse('ine_differents')
  const engages = await listEngages(tx.trx, ordered)
  if (engages.length > 1) return refuse('deux_dossiers')
  const [garde = eleveIds[0]] = engages
  const double = garde === eleveIds[0] ? eleveIds[1] : eleveIds[0]
  await join(tx, { garde, double, identite })
  await told(tx, { uai, garde, double, identite, files: [one, other] })
  return ok(garde)
}

async function join(
  tx: Tx,
  { garde, double, identite }: { garde: number; double: number; identite: number },
) {
  const [anciens, nouveaux] = [
    await listResponsablesDe(tx.trx, garde),
    await listResponsablesDe(tx.trx, double),
  ]
  const gone = new Set(nouveaux.map(({ id }) => id))
  if (identite === double) {
    const sort = sortDesResponsables(anciens, nouveaux)
    await linkResponsables(tx.trx, { garde, double, ids: sort.relies })
    await unlinkResponsables(tx.trx, garde, sort.detaches)
    for (const pair of sort.absorbes) await absorbResponsable(tx.trx, pair, { garde, double })
    for (const id of sort.detaches) gone.add(id)
  }
  const ligne = await deleteDouble(tx.trx, double)
  await deleteOrphelins(tx.trx, [...gone])
  if (identite === double) await takeIdentite(tx.trx, garde, ligne)
}

async function told(
  tx: Tx,
  told: { uai: string; garde: number; double: number; identite: number; files: readonly Eleve[] },
): Promise<void> {
  const { uai, garde, double, identite, files } = told
  const cleOf = (id: number): string | undefined => files.find((one) => one.id === id)?.cleSiecle
  await appendJournal({ ...tx, acteur: actingFor(tx.acteur, uai) }, [
    {
      chaine: uai,
      acte: REUNIR,
      objet: 'eleve',
      objetId: garde,
      avant: { cle: cleOf(garde), double, cleDuDouble: cleOf(double) },
      apres: { cle: cleOf(identite) },
    },
  ])
}
