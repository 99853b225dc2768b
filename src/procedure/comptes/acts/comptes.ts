import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { dayOf } from '#src/kit/day.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import type { DroitDonne, Habilitation, RefusCompte, Role, Tx } from '#src/procedure/comptes/model.ts'
import { demand } from '#src/procedure/comptes/rights.ts'
import { isAdresseCommune } from '#src/procedure/comptes/rules/adresse.ts'
import { insertCompte, insertHabilitation } from '#src/procedure/comptes/sql.ts'
import { deletePreuves, endHabilitations, replaceCode } from '#src/procedure/comptes/sql/acces.ts'
import {
  deleteSessions,
  isEtablissement,
  selectCompte,
  selectCompteOfFamille,
  selectProches,
  updateFerme,
  type CompteSuivi,
} from '#src/procedure/comptes/sql/comptes.ts'

const tie = (uai: string | null) => (uai === null ? {} : { uai })

/** Roles that are of no school. */
const SANS_ECOLE: readonly Role[] = ['academie', 'academie_lecture', 'auditeur', 'assistance', 'dsden']

async function checked(tx: Tx, droit: DroitDonne): Promise<RefusCompte | undefined> {
  const { role, uai, debut, fin } = droit
  demand(tx.acteur, `donner.${role}`, [tie(uai)])
  if (SANS_ECOLE.includes(role) !== (uai === null))
    return { code: uai === null ? 'ecole_inconnue' : 'ecole_de_trop' }
  if (uai !== null && !(await isEtablissement(tx.trx, uai))) return { code: 'ecole_inconnue' }
  if (fin !== null && fin < debut) return { code: 'jours_inverses' }
  return incomplete(droit)
}

const incomplete = ({ role, departement, classe, interim, fin }: DroitDonne): RefusCompte | undefined => {
  if ((role === 'dsden') !== (departement !== null)) return { code: 'departement_absent' }
  if ((role === 'professeur_principal') !== (classe !== null)) return { code: 'classe_absente' }
  return interim && fin === null ? { code: 'interim_sans_fin' } : undefined
}

const habilitationOf = (droit: DroitDonne): Habilitation => ({ ...droit, eleveId: null, responsableId: null })

/** Opens an account for somebody, with his first right and the code (its hash) that he will be handed. */
export async function openCompte(
  tx: Tx,
  {
    nom,
    courriel,
    droit,
    empreinte,
  }: { nom: string; courriel: string | null; droit: DroitDonne; empreinte: string },
): Promise<Result<number, RefusCompte>> {
  const refus = await checked(tx, droit)
  if (refus) return { ok: false, refus }
  if (courriel !== null && isAdresseCommune(courriel)) return refuse('adresse_commune')
  const { academie } = tx.acteur
  const compteId = await insertCompte(tx.trx, { academie, nom, courriel, demonstration: false })
  await insertHabilitation(tx.trx, { academie, compteId, ...habilitationOf(droit) })
  await replaceCode(tx.trx, { academie, compteId, empreinte, remisPar: tx.acteur.nom })
  await note(tx, { acte: 'compte.ouvrir', compteId, uai: droit.uai, apres: { droit } })
  return ok(compteId)
}

/** Gives one more right to an account. */
export async function giveDroit(
  tx: Tx,
  { compteId, droit }: { compteId: number; droit: DroitDonne },
): Promise<Result<number, RefusCompte>> {
  const refus = await checked(tx, droit)
  if (refus) return { ok: false, refus }
  const compte = await find(tx, compteId)
  if (!compte) return refuse('inconnu')
  if (compte.ferme) return refuse('ferme')
  const { academie } = tx.acteur
  await insertHabilitation(tx.trx, { academie, compteId, ...habilitationOf(droit) })
  await note(tx, { acte: 'compte.donner', compteId, uai: droit.uai, apres: { droit } })
  return ok(compteId)
}

/** Takes a right back, at once: the next page that its holder asks for knows it. */
export async function endDroit(
  tx: Tx,
  { compteId, droitId }: { compteId: number; droitId: number },
): Promise<Result<number, RefusCompte>> {
  const droit = (await find(tx, compteId))?.droits.find(({ id }) => id === droitId)
  if (!droit) return refuse('inconnu')
  demand(tx.acteur, `donner.${droit.role}`, [tie(droit.uai)])
  await endHabilitations(tx.trx, { ids: [droitId], jour: dayOf(tx.now, tx.zone) })
  await note(tx, { acte: 'compte.retirer', compteId, uai: droit.uai, avant: { droit } })
  return ok(compteId)
}

