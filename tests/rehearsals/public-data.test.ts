import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectFolder } from '#src/kit/project-folder.ts'
import { fabriquer } from '#src/rehearsal/fabriquer.ts'
import { jouer } from '#src/rehearsal/jouer/jouer.ts'
import { judge } from '../oracle/oracle.ts'
import { publicTerrain } from './public-data.ts'

const donnees = path.join(projectFolder(), '../shared/data')
const scratch = mkdtempSync(path.join(os.tmpdir(), 'passpro-public-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

// Skipped, with this reason, where the public reference data is not beside the project.
test.skipIf(!existsSync(donnees))(
  'plays a campaign on the public directory of Créteil',
  { timeout: 240_000 },
  async () => {
    const [entree, sortie] = [path.join(scratch, 'entree'), path.join(scratch, 'sortie')]
    const terrain = await publicTerrain(donnees)
    expect(terrain.colleges.length).toBeGreaterThan(100)
    expect(terrain.offres.length).toBeGreaterThan(40)
    await fabriquer(entree, { eleves: 400, graine: 3, reglement: 'exemple-gradue', terrain })
    const played = await jouer({ entree, sortie })
    expect(played.ok).toBe(true)
    expect(judge(entree, sortie).differences).toEqual([])
    expect(
      readFileSync(path.join(sortie, 'bonus-affelnet.csv'), 'utf8').split('\r\n').length,
    ).toBeGreaterThan(20)
  },
)
