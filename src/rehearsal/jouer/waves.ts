import { addDays, dayOf, instantOf } from '#src/kit/day.ts'
import { mondayOf } from '#src/kit/school-days.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { liberateVague, readVaguesDeCampagne } from '#src/procedure/entretiens/api.ts'
import { at, type Game } from '#src/rehearsal/jouer/game.ts'

/**
 * Releases the waves as lycées do, Monday after Monday, in a campaign that is stopped at `until`: those that come due in
 * its last week still wait.
 */
export async function playWaves(game: Game, { from, until }: { from: Date; until: Date }): Promise<void> {
  const last = mondayOf(dayOf(until, game.zone))
  for (let day = addDays(mondayOf(dayOf(from, game.zone)), 7); day < last; day = addDays(day, 7))
    await at(game, instantOf(`${day}T08:00`, game.zone), (tx) => releaseDue(tx, { game, but: [] }))
}

/** Releases what is due in every lycée but these. */
export async function releaseDue(
  tx: Tx,
  { game: { campagneId }, but }: { game: Pick<Game, 'campagneId'>; but: readonly string[] },
): Promise<void> {
  const { lycees } = await readVaguesDeCampagne(tx, campagneId)
  const due = lycees.flatMap(({ vagues }) =>
    vagues.filter((one) => one.etat === 'a_liberer' && one.provisoires > 0 && !but.includes(one.uai)),
  )
  for (const { uai, semaine } of due) await liberateVague(tx, { campagneId, uai, semaine })
}
