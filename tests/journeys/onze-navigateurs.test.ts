import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDocuments } from '#src/documents/engine.ts'
import { enLatin9, xmlEleves, xmlResponsables } from '#src/exchange/siecle-examples.ts'
import { at } from '#src/procedure/bonus/examples/campagne.ts'
import type { Habilitation } from '#src/procedure/comptes/api.ts'
import { listEleves, listResponsables } from '#src/procedure/eleves/api.ts'
import { expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, tick, type CampaignSite } from './campaign-site.ts'

/**
 * One pupil from the import of his school to the export of his bonus, each of eleven people in a browser of his own that
 * stays open: what one does is seen by the others, and nothing is done behind the screens.
 */
let site: CampaignSite
let browser: Browser
const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-onze-'))
const INE = '990000801AA'
const ELEVE = 'FICTIVE Ursule'
const COMMENTAIRE =
  'Deux mercredis à l’atelier de menuiserie, une visite de chantier et beaucoup de questions (fictif).'
const CONSEIL =
  'Conseil fictif : passer une journée complète en atelier de menuiserie et demander les horaires.'

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: '2027-02-01T10:00', elevesParCollege: 1, disponibilites: () => [] }),
    launchBrowser(),
  ])
})
afterAll(async () => {
  await closeDocuments()
  await browser?.close()
  await site?.close()
  rmSync(folder, { recursive: true, force: true })
})

const pages = new Map<string, Page>()

/** The browser of somebody: opened and signed in the first time, found again as it was afterwards. */
async function as(nom: string, over?: Partial<Habilitation> & Pick<Habilitation, 'role'>): Promise<Page> {
  const known = pages.get(nom)
  if (known) return known
  if (over) await site.open(nom, over)
  const page = await openPage(browser)
  await signInAs(page, site, nom)
  pages.set(nom, page)
  return page
}

const button = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).first().click()

async function send(
  page: Page,
  genre: string,
  files: Record<string, [string, string | Buffer]>,
): Promise<void> {
  await follow(page, 'Imports')
  await page.locator('label', { hasText: genre }).click()
  for (const [champ, [nom, bytes]] of Object.entries(files)) {
    writeFileSync(path.join(folder, nom), bytes)
    await page.locator(`#champ-${champ}`).setInputFiles(path.join(folder, nom))
  }
  await button(page, 'Importer')
  await page.getByText('En attente').waitFor()
  await site.drain()
}

/** The two SIECLE files of the collège: one pupil, her mother and her father. */
function siecle(uai: string): Record<string, [string, Buffer]> {
  const champs = { NOM_DE_FAMILLE: 'FICTIVE', PRENOM: 'Ursule', DATE_NAISS: '05/02/2012', INE_RNIE: INE }
  const personnes = [
    { id: '77', champs: { NOM_DE_FAMILLE: 'FICTIVE', PRENOM: 'Berthe' } },
    { id: '78', champs: { NOM_DE_FAMILLE: 'FICTIF', PRENOM: 'Ignace' } },
  ]
  const liens = personnes.map(({ id }) => ({
    ELEVE_ID: '9801',
    PERSONNE_ID: id,
    NIVEAU_RESPONSABILITE: '1',
  }))
  return {
    fichier: ['ExportEleves.xml', enLatin9(xmlEleves([{ id: '9801', champs }], { uai }))],
    responsables: ['ExportResponsables.xml', enLatin9(xmlResponsables({ personnes, liens }, { uai }))],
  }
}

async function answer(page: Page, menu: string): Promise<void> {
  await follow(page, menu)
  const link = page.getByRole('link', { name: 'Lire ma fiche et répondre' }).first()
  if (menu === 'Mon espace') await link.click()
  await tick(page, 'Menuiserie (fictive)', 'Oui, je confirme')
  await button(page, 'Enregistrer ma réponse')
  await page.getByText('Votre réponse est enregistrée.').waitFor()
}

