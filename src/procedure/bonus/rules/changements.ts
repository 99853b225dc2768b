import type { AvisImprime } from '#src/documents/model.ts'
import { pointsInWords } from '#src/documents/wording.ts'
import { dayInWords } from '#src/kit/day.ts'
import type { ContenuFiche } from '#src/procedure/bonus/model.ts'

type Formation = ContenuFiche['formations'][number]

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function avisChange(
  titre: string,
  [avant, apres]: readonly [AvisImprime | null, AvisImprime | null],
): string[] {
  if (same(avant, apres)) return []
  if (apres === null) return [`${titre} a été retiré`]
  if (avant === null) return [`${titre} a été donné : ${apres.libelle}`]
  if (avant.libelle !== apres.libelle)
    return [`${titre} passe de « ${avant.libelle} » à « ${apres.libelle} »`]
  return [`${titre} a été corrigé (${avant.commentaire === apres.commentaire ? 'signature' : 'commentaire'})`]
}

function resultatChange(avant: Formation, apres: Formation): string[] {
  if (avant.avisFinal === apres.avisFinal && avant.points === apres.points)
    return avant.raisonSansAvis === apres.raisonSansAvis
      ? []
      : ['la raison pour laquelle il n’y a pas d’avis final a changé']
  const said = ({ avisFinal, points }: Formation): string =>
    avisFinal === null ? '« aucun »' : `« ${avisFinal} », ${pointsInWords(points)}`
  return [`l’avis final passe de ${said(avant)} à ${said(apres)}`]
}

function formationChange(avant: Formation, apres: Formation): string[] {
  const found = [
    ...avisChange('l’avis d’origine', [avant.avisOrigine, apres.avisOrigine]),
    ...avisChange('l’avis du lycée référent', [avant.avisReferent, apres.avisReferent]),
    ...(same(avant.compteRendu, apres.compteRendu) ? [] : ['le compte rendu de l’entretien a changé']),
    ...resultatChange(avant, apres),
    ...(same(avant.resteAFaire, apres.resteAFaire) ? [] : ['ce qui reste à faire a changé']),
    ...(avant.libelle === apres.libelle && avant.domaine === apres.domaine
      ? []
      : ['le nom de la formation a changé']),
  ]
  const rest =
    found.length === 0 && !same(avant, apres) ? ['la façon dont le résultat est expliqué a changé'] : found
  return rest.map((each) => `${apres.libelle} : ${each}.`)
}

/**
 * What a family must know of a reissued sheet, in sentences; never empty when the facts differ.
 * Source: domain.md rule 7; a new version says what it changes.
 */
export function changementsOf(avant: ContenuFiche, apres: ContenuFiche): string[] {
  const before = new Map(avant.formations.map((one) => [one.mef, one]))
  const after = new Set(apres.formations.map((one) => one.mef))
  const found = [
    ...apres.formations.flatMap((one) => {
      const old = before.get(one.mef)
      return old ? formationChange(old, one) : [`${one.libelle} : formation ajoutée.`]
    }),
    ...avant.formations.flatMap(({ mef, libelle }) =>
      after.has(mef) ? [] : [`${libelle} : formation retirée.`],
    ),
    ...identiteChange(avant, apres),
    ...(same(avant.personnes, apres.personnes) ? [] : ['Les personnes qui peuvent confirmer ont changé.']),
    ...(avant.reglement === apres.reglement ? [] : [`Le règlement appliqué est « ${apres.reglement} ».`]),
    ...(avant.finConfirmations === apres.finConfirmations
      ? []
      : [`Les confirmations sont possibles jusqu’au ${dayInWords(apres.finConfirmations)}.`]),
  ]
  return found
}

function identiteChange({ eleve: avant }: ContenuFiche, { eleve: apres }: ContenuFiche): string[] {
  const { nom, prenom, dateNaissance } = apres
  const held = avant.nom === nom && avant.prenom === prenom && avant.dateNaissance === dateNaissance
  return held ? [] : ['Le nom, le prénom ou la date de naissance de l’élève a été corrigé.']
}
