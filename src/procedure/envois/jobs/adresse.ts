import { askCodeAdresse, type Tx } from '#src/procedure/comptes/api.ts'
import { cleOf } from '#src/procedure/envois/jobs/depot.ts'
import { readAdresse } from '#src/procedure/envois/rules/adresse.ts'
import { insertEnvois } from '#src/procedure/envois/sql/envois.ts'

/**
 * Sends a code to an address, which proves that its holder reads it. Nothing else is ever written to it before. Nothing
 * leaves when a code was asked for within the minute, and the answer does not say so: it is the same for any address.
 */
export async function envoyerCodeAdresse(
  tx: Tx,
  { compteId, courriel }: { compteId: number; courriel: string },
): Promise<void> {
  const adresse = readAdresse(courriel)
  if (!adresse.ok || !(await askCodeAdresse(tx, { compteId, adresse: adresse.value }))) return
  await insertEnvois(tx.trx, [
    {
      academie: tx.acteur.academie,
      genre: 'adresse',
      compte_id: compteId,
      adresse: adresse.value,
      cle: cleOf(`adresse/${compteId}/${tx.now.toISOString()}`, adresse.value),
      cree_le: tx.now,
    },
  ])
}
