import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { readBilan } from '#src/procedure/bilan/api.ts'
import {
  cleDeRepetition,
  computeAvisFinaux,
  emitFiches,
  exportBonus,
  importVoeux,
  listAvisFinauxDesEleves,
  rapprochementOf,
  readFiches,
  recordConfirmations,
} from '#src/procedure/bonus/api.ts'
import {
  at,
  codeOf,
  eleveAt,
  fictionalCampagne,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, parolesOf, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import {
  approveReglement,
  listCampagnes,
  openCampagne,
  saveFormations,
  setJoursConvocation,
  selectCampagne,
} from '#src/procedure/campagnes/api.ts'
import { FORMATIONS } from '#src/procedure/campagnes/examples.ts'
import { listComptesDemonstration, selectActeur, type Tx } from '#src/procedure/comptes/api.ts'
import {
  importEleves,
  listEleves,
  listResponsables,
  nommerAdultesReferents,
  selectEleves,
} from '#src/procedure/eleves/api.ts'
import { aClasse } from '#src/procedure/eleves/examples.ts'
import {
  declareDisponibilites,
  chooseLiberation,
  emitConvocations,
  liberateVague,
  listNonPlacementsDesEleves,
  placeEntretiens,
  readConvocations,
  recordPresences,
  signAvisReferent,
  writeComptesRendus,
} from '#src/procedure/entretiens/api.ts'
import { aDisponibilite, anAvisReferent } from '#src/procedure/entretiens/examples.ts'
import { importEtablissements, listEtablissements } from '#src/procedure/etablissements/api.ts'
import { aLigneEtablissement } from '#src/procedure/etablissements/examples.ts'
import { registerInscriptions, selectInscriptions, signAvisOrigine } from '#src/procedure/inscriptions/api.ts'
import { anAvisOrigine, anInscription } from '#src/procedure/inscriptions/examples.ts'

/** Two académies in one base, each with a whole campaign. The first one is the one that must not be seen. */
let base: Awaited<ReturnType<typeof testDb>>
let theirs: CampagneFictive
let mine: CampagneFictive
let before: string
beforeAll(async () => {
  base = await testDb()
  theirs = await fictionalCampagne(base.db, { academie: '01' })
  mine = await fictionalCampagne(base.db, { academie: '24' })
  for (const campagne of [theirs, mine])
    await playParcours(
      campagne,
      campagne.eleves.slice(1).map(({ id: eleveId }) => aParcours({ eleveId })),
    )
  before = await everythingOf(theirs)
})
afterAll(() => base.close())

/** Every row of the académie, in every table that has one. */
async function everythingOf(campagne: CampagneFictive): Promise<string> {
  return at(campagne, '2027-06-01', async ({ trx }) => {
    const { rows: tables } = await sql<{ nom: string }>`
      select c.relname as nom from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'academie'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`.execute(trx)
    const parts: string[] = []
    for (const { nom } of tables) {
      const { rows } = await sql<{ t: string }>`
        select coalesce(string_agg(t::text, E'\n' order by t::text), '') as t
        from ${sql.table(nom)} t where academie = ${campagne.academie}`.execute(trx)
      parts.push(`${nom}\n${rows[0]?.t ?? ''}`)
    }
    return parts.join('\n\n')
  })
}

describe('nothing of another académie is read', () => {
  test('A21: in no table at all', async () => {
    const seen = await at(mine, '2027-06-01', async ({ trx }) => {
      const { rows: tables } = await sql<{ nom: string }>`
        select c.relname as nom from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'academie'
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`.execute(trx)
      const counts: Record<string, number> = {}
      for (const { nom } of tables) {
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from ${sql.table(nom)} where academie = ${theirs.academie}`.execute(trx)
        if (rows[0]?.n !== 0) counts[nom] = rows[0]?.n ?? -1
      }
      return { counts, tables: tables.length }
    })
    expect(seen.counts).toEqual({})
    expect(seen.tables).toBeGreaterThan(30)
    expect(before).toContain('990000001AA')
  })

  const READS: [string, (tx: Tx) => Promise<unknown>][] = [
    ['listEleves', (tx) => listEleves(tx.trx, theirs.campagneId)],
    [
      'selectEleves',
      (tx) =>
        selectEleves(
          tx.trx,
          theirs.eleves.map((one) => one.id),
        ),
    ],
    [
      'listResponsables',
      (tx) =>
        listResponsables(
          tx.trx,
          theirs.eleves.map((one) => one.id),
        ),
    ],
    [
      'selectInscriptions',
      (tx) =>
        selectInscriptions(
          tx.trx,
          theirs.eleves.map((one) => one.id),
        ),
    ],
    ['listEtablissements', (tx) => listEtablissements(tx.trx, [...theirs.colleges, ...theirs.lycees])],
    ['listAvisFinauxDesEleves', (tx) => listAvisFinauxDesEleves(tx.trx, theirs.campagneId)],
    ['listNonPlacementsDesEleves', (tx) => listNonPlacementsDesEleves(tx.trx, theirs.campagneId)],
    ['listComptesDemonstration', (tx) => listComptesDemonstration(tx.trx)],
  ]
  test.each(READS)('%s gives nothing', async (_name, read) => {
    expect(await at(mine, '2027-06-01', read)).toEqual([])
  })

  test('a campaign, an account: not there', async () => {
    await at(mine, '2027-06-01', async (tx) => {
      expect(await selectCampagne(tx.trx, theirs.campagneId)).toBeUndefined()
      expect((await listCampagnes(tx.trx)).map((one) => one.id)).toEqual([mine.campagneId])
      const compteId = theirs.acteur.compteId ?? 0
      expect(await selectActeur(tx.trx, { academie: '01', compteId, jour: '2027-06-01' })).toBeUndefined()
    })
  })
})

describe('nothing of another académie is written', () => {
  const id = () => eleveAt(theirs, 0).id
  const campagneId = () => theirs.campagneId
  /** Each is refused, finds nothing, or fails; the proof is that not one row of theirs has moved. */
  const ACTS: [string, (tx: Tx) => Promise<unknown>][] = [
    ['approveReglement', async (tx) => codeOf(await approveReglement(tx, 1))],
    ['openCampagne', (tx) => openCampagne(tx, campagneId())],
    ['saveFormations', (tx) => saveFormations(tx, campagneId(), FORMATIONS)],
    [
      'importEleves',
      (tx) =>
        importEleves(tx, {
          campagneId: campagneId(),
          uai: theirs.colleges[0],
          ...aClasse({ nombre: 2, premier: 1 }),
        }),
    ],
    ['nommerAdultesReferents', (tx) => nommerAdultesReferents(tx, [{ eleveId: id(), nom: 'M. Intrus' }])],
    [
      'importEtablissements',
      (tx) => importEtablissements(tx, [aLigneEtablissement({ uai: theirs.colleges[0], nom: 'Pris' })]),
    ],
    [
      'registerInscriptions',
      (tx) =>
        registerInscriptions(tx, { campagneId: campagneId(), items: [anInscription({ eleveId: id() })] }),
    ],
    [
      'registerInscriptions under their own campaign',
      (tx) =>
        registerInscriptions(tx, { campagneId: mine.campagneId, items: [anInscription({ eleveId: id() })] }),
    ],
    [
      'signAvisOrigine',
      (tx) => signAvisOrigine(tx, { campagneId: mine.campagneId, items: [anAvisOrigine({ eleveId: id() })] }),
    ],
    [
      'declareDisponibilites',
      (tx) =>
        declareDisponibilites(tx, {
          campagneId: mine.campagneId,
          items: [aDisponibilite({ uai: theirs.lycees[0] })],
        }),
    ],
    ['placeEntretiens', (tx) => placeEntretiens(tx, campagneId())],
    ['emitConvocations', (tx) => emitConvocations(tx, campagneId())],
    [
      'liberateVague',
      (tx) => liberateVague(tx, { campagneId: campagneId(), uai: theirs.lycees[0], semaine: '2027-03-08' }),
    ],
    [
      'chooseLiberation',
      (tx) => chooseLiberation(tx, { campagneId: campagneId(), uai: theirs.lycees[0], mode: 'automatique' }),
    ],
    ['setJoursConvocation', (tx) => setJoursConvocation(tx, { campagneId: campagneId(), jours: 6 })],
    [
      'recordPresences',
      (tx) =>
        recordPresences(tx, {
          campagneId: mine.campagneId,
          items: [{ eleveId: eleveAt(theirs, 1).id, domaine: 'bois', etat: 'absent' }],
        }),
    ],
    [
      'writeComptesRendus',
      (tx) =>
        writeComptesRendus(tx, {
          campagneId: mine.campagneId,
          items: [{ eleveId: eleveAt(theirs, 1).id, domaine: 'bois', texte: 'Intrus' }],
        }),
    ],
    [
      'signAvisReferent',
      (tx) =>
        signAvisReferent(tx, {
          campagneId: mine.campagneId,
          items: [anAvisReferent({ eleveId: eleveAt(theirs, 1).id })],
        }),
    ],
    ['computeAvisFinaux', (tx) => computeAvisFinaux(tx, campagneId())],
    ['emitFiches', (tx) => emitFiches(tx, campagneId())],
    ['readFiches', (tx) => readFiches(tx, { campagneId: campagneId() })],
    ['readConvocations', (tx) => readConvocations(tx, { campagneId: campagneId() })],
    ['readBilan', (tx) => readBilan(tx, campagneId())],
    ['rapprochementOf', (tx) => rapprochementOf(tx, campagneId())],
    [
      'recordConfirmations',
      (tx) =>
        recordConfirmations(tx, {
          campagneId: mine.campagneId,
          items: parolesOf(theirs, aParcours({ eleveId: eleveAt(theirs, 1).id, paroles: 'refus' })),
        }),
    ],
    ['importVoeux', (tx) => importVoeux(tx, { campagneId: campagneId(), lignes: [] })],
    [
      'exportBonus',
      (tx) =>
        exportBonus(tx, {
          campagneId: campagneId(),
          approbateurId: mine.approbateur.compteId ?? 0,
          cle: cleDeRepetition(1),
        }),
    ],
    [
      'exportBonus approved by one of theirs',
      async (tx) => {
        const approbateurId = theirs.approbateur.compteId ?? 0
        return exportBonus(tx, { campagneId: mine.campagneId, approbateurId, cle: cleDeRepetition(1) })
      },
    ],
  ]
  test.each(ACTS)('%s', async (_name, act) => {
    // Refusals are values, and a campaign that is not there is an outage: both leave theirs as it was.
    await at(mine, '2027-02-20', act).catch((error: unknown) => expect(error).toBeInstanceOf(Error))
    expect(await everythingOf(theirs)).toBe(before)
  })

  test('A12: the export approved by a person of another académie is refused', async () => {
    const outcome = at(mine, '2027-05-23', (tx) =>
      exportBonus(tx, {
        campagneId: mine.campagneId,
        approbateurId: theirs.approbateur.compteId ?? 0,
        cle: cleDeRepetition(1),
      }),
    )
    expect(codeOf(await outcome)).toBe('approbateur_non_habilite')
  })

  test('not even in plain SQL', async () => {
    const statements = [
      sql`update eleve set nom = 'PRIS' where academie = '01'`,
      sql`delete from voeu where academie = '01'`,
    ]
    for (const statement of statements)
      expect((await at(mine, '2027-06-01', ({ trx }) => statement.execute(trx))).numAffectedRows).toBe(0n)
    await expect(
      at(mine, '2027-06-01', ({ trx }) =>
        sql`insert into compte (academie, nom) values ('01', 'Intrus')`.execute(trx),
      ),
    ).rejects.toThrow(/row-level security/)
    expect(await everythingOf(theirs)).toBe(before)
  })
})
