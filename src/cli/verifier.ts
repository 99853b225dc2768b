import { withBase } from '#src/cli/base.ts'
import { atelierOf, OPTION_ACADEMIE, OPTION_CAMPAGNE, read } from '#src/cli/campaign.ts'
import { verifyFiche } from '#src/cli/verifier-fiche.ts'
import type { Definition, ExitCode, Given, Terminal } from '#src/cli/command.ts'
import { firstBrokenLink, listChaines } from '#src/db/journal.ts'
import { selectDifferencesAvecLeJumeau, verifyLots, type LotVerifie } from '#src/procedure/bonus/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'

export const VERIFIER: Definition = {
  positions: [
    {
      nom: 'fiche',
      aide: 'fichier PDF d’une ou plusieurs fiches récapitulatives, ou empreinte imprimée au bas d’une fiche',
      facultative: true,
    },
  ],
  options: [OPTION_CAMPAGNE, OPTION_ACADEMIE],
  notes: [
    'Sans fiche : tous les avis finaux, les chaînes du journal et les lots de la campagne.',
    'Avec une fiche : dit si elle est authentique, remplacée, plus à jour ou altérée, et pour un PDF où il diffère.',
    'Code de sortie : 0 tout est juste ; 1 au moins un écart, dit sur la sortie.',
  ],
  run: (given, terminal) =>
    given.positions[0] === undefined ? verify(given, terminal) : verifyFiche(given, terminal),
}

interface Check {
  /** One line per fault. */
  faults: string[]
  sentence: string
}

async function verify(given: Given, terminal: Terminal): Promise<ExitCode> {
  const checks = await withBase(terminal, async (base) => {
    const { academie, campagne } = await atelierOf(base, given)
    return read(base, academie, async (tx) => [
      await checkAvis(tx, campagne.id),
      await checkJournal(tx),
      await checkLots(tx, campagne.id),
    ])
  })
  for (const { faults, sentence } of checks)
    for (const line of [sentence, ...faults]) terminal.out(`${line}\n`)
  return checks.every(({ faults }) => faults.length === 0) ? 0 : 1
}

async function checkAvis(tx: Tx, campagneId: number): Promise<Check> {
  const differences = await selectDifferencesAvecLeJumeau(tx.trx, campagneId)
  // A registration that has no stored avis final yet waits for its computation: that is no difference.
  const faults = differences.flatMap(({ inscriptionId, attendu, stocke }) =>
    stocke === null
      ? []
      : [`  inscription ${inscriptionId} : attendu ${attendu ?? 'rien'}, enregistré ${stocke}`],
  )
  const waiting = differences.length - faults.length
  return {
    sentence: `Avis finaux : ${faults.length} écarts avec le second calcul, ${waiting} inscriptions pas encore calculées.`,
    faults,
  }
}

async function checkJournal(tx: Tx): Promise<Check> {
  const chaines = await listChaines(tx)
  const faults: string[] = []
  for (const chaine of chaines) {
    const rang = await firstBrokenLink(tx, chaine)
    if (rang !== undefined) faults.push(`  chaîne ${chaine} : rompue au rang ${rang}`)
  }
  return { sentence: `Journal : ${chaines.length} chaînes suivies, ${faults.length} rompues.`, faults }
}

const FAUTES: Record<LotVerifie['fautes'][number], string> = {
  sceau: 'le bordereau n’est pas celui qui a été signé',
  empreinte: 'l’empreinte du lot n’est pas celle du bordereau',
  fichier: 'le fichier gardé n’est pas celui qui a été signé',
  lignes: 'les lignes gardées ne sont pas celles que compte le bordereau',
}

async function checkLots(tx: Tx, campagneId: number): Promise<Check> {
  const lots = await verifyLots(tx, campagneId)
  const faults = lots.flatMap(({ numero, fautes }) =>
    fautes.map((faute) => `  lot ${numero} : ${FAUTES[faute]}`),
  )
  return { sentence: `Lots : ${lots.length} contrôlés, ${faults.length} écarts.`, faults }
}
