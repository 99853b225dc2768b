import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { refuse, type Refus, type Result } from '#src/kit/result.ts'
import {
  accueilOf,
  attachIdentite,
  openAccesLocal,
  recognise,
  selectCompteOfCode,
  selectPreuves,
  selectPreuvesByCourriel,
  useSecondFacteur,
  type Preuves,
  type RefusOuverture,
  type Tx,
} from '#src/procedure/comptes/api.ts'
import { hashOfCode } from '#src/kit/access-code.ts'
import type { Retour } from '#src/web/identity/oidc.ts'
import { hashPassword, samePassword } from '#src/web/identity/passwords.ts'
import type { Fournisseur } from '#src/web/identity/providers.ts'
import { keyFor, seal, unseal } from '#src/web/identity/sealed.ts'
import { forgive, keyOf, noteFailure, wait } from '#src/web/identity/throttle.ts'
import { newTotpSecret, totpAddress, totpStep } from '#src/web/identity/totp.ts'

/** What signing in needs of the application. */
export interface Guichet {
  db: Db
  /** Secret of the installation: seals second factors, names what is tried. */
  secret: Uint8Array
  /** The wall clock. */
  now: Date
  /** Network address of the visitor. */
  reseau: string
}

/** An account of an académie. */
export interface Compte {
  academie: string
  compteId: number
}

/** Nothing entered, and why: `inconnu` never says whether the address or the password is wrong. */
export type Echec = { echec: 'inconnu' } | { echec: 'attendre'; secondes: number }

export const FREE_BY_ACCOUNT = 5
/** A whole school signs in from one address. */
const FREE_BY_NETWORK = 60

// An address may be of any académie: each is asked in turn, under its own row security.
async function firstAcademie<T>(
  db: Db,
  ask: (tx: Tx) => Promise<T | undefined>,
): Promise<{ academie: string; found: T } | undefined> {
  const academies = await db.selectFrom('academie').select('code').orderBy('code').execute()
  for (const { code } of academies) {
    const found = await inTransaction({ db, acteur: accueilOf(code) }, ask)
    if (found !== undefined) return { academie: code, found }
  }
  return undefined
}

/** Tries something that can be guessed: refused while one has to wait, counted when it fails. */
export async function guarded<T extends object>(
  { db, now }: Guichet,
  keys: readonly { cle: string; libres: number }[],
  attempt: () => Promise<T | undefined>,
): Promise<T | Echec> {
  for (const { cle, libres } of keys) {
    const secondes = await wait(db, { cle, libres, now })
    if (secondes > 0) return { echec: 'attendre', secondes }
  }
  const found = await attempt()
  for (const { cle } of keys) await (found ? forgive(db, cle) : noteFailure(db, cle, now))
  return found ?? { echec: 'inconnu' }
}

/** The account of this address and password; an agent has still to give his second factor. */
export function byPassword(
  guichet: Guichet,
  { courriel, motDePasse }: { courriel: string; motDePasse: string },
): Promise<(Compte & { agent: boolean }) | Echec> {
  const { db, secret, reseau } = guichet
  const keys = [
    { cle: keyOf(secret, 'compte', courriel.toLowerCase(), reseau), libres: FREE_BY_ACCOUNT },
    { cle: keyOf(secret, 'reseau', reseau), libres: FREE_BY_NETWORK },
  ]
  return guarded(guichet, keys, async () => {
    const known = await firstAcademie(db, (tx) => selectPreuvesByCourriel(tx.trx, courriel))
    const same = await samePassword(motDePasse, known?.found.condense)
    if (!known || !same) return undefined
    const { compteId, agent } = known.found
    return { academie: known.academie, compteId, agent }
  })
}

/** Whether this code of the second factor opens the account, now and once. */
export function bySecondFactor(
  guichet: Guichet,
  { academie, compteId, code }: Compte & { code: string },
): Promise<Compte | Echec> {
  const { db, secret, now } = guichet
  const keys = [{ cle: keyOf(secret, 'second-facteur', academie, String(compteId)), libres: FREE_BY_ACCOUNT }]
  return guarded(guichet, keys, () =>
    inTransaction({ db, acteur: accueilOf(academie) }, async (tx) => {
      const preuves = await selectPreuves(tx.trx, compteId)
      if (preuves?.secret === undefined || preuves.secret === null) return undefined
      const facts = { secret: unseal(preuves.secret, factorKey(secret)), now, last: preuves.dernierPas }
      const pas = totpStep(code, facts)
      if (pas === undefined || !(await useSecondFacteur(tx, { compteId, pas }))) return undefined
      return { academie, compteId }
    }),
  )
}

const factorKey = (secret: Uint8Array): Buffer => keyFor(secret, 'second-facteur')

