import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { allows, actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { porteeDeLEleve, selectEleves } from '#src/procedure/eleves/api.ts'
import type { Droit, RefusDroit } from '#src/procedure/donnees/model.ts'
import { REPONDRE } from '#src/procedure/donnees/rights.ts'
import { deleteDossiers } from '#src/procedure/donnees/sql/dossiers.ts'
import { eraseJournalDe } from '#src/procedure/donnees/sql/journal.ts'
import {
  answerDemande,
  insertDemande,
  insertRestriction,
  liftRestriction,
  selectDemande,
  selectIdentite,
  updateIdentite,
  wasTransmitted,
  type DemandeDroit,
  type IdentiteCorrigee,
} from '#src/procedure/donnees/sql/droits.ts'

const DEMANDER = 'droit.demander'
const LEVER = 'restriction.lever'

/** The pupil asked about; an unknown one is a forged request, refused like any other. */
async function eleveOf(tx: Tx, eleveId: number) {
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  demand(tx.acteur, DEMANDER, [
    { ...(await porteeDeLEleve(tx, eleveId)), ...(eleve ? { uai: eleve.uai } : {}) },
  ])
  if (!eleve) throw new Error('élève inconnu')
  return eleve
}

/**
 * Records what a pupil or a guardian asks about his data: on screen by himself, or from paper by his school
 * (`responsableId`: for whom; null for the pupil). Returns the request. Source: GDPR, articles 12 to 21.
 */
export async function demanderDroit(
  tx: Tx,
  asked: { campagneId: number; eleveId: number; responsableId: number | null; droit: Droit; texte: string },
): Promise<Result<number, RefusDroit>> {
  const eleve = await eleveOf(tx, asked.eleveId)
  const { responsableId: moi } = await porteeDeLEleve(tx, asked.eleveId)
  const enFamille = allows(tx.acteur, 'donnees.voir', {
    eleveId: eleve.id,
    ...(moi === undefined ? {} : { responsableId: moi }),
  })
  const auNomDe = allows(tx.acteur, 'espace.lire', { eleveId: eleve.id }) ? null : (moi ?? null)
  const acteur = actingFor(tx.acteur, eleve.uai)
  const id = await insertDemande(tx.trx, {
    academie: acteur.academie,
    campagne_id: asked.campagneId,
    eleve_id: eleve.id,
    responsable_id: enFamille ? auNomDe : asked.responsableId,
    droit: asked.droit,
    texte: asked.texte.trim(),
    voie: enFamille ? 'ecran' : 'papier',
    auteur: acteur.nom,
    recue_le: tx.now,
  })
  await write(
    { ...tx, acteur },
    { chaine: eleve.uai, acte: DEMANDER, id, apres: { eleve: eleve.id, droit: asked.droit } },
  )
  return ok(id)
}

export interface Reponse {
  demandeId: number
  accepte: boolean
  /** What the family reads. */
  motif: string
  /** For a correction granted: the identity as it must be. */
  identite?: IdentiteCorrigee
}

/** Answers a request, and does what was granted in the same transaction. */
export async function repondreDroit(tx: Tx, reponse: Reponse): Promise<Result<null, RefusDroit>> {
  const demande = await selectDemande(tx.trx, { id: reponse.demandeId, pour: 'repondre' })
  const repondre = demande ? REPONDRE[demande.droit] : 'droit.satisfaire'
  demand(tx.acteur, repondre, [demande?.uai ? { uai: demande.uai } : {}])
  if (!demande?.uai || demande.eleveId === null) return refuse('demande_inconnue')
  if (demande.reponse !== null) return refuse('deja_repondue')
  const { uai, eleveId, id, droit } = demande
  await answerDemande(tx.trx, {
    id,
    reponse: reponse.accepte ? 'acceptee' : 'refusee',
    motif: reponse.motif.trim(),
    par: tx.acteur.nom,
    le: tx.now,
  })
  const acting = { ...tx, acteur: actingFor(tx.acteur, uai) }
  const done = reponse.accepte
    ? await grant(acting, { demande: { ...demande, uai, eleveId }, reponse })
    : ok(null)
  if (!done.ok) return done
  const said = reponse.accepte ? 'acceptee' : 'refusee'
  await write(acting, { chaine: uai, acte: repondre, id, apres: { droit, reponse: said } })
  return ok(null)
}

interface Granted {
  demande: DemandeDroit & { uai: string; eleveId: number }
  reponse: Reponse
}

async function grant(tx: Tx, granted: Granted): Promise<Result<null, RefusDroit>> {
  const { droit, eleveId, campagneId } = granted.demande
  switch (droit) {
    case 'acces':
      return ok(null)
    case 'rectification':
      return rectifier(tx, granted)
    case 'limitation':
    case 'opposition': {
      const { academie, nom: auteur } = tx.acteur
      await insertRestriction(tx.trx, { academie, campagneId, eleveId, genre: droit, auteur, le: tx.now })
      return ok(null)
    }
    case 'effacement':
      return effacer(tx, granted)
  }
}

/** The new version in place, the old one in the journal. */
async function rectifier(tx: Tx, { demande, reponse }: Granted): Promise<Result<null, RefusDroit>> {
  const { eleveId, uai } = demande
  const before = await selectIdentite(tx.trx, eleveId)
  const after = reponse.identite
  if (!before || !after) return ok(null)
  if (!(await updateIdentite(tx.trx, eleveId, after))) return refuse('ine_pris')
  const entree = { chaine: uai, acte: 'eleve.rectifier', objet: 'eleve', objetId: eleveId }
  await appendJournal(tx, [{ ...entree, avant: before, apres: after }])
  return ok(null)
}

/** The same code as the end of retention, for one pupil; the journal forgets him and its chains go on holding. */
async function effacer(tx: Tx, { demande }: Granted): Promise<Result<null, RefusDroit>> {
  const { eleveId, campagneId, id } = demande
  // What went to Affelnet decides of an affectation: it stays until the end of appeals.
  if (await wasTransmitted(tx.trx, eleveId)) return refuse('bonus_transmis')
  await eraseJournalDe(tx, { campagneId, eleveId, motif: `demande ${id}` })
  await deleteDossiers(tx.trx, { campagneId, eleveId })
  return ok(null)
}

/** Ends a limitation or an opposition. */
export async function leverRestriction(tx: Tx, id: number): Promise<Result<null, RefusDroit>> {
  demand(tx.acteur, LEVER, [{}])
  const lifted = await liftRestriction(tx.trx, { id, par: tx.acteur.nom, le: tx.now })
  if (!lifted) return refuse('rien_a_lever')
  const [eleve] = await selectEleves(tx.trx, [lifted.eleveId])
  const entree = { chaine: eleve?.uai ?? '', acte: LEVER, objet: 'eleve', objetId: lifted.eleveId }
  await appendJournal(tx, [{ ...entree, avant: { genre: lifted.genre } }])
  return ok(null)
}

const write = (
  tx: Tx,
  { chaine, acte, id, apres }: { chaine: string; acte: string; id: number; apres: object },
) => appendJournal(tx, [{ chaine, acte, objet: 'demande_droit', objetId: id, apres }])
