import type { LettreMotivation, PieceJointe } from '#src/documents/lettres.ts'
import { addDays, dayOf, instantOf, type Day } from '#src/kit/day.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Portee, type Tx } from '#src/procedure/comptes/api.ts'
import { porteeDeLEleve, selectEleves } from '#src/procedure/eleves/api.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'
import type {
  Annotation,
  CleLettre,
  Lettre,
  LettreJointe,
  LettreSuivie,
} from '#src/procedure/lettres/model.ts'
import {
  listAnnotations,
  listContenusJoints,
  listJointes,
  selectLettre,
  type ContenuJointe,
} from '#src/procedure/lettres/sql/lettres.ts'
import { listLettresDesInscrits, listTetesDeLettres } from '#src/procedure/lettres/sql/suivi.ts'

/** What is asked for on a pupil: he himself, his guardian who acts, his school. */
async function porteeOf(tx: Tx, eleveId: number): Promise<Portee> {
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  return { ...(await porteeDeLEleve(tx, eleveId)), ...(eleve ? { uai: eleve.uai } : {}) }
}

/** One letter with all that belongs to it. */
export interface LettreLue extends LettreSuivie {
  lettre: Lettre | undefined
  notes: Annotation[]
  pieces: LettreJointe[]
}

/** Letters of one pupil, domaine by domaine; empty when he is registered for none. */
export async function readLettresDUnEleve(
  tx: Tx,
  { campagneId, eleveId }: Omit<CleLettre, 'domaine'>,
): Promise<LettreLue[]> {
  demand(tx.acteur, 'lettre.lire', [await porteeOf(tx, eleveId)])
  const found = await listLettresDesInscrits(tx.trx, { campagneId, eleveId })
  const read: LettreLue[] = []
  for (const suivie of found) {
    const cle = { campagneId, eleveId, domaine: suivie.domaine }
    const lettre = await selectLettre(tx.trx, cle)
    const notes = lettre ? await listAnnotations(tx.trx, lettre.id) : []
    read.push({ ...suivie, lettre, notes, pieces: await listJointes(tx.trx, cle) })
  }
  return read
}

/** The pupil behind the account in this campaign, when he takes part in it. */
export async function readMesLettres(tx: Tx, campagneId: number): Promise<LettreLue[]> {
  const mine = tx.acteur.habilitations.flatMap((h) => (h.role === 'eleve' ? (h.eleveId ?? []) : []))
  const all: LettreLue[] = []
  for (const eleveId of mine) all.push(...(await readLettresDUnEleve(tx, { campagneId, eleveId })))
  return all
}

/** Letters of a school, of one day of its interviews when a day is given. */
export async function readLettres(
  tx: Tx,
  {
    campagneId,
    uai,
    jour,
    eleveIds,
  }: { campagneId: number; uai: string; jour?: Day | null; eleveIds?: readonly number[] },
): Promise<LettreSuivie[]> {
  demand(tx.acteur, 'lettre.lire', [{ uai }])
  const bounds = jour && {
    debut: instantOf(`${jour}T00:00`, tx.zone),
    fin: instantOf(`${addDays(jour, 1)}T00:00`, tx.zone),
  }
  return listLettresDesInscrits(tx.trx, {
    campagneId,
    uai,
    ...(bounds ? { jour: bounds } : {}),
    ...(eleveIds ? { eleveIds } : {}),
  })
}

/** Days of the interviews of a school, in order. */
export const joursOf = (lettres: readonly LettreSuivie[], zone: string): Day[] =>
  [...new Set(lettres.flatMap(({ debut }) => (debut ? [dayOf(debut, zone)] : [])))].toSorted()

/** Letters ready to be printed, in the order given. */
export async function readLettresImprimees(
  tx: Tx,
  { campagneId, suivies }: { campagneId: number; suivies: readonly LettreSuivie[] },
): Promise<LettreMotivation[]> {
  const eleveIds = [...new Set(suivies.map((one) => one.eleveId))]
  const tetes = await listTetesDeLettres(tx.trx, { campagneId, eleveIds })
  // One pupil is read as his family is entitled to, several as their school is.
  const [seul, ...autres] = eleveIds
  const alone = seul !== undefined && autres.length === 0
  demand(tx.acteur, 'lettre.lire', alone ? [await porteeOf(tx, seul)] : tetes.map(({ uai }) => ({ uai })))
  const { annee, dispositif, repetition, academieNom } = await loadCampagne(tx.trx, campagneId)
  const colleges = indexBy(await listEtablissements(tx.trx), (one) => one.uai)
  const heads = indexBy(tetes, (one) => `${one.eleveId}/${one.domaine}`)
  const joints = groupBy(
    await listContenusJoints(tx.trx, { campagneId, eleveIds }),
    (one) => `${one.eleveId}/${one.domaine}`,
  )
  return suivies.flatMap((suivie) => {
    const key = `${suivie.eleveId}/${suivie.domaine}`
    const head = heads.get(key)
    const college = head && colleges.get(head.uai)
    if (!head || !college) return []
    return {
      campagne: { academie: academieNom, annee, dispositif, repetition },
      college,
      eleve: { nom: suivie.nom, prenom: suivie.prenom, classe: suivie.classe },
      adulteReferent: head.adulteReferent,
      domaine: suivie.libelle,
      formations: head.formations,
      reponses: suivie.reponses ?? {},
      jointes: (joints.get(key) ?? []).map(({ type, contenu }): PieceJointe => ({ type, contenu })),
    }
  })
}

/** One attached file; undefined when it is no file of this pupil. */
export async function readLettreJointe(
  tx: Tx,
  { campagneId, eleveId, id }: { campagneId: number; eleveId: number; id: number },
): Promise<ContenuJointe | undefined> {
  demand(tx.acteur, 'lettre.lire', [await porteeOf(tx, eleveId)])
  const [found] = await listContenusJoints(tx.trx, { campagneId, eleveIds: [eleveId], id })
  return found
}
