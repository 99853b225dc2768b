import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownerConfig } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import { firstBrokenLink, listChaines } from '#src/db/journal.ts'
import {
  acteurWith,
  at,
  fictionalCampagne,
  must,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { approveActeExceptionnel, askActeExceptionnel, computeAvisFinaux } from '#src/procedure/bonus/api.ts'
import { readEleve } from '#src/procedure/eleves/api.ts'
import { passpro } from '../cli/terminal.ts'

/** Two académies: an origin avis for each formation, and one for each pupil; each with an exceptional act. */
let base: Awaited<ReturnType<typeof testDb>>
let campagnes: readonly CampagneFictive[]
let owner: pg.Client
beforeAll(async () => {
  base = await testDb()
  campagnes = [
    await fictionalCampagne(base.db, { academie: '01', elevesParCollege: 4 }),
    await fictionalCampagne(base.db, { academie: '24', elevesParCollege: 4, reglement: 'paris' }),
  ]
  for (const campagne of campagnes) await play(campagne)
  owner = new pg.Client(ownerConfig(base.address))
  await owner.connect()
}, 120_000)
afterAll(async () => {
  await owner.end()
  await base.close()
})

async function play(campagne: CampagneFictive): Promise<void> {
  const { campagneId, approbateur } = campagne
  await playParcours(
    campagne,
    campagne.eleves.map(({ id: eleveId }, i) => aParcours({ eleveId, paroles: i === 1 ? 'refus' : 'tous' })),
  )
  const eleveId = campagne.eleves[0]?.id ?? 0
  const { mef } = aParcours({ eleveId })
  const acte = {
    genre: 'avis_origine_corrige',
    eleveId,
    mef,
    responsableId: null,
    avis: 'reserve',
    commentaire: 'Un essai fictif de correction, pour la formation de menuiserie.',
    motif: 'Erreur de saisie, dans un essai fictif',
  } as const
  const id = await at(campagne, '2027-05-21', (tx) =>
    askActeExceptionnel(tx, { campagneId, acte }).then(must),
  )
  await at({ ...campagne, acteur: approbateur }, '2027-05-22', async (tx) => {
    must(await approveActeExceptionnel(tx, id))
    await computeAvisFinaux(tx, campagneId)
  })
}

const replay = (academie: string) => passpro(['journal', 'rejouer', '--academie', academie], base.address, {})

test.each(['01', '24'])('the acts of %s played again leave what the tables hold', async (academie) => {
  const { code, out } = await replay(academie)
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^\d{2,} faits rejoués, 0 écarts ; 0 avis finaux faux/),
  ])
})

/** One row changed by who holds the base, behind the journal; then put back. */
const CHANGES: readonly [what: string, change: string, said: RegExp][] = [
  ['a registration', `update inscription set mef = '2472340122' where id = $1`, /inscription \d+ : journal/],
  [
    'the level of an origin avis',
    `update avis_origine set sens = 'reserve' where inscription_id = $1`,
    /avis d’origine inscription \d+ : journal favorable, table reserve/,
  ],
  ['its words', `update avis_origine set commentaire = 'autre' where inscription_id = $1`, /d’autres mots/],
  [
    'an avis of the lycée',
    `update avis_referent set sens = 'reserve' where inscription_id = $1`,
    /avis du référent \d+ : journal favorable, table reserve/,
  ],
  [
    'an avis taken away',
    `delete from avis_referent where inscription_id = $1`,
    /avis du référent \d+ : journal favorable, table muette/,
  ],
  [
    'a confirmation',
    `update confirmation set decision = 'non' where inscription_id = $1 and responsable_id is null`,
    /confirmation \d+ eleve : journal oui papier, table non papier/,
  ],
  [
    'a word that nobody said',
    `insert into confirmation (academie, campagne_id, inscription_id, decision, support, auteur, le)
     select academie, campagne_id, id, 'non', 'papier', 'Personne', now() from inscription where id = $1`,
    /journal oui papier, table non papier puis oui papier/,
  ],
  [
    'a presence',
    `update presence set etat = 'absent' where entretien_id = (select n.id from entretien n
     join inscription i on (i.eleve_id, i.domaine) = (n.eleve_id, n.domaine) where i.id = $1)`,
    /présence \d+ : journal present, table absent/,
  ],
  [
    'an avis final',
    `update avis_final set points = points + 1 where inscription_id = $1`,
    /1 avis finaux faux[^]*avis final \d+/,
  ],
]

test.each(CHANGES)('changed behind the journal, %s is named', async (_what, change, said) => {
  const eleve = campagnes[0]?.eleves[2]?.id
  const { rows } = await owner.query<{ id: string }>('select id from inscription where eleve_id = $1', [
    eleve,
  ])
  const tables = ['inscription', 'avis_origine', 'avis_referent', 'confirmation', 'presence', 'avis_final']
  for (const table of tables) await owner.query(`create table garde_${table} as select * from ${table}`)
  try {
    await owner.query('set session_replication_role = replica')
    await owner.query(change, [rows[0]?.id])
    const { code, out } = await replay('01')
    expect([code, out]).toEqual([1, expect.stringMatching(said)])
  } finally {
    for (const table of tables.toReversed()) {
      await owner.query(`delete from ${table}`)
      await owner.query(`insert into ${table} overriding system value select * from garde_${table}`)
      await owner.query(`drop table garde_${table}`)
    }
    await owner.query('set session_replication_role = origin')
  }
  expect((await replay('01')).code).toBe(0)
})

test('the chain of who read what holds too, and a reading taken out of it is found', async () => {
  const [campagne] = campagnes
  if (!campagne) throw new Error('pas de campagne')
  const { id: eleveId = 0, uai = '' } = campagne.eleves[0] ?? {}
  const chef = await acteurWith(campagne, { role: 'chef_origine', uai })
  const read = () =>
    at({ ...campagne, acteur: chef }, '2027-05-20', (tx) =>
      readEleve(tx, { campagneId: campagne.campagneId, eleveId }),
    )
  await read()
  await read()
  const chaine = `lectures:${uai}`
  const broken = () => at(campagne, '2027-05-20', (tx) => firstBrokenLink(tx, chaine))
  expect(await at(campagne, '2027-05-20', listChaines)).toContain(chaine)
  expect(await broken()).toBeUndefined()
  await owner.query('alter table journal disable trigger user')
  await owner.query('delete from journal where chaine = $1 and rang = 1', [chaine])
  await owner.query('alter table journal enable trigger user')
  expect(await broken()).toBe(1)
})
