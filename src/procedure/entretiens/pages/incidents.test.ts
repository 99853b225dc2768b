import { sql } from 'kysely'
import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { emitConvocations, placeEntretiens, recordPresences } from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { selectEcartsDeRejeu } from '#src/procedure/bonus/api.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { reglerEnvois } from '#src/procedure/envois/api.ts'
import { appOver, get, post } from '#src/web/testing.ts'

interface Ligne {
  id: number
  debut: string
  intervenants: string[]
  convocations: number
}

let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let cookies: Record<'planner' | 'autre' | 'teacher', string>
let serial = 0

const heure = (local: string) => instantOf(local, ZONE)

beforeAll(async () => {
  base = await testDb()
})
// Three pupils convoked on Monday 8 March 2027 from nine o'clock with one teacher; another receives on Tuesday.
beforeEach(async () => {
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, {
    dispositif: `INCIDENT-${++serial}`,
    horloge: heure('2027-03-01T10:00'),
    disponibilites: ([uai]) => [
      aDisponibilite({ uai, intervenants: ['Mme Absente (fictive)'] }),
      aDisponibilite({
        uai,
        intervenants: ['M. Remplace (fictif)'],
        salle: 'Salle 2',
        debut: heure('2027-03-09T09:00'),
        fin: heure('2027-03-09T12:00'),
      }),
    ],
  })
  const { campagneId, lycees } = campagne
  const items = [0, 1, 2].map((rank) => anInscription({ eleveId: eleveAt(campagne, rank).id }))
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
    await emitConvocations(tx, campagneId)
  })
  const open = async (role: 'planificateur' | 'intervenant', uai: string): Promise<string> =>
    over.cookieFor(await acteurWith(campagne, { role, uai }))
  cookies = {
    planner: await open('planificateur', lycees[0]),
    autre: await open('planificateur', lycees[1]),
    teacher: await open('intervenant', lycees[0]),
  }
}, 60_000)
afterAll(() => base.close())

const rows = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  at(campagne, '2027-06-01', async (tx) => (await query.execute(tx.trx)).rows)
const rejoues = () => at(campagne, '2027-06-01', ({ trx }) => selectEcartsDeRejeu(trx, campagne.academie))
const plan = (): Promise<Ligne[]> =>
  rows(
    sql<Ligne>`select n.id, to_char(lower(n.plage) at time zone ${ZONE}, 'DD HH24:MI') as debut,
      array(select t.nom from creneau_intervenant c join intervenant t on t.id = c.intervenant_id
        where c.creneau_id = n.creneau_id order by t.nom) as intervenants,
      (select count(*)::int from convocation c where c.entretien_id = n.id) as convocations
    from entretien n where n.campagne_id = ${campagne.campagneId} order by lower(n.plage), n.id`,
  )
const idOf = async (table: 'intervenant' | 'salle', nom: string): Promise<string> =>
  String(
    (
      await rows(
        sql<{
          id: number
        }>`select id from ${sql.table(table)} where campagne_id = ${campagne.campagneId} and nom = ${nom}`,
      )
    )[0]?.id ?? 0,
  )
const idOfOffer = async (jour: string): Promise<number> =>
  (
    await rows(
      sql<{ id: number }>`select id from disponibilite where campagne_id = ${campagne.campagneId}
        and to_char(debut at time zone ${ZONE}, 'YYYY-MM-DD') = ${jour}`,
    )
  )[0]?.id ?? 0
const suite = (): string => `campagne=${campagne.campagneId}`
const page = async (path: string, who: keyof typeof cookies = 'planner'): Promise<string> =>
  (await get(app, `${path}?${suite()}`, cookies[who])).text()
const send = (
  path: string,
  fields: Record<string, string> | [string, string][],
  who: keyof typeof cookies = 'planner',
) => post(app, `${path}?${suite()}`, { cookie: cookies[who], fields })
const hidden = (html: string, name: string): string =>
  (new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '').replaceAll('&gt;', '>')
const changes = (html: string): string[] =>
  [...html.matchAll(/name="change"[^>]*value="([^"]*)"/g)].map((m) => m[1] ?? '')