/** Closes an account: no way in, no session left. What it did stays, under its name. */
export async function closeCompte(tx: Tx, compteId: number): Promise<Result<number, RefusCompte>> {
  const compte = await kept(tx, compteId)
  if (!compte) return refuse('inconnu')
  const { academie } = tx.acteur
  await updateFerme(tx.trx, compteId)
  await deletePreuves(tx.trx, compteId)
  await deleteSessions(tx.trx, { academie, compteId })
  await note(tx, { acte: 'compte.fermer', compteId, uai: schoolOf(compte) })
  return ok(compteId)
}

/** Hands a new code over: the password and the second factor of before open nothing more, nor does any session. */
export async function giveCode(
  tx: Tx,
  { compteId, empreinte }: { compteId: number; empreinte: string },
): Promise<Result<number, RefusCompte>> {
  const compte = await kept(tx, compteId)
  if (!compte) return refuse('inconnu')
  if (compte.ferme) return refuse('ferme')
  const { academie, nom } = tx.acteur
  await deletePreuves(tx.trx, compteId)
  await deleteSessions(tx.trx, { academie, compteId })
  await replaceCode(tx.trx, { academie, compteId, empreinte, remisPar: nom })
  await note(tx, { acte: 'compte.remettre_code', compteId, uai: schoolOf(compte) })
  return ok(compteId)
}

/** The code of a pupil, or of one of his guardians: his account is opened the first time. */
export async function giveCodeToFamille(
  tx: Tx,
  { eleveId, responsableId, empreinte }: { eleveId: number; responsableId: number | null; empreinte: string },
): Promise<Result<{ compteId: number; nom: string }, RefusCompte>> {
  const proches = await selectProches(tx.trx, eleveId)
  const role = responsableId === null ? 'eleve' : 'responsable'
  demand(tx.acteur, `donner.${role}`, [tie(proches?.uai ?? null)])
  const person =
    responsableId === null ? proches : proches?.responsables.find(({ id }) => id === responsableId)
  if (!proches || !person) return refuse('inconnu')
  const { academie } = tx.acteur
  const nom = `${person.prenom} ${person.nom}`
  const compteId =
    (await selectCompteOfFamille(tx.trx, { eleveId, responsableId })) ??
    (await insertCompte(tx.trx, { academie, nom, courriel: null, demonstration: false }))
  const given = await find(tx, compteId)
  if (given?.droits.length === 0) {
    const tied = responsableId === null ? { eleveId, responsableId: null } : { eleveId: null, responsableId }
    await insertHabilitation(tx.trx, {
      academie,
      compteId,
      role,
      uai: null,
      ...tied,
      debut: dayOf(tx.now, tx.zone),
      fin: null,
    })
  }
  await deletePreuves(tx.trx, compteId)
  await deleteSessions(tx.trx, { academie, compteId })
  await replaceCode(tx.trx, { academie, compteId, empreinte, remisPar: tx.acteur.nom })
  await note(tx, { acte: 'compte.remettre_code', compteId, uai: proches.uai, apres: { role } })
  return ok({ compteId, nom })
}

const find = (tx: Tx, compteId: number): Promise<CompteSuivi | undefined> =>
  selectCompte(tx.trx, { academie: tx.acteur.academie, compteId, jour: dayOf(tx.now, tx.zone) })

/** The account, when the actor may give every right that it holds. */
async function kept(tx: Tx, compteId: number): Promise<CompteSuivi | undefined> {
  const compte = await find(tx, compteId)
  const roles = compte?.droits ?? []
  for (const { role, uai } of roles) demand(tx.acteur, `donner.${role}`, [tie(uai)])
  if (roles.length === 0) demand(tx.acteur, 'donner.academie', [{}])
  return compte
}

const schoolOf = ({ droits }: CompteSuivi): string | null =>
  droits.find(({ uai }) => uai !== null)?.uai ?? null

const note = (
  tx: Tx,
  {
    acte,
    compteId,
    uai,
    ...facts
  }: { acte: string; compteId: number; uai: string | null; avant?: object; apres?: object },
): Promise<void> =>
  appendJournal(tx, [{ chaine: uai ?? CHAINE_ACADEMIE, acte, objet: 'compte', objetId: compteId, ...facts }])
