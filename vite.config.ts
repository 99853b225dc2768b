import { existsSync, promises as fs, readdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

// The folder is given by the start script, which builds beside and then renames: a page never meets half a build.
const out = process.env['PASSPRO_CONSTRUCTION'] ?? 'dist'

// How long each plugin took is no news to a person who starts the application.
const QUIET = { bundlerTimings: false, pluginTimings: false }

/** What of the DSFR is not ours to ship as it stands: letters that the theme decides, the scheme without a script. */
function adaptDsfr(): Plugin {
  return {
    name: 'passpro-dsfr',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('react-dsfr/dsfr') || !id.endsWith('.css')) return undefined
      const adapted = code
        .replaceAll(/@font-face\s*\{\s*font-family:\s*Spectral;[^}]*\}/g, '')
        .replaceAll(/,\s*url\("[^"]*\.woff"\) format\("woff"\)/g, '')
        .replaceAll(/font-family: "Marianne", arial, sans-serif/g, 'font-family: var(--police)')
        .replaceAll(/font-family: "Spectral", georgia, serif/g, 'font-family: georgia, serif')
      return darkWithoutScript(adapted)
    },
  }
}

/** Dark follows the system by a media query: the DSFR waits for its JavaScript, which flashes and may be absent. */
const darkWithoutScript = (css: string): string =>
  css.replaceAll(
    /(?::root)?\[data-fr-theme=dark\]([^{}]*\{[^{}]*\})/g,
    (_, rule: string) =>
      `@media screen and (prefers-color-scheme: dark) { :root${rule.replaceAll('[data-fr-theme=dark]', '')} }`,
  )

/** Brotli and gzip beside each text file, so that no request pays for it. */
function precompress(): Plugin {
  return {
    name: 'passpro-precompress',
    applyToEnvironment: (environment) => environment.name === 'client',
    async writeBundle({ dir = out }, bundle) {
      const texts = Object.keys(bundle).filter((name) => /^assets\/.*\.(css|js|svg)$/.test(name))
      for (const name of texts) {
        const bytes = await fs.readFile(path.join(dir, name))
        await fs.writeFile(path.join(dir, `${name}.br`), await promisify(brotliCompress)(bytes))
        await fs.writeFile(path.join(dir, `${name}.gz`), await promisify(gzip)(bytes, { level: 9 }))
      }
    },
  }
}

/** Pictures of the help pages, which their test takes. */
const captures = (): string[] =>
  existsSync(AIDE)
    ? readdirSync(AIDE)
        .filter((name) => name.endsWith('.jpg'))
        .map((name) => path.join(AIDE, name))
    : []
const AIDE = 'src/web/assets/aide'

export default defineConfig({
  appType: 'custom',
  publicDir: false,
  logLevel: 'warn',
  plugins: [adaptDsfr(), precompress()],
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  environments: {
    client: {
      build: {
        outDir: `${out}/client`,
        manifest: true,
        assetsInlineLimit: 0,
        modulePreload: false,
        rolldownOptions: {
          checks: QUIET,
          input: ['src/web/assets/entry.js', 'src/web/assets/favicon.svg', ...captures()],
        },
      },
    },
    ssr: {
      // React is bundled because `define` reaches only bundled code: its development build is 8 times slower.
      resolve: { noExternal: [/^react(-dom)?($|\/)/] },
      build: {
        ssr: true,
        outDir: out,
        emptyOutDir: false,
        emitAssets: false,
        target: 'node20',
        sourcemap: true,
        minify: false,
        rolldownOptions: {
          checks: QUIET,
          input: {
            server: 'src/web/main.ts',
            passpro: 'src/cli/main.ts',
            planification: 'src/planning/workers/part-worker.ts',
          },
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'ssr']) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment)
      }
    },
  },
})