/** A new secret of second factor, sealed: what is kept while its holder sets up his telephone. */
export const newSecondFactor = ({ secret }: Pick<Guichet, 'secret'>): string =>
  seal(newTotpSecret(), factorKey(secret))

/** The secret as a telephone takes it: to type, and as an address to photograph. */
export function shownSecondFactor(
  { secret }: Pick<Guichet, 'secret'>,
  { scelle, nom }: { scelle: string; nom: string },
): { aSaisir: string; adresse: string } {
  const clear = unseal(scelle, factorKey(secret))
  return { aSaisir: clear.replaceAll(/(.{4})(?=.)/g, '$1 '), adresse: totpAddress(clear, nom) }
}

/** The account that waits for the bearer of this code, and the hash by which the code is taken. */
export function byCode(
  guichet: Guichet,
  typed: string,
): Promise<(Compte & { empreinte: string; preuves: Preuves }) | Echec> {
  const { db, secret, reseau } = guichet
  const keys = [{ cle: keyOf(secret, 'code', reseau), libres: FREE_BY_NETWORK }]
  return guarded(guichet, keys, async () => {
    const empreinte = hashOfCode(typed)
    if (empreinte === undefined) return undefined
    const known = await firstAcademie(db, (tx) => selectCompteOfCode(tx.trx, empreinte))
    return (
      known && { academie: known.academie, compteId: known.found.compteId, empreinte, preuves: known.found }
    )
  })
}

/** The holder of an account whose code was typed, as the page that opens it greets him. */
export const holderOf = (db: Db, { academie, compteId }: Compte): Promise<Preuves | undefined> =>
  inTransaction({ db, acteur: accueilOf(academie) }, (tx) => selectPreuves(tx.trx, compteId))

/** Carries a refusal out of the transaction that it undoes. */
class Undone extends Error {
  readonly refus: RefusOuverture
  constructor(refus: RefusOuverture) {
    super('refus')
    this.refus = refus
  }
}

async function undoneIfRefused(
  db: Db,
  academie: string,
  act: (tx: Tx) => Promise<Result<number, RefusOuverture>>,
): Promise<Result<number, RefusOuverture>> {
  try {
    return await inTransaction({ db, acteur: accueilOf(academie) }, async (tx) => {
      const result = await act(tx)
      if (!result.ok) throw new Undone(result.refus)
      return result
    })
  } catch (error) {
    if (error instanceof Undone) return { ok: false, refus: error.refus }
    throw error
  }
}

export type RefusOuvertureLocale = RefusOuverture | Refus<'code_faux'>

/** Opens the local account of the bearer of a code. `secondFacteur`: the sealed secret shown, and the first code that its telephone gave. */
export async function openLocal(
  { db, secret, now }: Guichet,
  acces: Compte & {
    empreinte: string
    courriel: string
    motDePasse: string
    secondFacteur: { scelle: string; code: string } | undefined
  },
): Promise<Result<number, RefusOuvertureLocale>> {
  const { academie, compteId, empreinte, courriel, motDePasse, secondFacteur } = acces
  const facts = secondFacteur && { secret: unseal(secondFacteur.scelle, factorKey(secret)), now, last: 0 }
  const pas = secondFacteur && facts && totpStep(secondFacteur.code, facts)
  if (secondFacteur && pas === undefined) return refuse('code_faux')
  const condense = await hashPassword(motDePasse)
  const kept = secondFacteur && pas !== undefined ? { secret: secondFacteur.scelle, pas } : undefined
  return undoneIfRefused(db, academie, (tx) =>
    openAccesLocal(tx, { empreinte, compteId, courriel, condense, secondFacteur: kept }),
  )
}

/** Ties the person whom a provider brought to the account of a code. */
export const attach = (
  { db }: Guichet,
  { academie, ...identite }: { academie: string; empreinte: string; fournisseur: string; sujet: string },
): Promise<Result<number, RefusOuverture>> =>
  undoneIfRefused(db, academie, (tx) => attachIdentite(tx, identite))

/** The account of a person back from a provider; `ferme`: it was closed; undefined: nobody here knows him yet. */
export async function byProvider(
  { db }: Guichet,
  fournisseur: Fournisseur,
  { personne }: Retour,
): Promise<Compte | 'ferme' | undefined> {
  const silent = { dirige: [], delegations: [], ine: undefined }
  const presente = {
    fournisseur: fournisseur.cle,
    sujet: personne.sujet,
    nom: personne.nom,
    courriel: personne.courriel,
    ...(fournisseur.annuaire ? personne : silent),
  }
  const known = await firstAcademie(db, (tx) => recognise(tx, presente))
  if (!known) return undefined
  return known.found === 'ferme' ? 'ferme' : { academie: known.academie, compteId: known.found }
}
