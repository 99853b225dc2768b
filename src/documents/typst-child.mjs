import { createRequire } from 'node:module'
import { join } from 'node:path'
import { withFields } from './form-fields.mjs'

/**
 * The process that sets letters with Typst: calls are synchronous and the cache grows, so never in the web process.
 * Plain JavaScript, run from its source folder (the working directory), under Vitest and beside the build alike.
 * @typedef {{ nom: string, contenu: Uint8Array }} Fichier
 * @typedef {{ id: number, modele: string, donnees: string, fichiers?: Fichier[], champs?: true }} Demande
 * @typedef {{ id: number, rss: number, processeur: number, pdf?: Uint8Array, erreur?: string }} Reponse
 */
const root = process.cwd()

/** The compiler's own loader package names platforms that some registries lack; each platform package is the binding itself. */
function loadCompiler() {
  const require = createRequire(import.meta.url)
  const built = ['gnu', 'musl'].map(
    (libc) => `@myriaddreamin/typst-ts-node-compiler-${process.platform}-${process.arch}-${libc}`,
  )
  const found = built.find((name) => {
    try {
      require.resolve(name)
      return true
    } catch {
      return false
    }
  })
  if (!found)
    throw new Error(`Aucun moteur de lettres pour cette machine (${process.platform} ${process.arch}).`)
  return require(found).NodeCompiler
}

const NodeCompiler = loadCompiler()
const compiler = NodeCompiler.create({ workspace: root, fontArgs: [{ fontPaths: [join(root, 'fonts')] }] })

/** @param {Demande} demande */
function compile({ modele, donnees, fichiers = [], champs }) {
  // A shadow file read with json(): what people typed is never source.
  compiler.resetShadow()
  compiler.mapShadow(join(root, 'donnees.json'), Buffer.from(donnees))
  for (const { nom, contenu } of fichiers) compiler.mapShadow(join(root, nom), Buffer.from(contenu))
  const compiled = compiler.compile({
    mainFilePath: join(root, 'templates', `${modele}.typ`),
    resetRead: true,
  })
  if (!compiled.result) throw compiled.takeError() ?? new Error('compilation impossible')
  // PDF/UA-1 refuses a missing title, a skipped heading level, a letter without glyph.
  const pdf = compiler.pdf(compiled.result, { pdfStandard: 'ua-1' })
  return champs
    ? withFields(pdf, compiler.query(compiled.result, { selector: '<champ>', field: 'value' }))
    : pdf
}

/** @param {unknown} error */
function describe(error) {
  if (error instanceof Error) return error.message
  try {
    // @ts-expect-error a NodeError of the binding: an opaque class that only the compiler reads
    return compiler
      .fetchDiagnostics(error)
      .map((each) => each.message)
      .join(' ; ')
  } catch {
    return String(error)
  }
}

/** @param {Demande} demande @returns {Promise<Reponse>} */
async function answer(demande) {
  const before = process.cpuUsage()
  const made = await attempt(demande)
  compiler.evictCache(5)
  const { user, system } = process.cpuUsage(before)
  return { id: demande.id, ...made, rss: process.memoryUsage.rss(), processeur: (user + system) / 1e6 }
}

/** @param {Demande} demande @returns {Promise<{ pdf: Uint8Array } | { erreur: string }>} */
async function attempt(demande) {
  try {
    return { pdf: await compile(demande) }
  } catch (error) {
    return { erreur: describe(error) }
  }
}

process.on('message', (/** @type {Demande} */ demande) => {
  void answer(demande).then((reply) => process.send?.(reply, () => globalThis.gc?.()))
})
process.on('disconnect', () => process.exit(0))
