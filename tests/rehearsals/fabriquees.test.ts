import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fabriquer } from '#src/rehearsal/fabriquer.ts'
import { jouer } from '#src/rehearsal/jouer/jouer.ts'
import { judge } from '../oracle/oracle.ts'

const scratch = mkdtempSync(path.join(os.tmpdir(), 'passpro-fabriquees-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test.each([
  { reglement: 'paris', graine: 1, eleves: 300 },
  { reglement: 'exemple-gradue', graine: 2, eleves: 300 },
] as const)('a fictional campaign with wrong lines is judged alike twice: $reglement', async (options) => {
  const entree = path.join(scratch, options.reglement)
  const sortie = path.join(scratch, `${options.reglement}-sortie`)
  const resume = await fabriquer(entree, options)
  const played = await jouer({ entree, sortie })
  expect(played.ok).toBe(true)
  expect(judge(entree, sortie).differences).toEqual([])
  const found = new Set(played.anomalies.map((one) => `${one.fichier};${one.ligne};${one.gravite}`))
  const planted = resume.fautes.filter((faute) => faute.gravite !== null && faute.ligne > 0)
  expect(
    planted.filter((one) => !found.has(`${path.basename(one.fichier)};${one.ligne};${one.gravite}`)),
  ).toEqual([])
})
