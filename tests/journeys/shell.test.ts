import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PAGES } from '#src/web/routes.ts'
import {
  capture,
  expectAccessible,
  expectQuietConsole,
  forgetConsole,
  launchBrowser,
  openPage,
} from './browser.ts'
import { lookAtAddressPage, openFamilyAccess, showAddressRead } from './code-de-famille.ts'
import { componentSheet, fait } from './component-sheet.tsx'
import { follow } from './campaign-site.ts'
import { startSite, type Site } from './site.ts'

let site: Site
let browser: Browser

beforeAll(async () => {
  ;[site, browser] = await Promise.all([startSite({ pages: [...PAGES, ...componentSheet] }), launchBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

async function signIn(page: Page): Promise<void> {
  await page.goto(site.url)
  await page.getByRole('link', { name: 'Entrer dans la démonstration' }).click()
  await page.getByRole('link', { name: 'Bastien Fictif' }).click()
  await page.getByRole('heading', { name: 'Bonjour, Bastien Fictif' }).waitFor()
}

describe.each([true, false])('JavaScript %o', (javaScriptEnabled) => {
  test('from home to a signed-in page and out again', async () => {
    const page = await openPage(browser, { javaScriptEnabled })
    await signIn(page)
    await follow(page, 'Composants')
    await page.getByRole('heading', { name: 'Composants', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByText('Vous êtes déconnecté.').waitFor()
    expectQuietConsole()
  })

  test('a family opens its access, shows that it reads its address, and is in', async () => {
    const page = await openPage(browser, { javaScriptEnabled })
    const lettre = javaScriptEnabled ? 'a' : 'b'
    const famille = { nom: `Famille fictive ${lettre}`, courriel: `${lettre}@exemple.fr` }
    await openFamilyAccess(page, site, famille)
    if (javaScriptEnabled) await lookAtAddressPage(page)
    // Nothing else opens before.
    await page.goto(`${site.url}/mon-compte`)
    await page.getByRole('heading', { name: 'Mon compte' }).waitFor({ state: 'detached' })
    await page.goto(`${site.url}/connexion/adresse`)
    await page.getByLabel('Code reçu par courriel').fill('AAAA-BBBB-CCCC')
    await page.getByRole('button', { name: 'Vérifier et continuer' }).click()
    await page.getByText('Ce code n’est pas le bon').first().waitFor()
    await showAddressRead(page, site, famille)
    expectQuietConsole()
  })

  test('a refused form comes back with what was typed, and then passes', async () => {
    const page = await openPage(browser, { javaScriptEnabled })
    await signIn(page)
    await page.goto(`${site.url}/essai`)
    await page.getByLabel('Commentaire').fill('Projet mûri')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    expect(await page.title()).toBe('Erreur : Composants – PASSPRO')
    await page.getByRole('link', { name: 'Choisissez un avis.' }).click()
    expect(await page.getByLabel('Commentaire').inputValue()).toBe('Projet mûri')
    await page.getByLabel('Nom').fill('Essai')
    await page.getByLabel('Jour').fill('2027-03-04')
    await page.locator('label', { hasText: 'Favorable' }).click()
    await page.getByLabel('Salle').selectOption('a')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Avis enregistré au 2027-03-04.').waitFor()
    expectQuietConsole()
  })
})

describe('with the script', () => {
  test('the summary of errors takes the focus', async () => {
    const page = await openPage(browser)
    await signIn(page)
    await page.goto(`${site.url}/essai`)
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    expect(await page.evaluate('document.activeElement.id')).toBe('erreurs')
  })

  test('a text is kept as a draft while one types, told so, and found again on return', async () => {
    const page = await openPage(browser)
    await signIn(page)
    await page.goto(`${site.url}/essai`)
    await page.getByLabel('Commentaire').pressSequentially('Une phrase gardée')
    await page.getByText(/Brouillon enregistré à \d+ h \d\d/).waitFor()
    await page.goto(`${site.url}/essai`)
    expect(await page.getByLabel('Commentaire').inputValue()).toBe('Une phrase gardée')
    await page.getByText(/Brouillon repris/).waitFor()
    expectQuietConsole()
  })

  test('leaving before the draft is kept asks first', async () => {
    const page = await openPage(browser)
    await signIn(page)
    await page.goto(`${site.url}/essai`)
    await page.route('**/brouillons', (route) => route.abort())
    await page.getByLabel('Commentaire').pressSequentially('Perdue ?')
    const asked = page.waitForEvent('dialog')
    const leaving = page.getByRole('link', { name: 'PASSPRO', exact: true }).click()
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await dialog.accept()
    await leaving
    await page.context().close()
    forgetConsole()
  })

  test('the network goes and comes back, then the session ends, while one writes: the text stays and is told', async () => {
    const page = await openPage(browser)
    await signIn(page)
    await page.goto(`${site.url}/essai`)
    const comment = page.getByLabel('Commentaire')
    await comment.fill('')
    await page.context().setOffline(true)
    await comment.pressSequentially('Écrit sans réseau')
    await page.getByText('Le brouillon n’a pas pu être enregistré').waitFor()
    await page.context().setOffline(false)
    await comment.pressSequentially(', puis avec')
    await page.getByText(/Brouillon enregistré à \d+ h \d\d/).waitFor()
    // Another tab of the same person signs out: this one is told, and loses nothing.
    const other = await page.context().newPage()
    await other.goto(`${site.url}/`)
    await other.getByRole('button', { name: 'Se déconnecter' }).click()
    await other.waitForLoadState()
    await comment.pressSequentially(' et sans session')
    await page.getByText('Votre session est terminée').waitFor()
    expect(await comment.inputValue()).toBe('Écrit sans réseau, puis avec et sans session')
    await signIn(other)
    await other.goto(`${site.url}/essai`)
    expect(await other.getByLabel('Commentaire').inputValue()).toBe('Écrit sans réseau, puis avec')
    await page.context().close()
    forgetConsole()
  })

  test('sent without a network: nothing leaves, everything stays in the page, and goes once when it is back', async () => {
    const page = await openPage(browser)
    await signIn(page)
    await page.goto(`${site.url}/essai`)
    await fillTrial(page)
    const before = fait.fois
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('alert').getByText('Le réseau ne répond pas : rien n’est envoyé.').waitFor()
    await expectAccessible(page)
    expect(await page.getByLabel('Commentaire').inputValue()).toBe('Projet mûri')
    expect(fait.fois).toBe(before)
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Avis enregistré au 2027-03-04.').waitFor()
    expect(fait.fois).toBe(before + 1)
    await page.context().close()
    forgetConsole()
  })
})

describe('the bad cases of entry', () => {
  test('browser killed while one writes: the text comes back in another', async () => {
    const killed = await launchBrowser()
    const page = await openPage(killed)
    await signIn(page)
    await page.goto(`${site.url}/essai`)
    await page.getByLabel('Commentaire').fill('Écrit avant la coupure')
    await page.getByText(/Brouillon enregistré à \d+ h \d\d/).waitFor()
    await killed.close()
    const after = await openPage(browser)
    await signIn(after)
    await after.goto(`${site.url}/essai`)
    expect(await after.getByLabel('Commentaire').inputValue()).toBe('Écrit avant la coupure')
    await after.context().close()
    expectQuietConsole()
  })

  test('two tabs: the last one that wrote is kept, and neither loses what it shows', async () => {
    const page = await openPage(browser)
    await signIn(page)
    const other = await page.context().newPage()
    for (const [tab, text] of [
      [page, 'Premier onglet'],
      [other, 'Second onglet'],
    ] as const) {
      await tab.goto(`${site.url}/essai`)
      await tab.getByLabel('Commentaire').fill(text)
      await tab.getByText(/Brouillon enregistré à \d+ h \d\d/).waitFor()
    }
    expect(await page.getByLabel('Commentaire').inputValue()).toBe('Premier onglet')
    await page.goto(`${site.url}/essai`)
    expect(await page.getByLabel('Commentaire').inputValue()).toBe('Second onglet')
    await page.context().close()
    expectQuietConsole()
  })

  test.each([true, false])(
    'back button after a form was sent, JavaScript %o: it is not done twice',
    async (javaScriptEnabled) => {
      const page = await openPage(browser, { javaScriptEnabled })
      await signIn(page)
      await page.goto(`${site.url}/essai`)
      await fillTrial(page)
      const enregistre = page.getByText('Avis enregistré au 2027-03-04.')
      const key = page.locator('form:has(textarea) input[name="cle"]')
      const sent = await key.inputValue()
      const before = fait.fois
      await page.getByRole('button', { name: 'Enregistrer' }).click()
      await enregistre.waitFor()
      await page.goBack()
      await page.getByLabel('Commentaire').waitFor()
      // What was typed is given back, and going back does nothing by itself.
      expect(await page.getByLabel('Commentaire').inputValue()).toBe('Projet mûri')
      expect(fait.fois).toBe(before + 1)
      // Without the script the page has a new key: who presses again wants it done again.
      if (!javaScriptEnabled) return page.context().close()
      expect(await key.inputValue()).toBe(sent)
      await fillTrial(page)
      await page.getByRole('button', { name: 'Enregistrer' }).click()
      await enregistre.waitFor()
      expect(fait.fois).toBe(before + 1)
      await page.context().close()
      expectQuietConsole()
    },
  )

  test('an old browser, or one whose storage is closed: no script that fails, and every form still goes', async () => {
    const page = await openPage(browser)
    await page.addInitScript(OLD_BROWSER)
    await signIn(page)
    await page.goto(`${site.url}/essai`)
    await page.getByLabel('Commentaire').pressSequentially('Sans réseau moderne')
    await page.getByText('Le brouillon n’a pas pu être enregistré').waitFor()
    await fillTrial(page, '04/03/2027')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Avis enregistré au 2027-03-04.').waitFor()
    await page.context().close()
    expectQuietConsole()
  })
})

/** No fetch, no storage, no observers, and no picker of dates: what a school keeps running. */
const OLD_BROWSER = `(() => {
  for (const name of ['fetch', 'AbortController', 'IntersectionObserver', 'ResizeObserver', 'structuredClone', 'BroadcastChannel'])
    delete window[name]
  for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('closed', 'SecurityError') } })
  document.addEventListener('DOMContentLoaded', () => {
    for (const field of document.querySelectorAll('input[type=date], input[type=time]')) field.type = 'text'
  })
})()`

async function fillTrial(page: Page, jour = '2027-03-04'): Promise<void> {
  await page.getByLabel('Commentaire').fill('Projet mûri')
  await page.getByLabel('Nom').fill('Essai')
  await page.getByLabel('Jour').fill(jour)
  await page.locator('label', { hasText: 'Favorable' }).click()
  await page.getByLabel('Salle').selectOption('a')
}

describe('accessibility and looks', () => {
  test.each([
    ['accueil', '/'],
    ['connexion', '/connexion'],
    ['code', '/acces'],
    ['second-facteur', '/connexion/second-facteur'],
    ['accessibilite', '/accessibilite'],
    ['mentions-legales', '/mentions-legales'],
    ['algorithme', '/algorithme'],
    ['introuvable', '/nulle-part'],
  ])('%s passes axe, light and dark', async (name, path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await openPage(browser, { colorScheme })
      await page.goto(`${site.url}${path}`)
      await expectAccessible(page)
      await capture(page, `${name}-${colorScheme}`)
    }
    expectQuietConsole()
  })

  test('the components pass axe with and without errors, wide and narrow, and never scroll sideways', async () => {
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [320, 'light'],
      [1280, 'dark'],
    ] as const) {
      const page = await openPage(browser, { viewport: { width, height: 800 }, colorScheme })
      await signIn(page)
      await page.goto(`${site.url}/essai?page=3`)
      await expectAccessible(page)
      await capture(page, `composants-${width}-${colorScheme}`)
      await page.getByRole('button', { name: 'Enregistrer' }).click()
      await expectAccessible(page)
      await capture(page, `composants-erreurs-${width}-${colorScheme}`)
      const [content, window] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, innerWidth]',
      )
      expect(content).toBeLessThanOrEqual(window)
    }
  })

  test('the first view costs less than 150 KB, and no letter of the State is fetched', async () => {
    const page = await openPage(browser)
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    let bytes = 0
    const urls: string[] = []
    session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength))
    page.on('request', (request) => urls.push(request.url()))
    await page.goto(site.url, { waitUntil: 'networkidle' })
    expect(bytes).toBeGreaterThan(20_000)
    expect(bytes).toBeLessThan(150_000)
    expect(urls.filter((url) => /Marianne/.test(url))).toEqual([])
  })
})
