import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemSentence } from '#src/cli/failure.ts'
import { throughStage, writeWhole } from '#src/cli/staged-folder.ts'
import { undoLeftovers } from '#src/kit/leftovers.ts'

let out: string
beforeEach(() => (out = mkdtempSync(path.join(os.tmpdir(), 'passpro-etape-'))))
afterEach(() => rmSync(out, { recursive: true, force: true }))

const put = (folder: string, name: string, text: string): Promise<void> =>
  writeFile(path.join(folder, name), text)
const contents = (): Record<string, string> =>
  Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(path.join(out, name), 'utf8')]))

test('files appear together, replacing those of the same name and leaving the others', async () => {
  await put(out, 'a', 'ancien')
  await put(out, 'autre', 'gardé')
  await throughStage(out, async (stage) => {
    await put(stage, 'a', 'neuf')
    expect(contents).toThrow('EISDIR')
    expect(readFileSync(path.join(out, 'a'), 'utf8')).toBe('ancien')
  })
  expect(contents()).toEqual({ a: 'neuf', autre: 'gardé' })
})

test('a folder inside is merged', async () => {
  mkdirSync(path.join(out, 'siecle'))
  writeFileSync(path.join(out, 'siecle', 'x'), 'gardé')
  await throughStage(out, async (stage) => {
    mkdirSync(path.join(stage, 'siecle'))
    await put(path.join(stage, 'siecle'), 'y', 'neuf')
  })
  expect(readdirSync(path.join(out, 'siecle')).sort()).toEqual(['x', 'y'])
})

test('work that fails, or a process that is stopped, leaves the folder as it was', async () => {
  await put(out, 'a', 'ancien')
  const failing = throughStage(out, async (stage) => {
    await put(stage, 'a', 'neuf')
    throw new Error('panne')
  })
  await expect(failing).rejects.toThrow('panne')
  expect(contents()).toEqual({ a: 'ancien' })
  const stopped = throughStage(out, async (stage) => {
    await put(stage, 'a', 'neuf')
    await undoLeftovers()
  })
  await expect(stopped).rejects.toThrow('ENOENT')
  expect(contents()).toEqual({ a: 'ancien' })
})

test('what a killed run has left goes away with the next', async () => {
  mkdirSync(path.join(out, '.passpro-partiel-abc'))
  await throughStage(out, (stage) => put(stage, 'a', 'neuf'))
  expect(contents()).toEqual({ a: 'neuf' })
})

test('one file is written whole; a full disk is a sentence', () => {
  writeWhole(path.join(out, 'r.csv'), 'texte')
  expect(contents()).toEqual({ 'r.csv': 'texte' })
  let said: string | undefined
  try {
    writeWhole('/dev/full', 'texte')
  } catch (error) {
    said = systemSentence(error)
  }
  expect(said).toContain('Le disque est plein')
})
