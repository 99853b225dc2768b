import type { ExitCode, Given, Option, Terminal } from '#src/cli/command.ts'
import { writeWhole } from '#src/cli/staged-folder.ts'
import { csvTexte } from '#src/exchange/csv-out.ts'
import type { Anomalie } from '#src/exchange/model.ts'

export interface Counters {
  crees: number
  modifies: number
  inchanges: number
  supprimes?: number
}

/** What an import did. */
export interface Report {
  counters: Counters
  /** Nothing of what was given could be taken. */
  tout?: 'refuse'
  anomalies: readonly Anomalie[]
}

export const OPTION_RAPPORT: Option = {
  nom: 'rapport',
  valeur: 'fichier',
  aide: 'écrit le rapport (CSV, une ligne par anomalie) dans ce fichier, et non sur la sortie',
}
export const OPTION_A_BLANC: Option = {
  nom: 'a-blanc',
  aide: 'montre ce qui serait fait, sans rien garder',
}

const ENTETE = ['fichier', 'ligne', 'colonne', 'valeur', 'gravite', 'message']

/** A line counts once, however much is wrong in it. */
function refusedOf(anomalies: readonly Anomalie[]): number {
  const wrong = anomalies.filter(({ gravite }) => gravite === 'bloquant')
  return new Set(wrong.map(({ fichier, ligne }) => `${fichier}/${ligne}`)).size
}

/** Writes the report and the counters; the code is that of formats.md: 0 no line refused, 2 some are, 1 all is. */
export function writeReport(
  { counters, anomalies, tout }: Report,
  { given, terminal }: { given: Given; terminal: Terminal },
): ExitCode {
  const csv = csvTexte(
    {
      entete: ENTETE,
      lignes: anomalies.map((one) => [
        one.fichier,
        one.ligne,
        one.colonne,
        one.valeur,
        one.gravite,
        one.message,
      ]),
    },
    { formules: 'neutralisees' },
  )
  const refused = refusedOf(anomalies)
  const file = given.text('rapport')
  if (file === undefined) terminal.out(csv)
  else writeWhole(file, csv)
  terminal.say(sentence(counters, { refused, dry: given.has('a-blanc') }))
  if (tout === 'refuse') return 1
  return refused > 0 ? 2 : 0
}

function sentence(counters: Counters, { refused, dry }: { refused: number; dry: boolean }): string {
  const { crees, modifies, inchanges, supprimes } = counters
  const parts = [
    `créés : ${crees}`,
    `modifiés : ${modifies}`,
    ...(supprimes === undefined ? [] : [`supprimés : ${supprimes}`]),
    `inchangés : ${inchanges}`,
    `refusés : ${refused}`,
  ]
  return `${dry ? 'Essai à blanc, rien n’est gardé. ' : ''}${parts.join(', ')}`
}
