import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import { rereadBonus } from '#src/exchange/bonus.ts'
import {
  acteurWith,
  at,
  legauxOf,
  fictionalCampagne,
  type CampagneFictive,
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import type { Eleve } from '#src/procedure/eleves/api.ts'
import { appOver, get, post } from '#src/web/testing.ts'

interface Site {
  campagne: CampagneFictive
  app: Hono
  first: string
  second: string
  page: (path: string, cookie?: string) => Promise<string>
}

async function siteOf(options: OptionsCampagne): Promise<Site & { close: () => Promise<void> }> {
  const { db, close } = await testDb()
  const campagne = await fictionalCampagne(db, options)
  const { app, cookieFor } = appOver(db)
  const first = await cookieFor(campagne.acteur)
  return {
    campagne,
    app,
    first,
    second: await cookieFor(campagne.approbateur),
    page: async (where, cookie = first) => (await get(app, where, cookie)).text(),
    close,
  }
}

/** A minor with an INE and guardians: nothing about him decides but what is played. */
function ordinary(campagne: CampagneFictive, index: number): Eleve {
  const { eleves } = campagne
  const plain = eleves.filter(
    ({ id, ine, dateNaissance }) =>
      ine !== null && dateNaissance.startsWith('2012') && legauxOf(campagne, id).length > 0,
  )
  const eleve = plain[index]
  if (!eleve) throw new Error(`pas d’élève n° ${index}`)
  return eleve
}

let site: Awaited<ReturnType<typeof siteOf>>
beforeAll(async () => {
  site = await siteOf({ horloge: new Date('2027-05-25T09:00:00Z') })
  const { campagne } = site
  await playParcours(campagne, [
    aParcours({ eleveId: ordinary(campagne, 0).id }),
    aParcours({ eleveId: ordinary(campagne, 1).id, paroles: 'refus' }),
    aParcours({ eleveId: ordinary(campagne, 2).id, paroles: 'personne' }),
    aParcours({ eleveId: ordinary(campagne, 3).id, offre: null }),
    aParcours({ eleveId: ordinary(campagne, 4).id, referent: 'reserve', origine: 'reserve' }),
  ])
})
afterAll(async () => {
  await closeDocuments()
  await site.close()
})

const send = (where: string, cookie: string): Promise<Response> => post(site.app, where, { cookie })
const waiting = async (): Promise<string> =>
  /\/exports\/demandes\/(\d+)\/abandon/.exec(await site.page('/exports'))?.[1] ?? ''

describe('the reconciliation', () => {
  test('counts each state once, and lists those asked for with what to do', async () => {
    const all = await site.page('/rapprochement')
    for (const state of [
      'Exporté',
      'Refusé par la famille',
      'Non confirmé',
      'Confirmé, sans vœu',
      'Sans point',
    ])
      expect(all).toMatch(new RegExp(`${state}</a></th><td[^>]*>1<`))
    const one = await site.page('/rapprochement?etat=sans_voeu')
    expect(one).toContain('Inscriptions affichées : 1')
    expect(one).toContain(ordinary(site.campagne, 3).nom)
    expect(one).toContain('traitement algorithmique')
  })

  test('is a file too, the same choice kept', async () => {
    const csv = await site.page('/rapprochement/export/csv?etat=exporte')
    expect(csv.trim().split('\r\n')).toHaveLength(2)
    expect(csv).toContain(';très favorable;2500;oui;Exporté')
  })

  test('is narrowed, sorted and counted by its address', async () => {
    const sorted = await site.page('/rapprochement?tri=-points')
    const points = [...sorted.matchAll(/<td[^>]* data-titre="Points"[^>]*>(\d+)</g)].map(([, n]) => Number(n))
    expect(points).toEqual(points.toSorted((a, b) => b - a))
    expect(new Set(points)).toEqual(new Set([2500, 0]))
    const { nom } = ordinary(site.campagne, 2)
    expect(await site.page(`/rapprochement?nom=${encodeURIComponent(nom)}`)).toContain(
      'Inscriptions affichées : 1',
    )
    expect(await site.page('/rapprochement?etat=voeu_sans_confirmation')).toContain(nom)
  })

  test('shows a head his own pupils only; the rest of the end of the procedure is for the académie alone', async () => {
    const { cookieFor } = appOver(site.campagne.db)
    const [uai, other] = site.campagne.colleges
    const chef = await cookieFor(await acteurWith(site.campagne, { role: 'chef_origine', uai }))
    const list = await (await get(site.app, '/rapprochement', chef)).text()
    const schools = new Set(
      site.campagne.eleves.filter((one) => list.includes(`href="/eleves/${one.id}"`)).map((one) => one.uai),
    )
    expect([...schools]).toEqual([uai])
    for (const where of [
      `/rapprochement?etablissement=${other}`,
      `/rapprochement/export/csv?etablissement=${other}`,
    ])
      expect((await get(site.app, where, chef)).status).toBe(404)
    for (const where of ['/exports', '/fiches/emission'])
      expect((await get(site.app, where, chef)).status).toBe(403)
  })
})

describe('an export', () => {
  beforeEach(async () => {
    const id = await waiting()
    if (id !== '') await send(`/exports/demandes/${id}/abandon`, site.first)
  })

  test('asked for by one cannot be approved by the same, and is approved by another', async () => {
    expect((await send('/exports', site.first)).status).toBe(303)
    expect((await send('/exports', site.second)).status).toBe(422)
    const id = await waiting()
    expect(await site.page('/exports')).not.toContain('/approbation')
    const same = await send(`/exports/demandes/${id}/approbation`, site.first)
    expect([same.status, (await same.text()).includes('deux personnes différentes')]).toEqual([422, true])
    const done = await send(`/exports/demandes/${id}/approbation`, site.second)
    expect(done.status).toBe(303)
    const lot = done.headers.get('Location') ?? ''
    const cover = await site.page(lot)
    expect(cover).toContain('Vérifiée')
    expect(cover).toContain('Première personne')
    expect(cover).toContain('Seconde personne')
    expect(cover).toContain('CADA')
    const sha = /<code>([0-9a-f]{64})<\/code>/.exec(cover)?.[1]
    const bytes = Buffer.from(
      await (await get(site.app, `${lot}/bonus-affelnet.csv`, site.first)).arrayBuffer(),
    )
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha)
    expect(rereadBonus(bytes).map((one) => one.points)).toEqual([2500])
    const pdf = await (await get(site.app, `${lot}/bordereau.pdf`, site.first)).arrayBuffer()
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-')
    expect(JSON.parse(await site.page(`${lot}/bordereau.json`))).toMatchObject({ sha256: sha, numero: 1 })
  })

  test('without anything new is refused in words, and leaves no batch', async () => {
    await send('/exports', site.first)
    const answer = await send(`/exports/demandes/${await waiting()}/approbation`, site.second)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Rien n’a changé depuis le dernier lot')
    expect(await site.page('/exports')).not.toContain('Lot n° 2')
  })

  test('answered already is told so, whoever comes second', async () => {
    await send('/exports', site.first)
    const id = await waiting()
    expect((await send(`/exports/demandes/${id}/abandon`, site.second)).status).toBe(303)
    const late = await send(`/exports/demandes/${id}/approbation`, site.second)
    expect([late.status, (await late.text()).includes('n’attend plus')]).toEqual([422, true])
  })

  test('whose file was altered afterwards is not handed over', async () => {
    const { campagne } = site
    const lot = /\/exports\/(\d+)"/.exec(await site.page('/exports'))?.[1] ?? ''
    const swap = (fichier: Buffer): Promise<Buffer> =>
      at(campagne, '2027-05-25', async (tx) => {
        const { rows } = await sql<{ fichier: Buffer }>`select fichier from lot where id = ${lot}`.execute(
          tx.trx,
        )
        await sql`update lot set fichier = ${fichier} where id = ${lot}`.execute(tx.trx)
        return rows[0]?.fichier ?? Buffer.alloc(0)
      })
    const before = await swap(Buffer.from('autre'))
    const answer = await get(site.app, `/exports/${lot}/bonus-affelnet.csv`, site.first)
    expect([answer.status, (await answer.text()).includes('n’est plus celui qui a été signé')]).toEqual([
      409,
      true,
    ])
    await swap(before)
    expect((await get(site.app, `/exports/${lot}/bonus-affelnet.csv`, site.first)).status).toBe(200)
    expect((await get(site.app, '/exports/999999', site.first)).status).toBe(404)
  })
})

