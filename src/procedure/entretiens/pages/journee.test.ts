import { afterAll, beforeAll, expect, test } from 'vitest'
import { acteurWith, eleveAt } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playAvisOrigine, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

let site: CollegeSite
/** The planner and an interviewer of the lycée that receives. */
let planner: string
let interviewer: string
const JOUR = 'jour=2027-03-08'

beforeAll(async () => {
  site = await collegeSite('2027-03-08T08:00')
  const { campagne } = site
  const parcours = [0, 1, 6].map((index) => aParcours({ eleveId: eleveAt(campagne, index).id }))
  await playInscriptions(campagne, parcours)
  await playAvisOrigine(campagne, parcours)
  for (const uai of campagne.lycees) {
    const open = async (role: 'planificateur' | 'intervenant') =>
      site.cookieFor(await acteurWith(campagne, { role, uai }))
    const [one, two] = [await open('planificateur'), await open('intervenant')]
    if (!(await site.page(`/entretiens?${JOUR}`, one)).includes('Aucun entretien ce jour-là.'))
      [planner, interviewer] = [one, two]
  }
}, 60_000)
afterAll(() => site?.close())

const namesOf = (csv: string): string[] =>
  csv
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(';')[1] ?? '')

test('a day goes away as a file, in the order asked for, with no avis in it', async () => {
  const csv = await site.page(`/entretiens/export/csv?${JOUR}&tri=-eleve`, interviewer)
  expect(csv.trim().split('\r\n')[0]).toBe(
    'Heure;Élève;Domaine et formations;Classe;Collège;Où et par qui;Reçu seul;Suivi',
  )
  const names = namesOf(csv)
  expect(names.length).toBeGreaterThan(0)
  expect(names).toEqual(names.toSorted((a, b) => b.localeCompare(a, 'fr')))
  expect(csv.toLowerCase()).not.toMatch(/réservé|assez favorable/)
})

test('nobody sorts a day by avis, nor by how far its work has come', async () => {
  const plain = await site.page(`/entretiens/export/csv?${JOUR}`, interviewer)
  for (const tri of ['suivi', 'avis', 'sens', '-avisOrigine'])
    expect(namesOf(await site.page(`/entretiens/export/csv?${JOUR}&tri=${tri}`, interviewer))).toEqual(
      namesOf(plain),
    )
  const page = await site.page(`/entretiens?${JOUR}`, interviewer)
  expect([...page.matchAll(/tri=-?([a-z]+)/gi)].map(([, cle]) => cle)).not.toContain('suivi')
})

test('a sheet to fill in by hand for each interview: levels of the lycée, no avis of the collège', async () => {
  const text = wordsOf(await site.page(`/feuilles-d-entretien?${JOUR}`, interviewer))
  expect(text).toContain('☐ présent · ☐ absent')
  expect(text).toContain('Avis proposé, Menuiserie (fictive) : ☐ réservé · ☐ assez favorable · ☐ favorable')
  const sheets = text.split('☐ présent').length - 1
  expect(sheets).toBe(namesOf(await site.page(`/entretiens/export/csv?${JOUR}`, interviewer)).length)
  expect(await site.status(`/feuilles-d-entretien?${JOUR}`)).toBe(403)
})

test('availabilities go away as a file too', async () => {
  const csv = await site.page('/disponibilites/export/csv?depuis=debut', planner)
  expect(csv.split('\r\n')[0]).toContain('Jour;Heures;Reçoivent;Domaines;Lieu;Élèves à la fois')
  expect(csv.trim().split('\r\n').length).toBeGreaterThan(1)
})
