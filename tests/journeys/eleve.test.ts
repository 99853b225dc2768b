import { sql } from 'kysely'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, eleveAt } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, tick, type CampaignSite } from './campaign-site.ts'

let site: CampaignSite
let browser: Browser
const PUPILS = ['Élève fictif 0', 'Élève fictif 1'] as const

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: '2027-02-01T10:00', elevesParCollege: 4 }),
    launchBrowser(),
  ])
  const { campagne } = site
  for (const [index, nom] of PUPILS.entries())
    await site.open(nom, { role: 'eleve', eleveId: eleveAt(campagne, index).id })
  await at(campagne, '2027-02-01T10:00', async ({ trx }) => {
    const places = [
      [campagne.colleges[0], '75099', 'Fictiville', 48.8, 2.3],
      [campagne.colleges[1], '75098', 'Autreville', 48.9, 2.3],
      [campagne.lycees[0], '75099', 'Fictiville', 48.85, 2.3],
      [campagne.lycees[1], '75097', 'Loinville', 49.2, 2.3],
    ] as const
    for (const [uai, code, commune, latitude, longitude] of places)
      await sql`update etablissement set code_postal = ${code}, commune = ${commune}, latitude = ${latitude},
        longitude = ${longitude} where uai = ${uai}`.execute(trx)
  })
  await playInscriptions(
    campagne,
    [0, 1].map((index) => aParcours({ eleveId: eleveAt(campagne, index).id })),
  )
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

describe.each([
  [true, 0],
  [false, 1],
] as const)('JavaScript %o', (javaScriptEnabled, index) => {
  test('a pupil discovers, notes, ticks, and says whether he can go there', async () => {
    await site.clock.to('2027-02-01T10:00')
    const page = await openPage(browser, { javaScriptEnabled })
    await signInAs(page, site, PUPILS[index])
    await follow(page, 'Découvrir')
    await page.getByRole('textbox', { name: 'Mes questions' }).fill('Combien de semaines de stage ?')
    await tick(page, 'Ce que j’ai fait', 'J’ai cherché')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('C’est enregistré.').waitFor()
    expect(await page.getByRole('textbox', { name: 'Mes questions' }).inputValue()).toBe(
      'Combien de semaines de stage ?',
    )
    if (javaScriptEnabled) await expectAccessible(page)

    await follow(page, 'Les lycées')
    await page.getByText('5,6 km du collège').waitFor()
    await page.getByText('Voir le plan').click()
    await page.getByRole('img', { name: /^Plan/ }).waitFor()
    if (javaScriptEnabled) await expectAccessible(page)
    await page.locator('tbody th a').first().click()
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('link', { name: 'Dites si le trajet est faisable.' }).waitFor()
    await tick(page, 'Pourrais-je y aller chaque jour', 'Difficile')
    await page.getByLabel('En combien de minutes').fill('50')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Difficile, 50 minutes').waitFor()
    expectQuietConsole()
  })

  test('he prepares his interview and asks for another slot, once', async () => {
    await site.clock.to('2027-03-01T10:00')
    const page = await openPage(browser, { javaScriptEnabled, viewport: { width: 360, height: 800 } })
    await signInAs(page, site, PUPILS[index])
    await follow(page, 'Préparer l’entretien')
    await page.getByText('mars 2027').first().waitFor()
    await tick(page, 'C’est prêt', 'J’ai de quoi écrire')
    await page.getByLabel('Qu’est-ce qui m’attire').fill('J’aime le bois.')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('C’est enregistré.').waitFor()
    if (javaScriptEnabled) await expectAccessible(page)
    await page.getByRole('link', { name: 'Ce créneau ne me convient pas' }).click()
    await page.getByRole('link', { name: 'Demander un autre créneau' }).click()
    await tick(page, 'Pourquoi ce créneau ne convient pas', 'Un stage')
    await page.getByRole('button', { name: 'Envoyer la demande' }).click()
    await page.getByText('Votre demande est transmise au lycée.').first().waitFor()
    expect(await page.getByRole('link', { name: 'Demander un autre créneau' }).count()).toBe(0)
    expectQuietConsole()
  })
})

describe('an address typed in the browser', () => {
  test('measures there, aims the links, and leaves for nobody', async () => {
    const page = await openPage(browser)
    const sent: string[] = []
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
    await signInAs(page, site, PUPILS[0])
    await follow(page, 'Les lycées')
    await page.getByLabel('Mon adresse').fill('12 rue Secrète, 75098 Autreville')
    await page.getByText('Distances à vol d’oiseau depuis le centre de Autreville.').waitFor()
    await page.getByText('5,6 km depuis le centre de Autreville').waitFor()
    const link = page.locator('[data-itineraire]').first()
    expect(await link.getAttribute('href')).toContain(
      `from=${encodeURIComponent('12 rue').replace('%20', '+')}`,
    )
    expect(sent.some((one) => /Secr/i.test(decodeURIComponent(one)))).toBe(false)
    await page.reload()
    expect(await page.getByLabel('Mon adresse').inputValue()).toBe('')
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
    expectQuietConsole()
  })
})