describe('the key of a campaign that is no rehearsal', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-cle-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('missing, refuses the export and says what to install; given, signs it', async () => {
    const real = await siteOf({ academie: '24' })
    const ask = async (app: Hono): Promise<Response> => {
      await post(app, '/exports', { cookie: real.first })
      const id = /demandes\/(\d+)\/abandon/.exec(await (await get(app, '/exports', real.first)).text())?.[1]
      return post(app, `/exports/demandes/${id}/approbation`, { cookie: real.second })
    }
    try {
      const refused = await ask(real.app)
      expect([refused.status, (await refused.text()).includes('PASSPRO_CLE_SIGNATURE')]).toEqual([422, true])
      const file = path.join(folder, 'cle.pem')
      const { app } = appOver(real.campagne.db, { cleSignature: file })
      expect((await ask(app)).status).toBe(422)
      writeFileSync(file, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
      expect((await ask(app)).status).toBe(303)
    } finally {
      await real.close()
    }
  })
})

describe('the release of fiches', () => {
  test('crosses the avis, issues what has changed, and changes nothing the second time', async () => {
    const first = await send('/fiches/emission', site.first)
    expect(first.status).toBe(303)
    const again = await send('/fiches/emission', site.first)
    const message = decodeURIComponent(again.headers.getSetCookie().join(';'))
    expect(message).toContain('aucune fiche n’a changé')
  })

  test('by itself: at a date, which must be given; the choice is kept', async () => {
    const choose = (fields: Record<string, string>): Promise<Response> =>
      post(site.app, '/fiches/emission/reglage', { cookie: site.first, fields })
    const refused = await choose({ mode: 'date', le: '' })
    expect([refused.status, (await refused.text()).includes('Donnez le jour de l’émission.')]).toEqual([
      422,
      true,
    ])
    expect((await choose({ mode: 'autrement' })).status).toBe(422)
    expect((await choose({ mode: 'date', le: '2027-05-12' })).status).toBe(303)
    expect(await site.page('/fiches/emission')).toContain('value="2027-05-12"')
  })
})
