import { withBase } from '#src/cli/base.ts'
import { atelierOf, OPTION_ACADEMIE, OPTION_CAMPAGNE } from '#src/cli/campaign.ts'
import type { Definition, ExitCode } from '#src/cli/command.ts'
import { act } from '#src/cli/operator-act.ts'
import { OPTION_A_BLANC } from '#src/cli/report.ts'
import { placeEntretiens } from '#src/procedure/entretiens/api.ts'

export const PLANIFIER: Definition = {
  positions: [],
  options: [OPTION_CAMPAGNE, OPTION_ACADEMIE, OPTION_A_BLANC],
  notes: ['Un entretien déjà placé n’est pas déplacé. Les convocations s’envoient depuis l’application.'],
  run: (given, terminal) =>
    withBase<ExitCode>(terminal, async (base) => {
      const atelier = await atelierOf(base, given)
      const { places, nonPlaces } = await act(given, atelier, (tx) =>
        placeEntretiens(tx, atelier.campagne.id),
      )
      const dry = given.has('a-blanc') ? 'Essai à blanc, rien n’est gardé : ' : ''
      terminal.out(`${dry}${places} entretiens placés, ${nonPlaces} demandes sans place.\n`)
      return 0
    }),
}
