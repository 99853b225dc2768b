import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fabriquer, type FabriquerOptions } from '#src/rehearsal/fabriquer.ts'
import { jouer } from '#src/rehearsal/jouer/jouer.ts'
import { judge } from '../oracle/oracle.ts'

const scratch = mkdtempSync(path.join(os.tmpdir(), 'passpro-fabriquees-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

async function expectOneJudgement(
  name: string,
  options: FabriquerOptions,
  change: (campagne: object) => object = (same) => same,
) {
  const [entree, sortie] = [path.join(scratch, name), path.join(scratch, `${name}-sortie`)]
  const resume = await fabriquer(entree, options)
  const file = path.join(entree, 'campagne.json')
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')))))
  const played = await jouer({ entree, sortie })
  expect(played.ok).toBe(true)
  expect(judge(entree, sortie).differences).toEqual([])
  return { resume, played }
}

test.each([
  { reglement: 'paris', graine: 1, eleves: 150 },
  { reglement: 'exemple-gradue', graine: 2, eleves: 150 },
] as const)(
  'a fictional campaign with wrong lines is judged alike twice: $reglement',
  { timeout: 180_000 },
  async (options) => {
    const { resume, played } = await expectOneJudgement(options.reglement, options)
    const found = new Set(played.anomalies.map((one) => `${one.fichier};${one.ligne};${one.gravite}`))
    const planted = resume.fautes.filter((faute) => faute.gravite !== null && faute.ligne > 0)
    expect(planted.length).toBeGreaterThan(0)
    expect(
      planted.filter((one) => !found.has(`${path.basename(one.fichier)};${one.ligne};${one.gravite}`)),
    ).toEqual([])
  },
)

test('a reglement of one’s own and every constraint of the planner', { timeout: 180_000 }, async () => {
  const reglement = {
    echelles: {
      origine: ['reserve', 'favorable'],
      referent: ['reserve', 'assez_favorable', 'favorable'],
      final: ['sans', 'un_peu', 'beaucoup'],
    },
    croisement: {
      reserve: { reserve: 'sans', assez_favorable: 'sans', favorable: 'un_peu' },
      favorable: { reserve: 'sans', assez_favorable: 'un_peu', favorable: 'beaucoup' },
    },
    points: { sans: 10, un_peu: 20, beaucoup: 30 },
    avisOrigine: 'par_formation',
    avisOrigineAvantEntretien: false,
    confirmationResponsables: 'aucun',
    visibiliteAvisOrigine: 'commentaire_seul',
  }
  const contraintes = {
    joursFermes: ['2027-03-01', '2027-03-10'],
    pauseMinutes: 5,
    maxParCollege: 2,
    accompagnes: 6,
    preavisJours: 14,
    trajetMaxMinutes: 90,
  }
  await expectOneJudgement('sur-mesure', { eleves: 120, graine: 5 }, (campagne) => ({
    ...campagne,
    reglement,
    contraintes,
  }))
})
