import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at } from '#src/procedure/bonus/examples/campagne.ts'
import type { Page } from '#src/web/page.ts'
import { ask, attendu, formsOfSide } from './answers.ts'
import { ground, INSTANTS, type Cote, type Ground } from './ground.ts'
import { addressOf, nameOf, RESERVED } from './routes.ts'

/**
 * Without script a form that was sent comes back with what was typed and a new key: each act is sent, then sent again in
 * other words. It sets what there is, is refused, or asks; it never makes a second thing of itself.
 */
let g: Ground
let forms: Map<string, [string, string][]>
beforeAll(async () => {
  g = await ground()
  await g.to(INSTANTS.ouverte)
  forms = await formsOfSide(g.app, g.sien)
})
afterAll(() => g.close())

/** Written beside what an act makes: who did what, what leaves by post, what a job must do. */
const BESIDE = /^(journal|acte_cle|session|connexion|envoi|tentative)/

/** Rows of each table of the académie. */
const countsOf = ({ campagne }: Cote): Promise<Map<string, number>> =>
  at(campagne, '2027-06-01', async ({ trx }) => {
    const { rows } = await sql<{ nom: string; n: string }>`
      select c.relname as nom, (xpath('/row/n/text()', query_to_xml(format(
        'select count(*) as n from %I where academie = %L', c.relname, ${campagne.academie}::text), false, true, '')))[1]::text as n
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'academie'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`.execute(trx)
    return new Map(rows.filter(({ nom }) => !BESIDE.test(nom)).map(({ nom, n }) => [nom, Number(n)]))
  })

const more = (before: Map<string, number>, after: Map<string, number>): string[] =>
  [...after].flatMap(([nom, n]) => (n > (before.get(nom) ?? 0) ? [nom] : []))

const reworded = (fields: [string, string][]): [string, string][] =>
  fields.map(([name, value]) => [
    name,
    value.length > 40 && value.includes(' ') ? `${value} Autrement dit.` : value,
  ])

/**
 * One more row, and no second thing: the last one counts, it is a calculation asked for again, or a repair that is only
 * proposed (one refused is often asked for again; of two, the one accepted first puts the other out of date).
 */
const LAST_COUNTS = {
  'POST /agendas/ouverture': 'abonnement',
  'POST /confirmations/papier': 'confirmation',
  'POST /eleves': 'adulte_referent',
  'POST /eleves/:id/adulte-referent': 'adulte_referent',
  'POST /incidents': 'incident',
  'POST /planification/reglages': 'comparaison',
}

const acts = RESERVED.filter((page) => page.method === 'POST' && page.path !== '/deconnexion')
const done: string[] = []
const asked: string[] = []

async function sendTwice(page: Page): Promise<string | undefined> {
  const fields = forms.get(nameOf(page))
  if (!fields) return undefined
  for (const qui of g.sien.personnes.filter((one) => one.lien === 'sien' && attendu(page, one) === 'entre')) {
    const path = addressOf(page, g.sien.choses, qui)
    const send = (typed: [string, string][]) =>
      ask(g.app, { page, path, cookie: qui.cookie, fields: [...typed, ['cle', randomUUID()]] })
    const first = await send(fields)
    if (first.status !== 303 && first.status !== 200) continue
    done.push(nameOf(page))
    const before = await countsOf(g.sien)
    const second = await send(reworded(fields))
    const made = more(before, await countsOf(g.sien))
    if (second.status === 409) asked.push(nameOf(page))
    return made.join(', ') || undefined
  }
  return undefined
}

describe('sent again in other words, without the key of the first time', () => {
  test('no act makes a second thing unasked', async () => {
    const twice: Record<string, string> = {}
    for (const page of acts) {
      const made = await sendTwice(page)
      if (made !== undefined) twice[nameOf(page)] = made
    }
    expect(twice).toEqual(LAST_COUNTS)
    expect(done.length).toBeGreaterThanOrEqual(40)
    expect(asked).toEqual([
      'POST /lettres/:id/:domaine',
      'POST /mes-donnees',
      'POST /eleves/:id/demande-donnees',
    ])
  })
})
