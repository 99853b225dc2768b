import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Hono } from 'hono'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import { TACHES } from '#src/jobs/list.ts'
import { drain } from '#src/jobs/worker.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  legauxOf,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import { annoncerTenus, enqueueAmelioration, placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

// Interviews of the week of Monday 8 March 2027: their convocations are due on Monday 1 March.
const SEMAINE = '2027-03-08'
let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let lycee: string
let cookies: Record<'planner' | 'autre' | 'teacher' | 'academie' | 'eleve' | 'responsable' | 'chef', string>

beforeAll(async () => {
  base = await testDb()
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, { horloge: instantOf('2027-02-20T10:00', ZONE) })
  const { campagneId } = campagne
  const { id: eleveId, uai: college } = eleveAt(campagne, 0)
  // One pupil in two wishes the other lycée.
  const items = campagne.eleves.map(({ id }, rank) =>
    anInscription({ eleveId: id, uaiSouhaite: campagne.lycees[rank % 2] ?? null }),
  )
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId, { depuis: instantOf('2027-02-20', ZONE) })
  })
  lycee = await lyceeOf(eleveId)
  const autre = campagne.lycees.find((uai) => uai !== lycee) ?? ''
  const open = async (habilitation: Parameters<typeof acteurWith>[1]): Promise<string> =>
    over.cookieFor(await acteurWith(campagne, habilitation))
  cookies = {
    planner: await open({ role: 'planificateur', uai: lycee }),
    autre: await open({ role: 'planificateur', uai: autre }),
    teacher: await open({ role: 'intervenant', uai: lycee }),
    academie: await over.cookieFor(campagne.acteur),
    eleve: await open({ role: 'eleve', eleveId }),
    responsable: await open({
      role: 'responsable',
      responsableId: legauxOf(campagne, eleveId)[0]?.id ?? null,
    }),
    chef: await open({ role: 'chef_origine', uai: college }),
  }
}, 60_000)
afterAll(() => base.close())

const rows = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  at(campagne, '2027-06-01', async (tx) => (await query.execute(tx.trx)).rows)
const lyceeOf = async (eleveId: number): Promise<string> =>
  (
    await rows(
      sql<{ uai: string }>`select k.uai from entretien n join creneau k on k.id = n.creneau_id
        where n.eleve_id = ${eleveId}`,
    )
  )[0]?.uai ?? ''
const convoked = async (uai: string): Promise<number> =>
  (await rows(sql<{ n: number }>`select count(*)::int as n from convocation where uai = ${uai}`))[0]?.n ?? -1
const held = async (uai: string): Promise<number> =>
  (
    await rows(
      sql<{ n: number }>`select count(*)::int as n from entretien n join creneau k on k.id = n.creneau_id
        where k.uai = ${uai} and not exists (select from convocation c where c.entretien_id = n.id)`,
    )
  )[0]?.n ?? -1
const clock = (local: string): Promise<unknown> =>
  at(campagne, local, (tx) =>
    moveHorloge(tx, { campagneId: campagne.campagneId, instant: instantOf(local, ZONE) }),
  )
const page = async (path: string, who: keyof typeof cookies): Promise<string> =>
  (await get(app, path, cookies[who])).text()
const send = (path: string, who: keyof typeof cookies, fields: Record<string, string>) =>
  post(app, path, { cookie: cookies[who], fields })
const told = (answer: Response): string => decodeURIComponent(answer.headers.get('Set-Cookie') ?? '')

describe('while interviews are only held', () => {
  test('until their first night, lycée and week are to be confirmed', async () => {
    const path = `/famille/${eleveAt(campagne, 0).id}`
    expect(await page(path, 'responsable')).toMatch(/au Lycée fictif n° \d \(à confirmer demain matin\) ;/)
    await at(campagne, '2027-02-20', (tx) => annoncerTenus(tx, campagne.campagneId))
    expect(await page(path, 'responsable')).not.toContain('à confirmer')
  })

  test.each([
    ['eleve', (): string => '/mon-espace'],
    ['responsable', () => `/famille/${eleveAt(campagne, 0).id}`],
    ['chef', () => `/eleves/${eleveAt(campagne, 0).id}`],
  ] as const)('%s is told the week and the lycée, and neither day, hour nor room', async (who, path) => {
    const shown = await page(path(), who)
    expect(shown).toMatch(
      /semaine du lundi 8 mars 2027, au Lycée fictif n° \d ; le jour et l’heure seront fixés par la convocation, attendue vers le lundi 1er mars 2027/,
    )
    expect(shown).not.toMatch(/\d h \d\d/)
    expect(shown).not.toContain('Salle bois')
    expect(shown).not.toContain('Mme Fictive (bois)')
  })

  test('the school has them in a list of their own, and no letter', async () => {
    const fiches = await page('/fiches', 'chef')
    expect(fiches).toMatch(/\d+ entretiens? provisoires?/)
    expect(fiches).toContain('Aucune convocation n’est encore émise.')
    const shown = await page('/fiches/provisoires', 'chef')
    expect(shown).toContain('lundi 8 mars 2027')
    expect(shown).not.toMatch(/\d h \d\d/)
  })

  test('the lycée sees them all, marked as held', async () => {
    const day = await rows(
      sql<{ jour: string }>`select to_char(lower(plage) at time zone ${ZONE}, 'YYYY-MM-DD') as jour
        from entretien where eleve_id = ${eleveAt(campagne, 0).id}`,
    )
    expect(await page(`/entretiens?jour=${day[0]?.jour ?? ''}`, 'teacher')).toContain(
      'Provisoire, non convoqué',
    )
  })
})

