import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { capture, expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { handedCode, showAddressRead } from './code-de-famille.ts'
import { startSite, type Site } from './site.ts'

/**
 * A guardian whom the provider of families knows and who has no child there: he signs in through it, types the code that
 * the collège handed him, shows that he reads his address, and from then on needs the provider alone.
 */
let site: Site
let browser: Browser
beforeAll(async () => {
  ;[site, browser] = await Promise.all([startSite({}, undefined, { familles: true }), launchBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** At a provider a page asks who one is; this one takes the hint of the address, which is given to it here. */
async function throughProvider(page: Page, sujet: string): Promise<void> {
  await page.goto(`${site.url}/connexion`)
  const link = await page.getByRole('link', { name: 'Guichet fictif des familles' }).getAttribute('href')
  const leaving = await page.request.get(`${site.url}${link}`, { maxRedirects: 0 })
  await page.goto(`${leaving.headers()['location']}&login_hint=${sujet}`)
}

/** The door of the house shows no name: nobody is in. */
async function expectStranger(page: Page): Promise<void> {
  await page.goto(site.url)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  expect(await page.getByRole('heading', { name: /^Bonjour/ }).count()).toBe(0)
}

test.each([true, false])(
  'JavaScript %o: code of the collège, address, and the provider alone the next time',
  async (javaScriptEnabled) => {
    const page = await openPage(browser, { javaScriptEnabled })
    const lettre = javaScriptEnabled ? 'c' : 'd'
    const famille = { nom: `Famille fictive ${lettre}`, courriel: `${lettre}@exemple.fr` }
    await throughProvider(page, `famille-${lettre}`)
    await page.getByRole('heading', { name: `Bonjour, Camille famille-${lettre}` }).waitFor()
    if (javaScriptEnabled) {
      await expectAccessible(page)
      await capture(page, 'fournisseur-code')
    }
    // Known to the provider is not known to the procedure.
    await expectStranger(page)
    await page.goto(`${site.url}/acces`)
    await page.getByLabel('Code d’accès').fill('AAAA-BBBB-CCCC')
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByText('Ce code n’ouvre aucun accès').first().waitFor()
    const code = await handedCode(site, famille.nom)
    await page.getByLabel('Code d’accès').fill(code)
    await page.getByRole('button', { name: 'Continuer' }).click()

    await page.getByRole('heading', { name: 'Vérifier votre adresse électronique' }).waitFor()
    if (javaScriptEnabled) await capture(page, 'fournisseur-adresse')
    await expectStranger(page)
    await page.goto(`${site.url}/connexion/adresse`)
    await page.getByLabel('Votre adresse électronique').fill(famille.courriel)
    await page.getByRole('button', { name: 'Recevoir un code' }).click()
    await page.getByText(`Un code a été envoyé à ${famille.courriel}`).waitFor()
    await showAddressRead(page, site, famille)
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByText('Vous êtes déconnecté.').waitFor()

    await throughProvider(page, `famille-${lettre}`)
    await page.getByRole('heading', { name: `Bonjour, ${famille.nom}` }).waitFor()

    // The code has served: to another person of the provider it opens nothing.
    const other = await openPage(browser, { javaScriptEnabled })
    await throughProvider(other, `autre-${lettre}`)
    await other.getByLabel('Code d’accès').fill(code)
    await other.getByRole('button', { name: 'Continuer' }).click()
    await other.getByText('Ce code n’ouvre aucun accès').first().waitFor()
    expect(other.url()).toBe(`${site.url}/acces`)
    expectQuietConsole()
  },
)
