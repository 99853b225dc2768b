import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeDocuments } from '#src/documents/engine.ts'
import { legauxOf, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { capture, expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, type CampaignSite } from './campaign-site.ts'

const FIRST = 'Armelle Fictive (académie)'
const SECOND = 'Yvon Fictif (académie)'
const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-academie-'))
let site: CampaignSite
let browser: Browser

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: '2027-05-25T10:00', elevesParCollege: 12 }),
    launchBrowser(),
  ])
  for (const nom of [FIRST, SECOND]) await site.open(nom, { role: 'academie' })
  await playParcours(site.campagne, whole(site.campagne))
})
afterAll(async () => {
  await closeDocuments()
  await browser?.close()
  await site?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Something in every state of the reconciliation, and a school whose avis are missing. */
const whole = (campagne: CampagneFictive) =>
  campagne.eleves.map(({ id, ine }, i) =>
    aParcours({
      eleveId: id,
      referent: (['favorable', 'assez_favorable', 'reserve'] as const)[i % 3] ?? null,
      origine: i % 7 === 6 ? null : 'favorable',
      presence: i % 5 === 4 ? 'absent' : 'present',
      paroles: legauxOf(campagne, id).length === 0 ? 'eleve' : i % 4 === 3 ? 'personne' : 'tous',
      offre: ine === null || i % 6 === 5 ? null : 'AA000001',
    }),
  )

const button = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()
const said = (page: Page, sentence: string | RegExp): Promise<void> =>
  page.getByRole('status').getByText(sentence).waitFor()

async function enter(nom: string, javaScriptEnabled: boolean): Promise<Page> {
  const page = await openPage(browser, { javaScriptEnabled })
  await signInAs(page, site, nom)
  return page
}

describe.each([true, false])('JavaScript %o', (javaScriptEnabled) => {
  test('on a telephone a long menu is folded and opens on the keyboard; wide, it is there', async () => {
    const page = await openPage(browser, { viewport: { width: 320, height: 800 }, javaScriptEnabled })
    await signInAs(page, site, FIRST)
    const entry = page.locator('.passpro-menu').getByText('Accueil')
    const fold = page.locator('.passpro-menu-repli > summary')
    expect(await entry.isVisible()).toBe(false)
    await fold.focus()
    await page.keyboard.press('Enter')
    await entry.waitFor()
    if (javaScriptEnabled) await expectAccessible(page)
    await page.setViewportSize({ width: 768, height: 800 })
    expect(await fold.isVisible()).toBe(false)
    await page.goto(site.url)
    expect(await entry.isVisible()).toBe(true)
    await page.context().close()
  })

  test('an import is sent, followed while it is done, and read line by line', async () => {
    const page = await enter(FIRST, javaScriptEnabled)
    const file = path.join(folder, 'offres.csv')
    const [lycee] = site.campagne.lycees
    const code = javaScriptEnabled ? 'ZZ000001' : 'ZZ000002'
    writeFileSync(
      file,
      `ACADEMIE;CODE_OFFRE;UAI;CODE_MEF\n01;${code};${lycee};24723401210\n01;TROP-LONG-1;${lycee};24723401210\n`,
    )
    await follow(page, 'Imports')
    await page.locator('label', { hasText: 'Offres de formation Affelnet' }).click()
    await page.locator('#champ-fichier').setInputFiles(file)
    await button(page, 'Importer')
    await page.getByText('En attente').waitFor()
    await capture(page, `academie-import-attente-${javaScriptEnabled}`)
    await site.drain()
    // The page comes by itself to the end of the work, with the script or without.
    await page.getByText('Import terminé').waitFor()
    await page.getByRole('cell', { name: 'TROP-LONG-1' }).waitFor()
    expectQuietConsole()
  })

  test('a reglement refused says which cell, then is written by one and approved by another', async () => {
    const page = await enter(FIRST, javaScriptEnabled)
    await follow(page, 'Règlements')
    await page.getByRole('link', { name: /Exemple gradué/ }).click()
    await page.getByLabel('Nom du règlement').fill(`Essai ${javaScriptEnabled}`)
    const cell = page.getByLabel('Origine favorable, référent favorable')
    await cell.selectOption('reserve')
    await button(page, 'Enregistrer cette version')
    await page.getByRole('link', { name: /ne peut pas abaisser/ }).waitFor()
    await capture(page, `academie-reglement-refus-${javaScriptEnabled}`)
    expect(await page.getByLabel('Nom du règlement').inputValue()).toBe(`Essai ${javaScriptEnabled}`)
    await cell.selectOption('tres_favorable')
    await button(page, 'Enregistrer cette version')
    await said(page, /seconde personne/)
    const other = await enter(SECOND, javaScriptEnabled)
    await other.goto(page.url())
    await button(other, 'Approuver cette version')
    await said(other, 'Le règlement est approuvé.')
    expectQuietConsole()
  })

  test('an export is asked for by one, approved by another, and handed over with its cover', async () => {
    const page = await enter(FIRST, javaScriptEnabled)
    await follow(page, 'Exports')
    await button(page, 'Demander un export')
    await page.getByText('une autre personne doit l’approuver').waitFor()
    const other = await enter(SECOND, javaScriptEnabled)
    await follow(other, 'Exports')
    await button(other, 'Approuver et établir le lot')
    if (!javaScriptEnabled) {
      // Nothing has changed since the batch of the other journey.
      await other.getByText('Rien n’a changé depuis le dernier lot').waitFor()
      await button(other, 'Abandonner la demande')
      return
    }
    await other.getByRole('heading', { name: 'Lot n° 1' }).waitFor()
    await capture(other, 'academie-lot')
    await expectAccessible(other)
    const [download] = await Promise.all([
      other.waitForEvent('download'),
      other.getByRole('link', { name: 'Télécharger le fichier (CSV)' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('bonus-PASSPRO-2026-2027-lot-1.csv')
    expectQuietConsole()
  })

  test('the campaign is seen at a glance, its clock moved, its fiches issued', async () => {
    const page = await enter(FIRST, javaScriptEnabled)
    await follow(page, 'Campagne')
    await button(page, 'Placer les entretiens')
    await said(page, /placement est lancé/)
    await site.drain()
    await page.getByLabel('Nouvelle date et heure').fill('2027-05-26T09:15')
    await button(page, 'Déplacer l’horloge')
    await page.getByText('il est 9 h 15, mercredi 26 mai 2027').waitFor()
    await follow(page, 'Émission des fiches')
    await button(page, 'Calculer les avis finals et émettre les fiches')
    await said(page, /Avis finals calculés/)
    expectQuietConsole()
  })
})

describe('every page of the académie', () => {
  let page: Page
  beforeAll(async () => {
    page = await enter(FIRST, true)
  })

  test.each([
    ['campagne', '/campagne'],
    ['reglements', '/reglements'],
    ['reglement-nouveau', '/reglements/nouveau?base=exemple-gradue'],
    ['reglement', '/reglements/1'],
    ['campagne-nouvelle', '/campagnes/nouvelle'],
    ['imports', '/imports'],
    ['import', '/imports/1'],
    ['emission', '/fiches/emission'],
    ['rapprochement', '/rapprochement'],
    ['exports', '/exports'],
    ['bilan', '/bilan'],
    ['algorithme', '/algorithme'],
  ])('%s passes axe, wide and narrow, and never scrolls sideways', async (name, where) => {
    await page.goto(`${site.url}${where}`)
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 })
      await expectAccessible(page)
      await capture(page, `academie-${name}-${width}`)
      const [content, window] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, innerWidth]',
      )
      expect(content).toBeLessThanOrEqual(window)
    }
    expectQuietConsole()
  })
})
