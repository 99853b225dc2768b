import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eleveAt, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playEntretiens, playFiches } from '#src/procedure/bonus/examples/parcours.ts'
import { capture, expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, tick, type CampaignSite } from './campaign-site.ts'

let site: CampaignSite
let browser: Browser

const ADULT = 'Odile Fictive (adulte référent)'
const HEAD = 'Bastien Fictif (principal)'

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: '2027-02-20T10:00', elevesParCollege: 4 }),
    launchBrowser(),
  ])
  const [uai] = site.campagne.colleges
  await site.open(ADULT, { role: 'adulte_referent', uai })
  await site.open(HEAD, { role: 'chef_origine', uai })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** Once is enough: the pages are the same without JavaScript. */
const seen = new Set<string>()
const look = async (page: Page, name: string): Promise<void> => {
  if (seen.has(name)) return
  seen.add(name)
  await expectAccessible(page)
  await capture(page, name)
}

const nameOf = (campagne: CampagneFictive, index: number): string => {
  const { nom, prenom } = eleveAt(campagne, index)
  return `${nom} ${prenom}`
}

describe.each([
  [true, 0],
  [false, 1],
] as const)('JavaScript %o', (javaScriptEnabled, index) => {
  const open = async (nom: string, local: string): Promise<[Page, string]> => {
    await site.clock.to(local)
    const page = await openPage(browser, { javaScriptEnabled })
    await signInAs(page, site, nom)
    return [page, nameOf(site.campagne, index)]
  }

  test('the head names the adulte référent and adds a pupil', async () => {
    const [page, name] = await open(HEAD, '2027-02-20T10:00')
    await nameAdult(page, name)
    await addPupil(page, index)
    expectQuietConsole()
  })

  test('the adulte référent registers a pupil for two formations', async () => {
    const [page, name] = await open(ADULT, '2027-02-20T10:00')
    await register(page, name)
    await site.drain()
    expectQuietConsole()
  })

  test('the head signs the avis in series', async () => {
    const [page, name] = await open(HEAD, '2027-02-20T10:00')
    await signAvis(page, COMMENTS[index] ?? [], name)
    expectQuietConsole()
  })

  test('the slip of the fiche is entered', async () => {
    await interviewAndFiches(index)
    const [page, name] = await open(ADULT, '2027-05-03T10:00')
    await enterSlip(page, name)
    expectQuietConsole()
  })
})

async function nameAdult(page: Page, name: string): Promise<void> {
  await follow(page, 'Élèves')
  await look(page, 'college-eleves')
  await page.getByRole('row', { name }).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Nommer' }).click()
  await page.getByRole('link', { name: 'Écrivez le nom de l’adulte référent.' }).click()
  expect(await page.getByRole('row', { name }).getByRole('checkbox').isChecked()).toBe(true)
  await page.getByLabel('Prénom et nom de l’adulte référent').fill('Odile Fictive')
  await page.getByRole('button', { name: 'Nommer' }).click()
  await page.getByText('Odile Fictive est l’adulte référent de 1 élève.').waitFor()
}

async function addPupil(page: Page, index: number): Promise<void> {
  await page.getByRole('link', { name: 'Ajouter un élève' }).click()
  await look(page, 'college-nouvel-eleve')
  await page.getByLabel('Nom', { exact: true }).first().fill(`ARRIVEE${index}`)
  await page.getByLabel('Prénom', { exact: true }).first().fill('Noa')
  await page.getByLabel('Date de naissance').fill(`2012-05-0${index + 1}`)
  await page.getByRole('button', { name: 'Ajouter' }).click()
  await page.getByText(`Noa ARRIVEE${index} est dans la liste.`).waitFor()
}

