import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eleveAt } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { capture, expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, type CampaignSite } from './campaign-site.ts'

let site: CampaignSite
let browser: Browser
const PUPILS = ['Élève fictif 0', 'Élève fictif 1'] as const
const ADULT = 'Adulte fictif'

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: '2027-03-02T10:00', elevesParCollege: 3 }),
    launchBrowser(),
  ])
  const { campagne } = site
  const eleves = [0, 1].map((index) => eleveAt(campagne, index))
  await playInscriptions(
    campagne,
    eleves.map(({ id }) => aParcours({ eleveId: id })),
  )
  for (const [index, nom] of PUPILS.entries())
    await site.open(nom, { role: 'eleve', eleveId: eleves[index]?.id ?? 0 })
  await site.open(ADULT, { role: 'adulte_referent', uai: campagne.colleges[0] })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const look = async (page: Page, name: string): Promise<void> => {
  await expectAccessible(page)
  await capture(page, name)
}

describe.each([
  [true, 0],
  [false, 1],
] as const)('JavaScript %o', (javaScriptEnabled, index) => {
  test('a pupil writes his letter, is told of the limit and loses nothing', async () => {
    const page = await openPage(browser, { javaScriptEnabled })
    await signInAs(page, site, PUPILS[index])
    await follow(page, 'Ma lettre')
    await page.getByRole('link', { name: /Métiers du bois/ }).click()
    const trajet = page.getByLabel(/Mon trajet/)
    const long = 'En bus. '.repeat(40).trim()
    await trajet.fill(long)
    if (javaScriptEnabled) {
      await page.getByText('19 caractères de trop').waitFor()
      await page.getByText(/Brouillon enregistré à/).waitFor()
      await look(page, 'lettre')
    }
    await page.getByRole('button', { name: 'Enregistrer ma lettre' }).click()
    await page.getByRole('link', { name: /Cette partie dépasse 300 caractères/ }).waitFor()
    expect(await trajet.inputValue()).toBe(long)
    await trajet.fill('En bus, trente minutes.')
    await page.getByRole('button', { name: 'Enregistrer ma lettre' }).click()
    await page.getByText('Votre lettre est enregistrée.').waitFor()
    if (javaScriptEnabled) await look(page, 'lettre-enregistree')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: /Une lettre à remplir/ }).click()
    expect((await download).suggestedFilename()).toBe('lettre-a-remplir.pdf')
    expectQuietConsole()
  })

  test('his adult reads it and annotates it', async () => {
    const page = await openPage(browser, { javaScriptEnabled })
    await signInAs(page, site, ADULT)
    await follow(page, 'Lettres')
    if (javaScriptEnabled) await look(page, 'lettres-college')
    const { nom, prenom } = eleveAt(site.campagne, index)
    await page
      .getByRole('link', { name: `${nom} ${prenom}` })
      .first()
      .click()
    await page.getByText('En bus, trente minutes.').waitFor()
    await page.getByLabel('Partie de la lettre').selectOption('trajet')
    await page.getByLabel('Votre annotation').fill('Regardez aussi le train.')
    await page.getByRole('button', { name: 'Enregistrer l’annotation' }).click()
    await page.getByText('Votre annotation est enregistrée').waitFor()
    if (javaScriptEnabled) await look(page, 'lettre-annotee')
    expectQuietConsole()
  })

  test('the guide and the verification are read by anybody, in Arabic too', async () => {
    const page = await openPage(browser, { javaScriptEnabled })
    await page.goto(`${site.url}/guide?langue=ar`)
    await page.getByText('هذه الترجمة لم تُراجع بعد.').waitFor()
    if (javaScriptEnabled) await look(page, 'guide-arabe')
    await page.goto(`${site.url}/verification/01/000000000000`)
    await page.getByText('Fiche inconnue').waitFor()
    if (javaScriptEnabled) await look(page, 'verification')
    expectQuietConsole()
  })
})
