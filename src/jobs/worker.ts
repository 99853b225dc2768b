import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { describe } from '#src/db/outage.ts'
import { onceAMinute } from '#src/jobs/once-a-minute.ts'
import { openBoss, type NomTache, type Outils } from '#src/jobs/queue.ts'
import type { Tache } from '#src/jobs/task.ts'

type Taches = Readonly<Record<NomTache, Tache>>

export interface WorkerOptions {
  outils: Omit<Outils, 'now'>
  /** The wall clock. */
  clock: () => Date
  taches: Taches
  log: (line: string) => void
  /** How long a stop waits for the work under way. */
  patienceMs?: number
}

export interface Worker {
  /** Takes no more work, waits a little for what is under way. False: some of it was left, and will run again. */
  stop(): Promise<boolean>
}

const PATIENCE_MS = 8_000

const names = (taches: Taches): NomTache[] =>
  Object.keys(taches).filter((name): name is NomTache => name in taches)

/** Does the work of the queue in this process, until it is stopped. Several processes may share one queue. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { outils, taches, log, clock } = options
  const boss = openBoss(outils.db, {
    supervise: true,
    schedule: true,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  const say = onceAMinute((words) => log(`${clock().toISOString()} ERREUR file des tâches ${words}`), clock)
  boss.on('error', (error) => say(describe(error)))
  await boss.start()
  let running = 0
  for (const nom of names(taches)) {
    const { chaque } = taches[nom]
    if (chaque !== undefined) await boss.schedule(nom, chaque)
    await boss.work(nom, { pollingIntervalSeconds: 1, includeMetadata: true }, async ([job]) => {
      if (!job) return
      running += 1
      await runJob(options, job).finally(() => (running -= 1))
    })
  }
  const stop = async (): Promise<boolean> => {
    await boss.stop({ graceful: true, timeout: options.patienceMs ?? PATIENCE_MS, close: false })
    return running === 0
  }
  return { stop }
}

/** Does everything that waits, now and in this process, failures again included. Returns how many runs it took. */
export async function drain(options: WorkerOptions): Promise<number> {
  const boss = openBoss(options.outils.db)
  boss.on('error', () => undefined)
  await boss.start()
  try {
    let runs = 0
    for (let before = -1; before !== runs;) {
      before = runs
      for (const nom of names(options.taches)) runs += await drainQueue(boss, { ...options, nom })
    }
    return runs
  } finally {
    await boss.stop({ graceful: false, close: false })
  }
}

async function drainQueue(boss: PgBoss, options: WorkerOptions & { nom: NomTache }): Promise<number> {
  const { nom } = options
  for (let runs = 0; ; runs += 1) {
    const [job] = await boss.fetch(nom, { includeMetadata: true, ignoreStartAfter: true })
    if (!job) return runs
    await runJob(options, job).then(
      () => boss.complete(nom, job.id),
      (error: unknown) => boss.fail(nom, job.id, { message: String(error) }),
    )
  }
}

/** What the queue keeps of a failure: no word of the error itself, which may hold a value of somebody's file. */
class TacheInterrompue extends Error {
  override readonly name = 'TacheInterrompue'
}

async function runJob(
  { outils, taches, clock, log }: WorkerOptions,
  job: JobWithMetadata<unknown>,
): Promise<void> {
  const nom = names(taches).find((one) => one === job.name)
  if (nom === undefined) throw new Error(`tâche inconnue : ${job.name}`)
  const tache = taches[nom]
  const tools = { ...outils, now: clock() }
  try {
    await tache.travail(tools, job.data)
  } catch (error) {
    const tell = (what: string, fault: unknown): void =>
      log(`${clock().toISOString()} ERREUR ${what} ${job.name} ${job.id} ${describe(fault)}`)
    tell('tâche', error)
    const derniere = job.retryCount >= job.retryLimit
    // When the base is what fails, nothing can be noted in it: the job runs again all the same.
    await tache
      .panne?.(tools, { charge: job.data, derniere })
      .catch((fault: unknown) => tell('panne de la tâche', fault))
    throw new TacheInterrompue(`tâche ${job.name} interrompue`)
  }
}
