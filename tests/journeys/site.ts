import { execFileSync } from 'node:child_process'
import path from 'node:path'
import type { Db } from '#src/db/connection.ts'
import { projectFolder } from '#src/kit/project-folder.ts'
import { loadAssets } from '#src/web/assets.ts'
import { httpServer, peopleOfDemonstration, portOf } from '#src/web/http-server.ts'
import type { AppOptions } from '#src/web/options.ts'
import { NO_PROVIDER, testApp, type TestApp } from '#src/web/testing.ts'

/** The application on a free port with the built assets, for a browser. */
export interface Site extends TestApp {
  url: string
}

export async function startSite(
  options: Partial<AppOptions> = {},
  fill?: (db: Db) => Promise<void>,
): Promise<Site> {
  const project = projectFolder()
  execFileSync(process.execPath, [path.join(project, 'scripts/build.mjs')], { stdio: 'pipe' })
  const test = await testApp({ assets: loadAssets(path.join(project, 'dist/client')), ...options }, fill)
  test.clock.now = new Date()
  const fictif = await peopleOfDemonstration(test.db, () => portOf(server))
  const fournisseurs: AppOptions['connexions']['fournisseurs'] = (origine) => [fictif.fournisseur(origine)]
  const app = test.with({ connexions: { ...NO_PROVIDER, fournisseurs } })
  const server = httpServer(app.fetch, fictif)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async (): Promise<void> => {
    await new Promise((done) => {
      server.close(done)
      server.closeAllConnections()
    })
    await test.close()
  }
  return { ...test, app, close, url: `http://localhost:${portOf(server)}` }
}
