import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { at } from '#src/procedure/bonus/examples/campagne.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, type CampaignSite } from './campaign-site.ts'

/** What a season costs the planner of a lycée, counted as his hands would: one act for each control used. */
let site: CampaignSite
let browser: Browser
const PLANNER = 'Paule Fictive (effort)'
const PUPILS = 300

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({
      now: '2027-02-20T10:00',
      elevesParCollege: PUPILS / 2,
      disponibilites: () => [],
      calendrier: { debutEntretiens: '2027-03-08' },
    }),
    launchBrowser(),
  ])
  const { campagne } = site
  await site.open(PLANNER, { role: 'planificateur', uai: campagne.lycees[0] })
  const items = campagne.eleves.map(({ id }) => anInscription({ eleveId: id, mef: '2472340121' }))
  await at(campagne, '2027-02-20', (tx) =>
    registerInscriptions(tx, { campagneId: campagne.campagneId, items }),
  )
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const tell = (what: string, { counted, bar }: { counted: number; bar: number }): void => {
  process.stdout.write(`${what} : ${counted} (au plus ${bar})\n`)
  expect(counted).toBeLessThanOrEqual(bar)
}

/** One act for each control that the hand uses. */
class Hands {
  acts = 0
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }
  async menu(libelle: string): Promise<void> {
    this.acts += 1
    await follow(this.page, libelle)
  }
  async fill(champ: string, text: string): Promise<void> {
    this.acts += 1
    await this.page.locator(`#champ-${champ}`).fill(text)
  }
  async tick(label: string): Promise<void> {
    this.acts += 1
    await this.page.locator('label', { hasText: label }).first().click()
  }
  async button(name: string | RegExp): Promise<void> {
    this.acts += 1
    await this.page.getByRole('button', { name }).first().click()
  }
}

/** Three people, each one whole day of the week, every week of the interviews. */
const JOURNEES = [
  ['2027-03-08', 'M. Chêne (fictif)', 'Atelier 1'],
  ['2027-03-09', 'Mme Frêne (fictive)', 'Atelier 2'],
  ['2027-03-11', 'M. Orme (fictif)', 'Atelier 3'],
] as const

const convoques = async (): Promise<number> => {
  const { campagne } = site
  const rows = await at(campagne, '2027-02-20', ({ trx }) =>
    trx.selectFrom('convocation').select('eleve_id').where('campagne_id', '=', campagne.campagneId).execute(),
  )
  return new Set(rows.map((row) => row.eleve_id)).size
}

test(`from empty to ${PUPILS} released convocations`, async () => {
  const page = await openPage(browser)
  await signInAs(page, site, PLANNER)
  const hands = new Hands(page)
  await hands.menu('Disponibilités')
  for (const [jour, nom, salle] of JOURNEES) {
    await hands.fill('jour', jour)
    await hands.fill('de', '08:00')
    await hands.fill('a', '17:00')
    await hands.fill('jusquAu', '2027-04-12')
    await hands.tick('Métiers du bois (fictif)')
    await hands.fill('autres', nom)
    await hands.fill('salle', salle)
    await hands.button('Ajouter')
    await page.getByText(/disponibilités ajoutées/).waitFor()
  }
  await hands.menu('Entretiens')
  await hands.button(/Placer/)
  await page
    .getByText(
      `Parmi les élèves que votre lycée peut recevoir : ${PUPILS} entretiens placés, aucun élève sans place.`,
    )
    .waitFor()
  await hands.menu('Convocations')
  await expectAccessible(page)
  const weeks = await page
    .getByRole('table', { name: 'Vagues, semaine par semaine' })
    .getByRole('row')
    .count()
  // He comes back as each wave is due, a week before its interviews.
  for (let week = 1; week < weeks; week += 1) {
    const day = new Date(Date.UTC(2027, 1, 22 + 7 * week)).toISOString().slice(0, 10)
    await site.clock.to(`${day}T09:00`)
    await hands.menu('Convocations')
    await hands.button(/^Libérer/)
    await page.getByText(/Vague libérée/).waitFor()
  }
  expect(await convoques()).toBe(PUPILS)
  tell(`Actes du planificateur, de rien à ${PUPILS} convocations libérées`, { counted: hands.acts, bar: 40 })
  expectQuietConsole()
})

test('an absent teacher is replaced: said absent, then replaced by who is proposed', async () => {
  const page = await openPage(browser)
  await signInAs(page, site, PLANNER)
  await follow(page, 'Convocations')
  const hands = new Hands(page)
  await hands.button(/^Absent : /)
  await page.getByText('Incident déclaré : voici ce qui est proposé.').waitFor()
  await expectAccessible(page)
  await hands.button('Faire remplacer')
  await page.getByText(/C’est fait\. Entretiens déplacés ou repris : [1-9]/).waitFor()
  tell('Actes du planificateur pour remplacer un enseignant absent', { counted: hands.acts, bar: 2 })
  expectQuietConsole()
})
