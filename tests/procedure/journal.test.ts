import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerConfig } from '#src/db/connection.ts'
import { eraseJournal } from '#src/db/journal-erasure.ts'
import { CHAINE_ACADEMIE, firstBrokenLink, listTetes, lostTetes } from '#src/db/journal.ts'
import { testDb } from '#src/db/testing.ts'
import { cleDeRepetition, exportBonus } from '#src/procedure/bonus/api.ts'
import {
  at,
  codeOf,
  eleveAt,
  fictionalCampagne,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { approveReglement, createCampagne, writeReglement } from '#src/procedure/campagnes/api.ts'
import { aCalendrier, aReglement } from '#src/procedure/campagnes/examples.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { registerInscriptions, signAvisOrigine } from '#src/procedure/inscriptions/api.ts'
import { anAvisOrigine, anInscription } from '#src/procedure/inscriptions/examples.ts'

let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive
beforeAll(async () => {
  base = await testDb()
  campagne = await fictionalCampagne(base.db)
  await playParcours(
    campagne,
    campagne.eleves.slice(1).map(({ id: eleveId }) => aParcours({ eleveId })),
  )
})
afterAll(() => base.close())

const countJournal = (): Promise<number> =>
  at(campagne, '2027-06-01', async ({ trx }) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from journal`.execute(trx)
    return rows[0]?.n ?? 0
  })

describe('each act writes its row in its own transaction', () => {
  test('every act of a whole campaign is there, once or more', async () => {
    const actes = await at(campagne, '2027-06-01', async ({ trx }) => {
      const { rows } = await sql<{ acte: string }>`select distinct acte from journal order by acte`.execute(
        trx,
      )
      return rows.map((row) => row.acte)
    })
    expect(actes).toEqual([
      'avis_final.calculer',
      'avis_origine.signer',
      'avis_referent.signer',
      'campagne.creer',
      'campagne.ouvrir',
      'compte.creer',
      'compte_rendu.rediger',
      'confirmation.saisir',
      'convocation.emettre',
      'disponibilite.declarer',
      'domaines.enregistrer',
      'eleves.importer',
      'entretiens.placer',
      'etablissements.importer',
      'fiche.emettre',
      'formations.enregistrer',
      'inscription.enregistrer',
      'offres.enregistrer',
      'presence.enregistrer',
      'referents.enregistrer',
      'reglement.approuver',
      'reglement.rediger',
      'voeux.importer',
    ])
  })

  test('says who, acting for whom, what, on what, when', async () => {
    const { id: eleveId, uai } = eleveAt(campagne, 0)
    const acteur = { ...campagne.acteur, pourLeCompteDe: uai }
    const items = [anInscription({ eleveId, mef: '2473340321' })]
    await at({ db: base.db, acteur }, '2027-02-03T10:00', (tx) =>
      registerInscriptions(tx, { campagneId: campagne.campagneId, items }),
    )
    const row = await at(campagne, '2027-06-01', async ({ trx }) =>
      trx
        .selectFrom('journal')
        .selectAll()
        .where('chaine', '=', uai)
        .orderBy('rang', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow(),
    )
    expect(row).toMatchObject({
      acte: 'inscription.enregistrer',
      auteur: acteur.nom,
      compte_id: acteur.compteId,
      pour_le_compte_de: uai,
      objet: 'inscription',
      avant: null,
      apres: { eleve: eleveId, mef: '2473340321' },
    })
    expect(row.le).toEqual(new Date('2027-02-03T09:00:00Z'))
  })

  const REFUSALS: [string, string, (tx: Tx) => Promise<unknown>][] = [
    [
      'inscription_tardive',
      '2027-03-01',
      async (tx) =>
        codeOf(
          (
            await registerInscriptions(tx, {
              campagneId: campagne.campagneId,
              items: [anInscription({ eleveId: eleveAt(campagne, 0).id })],
            })
          )[0],
        ),
    ],
    [
      'inscription_absente',
      '2027-02-03',
      async (tx) =>
        codeOf(
          (
            await signAvisOrigine(tx, {
              campagneId: campagne.campagneId,
              items: [anAvisOrigine({ eleveId: eleveAt(campagne, 0).id })],
            })
          )[0],
        ),
    ],
    [
      'croisement_incomplet',
      '2027-01-05',
      async (tx) =>
        codeOf(await writeReglement(tx, { nom: 'troué', contenu: aReglement('paris', { croisement: {} }) })),
    ],
    ['reglement_inconnu', '2027-01-05', async (tx) => codeOf(await approveReglement(tx, 999_999))],
    [
      'calendrier_desordonne',
      '2027-01-05',
      async (tx) =>
        codeOf(
          await createCampagne(tx, {
            annee: '2027-2028',
            dispositif: 'PASSPRO',
            reglementId: 1,
            calendrier: aCalendrier({ finConfirmations: '2027-01-01' }),
            contraintes: {},
            graine: 1,
            horloge: null,
          }),
        ),
    ],
    [
      'meme_personne',
      '2027-06-01',
      async (tx) =>
        codeOf(
          await exportBonus(tx, {
            campagneId: campagne.campagneId,
            approbateurId: tx.acteur.compteId ?? 0,
            cle: cleDeRepetition(1),
          }),
        ),
    ],
  ]
  test.each(REFUSALS)('no row for what is refused: %s', async (code, instant, act) => {
    const before = await countJournal()
    expect(await at(campagne, instant, act)).toBe(code)
    expect(await countJournal()).toBe(before)
  })

  test('no row for what is rolled back', async () => {
    const before = await countJournal()
    const work = at(campagne, '2027-02-03', async (tx) => {
      await writeReglement(tx, { nom: 'perdu', contenu: aReglement() })
      throw new Error('panne après l’acte')
    })
    await expect(work).rejects.toThrow('panne après l’acte')
    expect(await countJournal()).toBe(before)
  })
})

describe('the chain of a school', () => {
  /** What somebody could do who holds the base itself: the owner, with the guard taken off. */
  async function tampered(statement: string): Promise<number | undefined> {
    const owner = new pg.Client(ownerConfig(base.address))
    await owner.connect()
    const uai = campagne.colleges[0]
    await owner.query('create table if not exists copie as select * from journal with no data')
    await owner.query('truncate copie')
    await owner.query('insert into copie select * from journal')
    await owner.query('alter table journal disable trigger user')
    await owner.query(statement, [uai])
    const found = await at(campagne, '2027-06-01', (tx) => firstBrokenLink(tx, uai))
    await owner.query('delete from journal')
    await owner.query('insert into journal select * from copie')
    await owner.query('alter table journal enable trigger user')
    await owner.end()
    return found
  }

  test('holds, as those of the lycées and of the académie', async () => {
    for (const chaine of [...campagne.colleges, ...campagne.lycees, CHAINE_ACADEMIE])
      expect(await at(campagne, '2027-06-01', (tx) => firstBrokenLink(tx, chaine)), chaine).toBeUndefined()
  })

  test.each([
    ['a changed content', `update journal set apres = '{"mef":"x"}' where chaine = $1 and rang = 3`, 3],
    ['a changed author', `update journal set auteur = 'Quelqu’un' where chaine = $1 and rang = 2`, 2],
    ['a changed instant', `update journal set le = le + interval '1 hour' where chaine = $1 and rang = 4`, 4],
    ['a removed row', `delete from journal where chaine = $1 and rang = 5`, 5],
    ['a first row removed', `delete from journal where chaine = $1 and rang = 1`, 1],
    [
      'a forged hash',
      `update journal set acte = 'rien', empreinte = encode(sha256('faux'), 'hex') where chaine = $1 and rang = 3`,
      3,
    ],
    [
      'two rows swapped',
      `update journal set objet_id = case rang when 3 then (select objet_id from journal where chaine = $1 and rang = 4)
        else (select objet_id from journal where chaine = $1 and rang = 3) end where chaine = $1 and rang in (3, 4)`,
      3,
    ],
  ])('%s is found', async (_what, statement, rang) => expect(await tampered(statement)).toBe(rang))

  test('a cut end is found', async () => {
    const whole = await at(campagne, '2027-06-01', async ({ trx }) => {
      const { rows } = await sql<{ n: number }>`
        select max(rang)::int as n from journal where chaine = ${campagne.colleges[0]}`.execute(trx)
      return rows[0]?.n ?? 0
    })
    const cut = `delete from journal where chaine = $1 and rang > ${whole - 2}`
    expect(await tampered(cut)).toBe(whole - 1)
  })

  test('the application itself can neither change nor remove a row', async () => {
    for (const statement of [
      sql`update journal set acte = 'x'`,
      sql`update journal set empreinte = 'x'`,
      sql`delete from journal`,
      sql`truncate journal`,
    ])
      await expect(at(campagne, '2027-06-01', ({ trx }) => statement.execute(trx))).rejects.toThrow(
        /permission denied/,
      )
    // What can be taken away can be taken away whole, and never changed.
    for (const statement of [
      sql`update journal set auteur = 'x'`,
      sql`update journal set apres = null`,
      sql`update journal set sel = null`,
    ])
      await expect(at(campagne, '2027-06-01', ({ trx }) => statement.execute(trx))).rejects.toThrow(
        'ne se modifie ni ne s',
      )
  })

  test('A9: words emptied without an act that says so are found', async () => {
    const emptied = `update journal set sel = null, auteur = '', pour_le_compte_de = null, objet_id = '', avant = null,
      apres = null where chaine = $1 and rang = 3`
    expect(await tampered(emptied)).toBe(3)
    expect(await tampered(`update journal set sel = 'ab' where chaine = $1 and rang = 2`)).toBe(2)
  })

  test('the owner cannot either while the guard is on', async () => {
    const owner = new pg.Client(ownerConfig(base.address))
    await owner.connect()
    for (const statement of ["update journal set auteur = 'x'", 'delete from journal', 'truncate journal'])
      await expect(owner.query(statement)).rejects.toThrow(/ne se modifie ni ne s’efface|ne s'efface/)
    await owner.end()
  })
})

describe('what an act says of persons can be erased', () => {
  const wordsOf = (chaine: string) =>
    at(campagne, '2027-06-01', async ({ trx }) => {
      const { rows } = await sql<{ acte: string; texte: string }>`
        select acte, concat(auteur, objet_id, avant, apres, sel) as texte from journal where chaine = ${chaine}
        order by rang`.execute(trx)
      return rows
    })

  test('the chain still verifies, its head is the same, the erasure is in it, and its own row cannot be emptied', async () => {
    const [uai] = campagne.colleges
    const before = await wordsOf(uai)
    const heads = await at(campagne, '2027-06-01', (tx) => listTetes(tx))
    const where = sql`j.chaine = ${uai} and j.acte in ('inscription.enregistrer', 'confirmation.saisir')`
    const n = await at(campagne, '2027-06-01', (tx) => eraseJournal(tx, { where, motif: 'essai' }))
    expect(n).toBeGreaterThan(1)
    const after = await wordsOf(uai)
    expect(after).toHaveLength(before.length + 1)
    for (const [rank, row] of after.slice(0, -1).entries())
      expect(row.texte).toBe(
        ['inscription.enregistrer', 'confirmation.saisir'].includes(row.acte) ? '' : before[rank]?.texte,
      )
    expect(after.at(-1)?.acte).toBe('journal.effacer')
    expect(await at(campagne, '2027-06-01', (tx) => firstBrokenLink(tx, uai))).toBeUndefined()
    // Heads signed and kept elsewhere before the erasure are still in the chain.
    expect(await at(campagne, '2027-06-01', (tx) => lostTetes(tx, heads))).toEqual([])
    const again = sql`j.chaine = ${uai} and j.acte = 'journal.effacer'`
    expect(await at(campagne, '2027-06-01', (tx) => eraseJournal(tx, { where: again, motif: 'essai' }))).toBe(
      0,
    )
  })
})
