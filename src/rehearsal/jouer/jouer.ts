import { mkdir } from 'node:fs/promises'
import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import { fichierRefuse } from '#src/exchange/anomalies.ts'
import { FichierRefuse, type Anomalie } from '#src/exchange/model.ts'
import { addDays, instantOf } from '#src/kit/day.ts'
import type { Result } from '#src/kit/result.ts'
import {
  approveReglement,
  createCampagne,
  openCampagne,
  parseReglement,
  REGLEMENTS_LIVRES,
  sentenceCampagne,
  writeReglement,
  type RefusCampagne,
  type Reglement,
} from '#src/procedure/campagnes/api.ts'
import { installAcademie, type Tx } from '#src/procedure/comptes/api.ts'
import { temporaryBase } from '#src/rehearsal/jouer/base.ts'
import { playConfirmations, playFiches, playVoeux } from '#src/rehearsal/jouer/choices.ts'
import { readDossier, type Dossier } from '#src/rehearsal/jouer/folder.ts'
import { at, type Game } from '#src/rehearsal/jouer/game.ts'
import { playAvisReferent, playEntretiens, playPlacement, readPlan } from '#src/rehearsal/jouer/interviews.ts'
import {
  writeAnomalies,
  writeAvisFinaux,
  writeBilan,
  writeBonus,
  writeDocuments,
  writePlan,
} from '#src/rehearsal/jouer/outputs.ts'
import { pupilsOf } from '#src/rehearsal/jouer/pupils.ts'
import { playDisponibilites, playReference } from '#src/rehearsal/jouer/reference.ts'
import { playAvisOrigine, playInscriptions } from '#src/rehearsal/jouer/registrations.ts'
import { playPupils } from '#src/rehearsal/jouer/schools.ts'

const ZONE = 'Europe/Paris'

export interface Played {
  ok: boolean
  anomalies: Anomalie[]
}

/** What is told while playing: the name of each step as it starts. */
export type OnStep = (step: string) => void

/**
 * Plays a whole campaign folder on a base of its own and writes every output file. Same folder, same bytes.
 * `ok` is false when the folder cannot be played: then nothing is written but `anomalies.csv`.
 * Source: formats.md, « A whole campaign as a folder ».
 */
export async function jouer(
  { entree, sortie }: { entree: string; sortie: string },
  onStep: OnStep = () => undefined,
): Promise<Played> {
  await mkdir(sortie, { recursive: true })
  try {
    onStep('lecture')
    const dossier = await readDossier(entree)
    const reglement = reglementOf(dossier)
    const base = await temporaryBase()
    try {
      const anomalies = await playAll({ db: base.db, dossier, reglement, sortie, onStep })
      return { ok: true, anomalies }
    } finally {
      await base.close()
      await closeDocuments()
    }
  } catch (error) {
    if (!(error instanceof FichierRefuse)) throw error
    await writeAnomalies(sortie, [error.anomalie])
    return { ok: false, anomalies: [error.anomalie] }
  }
}

/** The reglement of `campagne.json`: a shipped one by name, or an object. Throws FichierRefuse. */
function reglementOf({ campagne }: Dossier): { nom: string; contenu: Reglement } {
  const said = { fichier: 'campagne.json', colonne: 'reglement' }
  if (typeof campagne.reglement === 'string') {
    const shipped = REGLEMENTS_LIVRES[campagne.reglement]
    if (shipped) return { nom: campagne.reglement, contenu: shipped.contenu }
    const known = Object.keys(REGLEMENTS_LIVRES).join(', ')
    throw fichierRefuse({
      ...said,
      valeur: campagne.reglement,
      message: `Ce règlement n’est pas livré : donnez ${known} ou un objet.`,
    })
  }
  const parsed = parseReglement(campagne.reglement)
  if ('erreurs' in parsed)
    throw fichierRefuse({
      ...said,
      message: `Le règlement n’est pas lisible : ${parsed.erreurs.join(' ; ')}.`,
    })
  return { nom: 'reglement-du-dossier', contenu: parsed.reglement }
}

