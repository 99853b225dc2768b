import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { versFichier } from '#src/jobs/sms.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-sms-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a message is a line of the file, in letters of telephones; a number that is none is refused', async () => {
  const fichier = path.join(folder, 'sms.jsonl')
  const telephonie = versFichier(fichier)
  const texte = 'Rappel : un entretien est fixé. Détails dans l’espace de l’élève.'
  expect(await telephonie.envoyer({ a: '0692 12 34 56', texte, reference: 'envoi-1' })).toEqual({
    ok: true,
    segments: 1,
  })
  expect(await telephonie.envoyer({ a: '01 12 34 56 78', texte, reference: 'envoi-2' })).toEqual({
    ok: false,
    code: 'numero',
  })
  expect(
    readFileSync(fichier, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    {
      a: '+262692123456',
      texte: "Rappel : un entretien est fixé. Détails dans l'espace de l'élève.",
      reference: 'envoi-1',
      segments: 1,
    },
  ])
  expect(await versFichier(folder).envoyer({ a: '0612345678', texte, reference: 'envoi-3' })).toMatchObject({
    ok: false,
  })
})
