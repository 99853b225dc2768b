import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, eleveAt } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { createCompte, type Habilitation } from '#src/procedure/comptes/api.ts'
import { PUBLIQUES } from '#src/web/pages/plan-du-site.tsx'
import { expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, type CampaignSite } from './campaign-site.ts'

// Those who follow pupils without an act of their own, and whoever passes by.

let site: CampaignSite
let browser: Browser
const NOW = '2027-02-01T10:00'
const PSYEN = 'Psyché Fictive (CIO)'
const PROFESSEUR = 'Prosper Fictif (professeur principal)'
const DSDEN = 'Desdémone Fictive (DSDEN)'
const MANDAT = 'Mandarine Fictive (CIO, par mandat)'
let names: string[]

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: NOW, elevesParCollege: 4 }),
    launchBrowser(),
  ])
  const { campagne } = site
  names = [0, 1, 2, 3].map((index) => eleveAt(campagne, index).nom)
  const [uai, other] = campagne.colleges
  await playInscriptions(campagne, [aParcours({ eleveId: eleveAt(campagne, 0).id })])
  await site.open(PSYEN, { role: 'psyen', uai })
  await site.open(PROFESSEUR, { role: 'professeur_principal', uai, classe: '3A' })
  await site.open(DSDEN, { role: 'dsden', departement: uai.slice(0, 3) })
  const nobody = { eleveId: null, responsableId: null, debut: '2020-01-01', fin: null }
  const habilitations: Habilitation[] = [
    { ...nobody, role: 'psyen', uai: other },
    { ...nobody, role: 'adulte_referent', uai: other, fin: '2027-02-10' },
  ]
  await at(campagne, NOW, (tx) => createCompte(tx, { nom: MANDAT, demonstration: true, habilitations }))
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** What a page lets one do, but for leaving and looking for something. */
const acts = (page: Page): Promise<string[]> =>
  page.locator('main form[method=post] button').allTextContents()

describe.each([true, false])('JavaScript %o', (javaScriptEnabled) => {
  test.each([PSYEN, PROFESSEUR, DSDEN])(
    '%s: figures first, then the pupils, and nothing to do',
    async (nom) => {
      const page = await openPage(browser, { javaScriptEnabled })
      await signInAs(page, site, nom)
      await page.getByRole('link', { name: /inscrits? à une formation au moins/ }).click()
      await page.getByRole('heading', { name: 'Élèves', level: 1 }).waitFor()
      await page
        .getByRole('link', { name: new RegExp(names[0] ?? '') })
        .first()
        .click()
      await page.getByText('Menuiserie').first().waitFor()
      if (javaScriptEnabled) await expectAccessible(page)
      expect(await page.getByRole('link', { name: /^Inscrire/ }).count()).toBe(0)
      expect(await acts(page)).toEqual([])
      expectQuietConsole()
    },
  )

  test('who registers by mandate does so until its last day', async () => {
    await site.clock.to(NOW)
    const page = await openPage(browser, { javaScriptEnabled })
    // Listed under each of his roles.
    await page.goto(`${site.url}/connexion`)
    await page.getByRole('link', { name: MANDAT, exact: true }).first().click()
    await page.getByRole('heading', { name: `Bonjour, ${MANDAT}` }).waitFor()
    await follow(page, 'Élèves')
    const eleves = page.getByRole('rowheader').getByRole('link')
    await eleves.nth(javaScriptEnabled ? 0 : 1).click()
    await page.getByRole('link', { name: 'Inscrire à une formation' }).click()
    await page.locator('label', { hasText: 'Menuiserie' }).first().click()
    await page.getByRole('button', { name: 'Inscrire' }).first().click()
    await page.getByText('Menuiserie (fictive).').first().waitFor()
    await site.clock.to('2027-02-11T10:00')
    await page.reload()
    expect(await page.getByRole('link', { name: /^Inscrire/ }).count()).toBe(0)
    await site.clock.to(NOW)
  })

  test('whoever passes by reads each public page, and the expectations of a formation', async () => {
    const page = await openPage(browser, { javaScriptEnabled })
    for (const { href, libelle } of PUBLIQUES) {
      await page.goto(site.url)
      await page.locator('main').getByRole('link', { name: libelle, exact: true }).click()
      await page.waitForURL(`**${href}**`)
      await page.locator('h1').waitFor()
      expect(await page.locator('h1').textContent()).not.toMatch(/introuvable|connecter/i)
    }
    // Of one campaign alone, the formations are there at once.
    await page.goto(`${site.url}/formations`)
    await page.getByRole('link', { name: /Menuiserie/ }).click()
    await page.getByRole('heading', { name: 'Questions à poser' }).waitFor()
    if (javaScriptEnabled) await expectAccessible(page)
    expectQuietConsole()
  })
})
