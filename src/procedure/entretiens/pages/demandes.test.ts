import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acteurWith, eleveAt } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { droitDeDemander } from '#src/procedure/entretiens/rules/demandes.ts'

let site: CollegeSite
let eleve: string
let autre: string
const planners: string[] = []

beforeAll(async () => {
  site = await collegeSite('2027-03-01T10:00')
  const [one, two] = [eleveAt(site.campagne, 0).id, eleveAt(site.campagne, 1).id]
  await playInscriptions(site.campagne, [aParcours({ eleveId: one }), aParcours({ eleveId: two })])
  const open = async (eleveId: number) =>
    site.cookieFor(await acteurWith(site.campagne, { role: 'eleve', eleveId }))
  eleve = await open(one)
  autre = await open(two)
  for (const uai of site.campagne.lycees)
    planners.push(await site.cookieFor(await acteurWith(site.campagne, { role: 'planificateur', uai })))
}, 60_000)
afterAll(() => site?.close())

const PATH = '/mon-espace/creneau/bois'
const read = async (path: string, cookie: string): Promise<string> => wordsOf(await site.page(path, cookie))

describe('another slot', () => {
  const at = (now: string, over: object = {}) =>
    droitDeDemander(
      { debut: new Date('2027-03-08T09:00:00Z'), dejaDemande: false, ...over },
      { now: new Date(now), zone: 'Europe/Paris', contraintes: {} },
    )

  test('may be asked for until two school days before, once, unless the campaign says otherwise', () => {
    // Monday 8 March: the second school day before is Thursday 4.
    expect(at('2027-03-04T22:30:00Z')).toEqual({ ouvert: true, dernierJour: '2027-03-04' })
    expect(at('2027-03-04T23:30:00Z')).toMatchObject({ ouvert: false, raison: 'trop_tard' })
    expect(at('2027-03-01T09:00:00Z', { dejaDemande: true })).toMatchObject({ raison: 'deja_demande' })
    expect(at('2027-03-08T09:00:00Z')).toMatchObject({ raison: 'commence' })
    const told = droitDeDemander(
      { debut: new Date('2027-03-08T09:00:00Z'), dejaDemande: false },
      {
        now: new Date('2027-03-01T09:00:00Z'),
        zone: 'Europe/Paris',
        contraintes: { demandeCreneauJours: 5 },
      },
    )
    expect(told).toEqual({ ouvert: true, dernierJour: '2027-03-01' })
  })

  test('is asked for with a reason, once, and the page says the limit in words', async () => {
    expect(await read('/mon-espace/creneau', eleve)).toMatch(/jusqu’au \S+ \d+ mars 2027 à 23 h 59/)
    expect((await site.send(PATH, [], eleve)).status).toBe(422)
    expect((await site.send(PATH, [['motif', 'stage']], eleve)).status).toBe(303)
    expect((await site.send(PATH, [['motif', 'stage']], eleve)).status).toBe(422)
    expect(await read('/mon-espace/creneau', eleve)).toContain('Votre demande est transmise au lycée.')
    expect((await site.send('/mon-espace/creneau/cuisine', [['motif', 'stage']], eleve)).status).toBe(404)
  })

  test('is answered by the planner of that lycée: kept, or looked for by a repair', async () => {
    await site.send(
      PATH,
      [
        ['motif', 'examen'],
        ['precision', 'Je peux le jeudi.'],
      ],
      autre,
    )
    const asked: { path: string; planner: string }[] = []
    for (const planner of planners) {
      const list = await site.page('/demandes-de-creneau', planner)
      for (const [, path = ''] of list.matchAll(/href="(\/demandes-de-creneau\/\d+)"/g))
        asked.push({ path, planner })
    }
    const [first, second] = asked
    if (!first || !second) throw new Error('deux demandes attendues')
    expect(asked).toHaveLength(2)
    const file = async (query: string): Promise<string[]> =>
      (await site.page(`/demandes-de-creneau/export/csv?${query}`, first.planner)).trim().split('\r\n')
    const [header, ...rows] = await file('tri=quand')
    expect(header).toBe('Élève;Collège;Domaine;Entretien;Raison;Demandé;Réponse')
    expect(rows).toHaveLength(asked.filter(({ planner }) => planner === first.planner).length)
    expect(await file('reponse=a_donner&tri=quand')).toEqual([header, ...rows])
    expect(await file('reponse=refusee')).toEqual([header])
    expect(await file('nom=personne')).toEqual([header])
    const stranger = planners.find((one) => one !== first.planner) ?? ''
    expect(await site.status(first.path, stranger)).toBe(404)
    expect((await site.send(first.path, [['suite', 'refuser']], first.planner)).status).toBe(422)

    const refuse: [string, string][] = [
      ['suite', 'refuser'],
      ['reponse', 'Aucune autre place cette semaine.'],
    ]
    expect((await site.send(first.path, refuse, first.planner)).headers.get('location')).toBe(
      '/demandes-de-creneau',
    )
    const said = [await read('/mon-espace/creneau', eleve), await read('/mon-espace/creneau', autre)]
    expect(said.filter((page) => page.includes('Aucune autre place cette semaine.'))).toHaveLength(1)

    const accept: [string, string][] = [
      ['suite', 'accepter'],
      ['reponse', 'Nous cherchons.'],
    ]
    const done = await site.send(second.path, accept, second.planner)
    expect(done.headers.get('location')).toMatch(/^\/incidents\/\d+$/)
    const incident = await read(done.headers.get('location') ?? '', second.planner)
    expect(incident).toContain('Demande de la famille')
    expect((await site.send(second.path, accept, second.planner)).status).toBe(422)
  })
})

describe('a room lent to an interview at a distance', () => {
  test('only where the interview is at a distance, by the school of the pupil', async () => {
    const [eleveId] = [eleveAt(site.campagne, 2).id]
    const path = `/eleves/${eleveId}/salle/cuisine`
    expect(await site.status(path)).toBe(404)
    await site.moveTo('2027-02-01T10:00')
    await site.send(`/eleves/${eleveId}/inscription`, [
      ['formations', '2473340321'],
      ['mode', 'distanciel'],
    ])
    expect(await read(`/eleves/${eleveId}`, site.adulte)).toContain(
      'Salle et matériel de l’entretien à distance',
    )
    expect((await site.send(path, [['salle', ' ']], site.adulte)).status).toBe(422)
    const fields: [string, string][] = [
      ['salle', 'Salle B12'],
      ['materiel', 'ordinateur'],
      ['materiel', 'casque'],
    ]
    expect((await site.send(path, fields, site.adulte)).status).toBe(303)
    expect(await site.page(path, site.adulte)).toContain('value="Salle B12"')
    expect(await site.status(path, site.chefVoisin)).toBe(404)
  })
})
