import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { jouer } from '#src/rehearsal/jouer/jouer.ts'
import { passpro } from '../cli/terminal.ts'
import { judge } from '../oracle/oracle.ts'

const here = import.meta.dirname
const scratch = mkdtempSync(path.join(os.tmpdir(), 'passpro-repetitions-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const rows = (file: string): string[] => readFileSync(file, 'utf8').trim().split(/\r?\n/).sort()

describe.each(['dix-eleves-paris', 'dix-eleves-gradue'])('%s', (name) => {
  const entree = path.join(here, name)
  const sortie = path.join(scratch, name)

  test('gives what was derived by hand', async () => {
    const played = await jouer({ entree, sortie })
    expect(played.ok).toBe(true)
    for (const file of ['avis-finaux.csv', 'rapprochement.csv'])
      expect(rows(path.join(sortie, file)), file).toEqual(rows(path.join(entree, 'attendu', file)))
    expect(readFileSync(path.join(sortie, 'bonus-affelnet.csv'))).toEqual(
      readFileSync(path.join(entree, 'attendu', 'bonus-affelnet.csv')),
    )
    const found = new Set(played.anomalies.map((one) => `${one.fichier};${one.ligne};${one.gravite}`))
    for (const expected of rows(path.join(entree, 'attendu', 'anomalies.csv')).filter(
      (row) => !row.startsWith('fichier'),
    ))
      expect([...found]).toContain(expected)
  })

  test('agrees with the independent judgement', () => {
    expect(judge(entree, sortie).differences).toEqual([])
  })

  test('gives the same bytes again', async () => {
    const again = path.join(scratch, `${name}-encore`)
    await jouer({ entree, sortie: again })
    for (const file of readdirSync(sortie))
      expect(readFileSync(path.join(again, file)).equals(readFileSync(path.join(sortie, file))), file).toBe(
        true,
      )
  })
})

test('a better plan on top of the first one is judged alike', async () => {
  const entree = path.join(here, 'dix-eleves-gradue')
  const sortie = path.join(scratch, 'mieux')
  expect(await passpro(['jouer', entree, sortie, '--ameliorer', '40'])).toMatchObject({
    code: 0,
    err: expect.stringMatching(/placés, .* sans place, coût .*, reste environ/),
  })
  expect(judge(entree, sortie).differences).toEqual([])
})
