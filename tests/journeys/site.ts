import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { serve } from '@hono/node-server'
import { projectFolder } from '#src/kit/project-folder.ts'
import { loadAssets } from '#src/web/assets.ts'
import type { AppOptions } from '#src/web/options.ts'
import { testApp, type TestApp } from '#src/web/testing.ts'

/** The application on a free port with the built assets, for a browser. */
export interface Site extends TestApp {
  url: string
}

export async function startSite(options: Partial<AppOptions> = {}): Promise<Site> {
  const project = projectFolder()
  execFileSync(process.execPath, [path.join(project, 'scripts/build.mjs')], { stdio: 'pipe' })
  const test = await testApp({ assets: loadAssets(path.join(project, 'dist/client')), ...options })
  test.clock.now = new Date()
  return new Promise((resolve) => {
    const server = serve({ fetch: test.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      const close = async (): Promise<void> => {
        await new Promise((done) => {
          server.close(done)
          if ('closeAllConnections' in server) server.closeAllConnections()
        })
        await test.close()
      }
      resolve({ ...test, close, url: `http://localhost:${port}` })
    })
  })
}
