import type { Hono } from 'hono'
import { TACHES } from '#src/jobs/list.ts'
import { drain } from '#src/jobs/worker.ts'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import type { Acteur } from '#src/procedure/comptes/api.ts'
import { appOver, get, post } from '#src/web/testing.ts'

/** A campaign behind its pages, with the people of the first collège, the head of the second, and others. */
export interface CollegeSite {
  campagne: CampagneFictive
  app: Hono
  /** Cookies of their sessions. */
  chef: string
  adulte: string
  chefVoisin: string
  lycee: string
  academie: string
  page: (path: string, cookie?: string) => Promise<string>
  status: (path: string, cookie?: string) => Promise<number>
  /** By the head of the first collège unless told otherwise. */
  send: (path: string, fields: readonly (readonly [string, string])[], cookie?: string) => Promise<Response>
  /** Has documents prepared and gives their first file; by the head of the first collège unless told otherwise. */
  prepared: (fields: Readonly<Record<string, string>>, cookie?: string) => Promise<Prepared>
  moveTo: (local: string) => Promise<void>
  /** Signs somebody else in: the cookie of his session. */
  cookieFor: (acteur: Acteur) => Promise<string>
  close: () => Promise<void>
}

export interface Prepared {
  /** Address of its page. */
  path: string
  bytes: Uint8Array
}

/** Opens it at a local time of the campaign. */
export async function collegeSite(local: string, options: OptionsCampagne = {}): Promise<CollegeSite> {
  const { db, close } = await testDb()
  const campagne = await fictionalCampagne(db, { ...options, horloge: instantOf(local, ZONE) })
  const { app, cookieFor } = appOver(db)
  const [uai, voisin] = campagne.colleges
  const chef = await cookieFor(await acteurWith(campagne, { role: 'chef_origine', uai }))
  const prepared = async (fields: Readonly<Record<string, string>>, cookie = chef): Promise<Prepared> => {
    const asked = await post(app, '/editions', { cookie, fields: { ...fields } })
    await drain({
      outils: { db, televersements: '' },
      clock: () => new Date('2027-02-01T09:00:00Z'),
      taches: TACHES,
      log: (line) => {
        throw new Error(line)
      },
    })
    const path = asked.headers.get('location') ?? ''
    return { path, bytes: new Uint8Array(await (await get(app, `${path}/0`, cookie)).arrayBuffer()) }
  }
  return {
    campagne,
    app,
    chef,
    adulte: await cookieFor(await acteurWith(campagne, { role: 'adulte_referent', uai })),
    chefVoisin: await cookieFor(await acteurWith(campagne, { role: 'chef_origine', uai: voisin })),
    lycee: await cookieFor(await acteurWith(campagne, { role: 'chef_referent', uai: campagne.lycees[0] })),
    academie: await cookieFor(campagne.acteur),
    page: async (path, cookie = chef) => (await get(app, path, cookie)).text(),
    status: async (path, cookie = chef) => (await get(app, path, cookie)).status,
    send: (path, fields, cookie = chef) =>
      post(app, path, { cookie, fields: fields.map(([name, value]): [string, string] => [name, value]) }),
    prepared,
    moveTo: (time) =>
      at(campagne, time, async (tx) => {
        await moveHorloge(tx, { campagneId: campagne.campagneId, instant: tx.now })
      }),
    cookieFor,
    close,
  }
}

/** What a page says, without its tags: entities and spaces as one reads them. */
export const wordsOf = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', '’')
    .replaceAll(/\s+/g, ' ')
