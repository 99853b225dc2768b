import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { closeDocuments } from '#src/documents/engine.ts'
import { readPdf } from '#src/documents/pdf-reading.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { TACHES } from '#src/jobs/list.ts'
import { drain } from '#src/jobs/worker.ts'
import { at, must } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { computeAvisFinaux, emitFiches } from '#src/procedure/bonus/api.ts'
import type { Acteur } from '#src/procedure/comptes/api.ts'
import { demanderEdition } from '#src/procedure/editions/acts/editions.ts'
import { avancer } from '#src/procedure/editions/jobs/composition.ts'
import { purgeEditions } from '#src/procedure/editions/jobs/purge.ts'
import type { NouvelleEdition } from '#src/procedure/editions/model.ts'
import { readVolume, readVolumes } from '#src/procedure/editions/reads/editions.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { get } from '#src/web/testing.ts'

let site: CollegeSite

beforeAll(async () => {
  site = await collegeSite('2027-03-20T10:00', { elevesParCollege: 25 })
  const { campagne } = site
  await playInscriptions(
    campagne,
    campagne.eleves.map(({ id: eleveId }) => aParcours({ eleveId })),
  )
  await at(campagne, '2027-03-20', async (tx) => {
    await computeAvisFinaux(tx, campagne.campagneId)
    await emitFiches(tx, campagne.campagneId)
  })
}, 60_000)
afterAll(async () => {
  await site?.close()
  await closeDocuments()
})

const work = (): Promise<number> =>
  drain({
    outils: { db: site.campagne.db, televersements: '' },
    clock: () => new Date('2027-03-20T09:00:00Z'),
    taches: TACHES,
    log: (line) => expect(line).toBe(''),
  })

/** Asks as the head of the first collège does, and gives the address of its page. */
async function asked(fields: [string, string][], cookie = site.chef): Promise<string> {
  const response = await site.send('/editions', fields, cookie)
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}

const bytesOf = async (path: string, cookie = site.chef): Promise<Uint8Array> =>
  new Uint8Array(await (await get(site.app, path, cookie)).arrayBuffer())

