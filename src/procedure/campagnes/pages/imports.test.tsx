import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { enLatin9, xmlEleves, xmlResponsables } from '#src/exchange/siecle-examples.ts'
import { TACHES } from '#src/jobs/list.ts'
import { drain } from '#src/jobs/worker.ts'
import {
  acteurWith,
  at,
  fictionalCampagne,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { listEleves } from '#src/procedure/eleves/api.ts'
import { appOver, get, post, SITE } from '#src/web/testing.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-imports-'))
let campagne: CampagneFictive
let app: ReturnType<typeof appOver>['app']
let academie: string
let chef: string
let close: () => Promise<void>

beforeAll(async () => {
  const base = await testDb()
  close = base.close
  campagne = await fictionalCampagne(base.db, { horloge: new Date('2027-01-20T09:00:00Z') })
  const over = appOver(base.db, { televersements: folder })
  app = over.app
  academie = await over.cookieFor(campagne.acteur)
  chef = await over.cookieFor(await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[0] }))
})
afterAll(async () => {
  await close()
  rmSync(folder, { recursive: true, force: true })
})

const lines: string[] = []
const work = (): Promise<number> =>
  drain({
    outils: { db: campagne.db, televersements: folder },
    clock: () => new Date('2027-01-20T09:00:00Z'),
    taches: TACHES,
    log: (line) => void lines.push(line),
  })

type Sent = Record<string, string | { name: string; bytes: Buffer | string }>

async function send(cookie: string, fields: Sent): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields))
    if (typeof value === 'string') body.append(name, value)
    else body.append(name, new File([new Uint8Array(Buffer.from(value.bytes))], value.name))
  return app.request(`${SITE}/imports`, { method: 'POST', body, headers: { Cookie: cookie, Origin: SITE } })
}

/** Sends, does the job, and gives the page of the import. */
async function sendAndRead(cookie: string, fields: Sent): Promise<{ url: string; text: string }> {
  const answer = await send(cookie, fields)
  expect(answer.status).toBe(303)
  const url = answer.headers.get('Location') ?? ''
  await work()
  return { url, text: await (await get(app, url, cookie)).text() }
}

const pupils = async (uai: string): Promise<string[]> =>
  (await at(campagne, '2027-01-20', (tx) => listEleves(tx.trx, campagne.campagneId, uai))).map(
    (one) => one.cleSiecle,
  )

const siecle = (uai: string, id: string): { name: string; bytes: Buffer } => ({
  name: 'ExportEleves.xml',
  bytes: enLatin9(xmlEleves([{ id, champs: { DATE_NAISS: '31/02/2012' } }, { id: `${id}1` }], { uai })),
})

