import os from 'node:os'
import { inTransaction } from '#src/db/transaction.ts'
import { closeDocuments, documentsProcessor, documentsRss } from '#src/documents/engine.ts'
import { acteurOf } from '#src/jobs/acteur.ts'
import { drain } from '#src/jobs/worker.ts'
import { TACHES } from '#src/jobs/list.ts'
import { tache } from '#src/jobs/task.ts'
import { computeAvisFinaux, emitFiches } from '#src/procedure/bonus/api.ts'
import { demanderEdition, runEdition } from '#src/procedure/editions/api.ts'
import { z } from 'zod'
import { withServer, type BenchBase } from './base.ts'
import type { Campaign } from './campaign.ts'
import { filledCampaign } from './filled.ts'
import { seconds } from './measure.ts'

interface Sample {
  lettres: number
  rss: number
}

export interface ByQueue {
  lettres: number
  secondes: number
  /** Processor seconds of this process (the queue, the reads, the archives), and of those that set the letters. */
  processeur: number
  compose: number
  /** Letters that are in no archive, or in two. */
  fautives: number
  charge: string
  composition: Sample[]
  file: Sample[]
}

/** Sheets of so many pupils of a whole académie, each a PDF of its own, through the queue of jobs. */
export async function lettersByQueue(lettres: number): Promise<ByQueue> {
  const result: ByQueue[] = []
  await withServer(async (server) => {
    const base = await server.newBase()
    const campaign = await filledCampaign(base, 2 * lettres)
    await inTransaction({ db: base.db, acteur: campaign.acteur }, async (tx) => {
      await computeAvisFinaux(tx, campaign.campagneId)
      await emitFiches(tx, campaign.campagneId)
    })
    result.push(await measured(base, { campaign, lettres }))
    await base.close()
  })
  await closeDocuments()
  const [one] = result
  if (!one) throw new Error('mesure sans résultat')
  return one
}

async function measured(
  base: BenchBase,
  { campaign, lettres }: { campaign: Campaign; lettres: number },
): Promise<ByQueue> {
  const composition: Sample[] = []
  const file: Sample[] = []
  await ask(base, campaign)
  const before = process.cpuUsage()
  const composed = documentsProcessor()
  const charge = os.loadavg()[0]?.toFixed(1) ?? ''
  const nothing = tache({ schema: z.unknown(), travail: async () => undefined })
  const queues = Object.keys(TACHES).map((nom) => [nom, nothing])
  const edition = tache({
    schema: z.object({
      academie: z.string(),
      campagneId: z.number(),
      compteId: z.number(),
      editionId: z.number(),
    }),
    travail: async (outils, work) => {
      await runEdition(outils, work)
      const done = await doneOf(base)
      composition.push({ lettres: done, rss: documentsRss() })
      file.push({ lettres: done, rss: process.memoryUsage.rss() })
    },
  })
  const secondes = await seconds(() =>
    drain({
      outils: { db: base.db, televersements: '' },
      clock: () => new Date(),
      taches: { ...TACHES, ...Object.fromEntries(queues), edition },
      log: (line) => void process.stderr.write(`${line}\n`),
    }),
  )
  const { user, system } = process.cpuUsage(before)
  const fautives = await faultyOf(base, lettres)
  return {
    lettres,
    secondes,
    processeur: (user + system) / 1e6,
    compose: documentsProcessor() - composed,
    fautives,
    charge,
    composition,
    file,
  }
}

async function ask({ db }: BenchBase, { acteur, campagneId }: Campaign): Promise<void> {
  const { academie, compteId } = acteur
  if (compteId === null) throw new Error('mesure sans compte')
  const asker = await acteurOf(db, { academie, compteId })
  await inTransaction({ db, acteur: asker, campagneId }, (tx) =>
    demanderEdition(tx, {
      campagneId,
      genre: 'fiches_ent',
      uai: null,
      jour: null,
      modele: 'fiche-{ine}',
      origine: 'https://passpro.exemple.fr',
    }),
  )
}

const number = async ({ owner }: BenchBase, text: string): Promise<number> =>
  (await owner.query<{ n: number }>(text)).rows[0]?.n ?? 0

const doneOf = (base: BenchBase): Promise<number> =>
  number(
    base,
    `select coalesce(sum(jsonb_array_length(documents)), 0)::int as n from edition_partie where faite_le is not null`,
  )

async function faultyOf(base: BenchBase, lettres: number): Promise<number> {
  const printed = await number(
    base,
    `select count(distinct d->>'id')::int as n from edition_partie, jsonb_array_elements(documents) d`,
  )
  return lettres - printed + ((await doneOf(base)) - printed)
}
