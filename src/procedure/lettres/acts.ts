import { createHash } from 'node:crypto'
import { appendJournal } from '#src/db/journal.ts'
import type { CodeSection, Reponses } from '#src/documents/lettre-sections.ts'
import { withoutMetadata } from '#src/documents/photo.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { selectEleves } from '#src/procedure/eleves/api.ts'
import type { CleLettre } from '#src/procedure/lettres/model.ts'
import { depassementsOf, JOINTES_MAX, judgeFile, type RefusJointe } from '#src/procedure/lettres/rules.ts'
import {
  insertAnnotation,
  insertJointe,
  listJointes,
  selectLettre,
  withdrawJointe,
  writeLettre,
} from '#src/procedure/lettres/sql/lettres.ts'
import { listLettresDesInscrits } from '#src/procedure/lettres/sql/suivi.ts'
import type { RefusLettre } from '#src/procedure/lettres/texts.ts'

/** School of the pupil, for rights and journal. Throws nothing for a stranger: the right is then missing. */
async function schoolOf(tx: Tx, eleveId: number): Promise<string> {
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  return eleve?.uai ?? ''
}

const isRegistered = async (tx: Tx, { domaine, ...scope }: CleLettre): Promise<boolean> =>
  (await listLettresDesInscrits(tx.trx, scope)).some((one) => one.domaine === domaine)

/**
 * Keeps the letter of a pupil, written over the version he had before him (0: none). A text that would not hold is
 * refused whole, nothing is cut; the journal tells that it was kept, never what it says. Gives the version kept.
 */
export async function writeReponses(
  tx: Tx,
  cle: CleLettre,
  { reponses, version }: { reponses: Reponses; version: number },
): Promise<Result<number, RefusLettre>> {
  demand(tx.acteur, 'lettre.ecrire', [{ eleveId: cle.eleveId }])
  if (!(await isRegistered(tx, cle))) return refuse('domaine_etranger')
  if (Object.keys(depassementsOf(reponses)).length > 0) return refuse('lettre_trop_longue')
  const { academie, nom: auteur } = tx.acteur
  const row = {
    academie,
    campagne_id: cle.campagneId,
    eleve_id: cle.eleveId,
    domaine: cle.domaine,
    auteur,
    ecrite_le: tx.now,
  }
  const written = await writeLettre(tx.trx, row, { version, reponses })
  if (written === undefined) return refuse('lettre_changee')
  await told(tx, { acte: 'lettre.ecrire', cle, apres: { domaine: cle.domaine, version: written } })
  return ok(written)
}

/** Writes in the margin of a letter: its pupil reads it, nobody prints it. */
export async function annotateLettre(
  tx: Tx,
  cle: CleLettre,
  { section, texte }: { section: CodeSection | 'generale'; texte: string },
): Promise<Result<void, RefusLettre>> {
  demand(tx.acteur, 'lettre.annoter', [{ uai: await schoolOf(tx, cle.eleveId) }])
  const lettre = await selectLettre(tx.trx, cle)
  if (!lettre) return refuse('lettre_absente')
  await insertAnnotation(tx.trx, {
    academie: tx.acteur.academie,
    campagne_id: cle.campagneId,
    lettre_id: lettre.id,
    version: lettre.version,
    section,
    texte,
    auteur: tx.acteur.nom,
    le: tx.now,
  })
  await told(tx, { acte: 'lettre.annoter', cle, apres: { domaine: cle.domaine, section } })
  return ok(undefined)
}

/**
 * Attaches a photo or scan of a handwritten letter, without what the telephone wrote in it: its place, its date. The same
 * file twice is there once.
 */
export async function attachLettre(
  tx: Tx,
  cle: CleLettre,
  fichier: { nom: string; contenu: Uint8Array },
): Promise<Result<void, RefusJointe | RefusLettre>> {
  demand(tx.acteur, 'lettre.joindre', [{ uai: await schoolOf(tx, cle.eleveId), eleveId: cle.eleveId }])
  if (!(await isRegistered(tx, cle))) return refuse('domaine_etranger')
  const judged = judgeFile(fichier.contenu)
  if (!judged.ok) return judged
  const type = judged.value
  const contenu = type === 'application/pdf' ? fichier.contenu : withoutMetadata(fichier.contenu)
  if (!contenu) return refuse('photo_abimee')
  if ((await listJointes(tx.trx, cle)).length >= JOINTES_MAX) return refuse('trop_de_fichiers')
  const sha256 = createHash('sha256').update(contenu).digest('hex')
  const row = {
    academie: tx.acteur.academie,
    campagne_id: cle.campagneId,
    eleve_id: cle.eleveId,
    domaine: cle.domaine,
    nom: fichier.nom,
    type,
    sha256,
    auteur: tx.acteur.nom,
    le: tx.now,
  }
  await insertJointe(tx.trx, row, contenu)
  await told(tx, { acte: 'lettre.joindre', cle, apres: { domaine: cle.domaine, sha256 } })
  return ok(undefined)
}

/** Takes an attached file back; it is kept, and no longer printed. Done twice it is done once. */
export async function withdrawLettreJointe(tx: Tx, cle: CleLettre, id: number): Promise<void> {
  demand(tx.acteur, 'lettre.joindre', [{ uai: await schoolOf(tx, cle.eleveId), eleveId: cle.eleveId }])
  const done = await withdrawJointe(tx.trx, { id, eleveId: cle.eleveId, le: tx.now })
  if (done) await told(tx, { acte: 'lettre.retirer', cle, apres: { domaine: cle.domaine, retrait: id } })
}

async function told(
  tx: Tx,
  { acte, cle, apres }: { acte: string; cle: CleLettre; apres: object },
): Promise<void> {
  const chaine = await schoolOf(tx, cle.eleveId)
  await appendJournal(tx, [{ chaine, acte, objet: 'eleve', objetId: cle.eleveId, apres }])
}
