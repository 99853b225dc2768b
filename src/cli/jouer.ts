import { rmSync } from 'node:fs'
import path from 'node:path'
import { ameliorer, essaisOf, OPTION_AMELIORER } from '#src/cli/amelioration.ts'
import type { Definition, ExitCode, Given, Terminal } from '#src/cli/command.ts'
import { sentenceOf } from '#src/cli/failure.ts'
import { Measures, OPTION_MESURES } from '#src/cli/measures.ts'
import { throughStage } from '#src/cli/staged-folder.ts'
import { FichierRefuse, type Anomalie } from '#src/exchange/model.ts'
import type { Improve } from '#src/rehearsal/jouer/game.ts'
import { jouer, type Played } from '#src/rehearsal/jouer/jouer.ts'

/** Every file of a play but the report. Source: formats.md, « A whole campaign as a folder ». */
const SORTIES = [
  'plan.csv',
  'non-places.csv',
  'convocations.pdf',
  'convocations.ics',
  'fiches.pdf',
  'avis-finaux.csv',
  'bonus-affelnet.csv',
  'bordereau.json',
  'rapprochement.csv',
  'bilan.json',
]

/** Written only when the folder says what happened to the plan. */
const CHANGEMENTS = 'changements.csv'

export const JOUER: Definition = {
  positions: [
    { nom: 'entrée', aide: 'dossier de la campagne (campagne.json, inscriptions.csv…)' },
    { nom: 'sortie', aide: 'dossier où écrire le plan, les documents, le bonus et les anomalies' },
  ],
  options: [OPTION_AMELIORER, OPTION_MESURES],
  notes: [
    'Même dossier, mêmes octets en sortie. Les fichiers d’une exécution précédente sont remplacés ensemble, à la fin.',
    'Sans --ameliorer, chacun a sa première place libre, dans l’ordre des inscriptions.',
    'Avec incidents.csv (declare_le;genre;cible;domaine;debut;fin;motif), le plan est réparé comme à l’écran : changements.csv.',
    'Code de sortie : 0 jouée, avec ou sans anomalie ; 1 si le dossier ne peut pas être joué (voir anomalies.csv).',
  ],
  run: play,
}

async function play(given: Given, terminal: Terminal): Promise<ExitCode> {
  const [entree, sortie] = [given.position(0), given.position(1)]
  const measures = given.has('mesures') ? new Measures(terminal) : undefined
  const parRequete = essaisOf(given)
  const improve: Improve | null =
    parRequete === undefined
      ? null
      : (tx, campagneId) => ameliorer(terminal, { en: (work) => work(tx), campagneId, parRequete })
  const work = (stage: string): Promise<Played> =>
    jouer({ entree, sortie: stage, improve }, (step) => measures?.step(step))
  const { ok, anomalies, changements } = await throughStage(sortie, work, (played) => {
    // Results of an earlier play would pass for those of a folder that could not be played, or that has no incident.
    const stale = played.ok ? [] : SORTIES
    for (const name of [...stale, CHANGEMENTS]) rmSync(path.join(sortie, name), { force: true })
  })
  measures?.end()
  if (ok) terminal.out(`${result(anomalies)}${mended(changements)}\n`)
  else for (const anomalie of anomalies) terminal.say(sentenceOf(new FichierRefuse(anomalie)))
  return ok ? 0 : 1
}

/** What the incidents of the folder changed, once mended. */
const mended = (changements: number | null): string =>
  changements === null ? '' : ` Incidents réparés : ${changements} changements d’entretien (${CHANGEMENTS}).`

function result(anomalies: readonly Anomalie[]): string {
  const refused = anomalies.filter(({ gravite }) => gravite === 'bloquant').length
  return `Campagne jouée : ${refused} lignes refusées, ${anomalies.length - refused} avertissements (anomalies.csv).`
}
