import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#src/db/transaction.ts'
import { at, eleveAt } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { reglerEnvois } from '#src/procedure/envois/api.ts'
import { capture, expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, type CampaignSite } from './campaign-site.ts'

let site: CampaignSite
let browser: Browser

const ACADEMIE = 'Armelle Fictive (messages)'
const PRINCIPAL = 'Bastien Fictif (papier)'
const PLANNER = 'Paule Fictive (agendas)'

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: '2027-02-20T10:00', elevesParCollege: 2 }),
    launchBrowser(),
  ])
  const { campagne } = site
  await site.open(ACADEMIE, { role: 'academie' })
  await site.open(PRINCIPAL, { role: 'chef_origine', uai: campagne.colleges[0] })
  await site.open(PLANNER, { role: 'planificateur', uai: campagne.lycees[0] })
  await inTransaction(campagne, async ({ trx }) => {
    await sql`update eleve set courriel = 'e' || id || '@eleves.exemple.fr'`.execute(trx)
    await sql`update responsable set courriel = case when cle_siecle like '%-0' then 'a@exemple.fr, b@exemple.fr'
      else 'r' || id || '@familles.exemple.fr' end`.execute(trx)
  })
  const { campagneId } = campagne
  await at(campagne, '2027-02-20', (tx) => reglerEnvois(tx, { campagneId, actif: true, joursRappel: 3 }))
  await playInscriptions(campagne, [aParcours({ eleveId: eleveAt(campagne, 0).id })])
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
  test('what would be sent, what must be printed, and an agenda behind a secret address', async () => {
    const page = await openPage(browser, { javaScriptEnabled })
    // axe is a script: it judges what it may run in.
    const seen = (name: string) => (javaScriptEnabled ? look(page, name) : undefined)
    await signInAs(page, site, ACADEMIE)
    await follow(page, 'Messages')
    await seen('messages')
    await page
      .getByRole('link', { name: /^Convocation n°/ })
      .first()
      .click()
    await page.getByText('Un entretien d’information a lieu le').waitFor()
    await seen('message')
    await page.getByRole('link', { name: 'Revenir aux messages' }).click()
    await page.getByLabel('Rappeler un entretien, en jours avant').fill('0')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('link', { name: 'Donnez un nombre de jours, de 1 à 15.' }).waitFor()
    await seen('messages-erreur')

    await signInAs(page, site, PRINCIPAL)
    await follow(page, 'À remettre sur papier')
    await page.getByText('Plusieurs adresses dans le même champ').first().waitFor()
    await seen('papier')

    await signInAs(page, site, PLANNER)
    await follow(page, 'Agendas')
    await page
      .getByRole('button', { name: /adresse de l’agenda du lycée/ })
      .first()
      .click()
    const secret = await page.locator('code').textContent()
    expect(secret).toMatch(/\/agenda\/01\/[0-9a-f]{64}\.ics$/)
    await seen('agendas')
    const feed = await site.app.request(secret ?? '')
    expect(await feed.text()).toContain('BEGIN:VCALENDAR')
    await page.getByRole('button', { name: 'Révoquer l’adresse de l’agenda du lycée' }).click()
    await page.getByText('L’adresse est révoquée').waitFor()
    expect((await site.app.request(secret ?? '')).status).toBe(404)
    expectQuietConsole()
  })
})
