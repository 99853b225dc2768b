import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Hono } from 'hono'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  eleveAt,
  fictionalCampagne,
  legauxOf,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import type { Acteur } from '#src/procedure/comptes/api.ts'
import { appOver, get } from '#src/web/testing.ts'
import { exporter } from './terrain.ts'

let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive
let app: Hono
let cookieFor: (acteur: Acteur) => Promise<string>

beforeAll(async () => {
  base = await testDb()
  campagne = await fictionalCampagne(base.db, { horloge: instantOf('2027-05-20T10:00', ZONE) })
  await playParcours(
    campagne,
    campagne.eleves.map(({ id: eleveId }) => aParcours({ eleveId })),
  )
  must(await exporter(campagne))
  ;({ app, cookieFor } = appOver(base.db))
}, 60_000)
afterAll(() => base.close())

/** Words under which a page says an avis final or points of somebody, or how they are made. */
const SAYS = /avis final|\b\d[\d\s]*\s?points?\b/i
const MENTION = /L\.\s?311-3-1/
const LINKS = /href="(\/[^"#]*)"/g
/** Enough to meet every kind of page of a role; a list with hundreds of pages is not walked to its end. */
const MOST = 150

const readable = (page: string): string =>
  page
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&#x27;|&#39;/g, '’')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')

interface Walk {
  seen: string[]
  speaking: string[]
  silent: string[]
}

/** Follows the links of the pages of one person, looking for pages that say points and hold no mention. */
async function walk(cookie: string): Promise<Walk> {
  const queue = ['/']
  const found: Walk = { seen: [], speaking: [], silent: [] }
  for (let i = 0; i < Math.min(queue.length, MOST); i++) {
    const path = queue[i] ?? '/'
    const response = await get(app, path, cookie)
    if (!/text\/html/.test(response.headers.get('content-type') ?? '')) continue
    const page = await response.text()
    found.seen.push(path)
    const text = readable(page)
    if (SAYS.test(text)) (MENTION.test(text) ? found.speaking : found.silent).push(path)
    for (const [, link = ''] of page.matchAll(LINKS)) {
      const bare = link.replaceAll('&amp;', '&')
      if (!queue.includes(bare)) queue.push(bare)
    }
  }
  return found
}

const people = async (): Promise<Record<string, Acteur>> => {
  const eleve = eleveAt(campagne, 0)
  const [guardian] = legauxOf(campagne, eleve.id)
  const [uai] = campagne.colleges
  const [lycee] = campagne.lycees
  return {
    eleve: await acteurWith(campagne, { role: 'eleve', eleveId: eleve.id }),
    responsable: await acteurWith(campagne, { role: 'responsable', responsableId: guardian?.id ?? null }),
    chef_origine: await acteurWith(campagne, { role: 'chef_origine', uai }),
    adulte_referent: await acteurWith(campagne, { role: 'adulte_referent', uai }),
    planificateur: await acteurWith(campagne, { role: 'planificateur', uai: lycee }),
    intervenant: await acteurWith(campagne, { role: 'intervenant', uai: lycee }),
    chef_referent: await acteurWith(campagne, { role: 'chef_referent', uai: lycee }),
    academie: campagne.acteur,
  }
}

describe('rule 13: the legal mention stands wherever an avis final or points appear', () => {
  test('on every page that anybody reaches by its links', async () => {
    const met: Record<string, number> = {}
    for (const [role, acteur] of Object.entries(await people())) {
      const { seen, speaking, silent } = await walk(await cookieFor(acteur))
      expect(silent, `${role} reads points without the mention`).toEqual([])
      expect(seen.length, `${role} reaches pages`).toBeGreaterThan(2)
      met[role] = speaking.length
    }
    // The walk does meet points: for those who confirm, and for the académie.
    expect(met['eleve']).toBeGreaterThan(0)
    expect(met['responsable']).toBeGreaterThan(0)
    expect(met['academie']).toBeGreaterThan(2)
  }, 120_000)
})