describe('documents of a school', () => {
  test('are prepared apart: left, come back to, downloaded by who asked for them, and by nobody else', async () => {
    const path = await asked([
      ['genre', 'convocations'],
      ['etablissement', site.campagne.colleges[0]],
    ])
    const waiting = await site.page(path)
    expect(wordsOf(waiting)).toContain('La liste des documents va être dressée.')
    expect(waiting).toContain('http-equiv="refresh"')
    expect(await site.status(`${path}/0`)).toBe(404)
    await work()
    const ready = await site.page(path)
    expect(wordsOf(ready)).toContain('Prêt.')
    expect(ready).not.toContain('http-equiv="refresh"')
    const { pages } = await readPdf(await bytesOf(`${path}/0`))
    expect(pages.length).toBeGreaterThanOrEqual(2)
    expect(pages[0]).toContain('Aux responsables légaux')
    for (const other of [site.adulte, site.chefVoisin, site.academie])
      expect([await site.status(path, other), await site.status(`${path}/0`, other)]).toEqual([404, 404])
    expect(await site.status(path, site.lycee)).toBe(403)
    expect(wordsOf(await site.page('/editions'))).toContain('Convocations à remettre en main propre')
  })

  test('whoever has lost his right since can no longer download them', async () => {
    const path = await asked(
      [
        ['genre', 'fiches'],
        ['etablissement', site.campagne.colleges[1]],
      ],
      site.chefVoisin,
    )
    await work()
    expect(await site.status(`${path}/0`, site.chefVoisin)).toBe(200)
    const { db, academie } = site.campagne
    const end = (fin: string | null): Promise<unknown> =>
      db.transaction().execute(async (trx) => {
        await sql`select set_config('passpro.academie', ${academie}, true)`.execute(trx)
        await sql`update habilitation set fin = ${fin}::date where role = 'chef_origine' and uai = ${site.campagne.colleges[1]}`.execute(
          trx,
        )
      })
    await end('2026-01-01')
    expect(await site.status(`${path}/0`, site.chefVoisin)).not.toBe(200)
    await end(null)
  })

  test('a school cannot ask for another one, nor for the whole académie', async () => {
    const other = await site.send('/editions', [
      ['genre', 'fiches'],
      ['etablissement', site.campagne.colleges[1]],
    ])
    expect(other.status).toBe(404)
    const scope = { db: site.campagne.db, acteur: { ...site.campagne.acteur, habilitations: [] } }
    const whole = inTransaction(scope, (tx) => demanderEdition(tx, ofAcademie('fiches')))
    await expect(whole).rejects.toThrow('edition.documents')
  })

  test('the archive for the ENT: one PDF per pupil, whose name says nothing of him, and a table that does', async () => {
    const path = await asked([
      ['genre', 'fiches_ent'],
      ['etablissement', site.campagne.colleges[0]],
    ])
    await work()
    const archive = await yauzl.fromBufferPromise(Buffer.from(await bytesOf(`${path}/0`)))
    const names: string[] = []
    for await (const entry of archive.eachEntry()) names.push(entry.fileName)
    expect(names).toHaveLength(26)
    expect(new Set(names).size).toBe(26)
    expect(names.at(-1)).toBe('correspondance.csv')
    expect(names.join(' ')).not.toContain(site.campagne.eleves[0]?.nom ?? '')
  })

  test('a name that would not tell pupils apart is refused with what was typed', async () => {
    const refused = await site.send('/editions', [
      ['genre', 'fiches_ent'],
      ['modele', '{nom}'],
    ])
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('value="{nom}"')
  })

  test('their remise is noted in one act, once however often it is noted', async () => {
    const path = await asked([
      ['genre', 'fiches'],
      ['etablissement', site.campagne.colleges[0]],
    ])
    const fields: [string, string][] = [
      ['voie', 'ent'],
      ['le', '2027-03-20'],
    ]
    expect((await site.send(`${path}/remise`, fields)).status).toBe(422)
    await work()
    expect((await site.send(`${path}/remise`, fields)).status).toBe(303)
    expect((await site.send(`${path}/remise`, fields)).status).toBe(303)
    const { rows } = await inTransaction({ db: site.campagne.db, acteur: site.campagne.acteur }, ({ trx }) =>
      sql<{ n: number }>`select count(*)::int as n from remise where voie = 'ent'`.execute(trx),
    )
    expect(rows[0]?.n).toBe(25)
  })

  test('stopped, they keep what is done; taken up again, they end', async () => {
    const path = await asked([['genre', 'lettres']])
    await site.send(`${path}/arret`, [])
    await work()
    expect(wordsOf(await site.page(path))).toContain('Arrêtée')
    await site.send(`${path}/reprise`, [])
    await work()
    expect((await readPdf(await bytesOf(`${path}/0`))).pages.length).toBeGreaterThanOrEqual(25)
  })

  test('are thrown away after a week', async () => {
    const { db, acteur, campagneId } = site.campagne
    const id = await inTransaction({ db, acteur, campagneId }, async (tx) =>
      must(await demanderEdition(tx, ofAcademie('convocations'))),
    )
    const left = (): Promise<number> =>
      inTransaction({ db, acteur }, async ({ trx }) => {
        const { rows } = await sql<{
          n: number
        }>`select count(*)::int as n from edition where id = ${id}`.execute(trx)
        return rows[0]?.n ?? 0
      })
    const age = (days: number): Promise<unknown> =>
      inTransaction({ db, acteur }, ({ trx }) =>
        sql`update edition set cree_le = now() - make_interval(days => ${days}) where id = ${id}`.execute(
          trx,
        ),
      )
    await age(6)
    await purgeEditions({ db })
    expect(await left()).toBe(1)
    await age(8)
    await purgeEditions({ db })
    expect(await left()).toBe(0)
  })
})

const ofAcademie = (genre: NouvelleEdition['genre']): NouvelleEdition => ({
  campagneId: site.campagne.campagneId,
  genre,
  uai: null,
  jour: null,
  modele: null,
  origine: 'https://passpro.exemple.fr',
})

/** An edition of the whole académie, worked on by some at once; its files. */
async function worked(acteur: Acteur, workers: number): Promise<Uint8Array[]> {
  const { db, campagneId } = site.campagne
  const scope = { db, acteur, campagneId }
  const editionId = await inTransaction(scope, async (tx) =>
    must(await demanderEdition(tx, ofAcademie('fiches'))),
  )
  const one = async (): Promise<void> => {
    while (await avancer(scope, { editionId, pas: 1 }));
  }
  await Promise.all(Array.from({ length: workers }, one))
  return inTransaction(scope, async (tx) => {
    const { volumes } = await readVolumes(tx, { editionId, limit: 50, offset: 0 })
    const files: Uint8Array[] = []
    for (const { rang } of volumes) {
      const found = await readVolume(tx, { editionId, rang })
      if (found) files.push(found.contenu)
    }
    return files
  })
}

describe('a whole académie', () => {
  test('one file per school, the same bytes whatever the number of workers', async () => {
    const alone = await worked(site.campagne.acteur, 1)
    const together = await worked(site.campagne.approbateur, 2)
    expect(alone).toHaveLength(2)
    expect(together.map((file) => Buffer.from(file).toString('base64'))).toEqual(
      alone.map((file) => Buffer.from(file).toString('base64')),
    )
    expect((await readPdf(alone[0] ?? new Uint8Array())).pages.length).toBeGreaterThanOrEqual(25)
  })
})
