import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerConfig } from '#src/db/connection.ts'
import { firstBrokenLink } from '#src/db/journal.ts'
import { migrate } from '#src/db/migrate.ts'
import { testDb } from '#src/db/testing.ts'
import { projectFolder } from '#src/kit/project-folder.ts'
import { acteurWith, at, eleveAt, fictionalCampagne } from '#src/procedure/bonus/examples/campagne.ts'
import { rapprochementOf } from '#src/procedure/bonus/api.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { appOver, get } from '#src/web/testing.ts'

/**
 * An upgrade while processes of the version before still answer: its base has more than they know, and lacks nothing of
 * what they read and write.
 */
const FOLDER = path.join(projectFolder(), 'src/db/migrations')
/** Take away something, or ask more of who writes: all of them from before the first version that was installed. */
const BEFORE_THE_FIRST = ['0004_taches_et_exports.sql', '0008_vagues.sql', '0011_incidents.sql']
const TAKES_AWAY =
  /\bdrop\s+(?:table|column|view|function|type)\b|\brename\b|\balter\s+(?:column\s+)?\w+\s+(?:set\s+data\s+)?type\b|\bset\s+not\s+null\b/i
const ASKS_MORE = /\badd\s+column\s+(?![^,;]*\b(?:default|generated)\b)[^,;]*\bnot\s+null\b/i
const withoutComments = (text: string): string => text.replaceAll(/--.*$/gm, '')
const breaks = (text: string): boolean =>
  TAKES_AWAY.test(withoutComments(text)) || ASKS_MORE.test(withoutComments(text))

describe('A63: a migration', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'))

  test('adds, and takes nothing from the processes of the version before', () => {
    const found = files.filter((name) => breaks(readFileSync(path.join(FOLDER, name), 'utf8')))
    expect(found).toEqual(BEFORE_THE_FIRST)
  })

  test.each([
    'alter table eleve drop column classe;',
    'drop table lettre;',
    'alter table eleve rename column nom to name;',
    'alter table eleve rename to pupil;',
    'alter table eleve alter column classe type integer using 1;',
    'alter table eleve alter classe set data type integer;',
    'alter table eleve alter column classe set not null;',
    'alter table eleve add column couleur text not null;',
    'alter table eleve add column a text,\n  add column couleur text not null check (couleur > 1);',
  ])('this one would be seen: %s', (text) => {
    expect(breaks(text)).toBe(true)
  })

  test.each([
    '-- drop table lettre\ncreate table autre (id bigint not null);',
    "alter table eleve add column couleur text not null default '';",
    'alter table eleve add column couleur text;',
    'alter table envoi drop constraint envoi_genre_connu;',
  ])('and this one may be: %s', (text) => {
    expect(breaks(text)).toBe(false)
  })
})

describe('A63: processes of this version on the base of the next', () => {
  let base: Awaited<ReturnType<typeof testDb>>
  let owner: pg.Client
  beforeAll(async () => {
    base = await testDb()
    owner = new pg.Client(ownerConfig(base.address))
    await owner.connect()
    // The next version adds to every table, and a table of its own that points at pupils.
    const { rows } = await owner.query<{ nom: string }>(
      `select relname as nom from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
       and not relispartition and relname <> 'schema_migration'`,
    )
    for (const { nom } of rows)
      await owner.query(
        `alter table "${nom}" add column ajout_suivant text, add column compte_suivant integer not null default 7`,
      )
    await owner.query(
      'create table suivante (id bigint primary key, eleve_id bigint references eleve on delete cascade)',
    )
  })
  afterAll(async () => {
    await owner?.end()
    await base.close()
  })

  test('go on: a whole campaign, its pages, its journal', async () => {
    const campagne = await fictionalCampagne(base.db, { elevesParCollege: 2 })
    const items = [0, 1].map((index) => aParcours({ eleveId: eleveAt(campagne, index).id }))
    await playParcours(campagne, items)
    const { etats } = await at(campagne, '2027-05-23', (tx) => rapprochementOf(tx, campagne.campagneId))
    expect(etats.map(({ etat }) => etat)).toEqual(['exporte', 'exporte'])
    const { app, cookieFor } = appOver(base.db)
    const head = await acteurWith(campagne, { role: 'chef_origine', uai: eleveAt(campagne, 0).uai })
    for (const [page, cookie] of [
      ['/eleves', await cookieFor(head)],
      [`/eleves/${eleveAt(campagne, 0).id}`, await cookieFor(head)],
      ['/rapprochement', await cookieFor(campagne.acteur)],
    ] as const)
      expect((await get(app, page, cookie)).status, page).toBe(200)
    expect(
      await at(campagne, '2027-05-23', (tx) => firstBrokenLink(tx, head.habilitations[0]?.uai ?? '')),
    ).toBeUndefined()
  })

  test('do not start again: an old program refuses a base that knows a migration it does not', async () => {
    await owner.query(`insert into schema_migration (nom, empreinte) values ('9999_suivante.sql', 'x')`)
    await expect(migrate(owner)).rejects.toThrow('absente du code : 9999_suivante.sql')
  })
})
