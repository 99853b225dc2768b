import { ameliorer, essaisOf, inWords, OPTION_AMELIORER } from '#src/cli/amelioration.ts'
import { withBase } from '#src/cli/base.ts'
import { atelierOf, OPTION_ACADEMIE, OPTION_CAMPAGNE, type Atelier } from '#src/cli/campaign.ts'
import type { Definition, ExitCode, Given, Terminal } from '#src/cli/command.ts'
import { act } from '#src/cli/operator-act.ts'
import { OPTION_A_BLANC } from '#src/cli/report.ts'
import { placeEntretiens, type Seance } from '#src/procedure/entretiens/api.ts'

export const PLANIFIER: Definition = {
  positions: [],
  options: [OPTION_CAMPAGNE, OPTION_ACADEMIE, OPTION_AMELIORER, OPTION_A_BLANC],
  notes: [
    'Un entretien déjà placé n’est pas déplacé, sauf par --ameliorer : sa famille est alors prévenue d’un autre lycée ou d’une autre semaine.',
    'Même campagne, mêmes essais : même plan. Les convocations s’envoient depuis l’application.',
  ],
  run: (given, terminal) =>
    withBase<ExitCode>(terminal, async (base) => {
      const atelier = await atelierOf(base, given)
      const dry = given.has('a-blanc')
      // A dry run is one transaction, undone at its end; else what is placed is kept before it is placed better.
      const done = dry
        ? await act(given, atelier, (tx) => planifier(given, { terminal, atelier, en: (work) => work(tx) }))
        : await planifier(given, { terminal, atelier, en: (work) => act(given, atelier, work) })
      terminal.out(`${dry ? 'Essai à blanc, rien n’est gardé : ' : ''}${done}\n`)
      return 0
    }),
}

async function planifier(
  given: Given,
  { terminal, atelier, en }: { terminal: Terminal; atelier: Atelier; en: Seance },
): Promise<string> {
  const campagneId = atelier.campagne.id
  const { places, nonPlaces } = await en((tx) => placeEntretiens(tx, campagneId))
  const placed = `${places} entretiens placés, ${nonPlaces} demandes sans place.`
  const parRequete = essaisOf(given)
  if (parRequete === undefined) return placed
  return `${placed} ${inWords(await ameliorer(terminal, { en, campagneId, parRequete }))}`
}
