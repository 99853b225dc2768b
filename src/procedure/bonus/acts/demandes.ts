import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { recordConfirmations } from '#src/procedure/bonus/acts/confirmations.ts'
import { readFicheDeFamille, type FicheDeFamille } from '#src/procedure/bonus/reads/famille.ts'
import { readReexamensRecus, readReexamenPapier } from '#src/procedure/bonus/reads/demandes.ts'
import type { RefusConfirmation } from '#src/procedure/bonus/rules/confirmation.ts'
import {
  answerReexamen,
  insertContestation,
  insertReexamen,
  selectMotPapier,
} from '#src/procedure/bonus/sql/demandes.ts'
import type { RefusDemande } from '#src/procedure/bonus/texts/demandes.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { annoncerReponses } from '#src/procedure/envois/api.ts'
import { selectEleves } from '#src/procedure/eleves/api.ts'
import { selectInscriptions } from '#src/procedure/inscriptions/api.ts'

const DEMANDER = 'reexamen.demander'
const SAISIR = 'reexamen.saisir'
const REPONDRE = 'reexamen.repondre'
const CONTESTER = 'confirmation.contester'

interface Vise {
  campagneId: number
  eleveId: number
  mef: string
}

/** The fiche that the actor reads, and the registration that it is about. */
async function find(
  tx: Tx,
  { campagneId, eleveId, mef }: Vise,
): Promise<{ lue: FicheDeFamille; inscriptionId: number; uai: string } | undefined> {
  const lue = await readFicheDeFamille(tx, { campagneId, eleveId })
  const inscription = (await selectInscriptions(tx.trx, [eleveId])).find((one) => one.mef === mef)
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  if (!lue?.fiche || !inscription || !eleve) return undefined
  return { lue, inscriptionId: inscription.id, uai: eleve.uai }
}

const porteeOf = ({ eleveId, moi }: FicheDeFamille) => (moi === null ? { eleveId } : { responsableId: moi })

/**
 * A family asks that a person looks again at a result. Nothing changes by itself: the answer is a human's.
 * Source: domain.md, « may ask for a re-examination by a human ».
 */
export async function demanderReexamen(
  tx: Tx,
  { motif, ...vise }: Vise & { motif: string },
): Promise<Result<null, RefusDemande>> {
  const found = await find(tx, vise)
  if (!found?.lue.fiche) return refuse('formation_absente')
  const { lue, inscriptionId, uai } = found
  demand(tx.acteur, DEMANDER, [porteeOf(lue)])
  const { academie, nom: auteur } = tx.acteur
  const written = await insertReexamen(tx.trx, {
    academie,
    campagne_id: vise.campagneId,
    inscription_id: inscriptionId,
    version: found.lue.fiche.version,
    responsable_id: lue.moi,
    motif,
    auteur,
    le: tx.now,
  })
  if (!written) return refuse('reexamen_en_attente')
  const entree = { chaine: uai, acte: DEMANDER, objet: 'inscription', objetId: inscriptionId }
  await appendJournal(tx, [{ ...entree, apres: { responsable: lue.moi, version: found.lue.fiche.version } }])
  return ok(null)
}

/** The school enters what a person of the family wrote on paper: the same request, in that person's name. */
export async function saisirReexamen(
  tx: Tx,
  { motif, responsableId, ...vise }: Vise & { motif: string; responsableId: number | null },
): Promise<Result<null, RefusDemande>> {
  const lu = await readReexamenPapier(tx, vise)
  const inscription = lu?.inscriptions.find(({ mef }) => mef === vise.mef)
  const personne = lu?.personnes.find((one) => one.responsableId === responsableId)
  if (!lu || lu.version === null || !inscription || !personne) return refuse('formation_absente')
  const acteur = actingFor(tx.acteur, lu.uai)
  const written = await insertReexamen(tx.trx, {
    academie: acteur.academie,
    campagne_id: vise.campagneId,
    inscription_id: inscription.id,
    version: lu.version,
    responsable_id: responsableId,
    motif,
    auteur: `${personne.nom}, sur papier, saisi par ${acteur.nom}`,
    le: tx.now,
  })
  if (!written) return refuse('reexamen_en_attente')
  const entree = { chaine: lu.uai, acte: SAISIR, objet: 'inscription', objetId: inscription.id }
  await appendJournal({ ...tx, acteur }, [
    { ...entree, apres: { responsable: responsableId, version: lu.version } },
  ])
  return ok(null)
}

/** A person of the académie answers; what has to change is then done by the acts made for it. */
export async function repondreReexamen(
  tx: Tx,
  { campagneId, id, reponse }: { campagneId: number; id: number; reponse: string },
): Promise<Result<null, RefusDemande>> {
  demand(tx.acteur, REPONDRE, [{}])
  const found = (await readReexamensRecus(tx, campagneId)).find((one) => one.id === id)
  if (!found) return refuse('reexamen_inconnu')
  if (!(await answerReexamen(tx.trx, { id, reponse, par: tx.acteur.nom, le: tx.now })))
    return refuse('reexamen_repondu')
  const [eleve] = await selectEleves(tx.trx, [found.eleveId])
  const entree = { chaine: eleve?.uai ?? '', acte: REPONDRE, objet: 'reexamen', objetId: id }
  await appendJournal(tx, [{ ...entree, apres: { reponse } }])
  await annoncerReponses(tx, { campagneId })
  return ok(null)
}

/**
 * A person says that the answer entered from paper is not his own, and gives his own: it takes the place of the other,
 * until the date. Source: domain.md, « the family gets a copy and may contest it until the date ».
 */
export async function contesterSaisie(
  tx: Tx,
  { motif, decision, ...vise }: Vise & { motif: string; decision: 'oui' | 'non' },
): Promise<Result<null, RefusDemande | RefusConfirmation>> {
  const found = await find(tx, vise)
  if (!found) return refuse('formation_absente')
  const { lue, inscriptionId, uai } = found
  demand(tx.acteur, CONTESTER, [porteeOf(lue)])
  const confirmationId = await selectMotPapier(tx.trx, { inscriptionId, responsableId: lue.moi })
  if (confirmationId === undefined) return refuse('rien_a_contester')
  const { campagneId, eleveId, mef } = vise
  const item = { eleveId, mef, responsableId: lue.moi, decision, support: 'ecran' as const }
  const [recorded] = await recordConfirmations(tx, { campagneId, items: [item] })
  if (!recorded?.ok) return recorded ?? refuse('formation_absente')
  const { academie, nom: auteur } = tx.acteur
  await insertContestation(tx.trx, {
    academie,
    campagne_id: campagneId,
    confirmation_id: confirmationId,
    motif,
    auteur,
    le: tx.now,
  })
  const entree = { chaine: uai, acte: CONTESTER, objet: 'inscription', objetId: inscriptionId }
  await appendJournal(tx, [{ ...entree, apres: { confirmation: confirmationId, decision } }])
  return ok(null)
}
