import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, expect, test } from 'vitest'
import { groupBy } from '#src/kit/group.ts'
import { fabriquer } from '#src/rehearsal/fabriquer.ts'
import { jouer } from '#src/rehearsal/jouer/jouer.ts'
import { judge } from '../oracle/oracle.ts'

const scratch = mkdtempSync(path.join(os.tmpdir(), 'passpro-incidents-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

type Row = Readonly<Record<string, string>>
const rowsOf = (folder: string, file: string): Row[] => {
  const rows: Row[] = parse(readFileSync(path.join(folder, file)), { delimiter: ';', columns: true })
  return rows
}
const keyOf = ({ ine, domaine }: Row): string => `${ine}/${domaine}`
const whereOf = ({ uai_referent: uai, debut }: Row): string => `${uai} ${debut}`
const dayOf = ({ debut = '' }: Row): string => debut.slice(0, 10)
const seenFrom = (folder: string): Map<string, Row> =>
  new Map(rowsOf(folder, 'plan.csv').map((row) => [keyOf(row), row]))

/** The group with the most rows. */
function largest(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  const [first] = [...groupBy(rows, keyOf).values()].toSorted((a, b) => b.length - a.length)
  if (!first) throw new Error('entretiens attendus')
  return first
}

const wholeDay = (day: string): string => `${day}T00:00;${day}T23:59`
const DECLARED = '2027-02-20'
const HEADER = 'declare_le;genre;cible;domaine;debut;fin;motif'

/** What a rectorat rehearses: a teacher away, a lycée on strike, pupils who cannot, withdraw or do not come. */
function incidentsFor(plan: readonly Row[]): { lines: string[]; strike: Row; missed: Row[]; withdrawn: Row } {
  const [strike] = largest(plan, (row) => `${row['uai_referent']} ${dayOf(row)}`)
  const alone = plan.filter((row) => !row['intervenant']?.includes('+'))
  const [away] = largest(
    alone.filter((row) => row['uai_referent'] !== strike?.['uai_referent']),
    (row) => `${row['uai_referent']} ${row['intervenant']} ${dayOf(row)}`,
  )
  if (!strike || !away) throw new Error('entretiens attendus')
  const others = plan.filter(
    (row) => ![strike, away].some((one) => one['uai_referent'] === row['uai_referent']),
  )
  const [withdrawn, unable, ...rest] = others
  const missed = rest.slice(0, 2)
  if (!withdrawn || !unable || missed.length < 2) throw new Error('élèves attendus')
  const pupil = (row: Row): string => `eleve:${row['ine']};${row['domaine']}`
  const lines = [
    `${DECLARED}T08:00;intervenant_absent;intervenant:${away['uai_referent']}/${away['intervenant']};;${wholeDay(dayOf(away))};Arrêt (fictif)`,
    `${DECLARED}T09:00;lieu_ferme;uai:${strike['uai_referent']};;${wholeDay(dayOf(strike))};Grève (fictive)`,
    `${DECLARED}T10:00;eleve_indisponible;${pupil(unable)};${wholeDay(dayOf(unable))};Stage (fictif)`,
    `${DECLARED}T11:00;retrait;${pupil(withdrawn)};;;A changé d’avis (fictif)`,
    ...missed.map((row) => `;absence;${pupil(row)};;;N’est pas venu (fictif)`),
  ]
  return { lines, strike, missed, withdrawn }
}

test(
  'a campaign played from files meets absences, a strike, a withdrawal and no-shows, and is mended',
  { timeout: 240_000 },
  async () => {
    const entree = path.join(scratch, 'entree')
    const [before, after] = [path.join(scratch, 'avant'), path.join(scratch, 'apres')]
    await fabriquer(entree, { eleves: 160, graine: 4, propre: true })
    expect(await jouer({ entree, sortie: before })).toMatchObject({ ok: true, changements: null })
    const plan = seenFrom(before)
    const { lines, strike, missed, withdrawn } = incidentsFor([...plan.values()])
    writeFileSync(path.join(entree, 'incidents.csv'), `${[HEADER, ...lines].join('\n')}\n`)

    const played = await jouer({ entree, sortie: after })
    expect(played.anomalies.filter((one) => one.fichier.endsWith('incidents.csv'))).toEqual([])
    expect(judge(entree, after).differences).toEqual([])
    const mended = seenFrom(after)
    expect(mended.has(keyOf(withdrawn))).toBe(false)
    expect(
      [...mended.values()].some((row) =>
        whereOf(row).startsWith(`${strike['uai_referent']} ${dayOf(strike)}`),
      ),
    ).toBe(false)
    for (const row of missed)
      expect(String(mended.get(keyOf(row))?.['debut']) > String(row['debut'])).toBe(true)

    // What is told is what changed, no more and no less.
    const told = rowsOf(after, 'changements.csv')
    expect(played.changements).toBe(told.length)
    const changed = [...plan].filter(([key, row]) => {
      const now = mended.get(key)
      return !now || whereOf(now) !== whereOf(row)
    })
    const visible = told.filter((row) => row['visible'] === 'oui')
    expect(new Set(visible.map(keyOf))).toEqual(new Set(changed.map(([key]) => key)))
    const last = new Map(told.map((row) => [keyOf(row), row]))
    for (const [key, row] of last) {
      const now = mended.get(key)
      expect(`${row['apres_uai']} ${row['apres_debut']}`).toBe(now ? whereOf(now) : ' ')
      expect(row['motif']).toMatch(/fictif|fictive/)
    }
    expect(new Set(told.map((row) => row['genre'])).size).toBe(5)
    // Nobody else moved.
    expect(changed.length).toBeLessThan(plan.size / 2)

    const again = path.join(scratch, 'encore')
    await jouer({ entree, sortie: again })
    for (const file of ['plan.csv', 'changements.csv', 'non-places.csv', 'bilan.json', 'anomalies.csv'])
      expect(readFileSync(path.join(again, file), 'utf8')).toBe(readFileSync(path.join(after, file), 'utf8'))
  },
)

test(
  'a fictional campaign with incidents is mended, and judged alike twice',
  { timeout: 240_000 },
  async () => {
    const [entree, sortie] = [path.join(scratch, 'fabriquee'), path.join(scratch, 'fabriquee-sortie')]
    await fabriquer(entree, { eleves: 200, graine: 7, incidents: true })
    const genres = new Set(rowsOf(entree, 'incidents.csv').map((row) => row['genre']))
    expect(genres).toEqual(new Set(['absence', 'intervenant_absent', 'lieu_ferme', 'retrait']))
    const { ok, changements } = await jouer({ entree, sortie })
    expect([ok, (changements ?? 0) > 0]).toEqual([true, true])
    expect(judge(entree, sortie).differences).toEqual([])
    const told = new Set(rowsOf(sortie, 'changements.csv').map((row) => row['genre']))
    expect(told).toEqual(genres)
  },
)