describe('a wave', () => {
  test('is shown with its load, its rooms, its people and their substitutes', async () => {
    const shown = await page('/convocations', 'planner')
    expect(shown).toContain('Semaine du lundi 8 mars 2027')
    expect(shown).toContain('Cette vague se libère à partir du lundi 1er mars 2027')
    expect(shown).toContain('Charge par demi-journée')
    expect(shown).toContain('Salle bois')
    expect(shown).toContain('Mme Fictive (bois)')
    expect(shown).toContain('personne dans le lycée')
    expect(shown).not.toContain('Libérer : convoquer')
  })

  test('is not released before it is due: refused in words', async () => {
    const answer = await send('/convocations/liberer', 'planner', { semaine: SEMAINE })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Cette vague se libère à partir du lundi 1er mars 2027')
    expect(await convoked(lycee)).toBe(0)
  })

  test.each(['', 'bientôt'])('that is not a week: « %s »', async (semaine) => {
    expect((await send('/convocations/liberer', 'planner', { semaine })).status).toBe(422)
  })

  test('is not for the planner of another lycée, nor for a teacher', async () => {
    await clock('2027-03-01T10:00')
    expect((await send('/convocations/liberer', 'teacher', { semaine: SEMAINE })).status).toBe(403)
    expect((await send(`/convocations/liberer?lycee=${lycee}`, 'autre', { semaine: SEMAINE })).status).toBe(
      404,
    )
    expect((await get(app, '/convocations', cookies.teacher)).status).toBe(403)
    expect(await convoked(lycee)).toBe(0)
  })

  test('released convokes its lycée and no other; the family then reads the hour', async () => {
    const before = await held(lycee)
    expect(await page('/convocations', 'planner')).toContain('Libérer : convoquer')
    const answer = await send('/convocations/liberer', 'planner', { semaine: SEMAINE })
    expect(answer.headers.get('Location')).toBe(`/convocations?semaine=${SEMAINE}`)
    expect(told(answer)).toContain(`${before} convocations sont émises`)
    expect([await convoked(lycee), await held(lycee)]).toEqual([before, 0])
    for (const uai of campagne.lycees) if (uai !== lycee) expect(await convoked(uai)).toBe(0)
    const shown = await page('/mon-espace', 'eleve')
    expect(shown).toMatch(/de \d+ h \d\d à \d+ h \d\d/)
    expect(shown).not.toContain('seront fixés')
    expect(await page('/convocations', 'planner')).toContain('Libérée')
  })

  test('released twice: the second is told there is nothing left', async () => {
    const answer = await send('/convocations/liberer', 'planner', { semaine: SEMAINE })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Aucun entretien de cette semaine n’attend de convocation')
  })
})

describe('the choice of a lycée', () => {
  const autre = (): string => campagne.lycees.find((uai) => uai !== lycee) ?? ''
  const night = async (): Promise<void> => {
    await at(campagne, '2027-03-01', (tx) => enqueueAmelioration(tx, campagne.campagneId))
    const lines: string[] = []
    await drain({
      outils: { db: base.db, televersements: '' },
      clock: () => new Date('2027-03-01T01:30:00Z'),
      taches: TACHES,
      log: (line) => void lines.push(line),
    })
    expect(lines).toEqual([])
  }

  test('unknown is refused; automatic lets the night release what is due, once', async () => {
    const count = await held(autre())
    expect(count).toBeGreaterThan(1)
    await night()
    expect(await convoked(autre())).toBe(0)
    expect((await send('/convocations/choix', 'autre', { mode: 'jamais' })).status).toBe(422)
    const answer = await send('/convocations/choix', 'autre', { mode: 'automatique' })
    expect(answer.status).toBe(303)
    await night()
    expect([await convoked(autre()), await held(autre())]).toEqual([count, 0])
    await night()
    expect(await convoked(autre())).toBe(count)
    const journal = await rows(
      sql<{
        n: number
      }>`select count(*)::int as n from journal where acte = 'vague.liberer' and chaine = ${autre()}`,
    )
    expect(journal[0]?.n).toBe(1)
  })
})

describe('the académie', () => {
  test('sees every lycée, and sets the notice within its bounds', async () => {
    expect(await page('/planification', 'academie')).toContain('Lycées référents')
    for (const jours of ['4', '11', '5.5', 'cinq']) {
      const answer = await send('/planification/delai', 'academie', { jours, demande: '2' })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(`value="${jours}"`)
    }
    expect((await send('/planification/delai', 'academie', { jours: '10', demande: '11' })).status).toBe(422)
    expect((await send('/planification/delai', 'academie', { jours: '10', demande: '4' })).status).toBe(303)
    expect(await page('/planification', 'academie')).toMatch(/name="demande"[^>]*value="4"/)
    expect(await page('/convocations', 'planner')).toContain('10 jours d’école avant')
    expect((await get(app, '/planification', cookies.planner)).status).toBe(403)
  })

  test('releases a wave for a lycée that cannot, in its name', async () => {
    const answer = await send('/planification/liberer', 'academie', { uai: lycee, semaine: SEMAINE })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Aucun entretien de cette semaine n’attend de convocation')
  })
})
