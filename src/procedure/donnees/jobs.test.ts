import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstBrokenLink, listChaines, listTetes, lostTetes, type Tete } from '#src/db/journal.ts'
import { testDb } from '#src/db/testing.ts'
import { addDays, instantOf } from '#src/kit/day.ts'
import { readBilan } from '#src/procedure/bilan/api.ts'
import {
  acteurWith,
  at,
  codeOf,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { runConservation, viserDestruction } from '#src/procedure/donnees/api.ts'
import { jourDe, type Conserve } from '#src/procedure/donnees/rules/conservation.ts'
import { TABLES_DU_DOSSIER } from '#src/procedure/donnees/sql/dossiers.ts'
import { textOf } from '../../../tests/architecture/source-files.ts'

let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive
let fin: string
let heads: Tete[]
beforeAll(async () => {
  base = await testDb()
  campagne = await fictionalCampagne(base.db)
  await playParcours(
    campagne,
    campagne.eleves.map(({ id: eleveId }) => aParcours({ eleveId })),
  )
  const first = campagne.eleves[0]
  if (!first) throw new Error('aucun élève')
  await acteurWith(campagne, { role: 'eleve', eleveId: first.id })
  await run(async (trx) => {
    await sql`update responsable set courriel = 'canari-adresse@exemple.fr', telephone = '0600000000'`.execute(
      trx,
    )
    await sql`update inscription set amenagements = '{ecrit}' where eleve_id = ${first.id}`.execute(trx)
    await sql`insert into demande (academie, campagne_id, eleve_id, mef, le)
      select academie, campagne_id, eleve_id, mef, inscrit_le from inscription limit 1`.execute(trx)
    await sql`insert into observation (academie, campagne_id, entretien_id, auteur, le)
      select academie, campagne_id, id, 'canari', '2027-05-01' from entretien limit 1`.execute(trx)
    await sql`insert into reexamen (academie, campagne_id, inscription_id, version, motif, auteur, le)
      select academie, campagne_id, id, 1, 'canari', 'canari', '2027-05-01' from inscription limit 1`.execute(
      trx,
    )
    await sql`insert into contestation select academie, campagne_id, id, 'canari', 'canari', '2027-05-01'
      from confirmation limit 1`.execute(trx)
    await sql`insert into carnet select academie, campagne_id, id, 'questions', 'canari', '2027-05-01'
      from eleve limit 1`.execute(trx)
    await sql`insert into connexion values ('x', 'retour', '{}', '2027-05-01')`.execute(trx)
    await sql`insert into brouillon select academie, id, 'essai', '"canari"', '2027-05-01' from compte limit 1`.execute(
      trx,
    )
  })
  const [row] = await rows<{ fin: string }>('select fin_confirmations::text as fin from campagne')
  fin = row?.fin ?? ''
  heads = await at(campagne, fin, (tx) => listTetes(tx))
}, 120_000)
afterAll(() => base.close())

type Work<T> = Parameters<typeof at<T>>[2]
const run = <T>(work: (trx: Parameters<Work<T>>[0]['trx']) => Promise<T>): Promise<T> =>
  at(campagne, '2027-06-01', ({ trx }) => work(trx))
const rows = <T>(text: string): Promise<T[]> =>
  // oxlint-disable-next-line no-restricted-properties -- the text is that of a test
  run(async (trx) => (await sql<T>`${sql.raw(text)}`.execute(trx)).rows)
const count = async (from: string): Promise<number> =>
  (await rows<{ n: number }>(`select count(*)::int as n from ${from}`))[0]?.n ?? -1
const pass = (day: string): Promise<void> =>
  runConservation({ db: base.db, now: instantOf(`${day}T12:00`, ZONE) })
const dayBefore = (quoi: Conserve): string => addDays(jourDe(quoi, fin), -1)

const CONTACTS = 'responsable where num_nonnulls(courriel, telephone, adresse) > 0'

describe('by a moved clock', () => {
  test('nothing goes the day before, and contacts and needs go on the day', async () => {
    await pass(dayBefore('coordonnees'))
    expect(await count(CONTACTS)).toBeGreaterThan(0)
    expect(await count(`inscription where amenagements <> '{}'`)).toBe(1)
    await pass(jourDe('coordonnees', fin))
    expect(await count(CONTACTS)).toBe(0)
    expect(await count(`envoi where adresse <> ''`)).toBe(0)
    expect(await count(`inscription where amenagements <> '{}'`)).toBe(0)
    expect(await count('demande')).toBe(0)
    expect(await count('connexion')).toBe(0)
    expect(await count('compte_rendu')).toBeGreaterThan(0)
  })

  test('drafts half a year after the last key', async () => {
    await pass('2027-10-27')
    expect(await count('brouillon')).toBe(1)
    await pass('2027-10-29')
    expect(await count('brouillon')).toBe(0)
  })

  test('no dossier goes without the visa of the archives, and no visa is taken before the day', async () => {
    const { campagneId } = campagne
    const visa = { campagneId, visa: 'ARCH-2029-014 (fictif)' }
    expect(codeOf(await at(campagne, dayBefore('dossiers'), (tx) => viserDestruction(tx, visa)))).toBe(
      'destruction_prematuree',
    )
    await pass(jourDe('dossiers', fin))
    expect(await count('eleve')).toBe(campagne.eleves.length)
    const day = jourDe('dossiers', fin)
    expect((await at(campagne, day, (tx) => viserDestruction(tx, visa))).ok).toBe(true)
    expect(codeOf(await at(campagne, day, (tx) => viserDestruction(tx, visa)))).toBe('deja_visee')
  })

  test('A39: then every table forgets the pupils and their families; counts and figures stay', async () => {
    const bilan = await at(campagne, fin, (tx) => readBilan(tx, campagne.campagneId))
    const [person] = await rows<{ nom: string }>('select nom from eleve limit 1')
    await pass(jourDe('dossiers', fin))
    const tables = textOf('docs/privacy/inventory.csv')
      .trim()
      .split('\n')
      .map((line) => line.split(';'))
      .filter(
        ([, of = '', , kept = '']) =>
          ['eleves', 'familles'].includes(of) && ['dossier', 'campagne'].includes(kept),
      )
      .map(([table = '']) => table)
    expect(new Set(tables).size).toBeGreaterThan(25)
    const about = [...new Set(tables)].filter((table) => !['demande_droit', 'destruction'].includes(table))
    for (const table of about) expect(await count(table), table).toBe(0)
    const [kept] = await rows<{ bordereau: { tables: Record<string, number>; bilan: unknown } }>(
      'select bordereau from destruction',
    )
    expect(kept?.bordereau.tables['eleve']).toBe(campagne.eleves.length)
    expect(kept?.bordereau.bilan).toEqual(JSON.parse(JSON.stringify(bilan)))
    expect(await everywhere(person?.nom ?? '')).toEqual([])
  })

  test('what points at a dossier goes with it or before it, in every table of the schema', async () => {
    const { rows: liens } = await base.db.transaction().execute((trx) =>
      sql<{
        de: string
        vers: string
      }>`select conrelid::regclass::text as de, confrelid::regclass::text as vers
        from pg_constraint where contype = 'f' and confdeltype in ('a', 'r')`.execute(trx),
    )
    const rang = (table: string): number => TABLES_DU_DOSSIER.indexOf(table)
    const left = liens.filter(
      ({ de, vers }) => rang(vers) >= 0 && de !== vers && (rang(de) < 0 || rang(de) > rang(vers)),
    )
    expect(left).toEqual([])
    expect(liens.length).toBeGreaterThan(50)
  })

  test('A9: the chains hold, and so do the heads that were kept elsewhere before', async () => {
    await at(campagne, '2029-12-01', async (tx) => {
      for (const chaine of await listChaines(tx))
        expect(await firstBrokenLink(tx, chaine), chaine).toBeUndefined()
      expect(await lostTetes(tx, heads)).toEqual([])
    })
    expect(
      await count(`journal where sel is null and acte <> 'journal.effacer' and engagement is not null`),
    ).toBeGreaterThan(20)
  })

  test('done again, it finds nothing', async () => {
    const before = await count('journal')
    await pass(addDays(jourDe('dossiers', fin), 1))
    expect(await count('journal')).toBe(before)
  })
})

/** Tables in which a word stands somewhere, whatever the column. */
async function everywhere(word: string): Promise<string[]> {
  expect(word).not.toBe('')
  const tables = await rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const found: string[] = []
  for (const { name } of tables)
    if ((await count(`${name} x where x::text ilike '%${word}%'`)) > 0) found.push(name)
  return found
}
