import { expect, test } from 'vitest'
import yauzl from 'yauzl'
import { joinZips, zipOf } from '#src/kit/zip-out.ts'

const text = (words: string): Uint8Array => new TextEncoder().encode(words)

/** Names and texts of an archive, by a reader that is not ours. */
async function read(zip: Uint8Array): Promise<[string, string][]> {
  const archive = await yauzl.fromBufferPromise(Buffer.from(zip))
  const found: [string, string][] = []
  for await (const entry of archive.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk))
    found.push([entry.fileName, Buffer.concat(chunks).toString('utf8')])
  }
  return found
}

test('another reader finds every file, its name and its bytes', async () => {
  const files = [
    { nom: 'fiche-3B-01.pdf', contenu: text('%PDF-1.7 '.repeat(500)) },
    { nom: 'dossier/élève 張.txt', contenu: text('accents : éàü') },
    { nom: 'vide', contenu: text('') },
  ]
  const expected = files.map(({ nom, contenu }) => [nom, new TextDecoder().decode(contenu)])
  expect(await read(zipOf(files))).toEqual(expected)
  expect(Buffer.from(zipOf(files)).equals(Buffer.from(zipOf(files)))).toBe(true)
})

test('an archive may be empty, never hold one name twice', async () => {
  expect(await read(zipOf([]))).toEqual([])
  const twice = { nom: 'a', contenu: text('') }
  expect(() => zipOf([twice, twice])).toThrow('deux fichiers de même nom')
})

test('archives joined hold every file of each, in order, and read as one', async () => {
  const files = ['a', 'b', 'c', 'é'].map((nom) => ({ nom: `${nom}.txt`, contenu: text(nom.repeat(300)) }))
  const [first, ...others] = files
  const joined = joinZips([zipOf(first ? [first] : []), zipOf([]), zipOf(others)])
  expect(await read(joined)).toEqual(
    files.map(({ nom, contenu }) => [nom, new TextDecoder().decode(contenu)]),
  )
  expect(Buffer.from(joined).equals(Buffer.from(zipOf(files)))).toBe(true)
})