async function register(page: Page, name: string): Promise<void> {
  await follow(page, 'Élèves')
  await page.getByLabel('Nom ou prénom').fill(name.toLowerCase())
  await page.getByRole('button', { name: 'Afficher' }).click()
  await page.getByRole('link', { name }).click()
  await page.getByRole('link', { name: 'Inscrire à une formation' }).click()
  await page.getByText('Un domaine, un entretien').waitFor()
  await page.getByRole('button', { name: 'Inscrire' }).click()
  await page.getByRole('link', { name: 'Cochez au moins une formation.' }).click()
  await tick(page, 'Métiers du bois', 'Menuiserie')
  await tick(page, 'Métiers du bois', 'Charpente')
  await page.getByLabel('Lycée souhaité').selectOption(site.campagne.lycees[0])
  await look(page, 'college-inscription')
  await page.getByRole('button', { name: 'Inscrire' }).click()
  await page.getByText('Menuiserie (fictive), Charpente (fictive).').waitFor()
  await look(page, 'college-eleve')
}

/** The same words about two pupils would come back to be read again. */
const COMMENTS = [
  [
    'Projet de menuiserie mûri avec soin (commentaire fictif).',
    'Investissement régulier vers la charpente (commentaire fictif).',
  ],
  [
    'A visité deux ateliers de menuiserie et questionné un artisan (commentaire fictif).',
    'Prépare sérieusement son entrée en charpente depuis janvier (commentaire fictif).',
  ],
]

/** One of two filled, the other half filled comes back with its text; then both are signed. */
async function signAvis(
  page: Page,
  [menuiserie = '', charpente = '']: readonly string[],
  name: string,
): Promise<void> {
  await follow(page, 'Avis d’origine')
  const cards = page.getByRole('article', { name })
  const [first, second] = [cards.nth(0), cards.nth(1)]
  await first.locator('label', { hasText: /^Favorable/ }).click()
  await first.getByLabel('Commentaire').fill(menuiserie)
  await second.getByLabel('Commentaire').fill(charpente)
  await look(page, 'college-avis-origine')
  await page.getByRole('button', { name: 'Signer tous les avis remplis' }).click()
  await page.getByText('Un avis est signé.').waitFor()
  await page.getByRole('link', { name: /^Choisissez un avis pour / }).click()
  await look(page, 'college-avis-origine-partiel')
  const left = page.getByRole('article', { name })
  expect(await left.getByLabel('Commentaire').inputValue()).toBe(charpente)
  await left.locator('label', { hasText: /^Assez favorable/ }).click()
  await left.getByRole('button', { name: 'Signer' }).click()
  await page.getByText('Un avis est signé.').waitFor()
  await page.getByRole('article', { name }).waitFor({ state: 'detached' })
}

async function interviewAndFiches(index: number): Promise<void> {
  const { campagne } = site
  const { id: eleveId } = eleveAt(campagne, index)
  const parcours = ['2472340121', '2472340221'].map((mef) => aParcours({ eleveId, mef }))
  await playEntretiens(campagne, parcours)
  await playFiches(campagne)
}

async function enterSlip(page: Page, name: string): Promise<void> {
  await follow(page, 'Fiches et convocations')
  await look(page, 'college-fiches')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('row', { name }).getByRole('link', { name: 'PDF' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^fiche-\d+\.pdf$/)
  await follow(page, 'Confirmations papier')
  const card = page.getByRole('article', { name })
  // The last thing of the card: `all` takes what is there, and waits for nothing.
  await card.getByRole('button', { name: 'Enregistrer' }).waitFor()
  for (const choice of await card.getByRole('combobox').all()) await choice.selectOption('oui')
  await look(page, 'college-confirmations')
  await card.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText(/réponses sont enregistrées\./).waitFor()
  await page.getByRole('link', { name: 'Imprimer les copies à remettre aux familles' }).click()
  await page
    .getByRole('heading', { name: /^Copie pour / })
    .first()
    .waitFor()
  await look(page, 'college-copies')
  await page.goBack()
  await page.getByRole('article', { name }).waitFor({ state: 'detached' })
}
