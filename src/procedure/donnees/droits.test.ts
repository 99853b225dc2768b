import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstBrokenLink, listChaines } from '#src/db/journal.ts'
import { testDb } from '#src/db/testing.ts'
import {
  acteurWith,
  at,
  codeOf,
  eleveAt,
  fictionalCampagne,
  must,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { exportBonus, cleDeRepetition } from '#src/procedure/bonus/api.ts'
import { Interdit, type Acteur } from '#src/procedure/comptes/api.ts'
import { demanderDroit, leverRestriction, repondreDroit } from '#src/procedure/donnees/acts/droits.ts'
import type { Droit } from '#src/procedure/donnees/model.ts'
import { readCopie } from '#src/procedure/donnees/reads/export.ts'
import { readDemandes, readMesDonnees } from '#src/procedure/donnees/reads/droits.ts'
import { textOf } from '../../../tests/architecture/source-files.ts'

const DAY = '2027-05-20'
let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive
let pupil: Acteur
let mother: Acteur
let head: Acteur
let stranger: Acteur
let eleveId: number
let parents: [number, number]

beforeAll(async () => {
  base = await testDb()
  campagne = await fictionalCampagne(base.db)
  await playParcours(
    campagne,
    campagne.eleves.map((one) => aParcours({ eleveId: one.id })),
  )
  ;({ id: eleveId } = eleveAt(campagne, 0))
  const [first] = await rows<{ id: number }>(
    `select responsable_id as id from eleve_responsable where eleve_id = ${eleveId} and niveau = 1 order by 1`,
  )
  const [second] = await rows<{ id: number }>(
    `insert into responsable (academie, campagne_id, uai, cle_siecle, nom, prenom, courriel, telephone, adresse, adresse_protegee)
     select academie, campagne_id, uai, 'autre-' || id, 'CANARINOM', 'Canaripere', 'canari@exemple.fr', '0699999999',
       '{"lignes": ["9 rue du Canari"]}', true from eleve where id = ${eleveId} returning id`,
  )
  parents = [first?.id ?? 0, second?.id ?? 0]
  await rows(`insert into eleve_responsable (academie, eleve_id, responsable_id, niveau)
    select academie, id, ${parents[1]}, 1 from eleve where id = ${eleveId} returning eleve_id`)
  await rows(
    `update eleve set adresse = '{"lignes": ["9 rue du Canari"]}' where id = ${eleveId} returning id`,
  )
  await rows(`insert into confirmation (academie, campagne_id, inscription_id, responsable_id, decision, support, auteur, le)
    select academie, campagne_id, id, ${parents[1]}, 'non', 'ecran', 'Canaripere CANARINOM', now() from inscription
    where eleve_id = ${eleveId} returning id`)
  const { uai } = eleveAt(campagne, 0)
  pupil = await acteurWith(campagne, { role: 'eleve', eleveId })
  mother = await acteurWith(campagne, { role: 'responsable', responsableId: parents[0] })
  head = await acteurWith(campagne, { role: 'chef_origine', uai })
  stranger = await acteurWith(campagne, { role: 'eleve', eleveId: eleveAt(campagne, 1).id })
}, 120_000)
afterAll(() => base.close())

const rows = <T>(text: string): Promise<T[]> =>
  // oxlint-disable-next-line no-restricted-properties -- the text is that of a test
  at(campagne, DAY, async ({ trx }) => (await sql<T>`${sql.raw(text)}`.execute(trx)).rows)
const by = (acteur: Acteur) => ({ db: base.db, acteur })
const copie = (acteur: Acteur, responsableId: number | null = null) =>
  at(by(acteur), DAY, (tx) => readCopie(tx, { eleveId, responsableId }))
const ask = async (droit: Droit, acteur = pupil, of = eleveId, texte = ''): Promise<number> =>
  must(
    await at(by(acteur), DAY, (tx) =>
      demanderDroit(tx, { campagneId: campagne.campagneId, eleveId: of, responsableId: null, droit, texte }),
    ),
  )
const answer = (demandeId: number, acteur = campagne.acteur, accepte = true) =>
  at(by(acteur), DAY, (tx) => repondreDroit(tx, { demandeId, accepte, motif: 'Réponse fictive.' }))
const CANARY = /canari/i
/** In no part of the copy: refused addresses (those of « Messages reçus »), copies of other parts, counts of a file. */
const SANS_PARTIE = ['adresse_rejetee', 'edition_partie', 'edition_volume', 'importation']

describe('A26: what each copy holds', () => {
  test('the pupil: all that is about him, no contact of a guardian', async () => {
    const mine = await copie(pupil)
    const text = JSON.stringify(mine)
    for (const part of ['Avis d’origine', 'Compte rendu', 'Signé par', 'Avis final', 'Points'])
      expect(text).toContain(part)
    expect(text).not.toContain('canari@exemple.fr')
    expect(text).not.toContain('0699999999')
    const one = mine?.parties.find(({ titre }) => titre === 'Avis d’origine')?.lignes[0]
    expect(one?.['Commentaire']).toContain('fictif')
  })

  test('one guardian, by himself or handed over by the school: nothing of the other, nor an address that may be his', async () => {
    for (const made of [
      await copie(mother),
      await copie(head, parents[0]),
      await copie(campagne.acteur, parents[0]),
    ]) {
      const text = JSON.stringify(made)
      expect(text).not.toMatch(CANARY)
      expect(made?.parties.some(({ titre }) => titre === 'Responsable qui demande')).toBe(true)
      expect(
        made?.parties.find(({ titre }) => titre === 'Réponses aux formations')?.lignes.length,
      ).toBeGreaterThan(0)
    }
    // And the copy of the other does hold his.
    expect(JSON.stringify(await copie(head, parents[1]))).toMatch(CANARY)
  })

  test('A22: no avis nor comment before the fiche is out', async () => {
    const held = await rows<{ id: number }>(`select id from fiche where eleve_id = ${eleveId}`)
    expect(held.length).toBeGreaterThan(0)
    const early = await at(by(campagne.acteur), DAY, async (tx) => {
      await sql`delete from remise`.execute(tx.trx)
      await sql`delete from fiche where eleve_id = ${eleveId}`.execute(tx.trx)
      const made = await readCopie(tx, { eleveId, responsableId: null })
      throw Object.assign(new Error('rendu'), { made })
    }).catch((error: unknown) => error)
    const text = JSON.stringify(early)
    expect(text).toContain('"avisCompris":false')
    for (const hidden of ['Commentaire', 'Points', 'Avis final']) expect(text).not.toContain(hidden)
    expect(text).toContain('"Compte rendu":null')
  })

  test('every table about pupils and families is in the copy, but those that say nothing more of them', () => {
    const asked = ['export', 'export-demarches', 'export-suivi']
      .map((name) => textOf(`src/procedure/donnees/sql/${name}.ts`))
      .join()
    const about = textOf('docs/privacy/inventory.csv')
      .split('\n')
      .map((line) => line.split(';'))
      .flatMap(([table = '', of = '']) => (['eleves', 'familles'].includes(of) ? [table] : []))
    const left = [...new Set(about)].filter((table) => !new RegExp(`(from|join) ${table}\\b`).test(asked))
    expect(left.toSorted()).toEqual(SANS_PARTIE)
  })

  test.each(['another pupil', 'an unknown pupil'])('refused: %s', async (who) => {
    const of = who === 'another pupil' ? eleveId : 999_999
    await expect(
      at(by(stranger), DAY, (tx) => readCopie(tx, { eleveId: of, responsableId: null })),
    ).rejects.toBeInstanceOf(Interdit)
  })
})

describe('a request and its answer', () => {
  test('is received by the school and the académie, with a month, and the family reads the answer', async () => {
    const id = await ask('rectification', mother, eleveId, 'Le prénom est mal écrit.')
    const lues = await at(by(head), '2027-06-21', (tx) => readDemandes(tx, campagne.campagneId))
    expect(lues.demandes.find((one) => one.id === id)).toMatchObject({
      echeance: '2027-06-20',
      etat: 'en_retard',
      responsableId: parents[0],
      voie: 'ecran',
    })
    await expect(at(by(pupil), DAY, (tx) => readDemandes(tx, campagne.campagneId))).rejects.toBeInstanceOf(
      Interdit,
    )
    const identite = {
      nom: 'CORRIGE',
      prenom: 'Élia',
      dateNaissance: '2012-02-29',
      ine: null,
      courriel: null,
      telephone: null,
    }
    const done = await at(by(head), DAY, (tx) =>
      repondreDroit(tx, { demandeId: id, accepte: true, motif: 'Corrigé.', identite }),
    )
    expect(done.ok).toBe(true)
    expect(await rows(`select nom, prenom from eleve where id = ${eleveId}`)).toEqual([
      { nom: 'CORRIGE', prenom: 'Élia' },
    ])
    const [entry] = await rows<{ avant: { nom: string } }>(
      `select avant from journal where acte = 'eleve.rectifier'`,
    )
    expect(entry?.avant.nom).toBe(eleveAt(campagne, 0).nom)
    expect(codeOf(await answer(id))).toBe('deja_repondue')
    const mine = await at(by(mother), DAY, (tx) => readMesDonnees(tx, campagne.campagneId))
    expect(mine[0]?.demandes[0]).toMatchObject({ reponse: 'acceptee', motif: 'Corrigé.' })
    // The pupil does not read what his mother asked.
    expect((await at(by(pupil), DAY, (tx) => readMesDonnees(tx, campagne.campagneId)))[0]?.demandes).toEqual(
      [],
    )
  })

  test('a school does not decide of a limitation, nobody asks for another pupil', async () => {
    const id = await ask('limitation')
    await expect(answer(id, head)).rejects.toBeInstanceOf(Interdit)
    await expect(ask('limitation', stranger)).rejects.toBeInstanceOf(Interdit)
    expect((await answer(id, campagne.acteur, false)).ok).toBe(true)
    expect(await rows('select 1 from restriction')).toEqual([])
  })
})

describe('what is granted', () => {
  const lines = (of: number) => rows(`select 1 from lot_ligne where vivante and eleve_id = ${of}`)
  const send = () =>
    at(campagne, '2027-05-23', (tx) =>
      exportBonus(tx, {
        campagneId: campagne.campagneId,
        approbateurId: campagne.approbateur.compteId ?? 0,
        cle: cleDeRepetition(1),
      }),
    )

  test('limitation and opposition: nothing new leaves; lifted, it leaves; opposed again, it is withdrawn', async () => {
    const of = eleveAt(campagne, 2).id
    const asker = await acteurWith(campagne, { role: 'eleve', eleveId: of })
    for (const droit of ['limitation', 'opposition'] as const)
      expect((await answer(await ask(droit, asker, of))).ok).toBe(true)
    must(await send())
    expect(await lines(of)).toEqual([])
    for (const { id } of await rows<{ id: number }>('select id from restriction where levee_le is null'))
      must(await at(campagne, DAY, (tx) => leverRestriction(tx, id)))
    must(await send())
    expect((await lines(of)).length).toBeGreaterThan(0)
    const standing = await lines(of)
    expect((await answer(await ask('limitation', asker, of))).ok).toBe(true)
    // What was sent stands while it is looked at.
    expect(codeOf(await send())).toBe('rien_a_exporter')
    expect(await lines(of)).toEqual(standing)
    expect((await answer(await ask('opposition', asker, of))).ok).toBe(true)
    must(await send())
    expect(await lines(of)).toEqual([])
  })

  test('erasure is refused once a bonus went out', async () => {
    const of = eleveAt(campagne, 2).id
    const asker = await acteurWith(campagne, { role: 'eleve', eleveId: of })
    expect(codeOf(await answer(await ask('effacement', asker, of)))).toBe('bonus_transmis')
  })
})

test('erasure: nothing of the pupil is left anywhere, his twin keeps everything, the chains hold', async () => {
  const other = await fictionalCampagne(base.db, { academie: '24', dispositif: 'EFFACEMENT' })
  await playParcours(
    other,
    other.eleves.slice(0, 2).map((one) => aParcours({ eleveId: one.id })),
  )
  const [gone, kept] = [eleveAt(other, 0), eleveAt(other, 1)]
  const run = <T>(text: string): Promise<T[]> =>
    // oxlint-disable-next-line no-restricted-properties -- the text is that of a test
    at(other, DAY, async ({ trx }) => (await sql<T>`${sql.raw(text)}`.execute(trx)).rows)
  await run(`update eleve set nom = 'ZZCANARI', prenom = 'Zzcanari' where id = ${gone.id} returning id`)
  const asker = {
    ...(await acteurWith(other, { role: 'eleve', eleveId: gone.id })),
    nom: 'Zzcanari ZZCANARI',
  }
  const demande = await at({ db: base.db, acteur: asker }, DAY, (tx) =>
    demanderDroit(tx, {
      campagneId: other.campagneId,
      eleveId: gone.id,
      responsableId: null,
      droit: 'effacement',
      texte: 'De Zzcanari',
    }),
  )
  const before = await run(`select count(*)::int as n from avis_referent`)
  must(
    await at(other, DAY, (tx) =>
      repondreDroit(tx, { demandeId: must(demande), accepte: true, motif: 'Effacé.' }),
    ),
  )
  const tables = await run<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  for (const { name } of tables)
    expect(await run(`select 1 from ${name} x where x::text ilike '%zzcanari%' limit 1`), name).toEqual([])
  expect(await run(`select id from eleve where id = ${kept.id}`)).toHaveLength(1)
  expect(await run(`select count(*)::int as n from avis_referent`)).not.toEqual(before)
  expect(
    await run(
      `select 1 from avis_referent a join inscription i on i.id = a.inscription_id where i.eleve_id = ${kept.id}`,
    ),
  ).toHaveLength(1)
  expect(await run('select eleve_id, texte, reponse from demande_droit')).toEqual([
    { eleve_id: null, texte: '', reponse: 'acceptee' },
  ])
  await at(other, DAY, async (tx) => {
    for (const chaine of await listChaines(tx))
      expect(await firstBrokenLink(tx, chaine), chaine).toBeUndefined()
  })
})
