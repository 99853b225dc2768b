import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { allow, type Book, compareAnomalies, newBook } from './anomalies.ts'
import { readOriginAvis } from './avis-origine.ts'
import { readReferentAvis } from './avis-referent.ts'
import { bonusLines, expectWithoutIne, reconcile } from './bonus.ts'
import { checkFiles } from './bonus-file.ts'
import { type Campaign, dependsOnOrigin, readCampaign } from './campaign.ts'
import { readConfirmations } from './confirmations.ts'
import { finalOf, type Judged, warnOmissions } from './finals.ts'
import { INPUT_FILES, type Inputs, readInputs } from './inputs.ts'
import { type Context, type Inscriptions, readInscriptions } from './inscriptions.ts'
import { planOf, readPresences } from './interviews.ts'
import { checkCalendar, compareFinals, compareReconciled, readOutput } from './outputs.ts'
import { checkPlan } from './plan-checks.ts'
import { finderOf, withSimpleList } from './pupils.ts'
import { readReference } from './reference.ts'
import { readSiecle } from './siecle.ts'
import { grouped } from './values.ts'
import { readWishes } from './voeux.ts'

const OUTPUTS = [
  'plan.csv',
  'non-places.csv',
  'convocations.pdf',
  'convocations.ics',
  'fiches.pdf',
  'avis-finaux.csv',
  'bonus-affelnet.csv',
  'bordereau.json',
  'rapprochement.csv',
  'anomalies.csv',
  'bilan.json',
]

function contextOf(
  folder: string,
  { inputs, book, campaign }: { inputs: Inputs; book: Book; campaign: Campaign },
): Context {
  const reference = readReference(inputs, book)
  const schools = new Set(reference.schools.keys())
  const siecle = readSiecle(join(folder, 'siecle'), { book, campaign, schools })
  const pupils = withSimpleList(inputs, { book, siecle, schools })
  return { campaign, inputs, book, reference, find: finderOf(pupils) }
}

type World = { readonly context: Context; readonly inscriptions: Inscriptions; readonly outDir: string }

/** The avis, presences and words of the files, recomputed on the plan that the engine made. */
function judgedOf({ context, inscriptions, outDir }: World): Judged {
  const plan = planOf(readOutput(outDir, 'plan.csv').table)
  const byPupil = grouped(inscriptions.values(), (one) => one.pupil.key)
  const presences = readPresences(context, { inscriptions, plan })
  const origine = readOriginAvis(context, { inscriptions, plan, byPupil })
  const referent = readReferentAvis(context, { inscriptions, plan, presences })
  return { inscriptions, plan, presences, origine, referent }
}

function compareJudgement(world: World): string[] {
  const { context, inscriptions, outDir } = world
  const { campaign, reference, book } = context
  const judged = judgedOf(world)
  const finals = [...inscriptions.values()].map((one) =>
    finalOf(one, { judged, reglement: campaign.reglement }),
  )
  if (!dependsOnOrigin(campaign.reglement)) warnOmissions(book, finals)
  const words = readConfirmations(context, inscriptions)
  const wishes = readWishes(context, new Set(finals.map((one) => one.inscription.pupil.key)))
  const reconciled = reconcile(finals, { wishes, sources: { words, campaign, reference } })
  expectWithoutIne(book, reconciled)
  return [
    ...compareFinals(finals, readOutput(outDir, 'avis-finaux.csv').table),
    ...compareReconciled(reconciled, readOutput(outDir, 'rapprochement.csv').table),
    ...checkFiles(outDir, bonusLines(reconciled)),
  ]
}

/** Exit 1: nothing is written but `anomalies.csv`. */
function compareRefusal(outDir: string): string[] {
  const written = existsSync(outDir) ? readdirSync(outDir) : []
  const extra = written.filter((name) => name !== 'anomalies.csv')
  const told = written.includes('anomalies.csv') ? [] : ['anomalies.csv : fichier absent']
  return [...told, ...extra.map((name) => `${name} : écrit alors que la campagne est refusée`)]
}

/**
 * Recomputes from the input folder and the engine's own plan what the other outputs must say.
 * Returns one sentence per difference; an empty list means that both implementations agree.
 */
export function judge(inDir: string, outDir: string): { differences: string[] } {
  const book = newBook()
  const campaign = readCampaign(join(inDir, 'campagne.json'))
  const inputs = readInputs(inDir, book)
  if (!campaign || inputs.fatal.length > 0) return { differences: compareRefusal(outDir) }
  const context = contextOf(inDir, { inputs, book, campaign })
  const inscriptions = readInscriptions(context)
  const [plan, unplaced] = [readOutput(outDir, 'plan.csv'), readOutput(outDir, 'non-places.csv')]
  const anomalies = readOutput(outDir, 'anomalies.csv')
  const headers = [
    plan,
    unplaced,
    anomalies,
    readOutput(outDir, 'avis-finaux.csv'),
    readOutput(outDir, 'rapprochement.csv'),
  ]
  for (const file of INPUT_FILES) allow(book, { file, line: '' })
  allow(book, { file: 'campagne.json', line: '*' })
  const differences = [
    ...OUTPUTS.filter((name) => !existsSync(join(outDir, name))).map((name) => `${name} : fichier absent`),
    ...headers.flatMap((one) => one.differences),
    ...checkPlan(context, { inscriptions, outputs: { plan: plan.table, unplaced: unplaced.table } }),
    ...checkCalendar(outDir, plan.table),
    ...compareJudgement({ context, inscriptions, outDir }),
    ...compareAnomalies(book, anomalies.table),
  ]
  return { differences: [...new Set(differences)] }
}
