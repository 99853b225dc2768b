import { allows, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { readAdresse, type DefautAdresse } from '#src/procedure/envois/rules/adresse.ts'
import { listPersonnesDeLEcole, type RangeePapier } from '#src/procedure/envois/sql/papier.ts'
import { groupBy } from '#src/kit/group.ts'

const READ = 'papier.lire'

/** Somebody to whom paper must go, for want of an address that can be written to. */
export interface SansAdresse {
  eleveId: number
  nom: string
  prenom: string
  classe: string | null
  /** null: the pupil himself. */
  responsable: string | null
  defaut: DefautAdresse['code'] | 'adresse_rejetee'
  /** As it is written in the file; null when there is none, or when it is protected from this reader. */
  courriel: string | null
  /** The address that a server refused, for who may see it. */
  rejetee: string | null
  convocation: boolean
  fiche: boolean
}

/**
 * The people of a school who get everything on paper: each guardian without a usable address, and a pupil without one
 * when none of his guardians can be written to. Source: decision « messages by outbox », « are on the print list ».
 */
export async function readSansAdresse(
  tx: Tx,
  { campagneId, uai }: { campagneId: number; uai: string },
): Promise<SansAdresse[]> {
  demand(tx.acteur, READ, [{ uai }])
  const mayProtected = allows(tx.acteur, 'coordonnees.protegees', { uai })
  const rows = await listPersonnesDeLEcole(tx.trx, { campagneId, uai, now: tx.now })
  return [...groupBy(rows, (row) => row.eleveId).values()].flatMap((family) => {
    const judged = family.map((row) => ({ row, defaut: defautOf(row) }))
    const reached = judged.some(({ row, defaut }) => row.responsableId !== null && defaut === null)
    return judged.flatMap(({ row, defaut }) =>
      defaut === null || (row.responsableId === null && reached)
        ? []
        : [shown(row, { defaut, hidden: row.protegee && !mayProtected })],
    )
  })
}

function defautOf({ courriel, rejet }: RangeePapier): SansAdresse['defaut'] | null {
  const adresse = readAdresse(courriel)
  if (!adresse.ok) return adresse.refus.code
  return rejet === null ? null : 'adresse_rejetee'
}

function shown(
  row: RangeePapier,
  { defaut, hidden }: { defaut: SansAdresse['defaut']; hidden: boolean },
): SansAdresse {
  const { eleveId, nom, prenom, classe, responsable, convocation, fiche } = row
  const courriel = hidden ? null : row.courriel
  const adresse = readAdresse(courriel)
  const rejetee = defaut === 'adresse_rejetee' && adresse.ok ? adresse.value : null
  return { eleveId, nom, prenom, classe, responsable, defaut, courriel, rejetee, convocation, fiche }
}
