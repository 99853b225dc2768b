import type { Readable } from 'node:stream'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { fichierRefuse } from '#src/exchange/anomalies.ts'

/** Largest inflated size of one archive, in bytes. */
export const GONFLE_MAX = 200_000_000
/** Largest inflated size divided by compressed size. */
const RATIO_MAX = 100

const ABIMEE = 'Cette archive est incomplète ou abîmée : refaites l’export ou le téléchargement.'
const TROP_GROSSE =
  'Cette archive se déplie au-delà de ce qui est permis (200 Mo, ou 100 fois sa taille) : refaites l’export.'
const CHEMIN = 'Cette archive contient un chemin interdit : refaites-la sans dossier ni « .. ».'
const CHIFFREE = 'Cette archive est protégée par un mot de passe : refaites-la sans mot de passe.'

// yauzl speaks English and has no error codes: the two cases worth another sentence are known by their first words.
function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : ''
  if (/^(?:invalid characters|absolute path|invalid relative path)/.test(text)) return CHEMIN
  if (text.includes('encrypt')) return CHIFFREE
  return text.startsWith('too many bytes') ? TROP_GROSSE : ABIMEE
}

/** An open archive whose entries have all been judged before any is read. */
export interface Archive {
  entrees: Entry[]
  /** The bytes of an entry, counted against the limits as they come. */
  lire: (entree: Entry) => AsyncGenerator<Buffer>
  fermer: () => void
}

function judge(entree: Entry): string | undefined {
  if (entree.isEncrypted()) return CHIFFREE
  const ratio = entree.uncompressedSize / Math.max(1, entree.compressedSize)
  return entree.uncompressedSize > GONFLE_MAX || ratio > RATIO_MAX ? TROP_GROSSE : undefined
}

async function listed(zip: ZipFile, path: string): Promise<Entry[]> {
  const entrees: Entry[] = []
  for await (const entree of zip.eachEntry()) {
    const message = entrees.length >= 2000 ? 'Cette archive contient trop de fichiers.' : judge(entree)
    if (message) throw fichierRefuse({ fichier: path, valeur: entree.fileName, message })
    entrees.push(entree)
  }
  const total = entrees.reduce((sum, entree) => sum + entree.uncompressedSize, 0)
  if (total > GONFLE_MAX) throw fichierRefuse({ fichier: path, message: TROP_GROSSE })
  return entrees
}

async function* inflated(stream: Readable, limit: { max: number; path: string }): AsyncGenerator<Buffer> {
  let seen = 0
  for await (const chunk of stream) {
    seen += chunk.length
    if (seen > limit.max) throw fichierRefuse({ fichier: limit.path, message: TROP_GROSSE })
    yield chunk
  }
}

/** Runs an operation of yauzl, its faults said as a refusal of the archive. */
async function orRefused<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation()
  } catch (error) {
    if (
      error instanceof Error &&
      (error.name === 'FichierRefuse' || ('code' in error && error.code === 'ENOENT'))
    )
      throw error
    throw fichierRefuse({ fichier: path, message: sentence(error) })
  }
}

async function* entryBytes(
  path: string,
  { zip, entree }: { zip: ZipFile; entree: Entry },
): AsyncGenerator<Buffer> {
  const stream = await orRefused(path, () => zip.openReadStreamPromise(entree))
  const max = Math.min(GONFLE_MAX, RATIO_MAX * Math.max(1, entree.compressedSize))
  const bytes = inflated(stream, { max, path })
  try {
    for (;;) {
      const next = await orRefused(path, () => bytes.next())
      if (next.done) return
      yield next.value
    }
  } finally {
    stream.destroy()
  }
}

/**
 * Opens a zip and judges every entry: password, path tricks, declared size and ratio. Throws FichierRefuse.
 * The caller closes it.
 */
export async function ouvrirArchive(path: string): Promise<Archive> {
  const zip = await orRefused(path, () => openPromise(path, { autoClose: false, strictFileNames: true }))
  try {
    const entrees = await orRefused(path, () => listed(zip, path))
    return { entrees, lire: (entree) => entryBytes(path, { zip, entree }), fermer: () => zip.close() }
  } catch (error) {
    zip.close()
    throw error
  }
}
