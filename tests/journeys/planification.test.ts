import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { at } from '#src/procedure/bonus/examples/campagne.ts'
import { placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { capture, expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, tick, type CampaignSite } from './campaign-site.ts'

let site: CampaignSite
let browser: Browser
const PLANNER = 'Paule Fictive (planification)'

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: '2027-02-20T10:00', elevesParCollege: 4 }),
    launchBrowser(),
  ])
  const { campagne } = site
  const [uai] = campagne.lycees
  await site.open(PLANNER, { role: 'planificateur', uai })
  const items = campagne.eleves.map(({ id }) => anInscription({ eleveId: id, uaiSouhaite: uai }))
  await at(campagne, '2027-02-20', async (tx) => {
    await registerInscriptions(tx, { campagneId: campagne.campagneId, items })
    await placeEntretiens(tx, campagne.campagneId)
  })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const look = async (page: Page, name: string): Promise<void> => {
  await expectAccessible(page)
  await capture(page, name)
}

describe.each([true, false])('JavaScript %o', (javaScriptEnabled) => {
  test('a planner moves an interview by hand, then mends the day of an absent teacher', async () => {
    const page = await openPage(browser, { javaScriptEnabled })
    const seen = (name: string): Promise<void> => (javaScriptEnabled ? look(page, name) : Promise.resolve())
    await signInAs(page, site, PLANNER)
    await follow(page, 'Convocations')
    await page.getByRole('img', { name: /La semaine : 8 entretiens/ }).waitFor()
    await seen('vague')

    await page.goto(`${site.url}/entretiens?jour=2027-03-08`)
    await page
      .getByRole('link', { name: site.campagne.eleves[0]?.nom ?? '' })
      .first()
      .click()
    await page.getByRole('link', { name: 'Déplacer, échanger ou épingler cet entretien' }).click()
    await seen('planning')
    // The first free place: each turn of the journey moves the same pupil, who leaves his own free for the next.
    await page
      .getByRole('link', { name: /^Voir l’effet à \d/ })
      .first()
      .click()
    await page.getByText('Ce que cela change').waitFor()
    await seen('planning-effet')
    await page.getByRole('button', { name: 'Déplacer' }).click()
    await page.getByText('L’entretien est déplacé, et épinglé').waitFor()

    await follow(page, 'Incidents')
    await seen('incidents')
    await tick(page, 'Ce qui arrive', 'Un intervenant est absent')
    await page.getByLabel('Intervenant absent').selectOption({ label: 'Mme Fictive (bois)' })
    await page.getByLabel('Jour', { exact: false }).first().fill('2027-03-08')
    await page.getByRole('button', { name: 'Voir ce qui est proposé' }).click()
    await page.getByRole('link', { name: /Dites pourquoi/ }).waitFor()
    await page.getByLabel('Pourquoi').fill('Malade (fictif)')
    await page.getByRole('button', { name: 'Voir ce qui est proposé' }).click()
    await page.getByText('Ce qui est proposé').last().waitFor()
    await seen('incident')
    await page.getByRole('button', { name: 'Refuser et tout laisser' }).click()
    await page.getByText('La proposition est refusée').waitFor()
    await follow(page, 'Sans place')
    await page.getByText('Tous les élèves inscrits ont une place.').waitFor()
    await seen('sans-place')
    expectQuietConsole()
  })
})
