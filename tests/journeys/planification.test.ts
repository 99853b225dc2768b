import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at } from '#src/procedure/bonus/examples/campagne.ts'
import { placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { capture, expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, tick, type CampaignSite } from './campaign-site.ts'

let site: CampaignSite
let browser: Browser
const PLANNER = 'Paule Fictive (planification)'
const ACADEMIE = 'Armelle Fictive (cockpit)'

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: '2027-02-20T10:00', elevesParCollege: 4 }),
    launchBrowser(),
  ])
  const { campagne } = site
  const [uai] = campagne.lycees
  await site.open(PLANNER, { role: 'planificateur', uai })
  await site.open(ACADEMIE, { role: 'academie' })
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
  const opened = async (who: string): Promise<{ page: Page; seen: (name: string) => Promise<void> }> => {
    const page = await openPage(browser, { javaScriptEnabled })
    await signInAs(page, site, who)
    // axe runs in the page: it needs the script.
    const seen = (name: string): Promise<void> => (javaScriptEnabled ? look(page, name) : Promise.resolve())
    return { page, seen }
  }

  test('a planner looks at the week, the load and the trips, and at what he may forbid', async () => {
    const { page, seen } = await opened(PLANNER)
    await follow(page, 'Convocations')
    await page.getByRole('img', { name: /2027 : 8 entretiens, dont 8 provisoires/ }).waitFor()
    await seen('vague')
    await follow(page, 'Planning')
    await page.getByRole('img', { name: /: 8 entretiens, dont 8 provisoires/ }).waitFor()
    await seen('planning-semaine')
    await page.getByLabel('Intervenant', { exact: true }).selectOption({ label: 'Mme Fictive (bois)' })
    await page.getByRole('button', { name: 'Afficher' }).click()
    await page.getByRole('heading', { name: /^Mme Fictive \(bois\), semaine du/ }).waitFor()
    await seen('planning-intervenant')
    await page.getByRole('link', { name: 'Charge par jour' }).click()
    await page.getByRole('img', { name: /la journée la plus pleine est le/ }).waitFor()
    await seen('planning-charge')
    await page.getByRole('link', { name: 'Sorties' }).click()
    await page.getByText('sorties accompagnées').or(page.getByText('sortie accompagnée')).first().waitFor()
    await seen('planning-sorties')
    await follow(page, 'Disponibilités')
    await seen('disponibilites')
    await page.getByRole('link', { name: 'lundi 8 mars 2027' }).first().click()
    await page.getByText('y sont placés').waitFor()
    await seen('disponibilite')
    await follow(page, 'Sans place')
    await page.getByText('Aucun élève inscrit n’attend de place.').waitFor()
    await seen('sans-place')
    await page.getByRole('link', { name: 'Places interdites par votre lycée' }).click()
    await seen('interdits')
    expectQuietConsole()
  })

  test('a planner moves an interview by hand, and sees what it costs before', async () => {
    const { page, seen } = await opened(PLANNER)
    await page.goto(`${site.url}/entretiens?jour=2027-03-08`)
    await page
      .getByRole('link', { name: site.campagne.eleves[0]?.nom ?? '' })
      .first()
      .click()
    await page.getByRole('link', { name: 'Déplacer, échanger ou épingler cet entretien' }).click()
    await seen('planning')
    const before = page.url()
    // The first free place: each turn of the journey moves the same pupil, who leaves his own free for the next.
    await page
      .getByRole('link', { name: /^Voir l’effet à \d/ })
      .first()
      .press('Enter')
    await page.getByText('Ce que cela change').waitFor()
    expect(page.url() === before).toBe(javaScriptEnabled)
    await seen('planning-effet')
    await page.getByRole('button', { name: 'Déplacer' }).click()
    await page.getByText('L’entretien est déplacé, et épinglé').waitFor()
    await page.getByRole('link', { name: 'Ne plus recevoir cet élève dans ce lycée' }).click()
    await seen('refus-du-lycee')
    await page.getByRole('link', { name: 'Revenir sans rien changer' }).click()
    await page.getByRole('link', { name: 'Retour à l’entretien' }).click()
    await page.getByRole('link', { name: 'L’élève a été reçu à un autre moment' }).click()
    await page.getByText('Reçu hors du planning').first().waitFor()
    await seen('hors-planning')
    expectQuietConsole()
  })

  test('a planner mends the day of an absent teacher: proposed, edited by hand, refused', async () => {
    const { page, seen } = await opened(PLANNER)
    await follow(page, 'Incidents')
    await seen('incidents')
    const declare = async (): Promise<void> => {
      await tick(page, 'Ce qui arrive', 'Un intervenant est absent')
      await page.getByLabel('Intervenant absent').selectOption({ label: 'Mme Fictive (bois)' })
      await page.getByLabel('Jour', { exact: false }).first().fill('2027-03-08')
    }
    await declare()
    await page.getByRole('button', { name: 'Voir ce qui est proposé' }).click()
    await page.getByRole('link', { name: /Dites pourquoi/ }).waitFor()
    await page.getByLabel('Pourquoi').fill('Malade (fictif)')
    await page.getByRole('button', { name: 'Voir ce qui est proposé' }).click()
    await page.getByText('Ce qui est proposé').last().waitFor()
    await seen('incident')
    await page
      .getByRole('link', { name: /^Autre place/ })
      .first()
      .click()
    await seen('incident-place')
    await page
      .getByRole('link', { name: /^Prendre/ })
      .last()
      .click()
    await page.getByText('À la main').waitFor()
    await seen('incident-a-la-main')
    await page.getByRole('button', { name: 'Refuser et tout laisser' }).click()
    await page.getByText('La proposition est refusée').waitFor()
    expectQuietConsole()
  })

  test('the académie looks at the whole campaign and compares two settings', async () => {
    const { page, seen } = await opened(ACADEMIE)
    await follow(page, 'Planification')
    await seen('planification')
    await page.getByRole('link', { name: 'Semaines, charge et sorties en images' }).click()
    await page.getByRole('img', { name: /Charge de \d+ lycées/ }).waitFor()
    await seen('planification-charge')
    await page.getByRole('link', { name: 'Semaine', exact: true }).click()
    await seen('planification-semaine')
    await page.getByRole('link', { name: 'Sorties' }).click()
    await seen('planification-sorties')
    await follow(page, 'Planification')
    await page.getByRole('link', { name: 'Prix et comparaison de réglages' }).click()
    await seen('reglages')
    await page.getByRole('button', { name: 'Comparer' }).click()
    await page.getByText('La comparaison est lancée.').waitFor()
    await seen('comparaison')
    await page.goto(`${site.url}/sans-place`)
    await seen('sans-place-academie')
    expectQuietConsole()
  })
})