test('a whole campaign, from the import to the export', async () => {
  const { campagne } = site
  const [college] = campagne.colleges
  const [lycee] = campagne.lycees

  const chef = await as('Bastien Fictif (onze)', { role: 'chef_origine', uai: college })
  await send(chef, 'Élèves et responsables (SIECLE)', siecle(college))
  await chef.getByText('Import terminé').waitFor()
  const { eleveId, legaux } = await at(campagne, '2027-02-01', async ({ trx }) => {
    const eleve = (await listEleves(trx, campagne.campagneId)).find((one) => one.ine === INE)
    if (!eleve) throw new Error('élève absente')
    return { eleveId: eleve.id, legaux: (await listResponsables(trx, [eleve.id])).map(({ id }) => id) }
  })
  expect(legaux).toHaveLength(2)

  const eleve = await as('Ursule Fictive (onze)', { role: 'eleve', eleveId })
  await follow(eleve, 'Mon espace')
  await tick(eleve, 'Métiers du bois (fictif)', 'Menuiserie')
  await button(eleve, 'Demander à être inscrit')
  await eleve.getByText('Votre demande est transmise').waitFor()

  const adulte = await as('Odile Fictive (onze)', { role: 'adulte_referent', uai: college })
  await adulte.goto(`${site.url}/eleves/${eleveId}`)
  await adulte.getByRole('link', { name: 'Inscrire à une formation' }).click()
  if (!(await adulte.getByRole('checkbox', { name: /Menuiserie/ }).isChecked()))
    await tick(adulte, 'Métiers du bois', 'Menuiserie')
  await adulte.getByLabel('Lycée souhaité').selectOption(lycee)
  await button(adulte, 'Inscrire')
  await adulte.getByText('Menuiserie (fictive).').first().waitFor()

  const psyen = await as('Solène Fictive (onze)', { role: 'psyen', uai: college })
  await follow(psyen, 'Élèves')
  await psyen.getByRole('link', { name: ELEVE }).waitFor()

  await follow(chef, 'Avis d’origine')
  const card = chef.getByRole('article', { name: ELEVE })
  await card.locator('label', { hasText: /^Favorable/ }).click()
  await card.getByLabel('Commentaire').fill(COMMENTAIRE)
  await button(chef, 'Signer tous les avis remplis')
  await chef.getByText('Un avis est signé.').waitFor()

  const planificateur = await as('Paule Fictive (onze)', { role: 'planificateur', uai: lycee })
  await follow(planificateur, 'Disponibilités')
  for (const [champ, texte] of [
    ['jour', '2027-03-08'],
    ['de', '09:00'],
    ['a', '12:00'],
    ['autres', 'Régis Fictif'],
    ['salle', 'Atelier 1'],
  ] as const)
    await planificateur.locator(`#champ-${champ}`).fill(texte)
  await tick(planificateur, 'Domaines', 'Métiers du bois')
  await button(planificateur, 'Ajouter')
  await planificateur.getByText('Disponibilité ajoutée').waitFor()
  await follow(planificateur, 'Entretiens')
  await button(planificateur, /Placer/)
  await planificateur.getByText('1 entretien placé').waitFor()
  await site.clock.to('2027-03-01T08:00')
  await follow(planificateur, 'Convocations')
  await button(planificateur, 'Libérer : convoquer un élève')
  await planificateur.getByText('une convocation est émise').waitFor()

  await follow(eleve, 'Mon espace')
  await eleve.getByText('lundi 8 mars 2027').first().waitFor()

  await site.clock.to('2027-03-08T18:00')
  const intervenant = await as('Régis Fictif (onze)', { role: 'intervenant', uai: lycee })
  await follow(intervenant, 'Entretiens')
  await intervenant.getByRole('link', { name: ELEVE }).click()
  await intervenant.getByText(COMMENTAIRE).waitFor()
  await tick(intervenant, 'L’élève est-il venu ?', 'Présent')
  await tick(intervenant, 'Avis proposé pour Menuiserie (fictive)', 'Favorable')
  await intervenant.getByLabel('Compte rendu de l’entretien').fill(CONSEIL)
  await button(intervenant, 'Enregistrer')
  await intervenant.getByText('L’entretien est enregistré.').waitFor()

  const proviseure = await as('Solange Fictive (onze)', { role: 'chef_referent', uai: lycee })
  await follow(proviseure, 'Signature')
  await proviseure.getByText(CONSEIL).waitFor()
  await proviseure.locator('label', { hasText: 'À signer :' }).click()
  await button(proviseure, 'Signer les avis cochés')
  await proviseure.getByText('Un avis est signé.').waitFor()

  await site.clock.to('2027-05-03T10:00')
  const academie = await as('Armelle Fictive (onze)', { role: 'academie' })
  await follow(academie, 'Émission des fiches')
  await button(academie, 'Calculer les avis finals et émettre les fiches')
  await academie
    .getByText(/Avis finals calculés/)
    .first()
    .waitFor()

  await site.clock.to('2027-05-10T10:00')
  await answer(eleve, 'Mon espace')
  for (const [rang, responsableId] of legaux.entries())
    await answer(
      await as(`Responsable ${rang} (onze)`, { role: 'responsable', responsableId }),
      'Mes enfants',
    )

  await site.clock.to('2027-05-25T10:00')
  const voeux = `INE;Rang du vœu;Code offre de formation (vœu);Code MEF\n${INE};1;AA000001;24723401210\n`
  await send(academie, 'Vœux Affelnet', { fichier: ['voeux.csv', voeux] })
  await academie.getByRole('link', { name: 'Relire ce qui changerait, puis appliquer' }).click()
  await academie.getByRole('heading', { name: 'Ce qui changerait, vœu par vœu' }).waitFor()
  await button(academie, 'Appliquer ces changements')
  await academie.getByText('En attente').waitFor()
  await site.drain()
  await academie.getByText('Import terminé').waitFor()

  await follow(academie, 'Exports')
  await button(academie, 'Demander un export')
  await academie.getByText('une autre personne doit l’approuver').waitFor()
  const seconde = await as('Yvon Fictif (onze)', { role: 'academie' })
  await follow(seconde, 'Exports')
  await button(seconde, 'Approuver et établir le lot')
  await seconde.getByRole('heading', { name: 'Lot n° 1' }).waitFor()
  const [download] = await Promise.all([
    seconde.waitForEvent('download'),
    seconde.getByRole('link', { name: 'Télécharger le fichier (CSV)' }).click(),
  ])
  const lignes = readFileSync(await download.path(), 'utf8')
    .trim()
    .split(/\r?\n/)
  expect(lignes).toHaveLength(2)
  expect(lignes[1]).toContain(INE)
  expect(lignes[1]).toContain('2500')
  expect(pages.size).toBe(11)
  expectQuietConsole()
}, 240_000)
