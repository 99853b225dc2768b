import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { fuseauAcademie } from '#src/exchange/identifiants.ts'
import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import type { Acteur, Habilitation, Tx } from '#src/procedure/comptes/model.ts'
import { demand } from '#src/procedure/comptes/rights.ts'
import { insertAcademie, insertCompte, insertHabilitation } from '#src/procedure/comptes/sql.ts'

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

/**
 * Creates an académie with its first managers: at least two, since a reglement and an export need two people. The one
 * act that nobody is yet entitled to do: it belongs to who installs the base.
 */
export async function installAcademie(
  db: Db,
  {
    code,
    nom,
    gestionnaires,
    demonstration,
  }: { code: string; nom: string; gestionnaires: readonly string[]; demonstration?: true },
): Promise<Acteur[]> {
  const habilitation: Habilitation = {
    role: 'academie',
    uai: null,
    eleveId: null,
    responsableId: null,
    debut: '2000-01-01',
    fin: null,
  }
  const installer: Acteur = {
    academie: code,
    compteId: null,
    nom: 'Installation',
    pourLeCompteDe: null,
    habilitations: [habilitation],
  }
  return inTransaction({ db, acteur: installer }, async (tx) => {
    await insertAcademie(tx.trx, { code, nom, fuseau: fuseauAcademie(code) })
    const acteurs: Acteur[] = []
    for (const gestionnaire of gestionnaires) {
      const compteId = await createCompte(tx, {
        nom: gestionnaire,
        habilitations: [habilitation],
        ...(demonstration ? { demonstration } : {}),
      })
      acteurs.push({ ...installer, compteId, nom: gestionnaire })
    }
    return acteurs
  })
}
