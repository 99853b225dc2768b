import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { NIVEAU_LEGAL } from '#src/procedure/eleves/model.ts'
import { listResponsables, selectEleves } from '#src/procedure/eleves/sql.ts'
import { insertResponsable, lockEleve } from '#src/procedure/eleves/sql/responsables.ts'

const AJOUTER = 'responsable.ajouter'

export interface NouveauResponsable {
  campagneId: number
  eleveId: number
  nom: string
  prenom: string
  civilite: string | null
  courriel: string | null
  telephone: string | null
  /** SIECLE CODE_PARENTE. */
  parente: string | null
  /** Nature of the proof: « jugement de tutelle du… ». */
  justificatif: string
}

export type RefusResponsable = Refus<
  'eleve_inconnu' | 'nom_absent' | 'justificatif_absent' | 'responsable_connu'
>

/**
 * The collège enters the legal guardian of a pupil who has none in its files, with the nature of the proof. A pupil who
 * has one keeps those of the files: nobody is added beside them here.
 * Source: domain.md rule 5, « waits for the collège to enter the tutor with the nature of the proof ».
 */
export async function addResponsable(
  tx: Tx,
  responsable: NouveauResponsable,
): Promise<Result<number, RefusResponsable>> {
  const [eleve] = await selectEleves(tx.trx, [responsable.eleveId])
  demand(tx.acteur, AJOUTER, [eleve ? { uai: eleve.uai } : {}])
  if (!eleve) return refuse('eleve_inconnu')
  if (responsable.nom.trim() === '' || responsable.prenom.trim() === '') return refuse('nom_absent')
  if (responsable.justificatif.trim() === '') return refuse('justificatif_absent')
  // Two people of the school at once would each find nobody and enter two.
  await lockEleve(tx.trx, eleve.id)
  const known = await listResponsables(tx.trx, [eleve.id])
  if (known.some((one) => one.niveau === NIVEAU_LEGAL)) return refuse('responsable_connu')
  const id = await insertResponsable(tx.trx, { academie: tx.acteur.academie, uai: eleve.uai, ...responsable })
  const apres = { responsable: id, justificatif: responsable.justificatif.trim() }
  const entree = { chaine: eleve.uai, acte: AJOUTER, objet: 'eleve', objetId: eleve.id }
  await appendJournal(tx, [{ ...entree, apres }])
  return ok(id)
}
