import type { Command } from '#src/cli/command.ts'
import { DEMONSTRATION } from '#src/cli/demonstration.ts'
import { EXPORTER } from '#src/cli/exporter.ts'
import { FABRIQUER } from '#src/cli/fabriquer.ts'
import { IMPORTER_ELEVES } from '#src/cli/importer/eleves.ts'
import { IMPORTER_ETABLISSEMENTS } from '#src/cli/importer/etablissements.ts'
import { IMPORTER_OFFRES } from '#src/cli/importer/offres.ts'
import { IMPORTER_RESULTATS } from '#src/cli/importer/resultats.ts'
import { IMPORTER_SIECLE } from '#src/cli/importer/siecle.ts'
import { IMPORTER_VOEUX } from '#src/cli/importer/voeux.ts'
import { JOUER } from '#src/cli/jouer.ts'
import { MIGRER } from '#src/cli/migrer.ts'
import { PLANIFIER } from '#src/cli/planifier.ts'
import { RESTAURER } from '#src/cli/restaurer.ts'
import { SAUVEGARDER } from '#src/cli/sauvegarder.ts'
import { VERIFIER } from '#src/cli/verifier.ts'

/** Every operator command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  JOUER,
  FABRIQUER,
  IMPORTER_ETABLISSEMENTS,
  IMPORTER_SIECLE,
  IMPORTER_ELEVES,
  IMPORTER_OFFRES,
  IMPORTER_VOEUX,
  IMPORTER_RESULTATS,
  PLANIFIER,
  EXPORTER,
  VERIFIER,
  MIGRER,
  SAUVEGARDER,
  RESTAURER,
  DEMONSTRATION,
]
