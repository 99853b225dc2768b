import { groupBy } from '#src/kit/group.ts'
import type { Reglement } from '#src/procedure/campagnes/api.ts'
import type { Dossier, EtatRapprochement, LigneLot, Voeu } from '#src/procedure/bonus/model.ts'
import { isConfirme, isRefuse } from '#src/procedure/bonus/rules/confirmation.ts'

/** MEF (10 characters) that an offer serves, by `academie/code`. */
export type Offres = ReadonlyMap<string, ReadonlySet<string>>

/**
 * A wish counts for a formation when its MEF is the formation's, or its offer is listed for that formation.
 * Source: formats.md, « A wish counts for a formation when… ».
 */
export function voeuCompte(voeu: Voeu, { mef, offres }: { mef: string; offres: Offres }): boolean {
  return (
    voeu.codeMef.slice(0, 10) === mef ||
    (offres.get(`${voeu.academieOffre}/${voeu.codeOffre}`)?.has(mef) ?? false)
  )
}

/** Source: formats.md, « etat of a rapprochement is the first that holds ». */
function etatRapprochement(
  dossier: Dossier,
  { reglement, voeux }: { reglement: Reglement; voeux: readonly Voeu[] },
): EtatRapprochement {
  if (dossier.sens === null || dossier.points === 0) return 'points_nuls'
  if (isRefuse(dossier)) return 'refuse'
  if (!isConfirme(reglement, dossier)) return 'non_confirme'
  return voeux.length === 0 ? 'sans_voeu' : 'exporte'
}

export interface Rapprochement {
  etats: { dossier: Dossier; etat: EtatRapprochement }[]
  lignes: LigneLot[]
}

/**
 * Matches registrations with wishes. All the wishes of a confirmed formation get its bonus, whatever lycée and rank;
 * one line per (pupil, offer), carrying the highest points, then the smallest MEF.
 * Source: domain.md rule 5; formats.md, « One line of bonus per (pupil, offer wished) ».
 */
export function rapprocher(
  dossiers: readonly Dossier[],
  facts: { reglement: Reglement; voeux: readonly Voeu[]; offres: Offres },
): Rapprochement {
  const voeuxOf = groupBy(facts.voeux, (voeu) => voeu.eleveId)
  const lignes = new Map<string, LigneLot>()
  const etats = dossiers.map((dossier) => {
    const voeux = (voeuxOf.get(dossier.eleveId) ?? []).filter((voeu) =>
      voeuCompte(voeu, { mef: dossier.mef, offres: facts.offres }),
    )
    const etat = etatRapprochement(dossier, { reglement: facts.reglement, voeux })
    if (etat === 'exporte') for (const voeu of voeux) keepBest(lignes, ligneOf(dossier, voeu))
    return { dossier, etat }
  })
  return { etats, lignes: [...lignes.values()] }
}

function ligneOf(dossier: Dossier, voeu: Voeu): LigneLot {
  return {
    eleveId: dossier.eleveId,
    academieOffre: voeu.academieOffre,
    codeOffre: voeu.codeOffre,
    codeMef: voeu.codeMef,
    mef: dossier.mef,
    libelleFormation: voeu.libelleFormation ?? dossier.libelle,
    sens: dossier.sens ?? '',
    points: dossier.points,
  }
}

const keyOf = (ligne: LigneLot): string => `${ligne.eleveId}/${ligne.academieOffre}/${ligne.codeOffre}`
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const isOfAnotherMef = (ligne: LigneLot): number => Number(ligne.codeMef.slice(0, 10) !== ligne.mef)

/**
 * Which of two lines for one offer stands: the highest points, then the smallest MEF. When the same offer is wished
 * under several MEF, the wish that names the formation's own one is written, else the smallest.
 */
const better = (a: LigneLot, b: LigneLot): number =>
  b.points - a.points ||
  compare(a.mef, b.mef) ||
  isOfAnotherMef(a) - isOfAnotherMef(b) ||
  compare(a.codeMef, b.codeMef)

function keepBest(lignes: Map<string, LigneLot>, ligne: LigneLot): void {
  const known = lignes.get(keyOf(ligne))
  if (!known || better(ligne, known) < 0) lignes.set(keyOf(ligne), ligne)
}

export type Operation = 'ajout' | 'modification' | 'retrait'

const sameLine = (a: LigneLot, b: LigneLot): boolean =>
  a.points === b.points && a.sens === b.sens && a.mef === b.mef && a.codeMef === b.codeMef

/**
 * What changed since the lines that stand: a re-export is a diff.
 * Source: domain.md rule 6.
 */
export function diffLot(
  vivantes: readonly LigneLot[],
  lignes: readonly LigneLot[],
): { ligne: LigneLot; operation: Operation }[] {
  const before = new Map(vivantes.map((ligne) => [keyOf(ligne), ligne]))
  const after = new Set(lignes.map(keyOf))
  const written = lignes.flatMap((ligne): { ligne: LigneLot; operation: Operation }[] => {
    const known = before.get(keyOf(ligne))
    if (!known) return [{ ligne, operation: 'ajout' }]
    return sameLine(known, ligne) ? [] : [{ ligne, operation: 'modification' }]
  })
  const gone = vivantes.filter((ligne) => !after.has(keyOf(ligne)))
  return [...written, ...gone.map((ligne) => ({ ligne, operation: 'retrait' as const }))]
}
