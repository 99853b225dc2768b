import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, eleveAt } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playAvisOrigine } from '#src/procedure/bonus/examples/parcours.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { capture, expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, tick, type CampaignSite } from './campaign-site.ts'

let site: CampaignSite
let browser: Browser

const PLANNER = 'Paule Fictive (planification)'
const INTERVIEWER = 'Régis Fictif (entretiens)'
// In his own words for each: a copy of another pupil's would come back to be read again.
const CONSEILS = [
  'Conseil fictif : visiter un atelier de menuiserie et demander les horaires.',
  'Il gagnera à poser ses questions à un artisan (fictif) sur la menuiserie du bâtiment.',
] as const
const HEAD = 'Solange Fictive (signature)'

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: '2027-02-20T10:00', elevesParCollege: 2 }),
    launchBrowser(),
  ])
  const [uai] = site.campagne.lycees
  await site.open(PLANNER, { role: 'planificateur', uai })
  await site.open(INTERVIEWER, { role: 'intervenant', uai })
  await site.open(HEAD, { role: 'chef_referent', uai })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** One pupil per way of browsing, registered and with the avis of his school. */
async function register(index: number): Promise<string> {
  const { campagne } = site
  const { id: eleveId, prenom, nom } = eleveAt(campagne, index)
  const item = anInscription({ eleveId, uaiSouhaite: campagne.lycees[0] })
  await at(campagne, '2027-02-20', (tx) =>
    registerInscriptions(tx, { campagneId: campagne.campagneId, items: [item] }),
  )
  await playAvisOrigine(campagne, [aParcours({ eleveId })])
  return `${nom} ${prenom}`
}

const look = async (page: Page, name: string): Promise<void> => {
  await expectAccessible(page)
  await capture(page, name)
}

describe.each([
  [true, 0],
  [false, 1],
] as const)('JavaScript %o', (javaScriptEnabled, index) => {
  test('from an availability to a signed avis', async () => {
    await site.clock.to('2027-02-20T10:00')
    const name = await register(index)
    const conseil = CONSEILS[index]
    const page = await openPage(browser, { javaScriptEnabled })

    await signInAs(page, site, PLANNER)
    await follow(page, 'Disponibilités')
    await page.getByLabel('Jour', { exact: true }).fill('2027-03-22')
    await page.getByLabel('De', { exact: true }).fill('16:00')
    await page.getByLabel('À', { exact: true }).fill('14:00')
    await tick(page, 'Domaines', 'Métiers du bois')
    await page.getByLabel('Autres personnes').fill(`M. Exemple ${index} (fictif)`)
    await page.getByRole('button', { name: 'Ajouter' }).click()
    await page.getByRole('link', { name: 'La fin doit venir après le début.' }).waitFor()
    if (javaScriptEnabled) await look(page, 'disponibilites-erreur')
    await page.getByLabel('À', { exact: true }).fill('18:00')
    await page.getByRole('button', { name: 'Ajouter' }).click()
    await page.getByText('Disponibilité ajoutée : lundi 22 mars 2027.').waitFor()
    if (javaScriptEnabled) await look(page, 'disponibilites')

    await follow(page, 'Entretiens')
    await page.getByRole('button', { name: 'Placer maintenant' }).click()
    await page.getByText('Parmi les élèves que votre lycée peut recevoir : 1 entretien placé').waitFor()
    await follow(page, 'Convocations')
    await page.getByText('Cette vague se libère à partir du').waitFor()
    await site.clock.to('2027-03-01T08:00')
    await follow(page, 'Convocations')
    if (javaScriptEnabled) await look(page, 'convocations')
    await page.getByRole('button', { name: 'Libérer : convoquer un élève' }).click()
    await page.getByText('une convocation est émise').waitFor()
    if (javaScriptEnabled) await look(page, 'convocations-liberees')

    await site.clock.to('2027-03-08T18:00')
    await signInAs(page, site, INTERVIEWER)
    await follow(page, 'Entretiens')
    if (javaScriptEnabled) await look(page, 'entretiens')
    await page.getByRole('link', { name }).click()
    await page.getByText('Projet mûri avec soin').waitFor()
    await tick(page, 'L’élève est-il venu ?', 'Présent')
    await tick(page, 'Avis proposé pour Menuiserie (fictive)', 'Favorable')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('link', { name: /Il faut un commentaire, ou un compte rendu/ }).waitFor()
    if (javaScriptEnabled) await look(page, 'entretien')
    await page.getByLabel('Compte rendu de l’entretien').fill('Bien.')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('link', { name: /Texte à relire : il est très court/ }).waitFor()
    if (javaScriptEnabled) await look(page, 'entretien-a-relire')
    await page.getByLabel('Compte rendu de l’entretien').fill(conseil)
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('L’entretien est enregistré.').waitFor()
    await page.getByText('À signer').waitFor()

    await signInAs(page, site, HEAD)
    await follow(page, 'Signature')
    await page.getByText(conseil).waitFor()
    if (javaScriptEnabled) await look(page, 'signature')
    await page.locator('label', { hasText: 'À signer :' }).click()
    await page.getByRole('button', { name: 'Signer les avis cochés' }).first().click()
    await page.getByText('Un avis est signé.').waitFor()
    await page.getByText('Aucun avis n’attend votre signature.').waitFor()
    expectQuietConsole()
  })
})

test('the day list prints without what a screen alone needs, and holds on a telephone', async () => {
  const page = await openPage(browser, { viewport: { width: 360, height: 800 } })
  await signInAs(page, site, PLANNER)
  await page.goto(`${site.url}/entretiens?jour=2027-03-08`)
  const [content, window] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, innerWidth]',
  )
  expect(content).toBeLessThanOrEqual(window)
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: 'Placer maintenant' }).isVisible()).toBe(false)
  expect(await page.getByText('Entretiens du lundi 8 mars 2027').isVisible()).toBe(true)
  await capture(page, 'entretiens-papier')
})