interface Setting {
  db: Db
  dossier: Dossier
  reglement: { nom: string; contenu: Reglement }
  sortie: string
  onStep: OnStep
}

async function playAll(setting: Setting): Promise<Anomalie[]> {
  const { dossier, sortie, onStep } = setting
  const { calendrier, aujourdhui } = dossier.campagne
  const opening = instantOf(calendrier.ouverture, ZONE)
  const today = instantOf(aujourdhui ?? addDays(calendrier.finConfirmations, 1), ZONE)
  const game = await openGame(setting, opening)
  onStep('referentiels')
  await playReference(game, opening)
  await at(game, opening, (tx) => open(tx, game.campagneId))
  onStep('eleves')
  game.pupils = await playPupils(game, opening)
  onStep('inscriptions')
  const registrations = await playInscriptions(game)
  onStep('placement')
  await playDisponibilites(game, opening)
  await playPlacement(game, instantOf(calendrier.finInscriptions, ZONE))
  const plan = await readPlan(game, today)
  onStep('avis-origine')
  await playAvisOrigine(game, setting.reglement.contenu.avisOrigine === 'par_eleve')
  onStep('entretiens')
  await playEntretiens(game, plan)
  onStep('avis-referent')
  await playAvisReferent(game)
  onStep('fiches')
  await playFiches(game, instantOf(addDays(calendrier.finAvisReferent, 1), ZONE))
  onStep('confirmations')
  await playConfirmations(game)
  onStep('voeux')
  await playVoeux(game, today)
  await at(game, today, async (tx) => {
    onStep('export')
    await writePlan(sortie, { plan, tx, game })
    await writeAvisFinaux(sortie, { tx, game, registrations })
    await writeBonus(sortie, { tx, game, registrations })
    await writeBilan(sortie, { tx, game })
  })
  onStep('documents')
  await at(game, today, (tx) => writeDocuments(sortie, { plan, tx, game }))
  await writeAnomalies(sortie, game.anomalies)
  return game.anomalies
}

async function openGame(setting: Setting, instant: Date): Promise<Game> {
  const { db, dossier, reglement } = setting
  const { academie, annee, dispositif, calendrier, contraintes, graine } = dossier.campagne
  const [acteur, approbateur] = await installAcademie(db, {
    code: academie,
    gestionnaires: ['Académie (répétition)', 'Académie (répétition, seconde personne)'],
  })
  if (!acteur || !approbateur) throw new Error('académie sans gestionnaire')
  const reglementId = await inTransaction({ db, acteur }, async (tx) =>
    required(await writeReglement(tx, reglement)),
  )
  await inTransaction({ db, acteur: approbateur }, async (tx) =>
    required(await approveReglement(tx, reglementId)),
  )
  const campagneId = await inTransaction({ db, acteur }, async (tx) =>
    required(
      await createCampagne(tx, {
        annee,
        dispositif,
        reglementId,
        calendrier,
        contraintes: Object.fromEntries(Object.entries(contraintes).filter(([, value]) => value !== null)),
        graine,
        horloge: instant,
      }),
    ),
  )
  return {
    db,
    dossier,
    acteur,
    approbateur,
    campagneId,
    zone: ZONE,
    anomalies: dossier.anomalies,
    pupils: pupilsOf([], []),
  }
}

async function open(tx: Tx, campagneId: number): Promise<void> {
  required(await openCampagne(tx, campagneId))
}

/** A refusal here comes from `campagne.json`: it cannot be played. */
function required<T>(result: Result<T, RefusCampagne>): T {
  if (result.ok) return result.value
  throw fichierRefuse({
    fichier: 'campagne.json',
    colonne: 'reglement',
    message: sentenceCampagne(result.refus),
  })
}
