import { z } from 'zod'
import { countARattraper, runEmission, runFiches } from '#src/procedure/bonus/api.ts'
import { runAmelioration, runComparaison, runNuit, runPlacement } from '#src/procedure/entretiens/api.ts'
import { editionEnPanne, runEdition } from '#src/procedure/editions/api.ts'
import { runCourrier, runRappels } from '#src/procedure/envois/api.ts'
import { importationEnPanne, runImportation } from '#src/jobs/importation.ts'
import { sweep } from '#src/jobs/menage.ts'
import type { NomTache } from '#src/jobs/queue.ts'
import { tache, type Tache } from '#src/jobs/task.ts'

const academie = z.string()
const id = z.number().int()

/** The one list of the work done outside requests, on demand or by itself. A new kind needs its queue in a migration. */
export const TACHES: Readonly<Record<NomTache, Tache>> = {
  importation: tache({
    schema: z.object({ academie, compteId: id, importationId: id }),
    travail: runImportation,
    panne: importationEnPanne,
  }),
  placement: tache({
    schema: z.object({ academie, campagneId: id, depuis: z.iso.datetime().optional() }),
    travail: runPlacement,
  }),
  emission: tache({ schema: z.object({ academie, campagneId: id, compteId: id }), travail: runEmission }),
  courrier: tache({ schema: z.unknown(), travail: runCourrier, chaque: '* * * * *' }),
  rappels: tache({
    schema: z.unknown(),
    travail: (outils) => runRappels(outils, countARattraper),
    chaque: '7 * * * *',
  }),
  nuit: tache({ schema: z.unknown(), travail: runNuit, chaque: '30 1 * * *' }),
  amelioration: tache({ schema: z.object({ academie, campagneId: id }), travail: runAmelioration }),
  comparaison: tache({
    schema: z.object({ academie, campagneId: id, comparaisonId: id }),
    travail: runComparaison,
  }),
  edition: tache({
    schema: z.object({ academie, campagneId: id, compteId: id, editionId: id }),
    travail: runEdition,
    panne: editionEnPanne,
  }),
  fiches: tache({ schema: z.unknown(), travail: runFiches, chaque: '37 * * * *' }),
  menage: tache({ schema: z.unknown(), travail: sweep, chaque: '17 * * * *' }),
}
