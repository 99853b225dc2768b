import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eleveAt, legauxOf } from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playFiches,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import { capture, expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, tick, type CampaignSite } from './campaign-site.ts'

let site: CampaignSite
let browser: Browser

const NEW = 'Nouvel élève fictif'
const PUPILS = ['Élève fictif 0', 'Élève fictif 1'] as const
const GUARDIANS = ['Responsable fictif 0', 'Responsable fictif 1'] as const
const MENUISERIE = 'Menuiserie (fictive) (2500 points)'

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: '2027-02-01T10:00', elevesParCollege: 4 }),
    launchBrowser(),
  ])
  const { campagne } = site
  const parcours = [0, 1].map((index) => aParcours({ eleveId: eleveAt(campagne, index).id }))
  await playInscriptions(campagne, parcours)
  await playAvisOrigine(campagne, parcours)
  for (const [index, nom] of PUPILS.entries()) {
    const { id } = eleveAt(campagne, index)
    await site.open(nom, { role: 'eleve', eleveId: id })
    const [legal] = legauxOf(campagne, id)
    await site.open(GUARDIANS[index] ?? '', { role: 'responsable', responsableId: legal?.id ?? 0 })
  }
  await site.open(NEW, { role: 'eleve', eleveId: eleveAt(campagne, 3).id })
  await playEntretiens(campagne, parcours)
  await playFiches(campagne)
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
  [true, 0, 'Charpente'],
  [false, 1, 'Menuiserie'],
] as const)('JavaScript %o', (javaScriptEnabled, index, wished) => {
  test('a pupil asks to be registered', async () => {
    await site.clock.to('2027-02-01T10:00')
    const page = await openPage(browser, { javaScriptEnabled })
    await signInAs(page, site, NEW)
    await follow(page, 'Mon espace')
    await page.getByRole('button', { name: 'Demander à être inscrit' }).click()
    await page.getByRole('link', { name: 'Cochez au moins une formation.' }).waitFor()
    if (javaScriptEnabled) await look(page, 'mon-espace-demande')
    await tick(page, 'Métiers du bois (fictif)', wished)
    await page.getByRole('button', { name: 'Demander à être inscrit' }).click()
    await page.getByText('Votre demande est transmise').waitFor()
    expectQuietConsole()
  })

  test('he finds his interview, and its file for a calendar', async () => {
    await site.clock.to('2027-03-02T10:00')
    const page = await openPage(browser, { javaScriptEnabled })
    await signInAs(page, site, PUPILS[index])
    await follow(page, 'Mon espace')
    await page.getByText('lundi 8 mars 2027').waitFor()
    if (javaScriptEnabled) await look(page, 'mon-espace-entretien')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Ajouter à mon agenda' }).click()
    expect((await download).suggestedFilename()).toBe('entretien.ics')
    expectQuietConsole()
  })

  test('he and his guardian read the fiche and answer', async () => {
    await site.clock.to('2027-05-10T10:00')
    const page = await openPage(browser, { javaScriptEnabled, viewport: { width: 360, height: 800 } })
    await signInAs(page, site, PUPILS[index])
    await follow(page, 'Mon espace')
    await page.getByRole('link', { name: 'Lire ma fiche et répondre' }).first().click()
    await page.getByRole('button', { name: 'Enregistrer ma réponse' }).click()
    await page.getByRole('link', { name: 'Répondez oui ou non pour au moins une formation.' }).waitFor()
    if (javaScriptEnabled) await look(page, 'fiche-erreur')
    await tick(page, MENUISERIE, 'Oui, je confirme')
    await page.getByRole('button', { name: 'Enregistrer ma réponse' }).click()
    await page.getByText('Votre réponse est enregistrée.').waitFor()

    await signInAs(page, site, GUARDIANS[index])
    await follow(page, 'Mes enfants')
    await page.getByRole('heading', { name: /^La fiche de/ }).waitFor()
    if (javaScriptEnabled) await look(page, 'famille')
    await tick(page, MENUISERIE, 'Non, je ne confirme pas')
    await page.getByRole('button', { name: 'Enregistrer ma réponse' }).click()
    await page.getByText('Votre réponse est enregistrée.').waitFor()
    expect(await page.getByRole('radio', { name: 'Non, je ne confirme pas' }).isChecked()).toBe(true)
    const [content, window] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, innerWidth]',
    )
    expect(content).toBeLessThanOrEqual(window)
    expectQuietConsole()
  })
})
