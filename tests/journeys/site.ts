import { execFileSync } from 'node:child_process'
import path from 'node:path'
import type { Db } from '#src/db/connection.ts'
import { projectFolder } from '#src/kit/project-folder.ts'
import { loadAssets } from '#src/web/assets.ts'
import { httpServer, peopleOfDemonstration, portOf } from '#src/web/http-server.ts'
import { fictionalProvider } from '#src/web/identity/fictional-provider.ts'
import type { AppOptions } from '#src/web/options.ts'
import { NO_PROVIDER, testApp, type TestApp } from '#src/web/testing.ts'

/** The application on a free port with the built assets, for a browser. */
export interface Site extends TestApp {
  url: string
}

const anybody = (sujet: string) =>
  Promise.resolve(sujet === '' ? undefined : { given_name: 'Camille', family_name: sujet })

/** `familles`: the fictional provider is that of families, whose people it knows and PASSPRO does not. */
export async function startSite(
  options: Partial<AppOptions> = {},
  fill?: (db: Db) => Promise<void>,
  { familles = false } = {},
): Promise<Site> {
  const project = projectFolder()
  execFileSync(process.execPath, [path.join(project, 'scripts/build.mjs')], { stdio: 'pipe' })
  const test = await testApp({ assets: loadAssets(path.join(project, 'dist/client')), ...options }, fill)
  test.clock.now = new Date()
  const port = (): number => portOf(server)
  const fictif = familles ? fictionalProvider(anybody, port) : await peopleOfDemonstration(test.db, port)
  const fournisseurs: AppOptions['connexions']['fournisseurs'] = (origine) => {
    const { demonstration: _, ...known } = fictif.fournisseur(origine)
    return [familles ? { ...known, libelle: 'Guichet fictif des familles' } : fictif.fournisseur(origine)]
  }
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
