import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import type { Habilitation, Tx } from '#src/procedure/comptes/model.ts'
import { demand } from '#src/procedure/comptes/rights.ts'
import { insertCompte, insertHabilitation } from '#src/procedure/comptes/sql.ts'

const CREATE_COMPTE = { acte: 'compte.creer', grants: { academie: 'academie' } } as const

/** Opens an account with its habilitations. Returns its id. */
export async function createCompte(
  tx: Tx,
  compte: { nom: string; courriel?: string; demonstration?: true; habilitations: readonly Habilitation[] },
): Promise<number> {
  demand(tx.acteur, CREATE_COMPTE, [{}])
  const { academie } = tx.acteur
  const id = await insertCompte(tx.trx, {
    academie,
    nom: compte.nom,
    courriel: compte.courriel ?? null,
    demonstration: compte.demonstration ?? false,
  })
  for (const habilitation of compte.habilitations)
    await insertHabilitation(tx.trx, { academie, compteId: id, ...habilitation })
  await appendJournal(tx, [
    {
      chaine: CHAINE_ACADEMIE,
      acte: CREATE_COMPTE.acte,
      objet: 'compte',
      objetId: id,
      apres: { habilitations: compte.habilitations },
    },
  ])
  return id
}
