import type { Hono } from 'hono'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  legauxOf,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { signAvisOrigine } from '#src/procedure/inscriptions/api.ts'
import { PAGES } from '#src/web/routes.ts'
import { appOver, get, post } from '#src/web/testing.ts'
import { textOf } from '../architecture/source-files.ts'

const PAYLOAD = '<img src=x onerror=alert(1)>'
let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive
let app: Hono
const cookies: Record<string, string> = {}

beforeAll(async () => {
  base = await testDb()
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, {
    horloge: instantOf('2027-05-20T10:00', ZONE),
    elevesParCollege: 3,
  })
  await playParcours(
    campagne,
    campagne.eleves.slice(1).map(({ id: eleveId }) => aParcours({ eleveId })),
  )
  const { id: eleveId, uai } = eleveAt(campagne, 1)
  const [guardian] = legauxOf(campagne, eleveId)
  const open = async (role: string, over_: Parameters<typeof acteurWith>[1]) => {
    cookies[role] = await over.cookieFor(await acteurWith(campagne, over_))
  }
  await open('eleve', { role: 'eleve', eleveId })
  await open('responsable', { role: 'responsable', responsableId: guardian?.id ?? null })
  await open('chef_origine', { role: 'chef_origine', uai })
  await open('chef_referent', { role: 'chef_referent', uai: campagne.lycees[0] })
  await open('intervenant', { role: 'intervenant', uai: campagne.lycees[0] })
  cookies['academie'] = await over.cookieFor(campagne.acteur)
}, 120_000)
afterAll(() => base.close())

const rows = <T>(text: string): Promise<T[]> =>
  // oxlint-disable-next-line no-restricted-properties -- the text is that of a test
  at(campagne, '2027-05-20', async ({ trx }) => (await sql<T>`${sql.raw(text)}`.execute(trx)).rows)

const DECISIVE = 'avis_final lot_ligne avis_origine avis_referent habilitation reglement inscription'.split(
  ' ',
)
const stateOf = async (): Promise<string[]> => {
  const sums: string[] = []
  for (const table of DECISIVE) {
    const [row] = await rows<{ sum: string }>(
      `select md5(coalesce(string_agg(x::text, '|' order by x::text), '')) as sum from ${table} x`,
    )
    sums.push(`${table} ${row?.sum}`)
  }
  return sums
}

describe('A4, A13: a form holds no column of the base', () => {
  const columns = [
    ...new Set([...textOf('src/db/types.ts').matchAll(/^ {2}(\w+): /gm)].map(([, name = '']) => name)),
  ]
  const fields = Object.fromEntries(columns.map((name) => [name, '2500']))

  test.each(['eleve', 'responsable', 'intervenant', 'chef_referent', 'chef_origine'])(
    'whatever a %s adds to every form of the site, no avis, point, right nor rule changes',
    async (role) => {
      expect(columns.length).toBeGreaterThan(200)
      const before = await stateOf()
      let sent = 0
      for (const { method, path } of PAGES)
        if (method === 'POST' && !path.startsWith('/connexion') && !path.startsWith('/deconnexion')) {
          await post(app, path.replaceAll(/:[a-z]+/gi, '1'), { cookie: cookies[role] ?? '', fields })
          sent++
        }
      expect(sent).toBeGreaterThan(40)
      expect(await stateOf()).toEqual(before)
    },
  )
})

test('A5: no odd value is a level: refused, or read as one of the scale', async () => {
  const { id: eleveId } = eleveAt(campagne, 0)
  await playInscriptions(campagne, [aParcours({ eleveId })])
  const scale: readonly string[] = campagne.reglement.echelles.origine
  const signed = (avis: string) =>
    at(campagne, '2027-02-20', async (tx) => {
      const mef = aParcours({ eleveId }).mef
      const [result] = await signAvisOrigine(tx, {
        campagneId: campagne.campagneId,
        items: [{ eleveId, mef, avis, commentaire: 'Commentaire fictif sur la menuiserie.' }],
      })
      const { rows: written } = await sql<{ sens: string }>`
        select sens from avis_origine where eleve_id = ${eleveId}`.execute(tx.trx)
      // Undone whatever it said: the next value finds the same pupil.
      throw Object.assign(new Error('essai'), { ok: result?.ok, written })
    }).catch((error: unknown) => error)
  const odd = [
    'toString',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'favorable,reserve',
    'ｆａｖｏｒａｂｌｅ',
    '',
    '0',
    'true',
  ]
  for (const avis of odd) expect(await signed(avis), avis).toMatchObject({ ok: false, written: [] })
  expect(await signed('favorable')).toMatchObject({ ok: true, written: [{ sens: 'favorable' }] })
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 30 }), async (avis) => {
      const result = await signed(avis.replaceAll('\0', ''))
      expect(result).toHaveProperty('written')
      for (const one of (result as { written?: { sens: string }[] }).written ?? [])
        expect(scale).toContain(one.sens)
    }),
    { numRuns: 100 },
  )
})

test('A43: what people wrote is text everywhere, never markup', async () => {
  await rows(`update eleve set nom = '${PAYLOAD}', prenom = '${PAYLOAD}' returning id`)
  await rows(`update responsable set nom = '${PAYLOAD}' returning id`)
  await rows(`update etablissement set nom = '${PAYLOAD}' returning uai`)
  await rows(`update avis_origine set commentaire = '${PAYLOAD}' returning id`)
  await rows(`update compte_rendu set texte = '${PAYLOAD}' returning entretien_id`)
  await rows(`update formation set libelle = '${PAYLOAD}' returning mef`)
  let met = 0
  for (const cookie of Object.values(cookies)) {
    const queue = ['/']
    for (let i = 0; i < Math.min(queue.length, 30); i++) {
      const answer = await get(app, queue[i] ?? '/', cookie)
      if (!/text\/html/.test(answer.headers.get('Content-Type') ?? '')) continue
      expect(answer.headers.get('Content-Security-Policy')).toContain("script-src 'self'")
      const page = await answer.text()
      expect(page.includes('<img src=x'), queue[i]).toBe(false)
      if (page.includes('&lt;img src=x')) met++
      for (const [, link = ''] of page.matchAll(/href="(\/[^"#]*)"/g)) {
        const bare = link.replaceAll('&amp;', '&')
        if (!queue.includes(bare)) queue.push(bare)
      }
    }
  }
  expect(met).toBeGreaterThan(20)
})
