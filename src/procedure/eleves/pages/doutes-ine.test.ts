import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { at } from '#src/procedure/bonus/examples/campagne.ts'
import { importEleves } from '#src/procedure/eleves/acts.ts'
import { demanderTransfert } from '#src/procedure/eleves/acts/transferts.ts'
import { anEleveLu } from '#src/procedure/eleves/examples.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

const PAGE = '/doutes-ine'
let site: CollegeSite
let depart: string
let arrivee: string
beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00', { elevesParCollege: 8 })
  ;[depart = '', arrivee = ''] = site.campagne.colleges
})
afterAll(() => site.close())

const known = (rank: number) => {
  const eleve = site.campagne.eleves.filter(({ uai, ine }) => uai === depart && ine !== null)[rank]
  if (!eleve) throw new Error('pas assez d’élèves')
  return eleve
}
/** The file of the second collège: the INE of a pupil of the first, another birth date. */
const lineOf = (rank: number, ine = known(rank).ine) =>
  anEleveLu({ eleveId: `F${rank}`, ine, nom: `FICHIER${rank}`, prenom: 'Lou', dateNaissance: '2012-02-29' })
const imported = (eleves: ReturnType<typeof lineOf>[]) =>
  at(site.campagne, '2027-02-01', (tx) =>
    importEleves(tx, {
      campagneId: site.campagne.campagneId,
      uai: arrivee,
      eleves,
      responsables: [],
      liens: null,
    }),
  )
const rows = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  at(site.campagne, '2027-02-01', async ({ trx }) => (await query.execute(trx)).rows)
const pupil = (where: ReturnType<typeof sql>) =>
  rows(
    sql`select uai, cle_siecle as cle, ine, nom, date_naissance as naissance from eleve where ${where} order by id`,
  )
const listOf = async (cookie: string): Promise<string> => wordsOf(await site.page(PAGE, cookie))
/** The doubt on this pupil, and the answer of somebody. */
const doubtOn = async (rank: number): Promise<number> =>
  (await rows(sql<{ id: number }>`select id from doute_ine where eleve_id = ${known(rank).id}`))[0]?.id ?? 0
const answer = async (rank: number, decision: string, cookie: string): Promise<Response> =>
  site.send(`${PAGE}/${await doubtOn(rank)}`, [['decision', decision]], cookie)

test('each school sees its own pupil and answers for him alone; the same pupil goes by a transfer to the line of the file', async () => {
  expect((await imported([lineOf(0)])).refus).toHaveLength(1)
  expect((await imported([lineOf(0)])).refus).toHaveLength(1)
  const [ici, la, academie] = [
    await listOf(site.chef),
    await listOf(site.chefVoisin),
    await listOf(site.academie),
  ]
  const { nom, id, ine } = known(0)
  expect([ici.includes(nom), ici.includes('FICHIER0')]).toEqual([true, false])
  expect([la.includes(nom), la.includes('FICHIER0')]).toEqual([false, true])
  expect([academie.includes(nom), academie.includes('FICHIER0')]).toEqual([true, true])
  expect(ici.match(/C’est le même élève (?!»)/g)).toHaveLength(1)
  expect(ici.match(/Ce n’est pas lui (?!»)/g)).toBeNull()
  for (const [decision, cookie] of [
    ['meme_eleve', site.chefVoisin],
    ['autre_eleve', site.chef],
    ['meme_eleve', site.adulte],
  ] as const)
    expect([403, 404]).toContain((await answer(0, decision, cookie)).status)
  expect((await answer(0, 'sans avis', site.chef)).status).toBe(422)
  expect(await pupil(sql`id = ${id}`)).toMatchObject([{ uai: depart }])

  expect((await answer(0, 'meme_eleve', site.chef)).status).toBe(303)
  // Said by the school that he leaves: the other still takes him.
  expect(await pupil(sql`id = ${id}`)).toMatchObject([{ uai: depart, nom }])
  const take = /action="(\/arrivees\/\d+)"/.exec(await site.page('/arrivees', site.chefVoisin))?.[1] ?? ''
  expect((await site.send(take, [], site.chefVoisin)).status).toBe(303)
  const joined = [{ uai: arrivee, cle: 'F0', ine, nom: 'FICHIER0', naissance: '2012-02-29' }]
  expect(await pupil(sql`ine = ${ine}`)).toEqual(joined)
  expect(await imported([lineOf(0)])).toMatchObject({ crees: 0, modifies: 0, inchanges: 1, refus: [] })
  const twice = await answer(0, 'autre_eleve', site.academie)
  expect([twice.status, await listOf(site.academie)]).toEqual([
    404,
    expect.stringContaining('Aucun INE n’est à vérifier'),
  ])
  const said = await rows(
    sql`select acte, chaine, apres from journal where objet = 'eleve' and objet_id = ${String(id)} and acte = 'doute_ine.trancher'`,
  )
  expect(said).toMatchObject([{ chaine: depart, apres: { decision: 'meme_eleve', arrivee } }])
})

test('the académie needs nobody else: the pupil moves at once', async () => {
  await imported([lineOf(1)])
  expect((await answer(1, 'meme_eleve', site.academie)).status).toBe(303)
  expect(await pupil(sql`id = ${known(1).id}`)).toMatchObject([
    { uai: arrivee, cle: 'F1', nom: 'FICHIER1', naissance: '2012-02-29' },
  ])
})

test('another pupil is imported without INE, which no later file gives him until it is right', async () => {
  await imported([lineOf(2)])
  expect((await answer(2, 'autre_eleve', site.chefVoisin)).status).toBe(303)
  const line = [{ uai: arrivee, cle: 'F2', ine: null, nom: 'FICHIER2', naissance: '2012-02-29' }]
  expect(await pupil(sql`cle_siecle = 'F2'`)).toEqual(line)
  expect(await pupil(sql`id = ${known(2).id}`)).toMatchObject([{ uai: depart, ine: known(2).ine }])
  expect(await imported([lineOf(2)])).toMatchObject({ inchanges: 1, refus: [] })
  expect(await pupil(sql`cle_siecle = 'F2'`)).toEqual(line)
  expect(await imported([lineOf(2, '990999999ZZ')])).toMatchObject({ modifies: 1, refus: [] })
  expect(await pupil(sql`cle_siecle = 'F2'`)).toMatchObject([{ ine: '990999999ZZ' }])
})

test('a file that is right answers by itself', async () => {
  await imported([lineOf(3)])
  expect(await listOf(site.academie)).toContain('FICHIER3')
  await imported([lineOf(3, '990999998ZZ')])
  expect(await listOf(site.academie)).toContain('Aucun INE n’est à vérifier')
})

test('a pupil whom the school has taken already, born another day in its file: the school says that it is he', async () => {
  const { id } = known(4)
  await at(site.campagne, '2027-02-01', (tx) =>
    demanderTransfert(tx, {
      campagneId: site.campagne.campagneId,
      eleveId: id,
      arrivee,
      motif: 'Essai fictif',
    }),
  )
  expect((await imported([lineOf(4)])).refus).toHaveLength(1)
  expect(await listOf(site.chefVoisin)).toContain(known(4).nom)
  expect((await answer(4, 'meme_eleve', site.chefVoisin)).status).toBe(303)
  expect(await pupil(sql`id = ${id}`)).toMatchObject([{ uai: arrivee, cle: 'F4', naissance: '2012-02-29' }])
})
