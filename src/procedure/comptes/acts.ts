import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { fuseauAcademie } from '#src/exchange/identifiants.ts'
import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import type { Acteur, Habilitation, Tx } from '#src/procedure/comptes/model.ts'
import { demand } from '#src/procedure/comptes/rights.ts'
import {
  insertAcademie,
  insertCompte,
  insertHabilitation,
  lockAcademie,
  selectGestionnaire,
} from '#src/procedure/comptes/sql.ts'

const CREATE_COMPTE = 'compte.creer'

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
      acte: CREATE_COMPTE,
      objet: 'compte',
      objetId: id,
      apres: { habilitations: compte.habilitations },
    },
  ])
  return id
}

const GESTIONNAIRE: Habilitation = {
  role: 'academie',
  uai: null,
  eleveId: null,
  responsableId: null,
  debut: '2000-01-01',
  fin: null,
}

const installerOf = (academie: string): Acteur => ({
  academie,
  compteId: null,
  nom: 'Installation',
  pourLeCompteDe: null,
  habilitations: [GESTIONNAIRE],
})

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
  const installer = installerOf(code)
  return inTransaction({ db, acteur: installer }, async (tx) => {
    await insertAcademie(tx.trx, { code, nom, fuseau: fuseauAcademie(code) })
    const acteurs: Acteur[] = []
    for (const gestionnaire of gestionnaires) {
      const compteId = await createCompte(tx, {
        nom: gestionnaire,
        habilitations: [GESTIONNAIRE],
        ...(demonstration ? { demonstration } : {}),
      })
      acteurs.push({ ...installer, compteId, nom: gestionnaire })
    }
    return acteurs
  })
}

/** The account under which the commands of the operator act, one per académie. */
const OPERATEUR = 'Opérateur (ligne de commande)'

/** Work of the operator's commands on one académie, which is created when the base does not know it. */
interface TravailOperateur<T> {
  academie: { code: string; nom: string }
  campagneId?: number
  /** `a_blanc`: the same work, then nothing of it is kept. */
  effet: 'garde' | 'a_blanc'
  work: (tx: Tx) => Promise<T>
}

/** Runs a command of the operator in one transaction, under his account. It belongs to who holds the machine. */
export async function asOperateur<T>(db: Db, travail: TravailOperateur<T>): Promise<T> {
  const { academie, campagneId, effet, work } = travail
  const installer = installerOf(academie.code)
  const scope = { db, acteur: installer, ...(campagneId === undefined ? {} : { campagneId }) }
  let outcome: { value: T } | undefined
  try {
    return await inTransaction(scope, async (tx) => {
      const compteId = await operateurOf(tx, academie)
      const value = await work({ ...tx, acteur: { ...installer, compteId, nom: OPERATEUR } })
      outcome = { value }
      if (effet === 'a_blanc') throw new Essai()
      return value
    })
  } catch (error) {
    if (error instanceof Essai && outcome) return outcome.value
    throw error
  }
}

/** Undoes the transaction of a dry run. */
class Essai extends Error {}

async function operateurOf(tx: Tx, { code, nom }: { code: string; nom: string }): Promise<number> {
  const known = await selectGestionnaire(tx.trx, { academie: code, nom: OPERATEUR })
  if (known !== undefined) return known
  await insertAcademie(tx.trx, { code, nom, fuseau: fuseauAcademie(code) })
  await lockAcademie(tx.trx, code)
  const made = await selectGestionnaire(tx.trx, { academie: code, nom: OPERATEUR })
  return made ?? createCompte(tx, { nom: OPERATEUR, habilitations: [GESTIONNAIRE] })
}
