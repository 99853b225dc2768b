import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { fichierRefuse } from '#src/exchange/anomalies.ts'
import { fuseauAcademie } from '#src/exchange/identifiants.ts'
import { addDays, instantOf } from '#src/kit/day.ts'
import type { Result } from '#src/kit/result.ts'
import {
  approveReglement,
  createCampagne,
  openCampagne,
  sentenceCampagne,
  writeReglement,
  type RefusCampagne,
} from '#src/procedure/campagnes/api.ts'
import type { Acteur } from '#src/procedure/comptes/api.ts'
import type { EntretienConvoque } from '#src/procedure/entretiens/api.ts'
import { playConfirmations, playFiches, playVoeux } from '#src/rehearsal/jouer/choices.ts'
import type { Dossier } from '#src/rehearsal/jouer/folder.ts'
import { at, type Game } from '#src/rehearsal/jouer/game.ts'
import { playIncidents, type ChangementJoue } from '#src/rehearsal/jouer/incidents.ts'
import { playAvisReferent, playEntretiens, playPlacement, readPlan } from '#src/rehearsal/jouer/interviews.ts'
import { pupilsOf } from '#src/rehearsal/jouer/pupils.ts'
import { playDisponibilites, playReference } from '#src/rehearsal/jouer/reference.ts'
import { playAvisOrigine, playInscriptions, type Registrations } from '#src/rehearsal/jouer/registrations.ts'
import { reglementOf } from '#src/rehearsal/jouer/reglement.ts'
import { playPupils } from '#src/rehearsal/jouer/schools.ts'

/** What is told while playing: the name of each step as it starts. */
export type OnStep = (step: string) => void

export interface Players {
  db: Db
  dossier: Dossier
  /** Two managers of the académie, which exists already. */
  acteur: Acteur
  approbateur: Acteur
}

/** The day and its output instant: `aujourdhui`, else the day after the confirmations close. */
export function todayOf({ campagne }: Dossier): Date {
  const { aujourdhui, academie, calendrier } = campagne
  return instantOf(aujourdhui ?? addDays(calendrier.finConfirmations, 1), fuseauAcademie(academie))
}

/** A campaign of the folder with its reglement approved; its clock stands at the day it opens. Throws FichierRefuse. */
export async function openGame({ db, dossier, acteur, approbateur }: Players): Promise<Game> {
  const { annee, dispositif, calendrier, contraintes, graine, academie } = dossier.campagne
  const zone = fuseauAcademie(academie)
  const reglementId = await inTransaction({ db, acteur }, async (tx) =>
    required(await writeReglement(tx, reglementOf(dossier))),
  )
  await inTransaction({ db, acteur: approbateur }, async (tx) =>
    required(await approveReglement(tx, reglementId)),
  )
  const given = Object.fromEntries(Object.entries(contraintes).filter(([, value]) => value !== null))
  const horloge = instantOf(calendrier.ouverture, zone)
  const nouvelle = { annee, dispositif, reglementId, calendrier, contraintes: given, graine, horloge }
  const campagneId = await inTransaction({ db, acteur }, async (tx) =>
    required(await createCampagne(tx, nouvelle)),
  )
  const start = { anomalies: dossier.anomalies, pupils: pupilsOf([], []), until: null, improve: null }
  return { db, dossier, acteur, approbateur, campagneId, zone, ...start }
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

export interface Outcome {
  registrations: Registrations
  plan: EntretienConvoque[]
  changements: ChangementJoue[]
}

/** Plays the campaign from its opening to its end, or up to `game.until`, each line at its own date. */
export async function playCampaign(game: Game, onStep: OnStep): Promise<Outcome> {
  const { calendrier } = game.dossier.campagne
  const opening = instantOf(calendrier.ouverture, game.zone)
  const release = instantOf(addDays(calendrier.finAvisReferent, 1), game.zone)
  onStep('referentiels')
  await playReference(game, opening)
  await at(game, opening, async (tx) => void required(await openCampagne(tx, game.campagneId)))
  onStep('eleves')
  game.pupils = await playPupils(game, opening)
  onStep('inscriptions')
  const registrations = await playInscriptions(game)
  onStep('placement')
  await playDisponibilites(game, opening)
  const complete = instantOf(calendrier.finInscriptions, game.zone)
  const planLe = game.until !== null && game.until < complete ? game.until : complete
  await playPlacement(game, planLe)
  const changements = await playIncidents(game, planLe)
  const plan = await readPlan(game, todayOf(game.dossier))
  onStep('avis-origine')
  await playAvisOrigine(game)
  onStep('entretiens')
  await playEntretiens(game, plan)
  onStep('avis-referent')
  await playAvisReferent(game)
  if (game.until === null || game.until >= release) {
    onStep('fiches')
    await playFiches(game, release)
    onStep('confirmations')
    await playConfirmations(game)
    onStep('voeux')
    await playVoeux(game, game.until ?? todayOf(game.dossier))
  }
  return { registrations, plan, changements }
}
