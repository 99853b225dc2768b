import path from 'node:path'
import type { Server } from 'node:http'
import { TACHES } from '#src/jobs/list.ts'
import { bacASable, type Courrier } from '#src/jobs/courrier.ts'
import { smtp } from '#src/jobs/smtp.ts'
import { startWorker, type Worker } from '#src/jobs/worker.ts'
import { projectFolder } from '#src/kit/project-folder.ts'
import { loadAssets } from '#src/web/assets.ts'
import { openBase, type Base } from '#src/db/base.ts'
import { describe, diskFullSentence } from '#src/db/outage.ts'
import { loadDemonstration } from '#src/rehearsal/demonstration.ts'
import { httpServer, peopleOfDemonstration, portOf } from '#src/web/http-server.ts'
import { readProviders } from '#src/web/identity/providers.ts'
import { installationSecret } from '#src/web/identity/sealed.ts'
import {
  refuseForgetfulBase,
  refuseOpenSecrets,
  refuseUnsafeBase,
  refuseWithoutFrench,
} from '#src/web/production-check.ts'
import { PAGES } from '#src/web/routes.ts'
import { createApp } from '#src/web/server.ts'
import { readSettings, type Settings } from '#src/web/settings.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function start(): Promise<void> {
  refuseWithoutFrench()
  const settings = readSettings(process.env)
  const base = await openBase({ ...settings, onNotice: say })
  let server: Server | undefined
  let worker: Worker | undefined
  onceStopped(async () => {
    if (server) await closeServer(server)
    // Work that does not end in time is cut off with its transaction, and runs again at the next start.
    const ended = await worker?.stop()
    await (ended === false ? base.interrupt() : base.close())
  })
  try {
    if (settings.mode === 'production') {
      refuseOpenSecrets([settings.secret, settings.cleSignature])
      await refuseForgetfulBase(base.db)
      await refuseUnsafeBase(base.db)
    }
    if (settings.demonstrationData) await loadDemonstration(base.db, say)
    worker = await work(settings, base)
    server = await listen(settings, base)
  } catch (error) {
    await worker?.stop()
    await base.close()
    throw error
  }
  say(`PASSPRO est prêt : ${settings.origin ?? `http://localhost:${portOf(server)}`}`)
}

const uploadsOf = ({ dataFolder }: Settings): string => path.join(dataFolder, 'televersements')
const clock = (): Date => new Date()

const work = (settings: Settings, { db }: Base): Promise<Worker> => {
  const courrier = courrierOf(settings)
  const outils = { db, televersements: uploadsOf(settings), ...(courrier && { courrier }) }
  return startWorker({ outils, clock, taches: TACHES, log: say })
}

/** A demonstration sends to its sandbox; in production messages wait until a server of mail is set. */
function courrierOf({ courrier, mode, origin, port }: Settings): Courrier | undefined {
  if (courrier) return smtp(courrier)
  return mode === 'demonstration' ? bacASable(origin ?? `http://localhost:${port}`) : undefined
}

async function listen(settings: Settings, base: Base): Promise<Server> {
  const assets = loadAssets(path.join(projectFolder(), 'dist/client'))
  const { mode, theme, origin, port, host: hostname, cleSignature } = settings
  const fournisseurs = readProviders(settings.fournisseurs)
  const fictif =
    mode === 'demonstration' ? await peopleOfDemonstration(base.db, () => portOf(server)) : undefined
  const app = createApp({
    db: base.db,
    mode,
    theme,
    assets,
    clock,
    log: say,
    pages: PAGES,
    televersements: uploadsOf(settings),
    ...(origin ? { origin } : {}),
    cleSignature,
    connexions: {
      fournisseurs: (origine) => [...(fictif ? [fictif.fournisseur(origine)] : []), ...fournisseurs],
      secret: installationSecret(settings.secret),
      mandataires: settings.mandataires,
    },
  })
  const server = httpServer(app.fetch, fictif)
  return new Promise((resolve, reject) => {
    server.listen(port, hostname, () => resolve(server))
    server.once('error', (error) => reject(portTaken(error, port)))
  })
}

const portTaken = (error: Error, port: number): Error =>
  'code' in error && error.code === 'EADDRINUSE'
    ? new Error(
        `Le port ${port} est déjà pris : arrêtez ce qui l’occupe, ou choisissez-en un autre avec PORT.`,
      )
    : error

/** Requests under way are answered; a browser that keeps a connection open does not hold the stop back. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  const patience = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
  }, 5_000)
  await closed
  clearTimeout(patience)
}

function onceStopped(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      )
    })
}

/** Our own refusals are sentences. An error of the base may quote what it holds: only its facts are shown. */
function fail(error: unknown): void {
  const ours = error instanceof Error && !('severity' in error) ? error.message : describe(error)
  process.stderr.write(`${diskFullSentence(error) ?? ours}\n`)
  process.exit(1)
}

start().catch(fail)
