import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPdf } from '#src/documents/pdf-reading.ts'
import { GALERIE } from '#src/documents/galerie.ts'
import { passpro } from './terminal.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-galerie-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('passpro galerie draws every document and a page that leads to each, without any base', async () => {
  const out = path.join(folder, 'nouveau', 'dossier')
  const { code, out: said, err } = await passpro(['galerie', out])
  expect(code).toBe(0)
  expect(said).toBe(`${GALERIE.length} documents et leur sommaire, dans ${out}.\n`)
  expect(err.trim().split('\n')).toHaveLength(GALERIE.length)
  const names = GALERIE.map(({ nom }) => `${nom}.pdf`)
  expect(readdirSync(out).toSorted((a, b) => a.localeCompare(b))).toEqual(
    [...names, 'index.html'].toSorted((a, b) => a.localeCompare(b)),
  )
  const page = readFileSync(path.join(out, 'index.html'), 'utf8')
  for (const { nom, titre } of GALERIE) expect(page).toContain(`<a href="${nom}.pdf">${titre}</a>`)
  // The names that no font has are said to be left aside, and every file is a PDF that another reader opens.
  expect(page.match(/<br>laissé de côté : /g)).toHaveLength(2)
  for (const name of names)
    expect((await readPdf(new Uint8Array(readFileSync(path.join(out, name))))).pages.length).toBeGreaterThan(
      0,
    )
}, 120_000)
