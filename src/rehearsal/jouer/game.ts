import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { avertissement, bloquant } from '#src/exchange/anomalies.ts'
import type { Anomalie, Ligne } from '#src/exchange/model.ts'
import { instantOf } from '#src/kit/day.ts'
import { chunks, groupBy } from '#src/kit/group.ts'
import type { Refus, Result } from '#src/kit/result.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/api.ts'
import type { Pupils } from '#src/rehearsal/jouer/pupils.ts'
import type { Dossier } from '#src/rehearsal/jouer/folder.ts'

/** Places the held interviews better, once all are placed. */
export type Improve = (tx: Tx, campagneId: number) => Promise<unknown>

/** A campaign being played: the base it is played on, who plays, what was found wrong. */
export interface Game {
  db: Db
  dossier: Dossier
  /** Acts for every school, as an académie may; a second person approves. */
  acteur: Acteur
  approbateur: Acteur
  campagneId: number
  zone: string
  anomalies: Anomalie[]
  pupils: Pupils
  /** Lines after this instant are not played yet; null = the whole campaign. */
  until: Date | null
  /** null = the plan stays as it was made. */
  improve: Improve | null
}

/** A date without hour is the start of its day; `finDeJournee` reads it as the end. */
export const startOf = (at: string, zone: string): Date => instantOf(at, zone)
export const endOf = (at: string, zone: string): Date =>
  at.length === 10 ? instantOf(`${at}T23:59`, zone) : instantOf(at, zone)

export function noteBloquant(
  game: Game,
  at: Ligne,
  said: { colonne: string; valeur: string; message: string },
): void {
  game.anomalies.push(bloquant({ fichier: at.fichier, ligne: at.ligne, ...said }))
}

export function noteAvertissement(
  game: Game,
  at: Ligne,
  said: { colonne: string; valeur: string; message: string },
): void {
  game.anomalies.push(avertissement({ fichier: at.fichier, ligne: at.ligne, ...said }))
}

/** Work in one transaction at an instant of the campaign. */
export async function at<T>(game: Game, instant: Date, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction({ db: game.db, acteur: game.acteur, campagneId: game.campagneId }, async (tx) =>
    work(await moveHorloge(tx, { campagneId: game.campagneId, instant })),
  )
}

/** Lines in one transaction; large enough to be fast, small enough to keep the journal's heads short of waiting. */
const PER_TRANSACTION = 2000

export interface Play<L extends Ligne, R extends Refus> {
  lignes: readonly L[]
  instantOf: (ligne: L) => Date
  act: (tx: Tx, lignes: readonly L[]) => Promise<Result<unknown, R>[]>
  /** What the report says of a refusal; undefined = nothing. */
  report: (refus: R, ligne: L) => Anomalie | undefined
}

/**
 * Plays lines in the order of their instants (the file's order on a tie), each at its own instant: the clock of the
 * campaign moves, and the same acts as the screens judge. Returns the lines kept.
 */
export async function playLines<L extends Ligne, R extends Refus>(
  game: Game,
  play: Play<L, R>,
): Promise<L[]> {
  const timed = play.lignes.map((ligne, order) => ({
    ligne,
    order,
    instant: play.instantOf(ligne).getTime(),
  }))
  const until = game.until?.getTime() ?? Infinity
  const due = timed.filter((one) => one.instant <= until)
  due.sort((a, b) => a.instant - b.instant || a.order - b.order)
  const kept: L[] = []
  for (const part of chunks(due, PER_TRANSACTION)) {
    const outcome = await playPart(game, { part, act: play.act })
    for (const { ligne, result } of outcome) {
      if (result?.ok) kept.push(ligne)
      const anomalie = result && !result.ok && play.report(result.refus, ligne)
      if (anomalie) game.anomalies.push(anomalie)
    }
  }
  return kept
}

interface Timed<L> {
  ligne: L
  /** Milliseconds since 1970. */
  instant: number
}

/**
 * One transaction. The clock of the campaign is moved to the last instant once: a row changed for each instant would
 * leave behind it as many versions, which every look at the campaign would walk through. Acts are judged at `now`.
 */
async function playPart<L extends Ligne, R extends Refus>(
  game: Game,
  { part, act }: { part: readonly Timed<L>[]; act: Play<L, R>['act'] },
): Promise<{ ligne: L; result: Result<unknown, R> | undefined }[]> {
  const end = new Date(part.at(-1)?.instant ?? Number.NaN)
  return at(game, end, async (tx) => {
    const done: { ligne: L; result: Result<unknown, R> | undefined }[] = []
    for (const [instant, group] of groupBy(part, (one) => one.instant)) {
      const lignes = group.map((one) => one.ligne)
      const results = await act({ ...tx, now: new Date(instant) }, lignes)
      lignes.forEach((ligne, i) => done.push({ ligne, result: results[i] }))
    }
    return done
  })
}
