import { avertissement, bloquant } from '#src/exchange/anomalies.ts'
import { mef10 } from '#src/exchange/identifiants.ts'
import type { LigneAvisReferent, LigneEntretien } from '#src/exchange/model.ts'
import { dayOf, instantOf } from '#src/kit/day.ts'
import {
  annoncerTenus,
  emitConvocations,
  placeEntretiens,
  readConvocations,
  recordPresences,
  sentenceEntretien,
  signAvisReferent,
  writeComptesRendus,
  type EntretienConvoque,
  type RefusAvisReferent,
} from '#src/procedure/entretiens/api.ts'
import { playWaves } from '#src/rehearsal/jouer/waves.ts'
import { at, endOf, noteBloquant, playLines, type Game } from '#src/rehearsal/jouer/game.ts'

type Of<L> = L & { eleveId: number }

/**
 * Places everything, once all registrations are in, better if asked, and tells it, as the night does. A campaign played to its end has all its waves released with it;
 * one that is stopped on its way has released those that came due before.
 */
export async function playPlacement(game: Game, instant: Date): Promise<void> {
  const { campagneId, until } = game
  await at(game, instant, async (tx) => {
    await placeEntretiens(tx, campagneId)
    await game.improve?.(tx, campagneId)
    await annoncerTenus(tx, campagneId)
    if (until === null) await emitConvocations(tx, campagneId)
  })
  if (until !== null) await playWaves(game, { from: instant, until })
}

function withPupil<L extends { fichier: string; ligne: number; ine: string }>(
  game: Game,
  lignes: readonly L[],
): Of<L>[] {
  return lignes.flatMap((ligne) => {
    const eleve = game.pupils.byCle.get(ligne.ine)
    if (eleve) return [{ ...ligne, eleveId: eleve.id }]
    noteBloquant(game, ligne, { colonne: 'ine', valeur: ligne.ine, message: 'Cet élève n’est pas connu.' })
    return []
  })
}

/** Presences at the end of the day of each interview, with the compte rendu of those who were received. */
export async function playEntretiens(game: Game, plan: readonly EntretienConvoque[]): Promise<void> {
  const { campagneId, zone } = game
  const places = new Map(plan.map(({ rangee }) => [`${rangee.eleveId}/${rangee.domaine}`, rangee.debut]))
  const lignes = withoutSecond(game, withPupil(game, game.dossier.entretiens)).flatMap((ligne) => {
    const debut = places.get(`${ligne.eleveId}/${ligne.domaine}`)
    if (debut) return [{ ...ligne, debut }]
    const message = sentenceEntretien({ code: 'entretien_absent' })
    noteBloquant(game, ligne, { colonne: 'domaine', valeur: ligne.domaine, message })
    return []
  })
  await playLines(game, {
    lignes,
    instantOf: (ligne) => instantOf(`${dayOf(ligne.debut, zone)}T23:59`, zone),
    act: async (tx, group) => {
      const results = await recordPresences(tx, {
        campagneId,
        items: group.map((ligne) => ({ ...ligne, etat: ligne.presence })),
      })
      const advised = group.flatMap((ligne, i) => {
        const texte = ligne.compteRendu
        return results[i]?.ok && ligne.presence === 'present' && texte !== null ? [{ ...ligne, texte }] : []
      })
      await writeComptesRendus(tx, { campagneId, items: advised })
      return results
    },
    report: (refus, ligne) =>
      bloquant({
        fichier: ligne.fichier,
        ligne: ligne.ligne,
        colonne: 'presence',
        valeur: ligne.presence,
        message: sentenceEntretien(refus),
      }),
  })
  for (const ligne of lignes)
    if (ligne.presence !== 'present' && ligne.compteRendu !== null)
      game.anomalies.push(
        avertissement({
          fichier: ligne.fichier,
          ligne: ligne.ligne,
          colonne: 'compte_rendu',
          valeur: ligne.presence,
          message: 'L’élève n’a pas été reçu : ce compte rendu n’est pas gardé.',
        }),
      )
}

/** The first line of an interview stands. */
function withoutSecond(game: Game, lignes: readonly Of<LigneEntretien>[]): Of<LigneEntretien>[] {
  const seen = new Set<string>()
  return lignes.filter((ligne) => {
    const key = `${ligne.eleveId}/${ligne.domaine}`
    if (!seen.has(key)) return seen.add(key)
    const message = 'La présence à cet entretien est déjà donnée : la première ligne compte.'
    noteBloquant(game, ligne, { colonne: 'ine', valeur: ligne.ine, message })
    return false
  })
}

const COLUMN: Record<RefusAvisReferent['code'], keyof typeof VALUE> = {
  inscription_absente: 'mef',
  niveau_inconnu: 'avis',
  entretien_absent: 'ine',
  presence_absente: 'ine',
  eleve_absent: 'ine',
  eleve_excuse: 'ine',
  entretien_annule: 'ine',
  avis_avant_entretien: 'signe_le',
  avis_referent_tardif: 'signe_le',
  commentaire_absent: 'commentaire',
  avis_referent_existant: 'ine',
  dossier_limite: 'ine',
}
const VALUE = {
  ine: (ligne: LigneAvisReferent): string => ligne.ine,
  mef: (ligne: LigneAvisReferent): string => ligne.mef,
  avis: (ligne: LigneAvisReferent): string => ligne.avis,
  commentaire: (ligne: LigneAvisReferent): string => ligne.commentaire,
  signe_le: (ligne: LigneAvisReferent): string => ligne.signeLe,
}

/** Referent avis, each at its own date: one of the day of the interview counts as after it. */
export async function playAvisReferent(game: Game): Promise<void> {
  const { campagneId, zone } = game
  await playLines(game, {
    lignes: withPupil(game, game.dossier.avisReferent),
    instantOf: (ligne) => endOf(ligne.signeLe, zone),
    act: (tx, group) =>
      signAvisReferent(tx, {
        campagneId,
        items: group.map((ligne) => ({ ...ligne, mef: mef10(ligne.mef) })),
      }),
    report: (refus, ligne) => {
      const colonne = COLUMN[refus.code]
      const said = { colonne, valeur: VALUE[colonne](ligne), message: sentenceEntretien(refus) }
      return bloquant({ fichier: ligne.fichier, ligne: ligne.ligne, ...said })
    },
  })
}

export const readPlan = (game: Game, instant: Date): Promise<EntretienConvoque[]> =>
  at(game, instant, (tx) => readConvocations(tx, { campagneId: game.campagneId }))
