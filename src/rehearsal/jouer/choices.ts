import { bloquant } from '#src/exchange/anomalies.ts'
import { mef10 } from '#src/exchange/identifiants.ts'
import type { LigneConfirmation } from '#src/exchange/model.ts'
import { groupBy } from '#src/kit/group.ts'
import {
  computeAvisFinaux,
  emitFiches,
  importVoeux,
  recordConfirmations,
  sentenceBonus,
} from '#src/procedure/bonus/api.ts'
import {
  at,
  noteAvertissement,
  noteBloquant,
  playLines,
  startOf,
  type Game,
} from '#src/rehearsal/jouer/game.ts'

/** Crosses the avis and releases the fiches. */
export async function playFiches(game: Game, instant: Date): Promise<void> {
  await at(game, instant, async (tx) => {
    await computeAvisFinaux(tx, game.campagneId)
    await emitFiches(tx, game.campagneId)
  })
}

type Known = LigneConfirmation & { eleveId: number; responsableId: number | null }

function people(game: Game): Known[] {
  return game.dossier.confirmations.flatMap((ligne): Known[] => {
    const eleve = game.pupils.byCle.get(ligne.ine)
    if (!eleve) {
      noteBloquant(game, ligne, { colonne: 'ine', valeur: ligne.ine, message: 'Cet élève n’est pas connu.' })
      return []
    }
    if (ligne.qui.genre === 'eleve') return [{ ...ligne, eleveId: eleve.id, responsableId: null }]
    const { personneId } = ligne.qui
    const responsable = game.pupils.responsables.get(eleve.id)?.find((one) => one.cleSiecle === personneId)
    if (responsable) return [{ ...ligne, eleveId: eleve.id, responsableId: responsable.id }]
    const message = 'Cette personne n’est pas un responsable de l’élève : elle ne peut pas confirmer.'
    noteBloquant(game, ligne, { colonne: 'qui', valeur: `responsable:${personneId}`, message })
    return []
  })
}

const quiOf = (ligne: LigneConfirmation): string =>
  ligne.qui.genre === 'eleve' ? 'eleve' : `responsable:${ligne.qui.personneId}`

/** Confirmations, each at its own date; every word is kept and the last one counts. */
export async function playConfirmations(game: Game): Promise<void> {
  const { campagneId, zone } = game
  await playLines(game, {
    lignes: people(game),
    instantOf: (ligne) => startOf(ligne.le, zone),
    act: (tx, group) =>
      recordConfirmations(tx, {
        campagneId,
        items: group.map((ligne) => ({ ...ligne, mef: mef10(ligne.mef), support: 'papier' })),
      }),
    report: (refus, ligne) => {
      const at = { fichier: ligne.fichier, ligne: ligne.ligne, message: sentenceBonus(refus) }
      if (refus.code === 'confirmation_tardive') return bloquant({ ...at, colonne: 'le', valeur: ligne.le })
      if (refus.code === 'personne_etrangere')
        return bloquant({ ...at, colonne: 'qui', valeur: quiOf(ligne) })
      return bloquant({ ...at, colonne: 'mef', valeur: ligne.mef })
    },
  })
}

/**
 * Affelnet wishes: the file holds every pupil of the académie, so that one who is not of the campaign is no anomaly; two
 * wishes of one rank are kept and said.
 */
export async function playVoeux(game: Game, instant: Date): Promise<void> {
  const { campagneId, dossier } = game
  await at(game, instant, (tx) => importVoeux(tx, { campagneId, lignes: dossier.voeux }))
  const ofCampaign = dossier.voeux.filter((ligne) => game.pupils.byCle.has(ligne.ine))
  for (const group of groupBy(ofCampaign, (ligne) => `${ligne.ine}/${ligne.rang}`).values())
    for (const ligne of group.slice(1)) {
      const message = `Un autre vœu de cet élève a déjà le rang ${ligne.rang} : les deux sont gardés.`
      noteAvertissement(game, ligne, { colonne: 'Rang du vœu', valeur: String(ligne.rang), message })
    }
}
