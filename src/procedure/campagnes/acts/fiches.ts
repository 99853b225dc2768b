import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { RUBRIQUES_NECESSAIRES, type ContenuFiche } from '#src/procedure/campagnes/model/fiches.ts'
import { listFormations, listReferents } from '#src/procedure/campagnes/sql.ts'
import {
  listDernieresFiches,
  signFiche,
  writeFiche,
  type CleFiche,
} from '#src/procedure/campagnes/sql/fiches.ts'
import { LIBELLE_RUBRIQUE, type RefusFiche } from '#src/procedure/campagnes/texts/fiches.ts'
import { actingFor, demand, parDelegation, signataireOf, type Tx } from '#src/procedure/comptes/api.ts'

const ECRIRE = 'fiche_formation.ecrire'
const SIGNER = 'fiche_formation.signer'

/** Keeps what a lycée says of a formation: nothing is public before its head signs. Gives the version. */
export async function writeFicheFormation(
  tx: Tx,
  cle: CleFiche,
  contenu: ContenuFiche,
): Promise<Result<number, RefusFiche>> {
  demand(tx.acteur, ECRIRE, [{ uai: cle.uai }])
  if (!(await isReferent(tx, cle))) return refuse('formation_etrangere')
  const { academie, nom: redacteur } = tx.acteur
  const version = await writeFiche(tx.trx, cle, { academie, contenu, redacteur, le: tx.now })
  await told(tx, { acte: ECRIRE, cle, apres: { version, ...contenu } })
  return ok(version)
}

/** Signs the version under way: pupils read it from then on. A part without which it helps nobody is asked for first. */
export async function signFicheFormation(tx: Tx, cle: CleFiche): Promise<Result<number, RefusFiche>> {
  demand(tx.acteur, SIGNER, [{ uai: cle.uai }])
  const { campagneId, uai, mef } = cle
  const fiche = (await listDernieresFiches(tx.trx, { campagneId, uais: [uai] })).find(
    (one) => one.mef === mef,
  )
  if (!fiche || fiche.signeLe !== null) return refuse('fiche_absente')
  const missing = RUBRIQUES_NECESSAIRES.find((rubrique) => fiche[rubrique] === '')
  if (missing) return refuse('rubrique_vide', { rubrique: missing, libelle: LIBELLE_RUBRIQUE[missing] })
  const where = { acte: SIGNER, uai } as const
  const signataire = signataireOf(tx.acteur, where)
  const version = await signFiche(tx.trx, cle, { signataire, le: tx.now })
  if (version === undefined) return refuse('fiche_absente')
  await told(tx, { acte: SIGNER, cle, apres: { version, ...parDelegation(tx.acteur, where) } })
  return ok(version)
}

async function isReferent({ trx }: Tx, { campagneId, mef, uai }: CleFiche): Promise<boolean> {
  const formation = (await listFormations(trx, campagneId)).find((one) => one.mef === mef)
  const referents = await listReferents(trx, campagneId)
  return referents.some((one) => one.uai === uai && one.domaine === formation?.domaine)
}

async function told(
  tx: Tx,
  { acte, cle, apres }: { acte: string; cle: CleFiche; apres: object },
): Promise<void> {
  const { uai, mef } = cle
  const acteur = actingFor(tx.acteur, uai)
  await appendJournal({ ...tx, acteur }, [{ chaine: uai, acte, objet: 'formation', objetId: mef, apres }])
}