describe('an import of a school', () => {
  test('waits with its file for this account alone, then is done, reported, and its file deleted', async () => {
    const uai = campagne.colleges[0]
    const answer = await send(chef, { genre: 'siecle', fichier: siecle(uai, '900') })
    const url = answer.headers.get('Location') ?? ''
    const kept = readdirSync(folder)
    expect(kept).toHaveLength(1)
    expect(kept[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(statSync(path.join(folder, kept[0] ?? '')).mode & 0o777).toBe(0o600)
    const waiting = await (await get(app, url, chef)).text()
    expect(waiting).toContain('En attente')
    expect(waiting).toContain('<noscript><meta http-equiv="refresh" content="2"/></noscript>')
    await work()
    const done = await (await get(app, url, chef)).text()
    expect(done).toContain('Import terminé')
    expect(done).not.toContain('http-equiv')
    expect(done).toContain('31/02/2012')
    expect(done).toContain('ExportEleves.xml')
    expect(await pupils(uai)).toContain('9001')
    expect(readdirSync(folder)).toEqual([])
  })

  test('A20: in a dry run says the same and keeps nothing', async () => {
    const uai = campagne.colleges[0]
    const { text } = await sendAndRead(chef, { genre: 'siecle', a_blanc: 'oui', fichier: siecle(uai, '910') })
    expect(text).toContain('Seraient créées')
    expect(text).toContain('rien n’est gardé')
    expect(await pupils(uai)).not.toContain('9101')
  })

  test('with its guardians ties them to its pupils', async () => {
    const uai = campagne.colleges[1]
    const responsables = xmlResponsables(
      {
        personnes: [{ id: '77', champs: { NOM_DE_FAMILLE: 'FICTIVE', PRENOM: 'Berthe' } }],
        liens: [{ ELEVE_ID: '9201', PERSONNE_ID: '77', NIVEAU_RESPONSABILITE: '1' }],
      },
      { uai },
    )
    const { text } = await sendAndRead(academie, {
      genre: 'siecle',
      fichier: siecle(uai, '920'),
      responsables: { name: 'ExportResponsables.xml', bytes: enLatin9(responsables) },
    })
    expect(text).toContain('Import terminé')
    expect(await pupils(uai)).toContain('9201')
  })

  test('that is not his is refused as a whole, and changes nothing', async () => {
    const other = campagne.colleges[1]
    const { text } = await sendAndRead(chef, { genre: 'siecle', fichier: siecle(other, '930') })
    expect(text).toContain('Fichier refusé')
    expect(text).toContain(other)
    expect(await pupils(other)).not.toContain('9301')
  })

  test('by a simple list keeps the good lines and says the others, with a report to download', async () => {
    const [own, other] = campagne.colleges
    const bytes = `uai;nom;prenom;date_naissance\n${own};Fictif;Ursule;2012-04-05\n${other};Fictif;Ignace;2012-04-05\n${own};Fictif;Zoé;05/04/12\n`
    const { url, text } = await sendAndRead(chef, { genre: 'eleves', fichier: { name: 'liste.csv', bytes } })
    expect(text).toContain('les lignes refusées ne sont pas gardées')
    const csv = await (await get(app, `${url}/export/csv`, chef)).text()
    const lines = csv.split('\r\n').map((line) => line.split(';'))
    expect(lines[0]).toEqual(['Ligne', 'Gravité', 'Colonne', 'Valeur', 'Remarque', 'Fichier'])
    expect(lines.slice(1).map((line) => [line.at(-1), line[0], line[2]])).toContainEqual([
      'liste.csv',
      '3',
      'uai',
    ])
    const warnings = await (await get(app, `${url}?gravite=avertissement&cherche=uai`, chef)).text()
    expect(warnings).toContain('Rien ne répond à cette recherche.')
    expect(await (await get(app, `${url}?gravite=bloquant&cherche=uai`, chef)).text()).toContain(other)
    expect(await pupils(own)).toContain('fictif-ursule-2012-04-05')
  })
})

describe('the académie', () => {
  test('A20: imports schools, offers and wishes; a file without any wish is refused and erases none', async () => {
    const offres = `ACADEMIE;CODE_OFFRE;UAI;CODE_MEF\n01;ZZ000001;${campagne.lycees[0]};24723401210\n`
    const done = await sendAndRead(academie, {
      genre: 'offres',
      fichier: { name: 'offres.csv', bytes: offres },
    })
    expect(done.text).toMatch(/Créées<\/th><td[^>]*>1</)
    const empty = 'INE;Rang du vœu;Code offre de formation (vœu);Code MEF\n'
    const refused = await sendAndRead(academie, {
      genre: 'voeux',
      fichier: { name: 'voeux.csv', bytes: empty },
    })
    expect(refused.text).toContain('aucun vœu lisible')
  })

  const voeux = (...lignes: string[]): { name: string; bytes: string } => ({
    name: 'voeux.csv',
    bytes: `INE;Rang du vœu;Code offre de formation (vœu);Code MEF\n${lignes.join('\n')}\n`,
  })
  const held = async (): Promise<string[]> =>
    (
      await at(campagne, '2027-01-20', ({ trx }) =>
        trx.selectFrom('voeu').select(['code_offre', 'rang']).orderBy('code_offre').execute(),
      )
    ).map(({ code_offre, rang }) => `${code_offre} ${rang}`)
  const apply = (url: string): Promise<Response> => post(app, `${url}/application`, { cookie: academie })
  const changesOf = async (url: string): Promise<string> =>
    textOf(await (await get(app, `${url}/ecarts`, academie)).text())
  const textOf = (markup: string): string => markup.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

  test('wishes are shown line by line before they are applied: added, gone, changed of rank', async () => {
    const eleve = campagne.eleves.find((one) => one.ine !== null)
    const ine = eleve?.ine ?? ''
    const first = await sendAndRead(academie, {
      genre: 'voeux',
      fichier: voeux(`${ine};1;AA000001;24723401210`, `${ine};2;AA000002;24723401210`),
    })
    expect(textOf(first.text)).toContain('Aperçu terminé : rien n’est encore changé')
    expect(textOf(first.text)).toContain('Relire ce qui changerait, puis appliquer (2 écarts)')
    expect(await changesOf(first.url)).toContain(`${eleve?.nom} ${eleve?.prenom} Ajouté 01 AA000001`)
    expect(await held()).toEqual([])
    const applied = await apply(first.url)
    expect(applied.status).toBe(303)
    await work()
    expect(await held()).toEqual(['AA000001 1', 'AA000002 2'])
    const again = await apply(first.url)
    expect([again.status, (await again.text()).includes('déjà été appliqué')]).toEqual([422, true])

    const second = await sendAndRead(academie, {
      genre: 'voeux',
      fichier: voeux(`${ine};1;AA000002;24723401210`, `${ine};2;AA000003;24723401210`),
    })
    const text = await changesOf(second.url)
    expect(text).toContain('Appliquer ces changements')
    expect(text).toMatch(/Retiré 01 AA000001 – 1 –/)
    expect(text).toMatch(/Rang changé 01 AA000002 – 2 1/)
    expect(text).toMatch(/Ajouté 01 AA000003 – – 2/)
    const csv = await (await get(app, `${second.url}/ecarts/export/csv`, academie)).text()
    expect(csv.trim().split('\n')).toHaveLength(4)
    const gone = await (await get(app, `${second.url}/ecarts?nature=supprime`, academie)).text()
    expect([gone.includes('AA000001'), gone.includes('AA000003')]).toEqual([true, false])
    const last = await (await get(app, `${second.url}/ecarts?tri=-offre`, academie)).text()
    expect(last.indexOf('AA000003')).toBeLessThan(last.indexOf('AA000001'))
    expect(await held()).toEqual(['AA000001 1', 'AA000002 2'])
    expect((await apply(second.url)).status).toBe(303)
    await work()
    expect(await held()).toEqual(['AA000002 1', 'AA000003 2'])
    expect(readdirSync(folder)).toEqual([])
  })

  test('a preview that others have overtaken is not applied', async () => {
    const ine = campagne.eleves.find((one) => one.ine !== null)?.ine ?? ''
    const fichier = voeux(`${ine};1;AA000001;24723401210`)
    const old = await sendAndRead(academie, { genre: 'voeux', fichier })
    const other = await sendAndRead(academie, { genre: 'voeux', fichier })
    await apply(other.url)
    await work()
    const late = await apply(old.url)
    expect([late.status, (await late.text()).includes('D’autres vœux ont été importés')]).toEqual([422, true])
    expect((await get(app, `${old.url}/ecarts/export/csv`, chef)).status).toBe(403)
  })

  test('sees the imports of everybody, a principal those of his school only', async () => {
    expect(await (await get(app, '/imports', academie)).text()).toContain('Offres de formation Affelnet')
    const own = await (await get(app, '/imports', chef)).text()
    expect(own).toContain('liste.csv')
    expect(own).not.toContain('offres.csv')
  })
})

describe('who may', () => {
  test('a principal may not send wishes, nor read an import of the académie', async () => {
    const before = readdirSync(folder)
    const answer = await send(chef, { genre: 'voeux', fichier: { name: 'v.csv', bytes: 'x' } })
    expect(answer.status).toBe(404)
    expect(readdirSync(folder)).toEqual(before)
    const list = await (await get(app, '/imports', academie)).text()
    const offers = /\/imports\/(\d+)(?:(?!<\/tr>).)*offres\.csv/.exec(list)?.[1] ?? ''
    expect((await get(app, `/imports/${offers}`, chef)).status).toBe(404)
  })

  test('nothing chosen comes back with a sentence for each field', async () => {
    expect(await (await send(academie, {})).text()).toContain('Choisissez ce que contient le fichier.')
    const answer = await send(academie, { genre: 'offres', fichier: { name: '', bytes: '' } })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Choisissez un fichier.')
  })
})

describe('a breakdown in the middle', () => {
  test('is told in neutral words; nothing is written, and the file can be sent again', async () => {
    const answer = await send(academie, { genre: 'offres', fichier: { name: 'offres.csv', bytes: 'a' } })
    const importation = TACHES.importation
    const broken = {
      ...importation,
      travail: async () => Promise.reject(new Error('disque plein /var/lib/x')),
    }
    await drain({
      outils: { db: campagne.db, televersements: folder },
      clock: () => new Date('2027-01-20T09:00:00Z'),
      taches: { ...TACHES, importation: broken },
      log: () => undefined,
    })
    const text = await (await get(app, answer.headers.get('Location') ?? '', academie)).text()
    expect(text).toContain('Une panne du service a empêché cet import')
    expect(text).not.toContain('disque')
  })

  test('done a second time, an import that has ended does nothing', async () => {
    const uai = campagne.colleges[0]
    const answer = await send(chef, { genre: 'siecle', fichier: siecle(uai, '940') })
    const id = Number((answer.headers.get('Location') ?? '').split('/').at(-1))
    await work()
    const before = await pupils(uai)
    const outils = { db: campagne.db, now: new Date('2027-01-20T09:00:00Z'), televersements: folder }
    const { academie: code } = campagne
    const compteId = await compteOfChef()
    await TACHES.importation.travail(outils, { academie: code, compteId, importationId: id })
    expect(await pupils(uai)).toEqual(before)
    expect(await (await get(app, `/imports/${id}`, chef)).text()).toContain('Import terminé')
  })
})

const compteOfChef = async (): Promise<number> => {
  const row = await at(campagne, '2027-01-20', (tx) =>
    tx.trx.selectFrom('compte').select('id').where('nom', 'like', '%chef_origine%').executeTakeFirstOrThrow(),
  )
  return row.id
}