async function declare(over: Record<string, string> = {}): Promise<string> {
  const intervenant = await idOf('intervenant', 'Mme Absente (fictive)')
  const fields = {
    genre: 'intervenant_absent',
    intervenant,
    jour: '2027-03-08',
    motif: 'Malade (fictif)',
    ...over,
  }
  const answer = await send('/incidents', fields)
  expect(answer.status).toBe(303)
  return answer.headers.get('Location') ?? ''
}

describe('a teacher who is absent', () => {
  test('nothing moves until the proposal is accepted; then each family gets a new convocation', async () => {
    const before = await plan()
    const path = await declare()
    const shown = await page(path)
    expect(shown).toContain(
      '3 entretiens changent. 3 changent d’heure, et c’est le minimum possible ; 3 familles déjà convoquées sont touchées',
    )
    expect(shown).toContain('lundi 8 mars 2027 à 9 h 00')
    expect(shown).toContain('mardi 9 mars 2027')
    expect(await plan()).toEqual(before)
    const fields: [string, string][] = [
      ['empreinte', hidden(shown, 'empreinte')],
      ...changes(shown).map((one): [string, string] => ['change', one]),
    ]
    const answer = await send(`${path}/acceptation`, fields)
    expect(decodeURIComponent(answer.headers.get('Set-Cookie') ?? '')).toContain(
      'Nouvelles convocations : 3.',
    )
    const after = await plan()
    expect(after.map((one) => one.debut.slice(0, 2))).toEqual(['09', '09', '09'])
    expect(after.every((one) => one.convocations === 2)).toBe(true)
    expect(await page('/incidents')).toContain('Réparé')
    // Decided once.
    expect((await send(`${path}/acceptation`, fields)).status).toBe(422)
    const traces = await rows(
      sql<{ n: number }>`select count(*)::int as n from journal where acte = 'entretien.reparer'
        and chaine = ${campagne.lycees[0]}`,
    )
    expect(traces[0]?.n).toBeGreaterThanOrEqual(3)
  })

  test('some may be left as they are', async () => {
    const path = await declare()
    const shown = await page(path)
    const [first] = changes(shown)
    const fields: [string, string][] = [
      ['empreinte', hidden(shown, 'empreinte')],
      ['change', first ?? ''],
    ]
    expect((await send(`${path}/acceptation`, fields)).status).toBe(303)
    expect((await plan()).map((one) => one.debut.slice(0, 2)).toSorted()).toEqual(['08', '08', '09'])
  })

  test('one line is given another place by hand, which must be free and not that of the absent one', async () => {
    const path = await declare()
    const [first] = await plan()
    const link = `${path}/place/${first?.id ?? 0}`
    expect(await page(path)).toContain(`href="${link}"`)
    const places = await (await get(app, `${link}?jour=2027-03-09&${suite()}`, cookies.planner)).text()
    expect(places).toContain('Places libres le mardi 9 mars 2027')
    const monday = await get(app, `${link}?jour=2027-03-08&${suite()}`, cookies.planner)
    expect(await monday.text()).toContain('Aucune place ne convient ce jour-là.')
    const chosen = /choix=(\d+-\d+-2027-03-09T11%3A40)/.exec(places)?.[1] ?? ''
    const shown = await (await get(app, `${path}?choix=${chosen}&${suite()}`, cookies.planner)).text()
    expect(shown).toContain('À la main')
    expect(shown).toContain('mardi 9 mars 2027 à 11 h 40')
    const accept = (choix: string) =>
      send(`${path}/acceptation`, [
        ['empreinte', hidden(shown, 'empreinte')],
        ['choix', choix],
        ...changes(shown).map((one): [string, string] => ['change', one]),
      ])
    const absent = decodeURIComponent(chosen).replace(
      /-\d+-2027-03-09/,
      `-${await idOfOffer('2027-03-08')}-2027-03-08`,
    )
    const refused = await accept(absent)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('dépendent de ceux que vous laissez de côté')
    expect((await accept(decodeURIComponent(chosen))).status).toBe(303)
    const after = await plan()
    expect(after.find((one) => one.id === first?.id)?.debut).toBe('09 11:40')
    expect(after.map((one) => one.debut.slice(0, 2))).toEqual(['09', '09', '09'])
  })

  test('refused, it leaves everything', async () => {
    const before = await plan()
    const path = await declare()
    expect((await send(`${path}/refus`, {})).status).toBe(303)
    expect(await plan()).toEqual(before)
    expect(await page('/incidents')).toContain('Laissé')
    expect((await send(`${path}/refus`, {})).status).toBe(422)
  })

  test('replaced by another in two acts: same hours, and no new convocation', async () => {
    const before = await plan()
    const path = await declare()
    const shown = await page(path)
    expect(shown).toContain('M. Remplace (fictif) (à solliciter)')
    const remplacant = await idOf('intervenant', 'M. Remplace (fictif)')
    expect((await send(`${path}/remplacement`, { remplacant: '0' })).status).toBe(422)
    expect((await send(`${path}/remplacement`, { remplacant })).status).toBe(303)
    const after = await plan()
    expect(after.map((one) => one.debut)).toEqual(before.map((one) => one.debut))
    expect(after.every((one) => one.intervenants.join() === 'M. Remplace (fictif)')).toBe(true)
    expect(after.map((one) => one.convocations)).toEqual([1, 1, 1])
  })

  test('a proposal that is out of date is shown anew', async () => {
    const path = await declare()
    const answer = await send(`${path}/acceptation`, { empreinte: 'autre' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Le planning a changé depuis que vous avez lu cette proposition')
  })
})

describe('other incidents', () => {
  const accept = async (path: string): Promise<void> => {
    const shown = await page(path)
    const fields: [string, string][] = [
      ['empreinte', hidden(shown, 'empreinte')],
      ...changes(shown).map((one): [string, string] => ['change', one]),
    ]
    expect((await send(`${path}/acceptation`, fields)).status).toBe(303)
  }
  const first = async (): Promise<string> => String((await plan())[0]?.id ?? 0)

  test('the lycée closed, or a room: everybody is moved away from it', async () => {
    await accept(await declare({ genre: 'lieu_ferme', intervenant: '', motif: 'Neige (fictive)' }))
    expect((await plan()).map((one) => one.debut.slice(0, 2))).toEqual(['09', '09', '09'])
    const salle = await idOf('salle', 'Salle 2')
    const path = await declare({ genre: 'salle_fermee', intervenant: '', salle, jour: '2027-03-09' })
    expect(await page(path)).toContain('plus de place dans ce lycée')
    await accept(path)
    // No place left: they wait for another lycée, and what they were told is kept.
    expect(await plan()).toEqual([])
    const [kept] = await rows(
      sql<{ n: number; attente: number }>`select (select count(*)::int from convocation
        where campagne_id = ${campagne.campagneId}) as n, (select count(*)::int from non_placement
        where campagne_id = ${campagne.campagneId}) as attente`,
    )
    expect(kept).toEqual({ n: 9, attente: 3 })
  })

  test('families are written to: of the change, then of the interview taken away', async () => {
    const { campagneId } = campagne
    await at(campagne, '2027-02-25', async (tx) => {
      await reglerEnvois(tx, { campagneId, actif: true, joursRappel: 3 })
      await sql`update eleve set courriel = 'e' || id || '@eleves.exemple.fr' where campagne_id = ${campagneId}`.execute(
        tx.trx,
      )
    })
    await accept(await declare({ genre: 'lieu_ferme', intervenant: '' }))
    await accept(await declare({ genre: 'lieu_ferme', intervenant: '', jour: '2027-03-09' }))
    const written = await rows(
      sql<{ genre: string; n: number }>`select genre, count(*)::int as n from envoi
        where campagne_id = ${campagneId} and responsable_id is null group by genre order by genre`,
    )
    expect(written).toEqual([
      { genre: 'annulation', n: 3 },
      { genre: 'changement', n: 3 },
    ])
  })

  test('a pupil who cannot come is placed at another time, one who withdraws is taken back', async () => {
    await accept(
      await declare({ genre: 'eleve_indisponible', intervenant: '', entretien: await first(), jour: '' }),
    )
    expect((await plan())[0]?.debut).not.toBe('08 09:00')
    await accept(await declare({ genre: 'retrait', intervenant: '', entretien: await first(), jour: '' }))
    expect(await plan()).toHaveLength(2)
  })

  test('a no-show is convoked again, and is no longer absent', async () => {
    const { campagneId } = campagne
    const instant = heure('2027-03-08T18:00')
    await at(campagne, '2027-03-08T18:00', (tx) => moveHorloge(tx, { campagneId, instant }))
    const [entretien] = await rows(
      sql<{
        id: number
        eleve: number
      }>`select id, eleve_id as eleve from entretien where campagne_id = ${campagneId}
        order by lower(plage) limit 1`,
    )
    const item = { eleveId: entretien?.eleve ?? 0, domaine: 'bois', etat: 'absent' as const }
    await at(campagne, '2027-03-08T18:00', (tx) => recordPresences(tx, { campagneId, items: [item] }))
    const fields = { genre: 'absence', intervenant: '', entretien: String(entretien?.id ?? 0), jour: '' }
    await accept(await declare(fields))
    const after = (await plan()).find((one) => one.id === entretien?.id)
    expect(after?.debut.slice(0, 2)).toBe('09')
    expect(after?.convocations).toBe(2)
    expect(await rows(sql`select 1 from presence where entretien_id = ${entretien?.id ?? 0}`)).toEqual([])
    // The journal says of every interview where it is, and that nobody is absent any more.
    const { ecarts, compares } = await rejoues()
    expect([ecarts, compares > 0]).toEqual([[], true])
    await rows(sql`update entretien set plage = tstzrange(lower(plage) + interval '1 minute', upper(plage) + interval '1 minute')
      where id = ${entretien?.id ?? 0} returning 1`)
    expect((await rejoues()).ecarts).toEqual([
      expect.objectContaining({ objet: 'place', cle: String(entretien?.id) }),
    ])
  })
})

describe('a declaration', () => {
  const declared = { genre: 'intervenant_absent', jour: '2027-03-08', motif: 'Malade (fictif)' }
  test.each([
    [{ genre: '' }, 'Dites ce qui arrive.'],
    [{ jour: 'hier' }, 'Écrivez une date.'],
    [{ jour: '' }, 'Écrivez le jour.'],
    [{ intervenant: '999999' }, 'Dites qui ou quoi est concerné'],
    [{ genre: 'salle_fermee' }, 'Dites qui ou quoi est concerné'],
    [{ genre: 'retrait' }, 'Choisissez l’entretien concerné.'],
    [{ jour: '2027-02-01', genre: 'lieu_ferme' }, 'Cette période est déjà passée.'],
  ])('refused with what was typed: %o', async (change, sentence) => {
    const answer = await send('/incidents', { ...declared, ...change })
    expect(answer.status).toBe(422)
    const shown = await answer.text()
    expect(shown).toContain(sentence)
    expect(shown).toContain('value="Malade (fictif)"')
  })

  test('needs its reason', async () => {
    const answer = await send('/incidents', { ...declared, genre: 'lieu_ferme', motif: ' ' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Dites pourquoi')
  })

  test('is narrowed and sorted by the address of the list, and its file says the same', async () => {
    expect((await send(`${await declare()}/refus`, {})).status).toBe(303)
    await declare()
    const file = async (query: string): Promise<string[]> => {
      const answer = await get(app, `/incidents/export/csv?${suite()}&${query}`, cookies.planner)
      return (await answer.text()).trim().split('\r\n')
    }
    const [header, ...all] = await file('tri=decision')
    expect(header).toBe('Ce qui arrive;Quand;Pourquoi;Décision;Décidé par')
    expect(all.length).toBeGreaterThan(1)
    const waiting = (await file('decision=a_decider')).slice(1)
    expect(waiting).toEqual(all.filter((line) => line.includes(';À décider;')))
    expect(waiting.length).toBeGreaterThan(0)
    expect((await file('quoi=salle_fermee')).slice(1).every((line) => line.includes('fermée'))).toBe(true)
    expect(await page('/incidents')).toContain(`Incidents déclarés : ${all.length}`)
    const others = await get(app, `/incidents/export/csv?${suite()}`, cookies.autre)
    expect((await others.text()).trim()).toBe(header)
    expect((await get(app, '/incidents/export/csv', cookies.teacher)).status).toBe(403)
  })

  test('is for the planner of the lycée', async () => {
    expect((await send('/incidents', declared, 'teacher')).status).toBe(403)
    const path = await declare()
    for (const act of ['acceptation', 'refus', 'remplacement'])
      expect((await send(`${path}/${act}`, { empreinte: 'x' }, 'autre')).status).toBe(404)
    expect((await get(app, `${path}?${suite()}`, cookies.autre)).status).toBe(404)
    expect((await get(app, `/incidents/999999?${suite()}`, cookies.planner)).status).toBe(404)
  })
})
