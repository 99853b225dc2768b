import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeDocuments } from '#src/documents/engine.ts'
import { computeAvisFinaux, emitFiches } from '#src/procedure/bonus/api.ts'
import { at } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { capture, expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, type CampaignSite } from './campaign-site.ts'

let site: CampaignSite
let browser: Browser
const HEAD = 'Cheffe fictive'
const LYCEE = 'Planificateur fictif'
const ACADEMIE = 'Gestionnaire fictive'

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: '2027-04-28T10:00', elevesParCollege: 3 }),
    launchBrowser(),
  ])
  const { campagne } = site
  await playInscriptions(
    campagne,
    campagne.eleves.map(({ id: eleveId }) => aParcours({ eleveId })),
  )
  await at(campagne, '2027-04-28', async (tx) => {
    await computeAvisFinaux(tx, campagne.campagneId)
    await emitFiches(tx, campagne.campagneId)
  })
  await site.open(HEAD, { role: 'chef_origine', uai: campagne.colleges[0] })
  await site.open(LYCEE, { role: 'planificateur', uai: campagne.lycees[0] })
  await site.open(ACADEMIE, { role: 'academie' })
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await closeDocuments()
})

const look = async (page: Page, name: string): Promise<void> => {
  await expectAccessible(page)
  await capture(page, name)
}

describe.each([[true], [false]])('JavaScript %o', (javaScriptEnabled) => {
  test('a head of school has documents prepared, waits, downloads them and notes that they were given', async () => {
    const page = await openPage(browser, { javaScriptEnabled })
    await signInAs(page, site, HEAD)
    await follow(page, 'Fiches et convocations')
    if (javaScriptEnabled) await look(page, 'fiches')
    await page.getByRole('button', { name: /Préparer toutes les fiches/ }).click()
    await page.getByText('La liste des documents va être dressée.').waitFor()
    if (javaScriptEnabled) await look(page, 'edition-en-cours')
    await site.drain()
    // The page comes back by itself, with or without its script.
    await page.getByText('Prêt.').waitFor()
    if (javaScriptEnabled) await look(page, 'edition')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: /Télécharger/ }).click()
    expect((await download).suggestedFilename()).toMatch(/^fiches-\w+\.pdf$/)
    await page.getByText('en main propre').click()
    await page.getByRole('button', { name: 'Noter la remise de tous ces documents' }).click()
    await page
      .getByText(javaScriptEnabled ? /3 documents sont notés remis/ : 'Tout était déjà noté')
      .waitFor()
    await follow(page, 'Documents préparés')
    if (javaScriptEnabled) await look(page, 'editions')
    expectQuietConsole()
  })
})

describe('pages around documents and messages can be used by everybody', () => {
  test.each([
    [HEAD, ['/remises', '/remises?montrer=toutes', '/papier']],
    [LYCEE, ['/agendas']],
    [ACADEMIE, ['/galerie', '/messages', '/editions', '/fiches/emission']],
  ])('%s', async (nom, paths) => {
    const page = await openPage(browser, { javaScriptEnabled: true })
    await signInAs(page, site, nom)
    for (const path of paths) {
      await page.goto(`${site.url}${path}`)
      await look(page, `documents${path.replaceAll(/\W/g, '-')}`)
    }
    expectQuietConsole()
  })

  test('what a school says on its convocations', async () => {
    const page = await openPage(browser, { javaScriptEnabled: true })
    await signInAs(page, site, HEAD)
    await page.goto(`${site.url}/consignes/${site.campagne.colleges[0]}`)
    await look(page, 'consignes')
    expectQuietConsole()
  })
})
