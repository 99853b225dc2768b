import { mkdir } from 'node:fs/promises'
import { closeDocuments } from '#src/documents/engine.ts'
import { nomAcademie } from '#src/exchange/identifiants.ts'
import { FichierRefuse, type Anomalie } from '#src/exchange/model.ts'
import { readFiches } from '#src/procedure/bonus/api.ts'
import { installAcademie } from '#src/procedure/comptes/api.ts'
import { temporaryBase, type TemporaryBase } from '#src/rehearsal/jouer/base.ts'
import { openGame, playCampaign, todayOf, type OnStep } from '#src/rehearsal/jouer/campaign.ts'
import { reglementOf } from '#src/rehearsal/jouer/reglement.ts'
import { readDossier, type Dossier } from '#src/rehearsal/jouer/folder.ts'
import { at, type Improve } from '#src/rehearsal/jouer/game.ts'
import {
  writeAnomalies,
  writeAvisFinaux,
  writeBilan,
  writeBonus,
  writeDocuments,
  writePlan,
} from '#src/rehearsal/jouer/outputs.ts'

export interface Played {
  ok: boolean
  anomalies: Anomalie[]
  /** Interviews that the incidents of the folder changed; null without incidents. */
  changements: number | null
}

/**
 * Plays a whole campaign folder on a base of its own and writes every output file. Same folder, same bytes.
 * `ok` is false when the folder cannot be played: then nothing is written but `anomalies.csv`.
 * Source: formats.md, « A whole campaign as a folder ».
 */
export async function jouer(
  { entree, sortie, improve = null }: { entree: string; sortie: string; improve?: Improve | null },
  onStep: OnStep = () => undefined,
): Promise<Played> {
  await mkdir(sortie, { recursive: true })
  try {
    onStep('lecture')
    const dossier = await readDossier(entree)
    reglementOf(dossier)
    onStep('base')
    const base = await temporaryBase()
    try {
      return await playOn(base, { dossier, sortie, improve, onStep })
    } finally {
      await base.close()
      await closeDocuments()
    }
  } catch (error) {
    if (!(error instanceof FichierRefuse)) throw error
    await writeAnomalies(sortie, [error.anomalie])
    return { ok: false, anomalies: [error.anomalie], changements: null }
  }
}

async function playOn(
  { db }: TemporaryBase,
  {
    dossier,
    sortie,
    improve,
    onStep,
  }: { dossier: Dossier; sortie: string; improve: Improve | null; onStep: OnStep },
): Promise<Played> {
  const { academie } = dossier.campagne
  const [acteur, approbateur] = await installAcademie(db, {
    code: academie,
    nom: nomAcademie(academie),
    gestionnaires: ['Académie (répétition)', 'Académie (répétition, seconde personne)'],
  })
  if (!acteur || !approbateur) throw new Error('académie sans gestionnaire')
  const game = { ...(await openGame({ db, dossier, acteur, approbateur })), improve }
  const { registrations, plan, changements } = await playCampaign(game, onStep)
  const today = todayOf(dossier)
  onStep('export')
  await at(game, today, async (tx) => {
    await writePlan(sortie, { plan, changements, tx, game })
    await writeAvisFinaux(sortie, { tx, game, registrations })
    await writeBonus(sortie, { tx, game, registrations })
    await writeBilan(sortie, { tx, game })
  })
  onStep('documents')
  const feuilles = await at(game, today, (tx) => readFiches(tx, { campagneId: game.campagneId }))
  await writeDocuments(sortie, { plan, feuilles, game })
  await writeAnomalies(sortie, game.anomalies)
  return {
    ok: true,
    anomalies: game.anomalies,
    changements: dossier.incidents.length > 0 ? changements.length : null,
  }
}
