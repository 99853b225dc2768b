import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayOf } from '#src/kit/day.ts'
import { at, eleveAt, must, ZONE } from '#src/procedure/bonus/examples/campagne.ts'
import { signFicheFormation, writeFicheFormation } from '#src/procedure/campagnes/api.ts'
import { emitConvocations, placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { expectAccessible, expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, tick, type CampaignSite } from './campaign-site.ts'

/** What each step costs a person, counted as his hands would: keys pressed, or controls used. */
let site: CampaignSite
let browser: Browser

const HEAD = 'Bastien Fictif (principal)'
const INTERVIEWER = 'Régis Fictif (entretiens)'
const MANAGER = 'Armelle Fictive (gestion)'
const MEFS = ['2472340121', '2472340221']
const SUJETS = ['Les horaires de l’atelier', 'Les poursuites d’études']
const PUPILS = 6

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startCampaignSite({ now: '2027-02-10T10:00', elevesParCollege: PUPILS }),
    launchBrowser(),
  ])
  const { campagne } = site
  const { campagneId } = campagne
  await site.open(HEAD, { role: 'chef_origine', uai: campagne.colleges[0] })
  for (const uai of campagne.lycees) await site.open(`${INTERVIEWER} ${uai}`, { role: 'intervenant', uai })
  await site.open(MANAGER, { role: 'academie' })
  const items = Array.from({ length: PUPILS }, (_, i) =>
    MEFS.map((mef) => anInscription({ eleveId: eleveAt(campagne, i).id, mef })),
  ).flat()
  await at(campagne, '2027-02-05', async (tx) => {
    await registerInscriptions(tx, { campagneId, items })
    for (const uai of campagne.lycees) {
      const contenu = {
        attendus: 'Attendus fictifs.',
        contenu: 'Contenu fictif.',
        journee: '',
        competences: '',
        conditions: '',
        poursuites: 'Poursuites fictives.',
        metiers: '',
        sujets: SUJETS,
      }
      const cle = { campagneId, uai, mef: MEFS[0] ?? '' }
      if ((await writeFicheFormation(tx, cle, contenu)).ok) must(await signFicheFormation(tx, cle))
    }
  })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const tell = (what: string, { counted, bar }: { counted: number; bar: number }): void => {
  process.stdout.write(`${what} : ${counted} (au plus ${bar})\n`)
  expect(counted).toBeLessThanOrEqual(bar)
}

/** Counts the keys, comments aside. */
class Hands {
  keys = 0
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }
  async press(key: string): Promise<void> {
    this.keys += 1
    await this.page.keyboard.press(key)
  }
}

/** The same words about two pupils would come back to be read again. */
const COMMENTS = [
  'Assidu, il a passé deux mercredis dans un atelier de menuiserie et de charpente (fictif).',
  'Curieuse de la charpente depuis un chantier de son quartier, elle lit sur la menuiserie (fictif).',
  'Veut travailler dehors : la charpente l’attire plus que la menuiserie, il dit pourquoi (fictif).',
  'Dessine des meubles, prépare son entrée en menuiserie, découvre la charpente (fictif).',
  'Hésitait avec la cuisine ; sa visite du lycée l’a décidée pour menuiserie ou charpente (fictif).',
  'Manuel et patient, il aide son oncle charpentier et demande la menuiserie aussi (fictif).',
]
const commentOf = (i: number): string => COMMENTS[i] ?? ''

describe('the effort', () => {
  test('one pupil of the series without JavaScript: level, comment, next', async () => {
    const page = await openPage(browser, { javaScriptEnabled: false })
    await signInAs(page, site, HEAD)
    await page.goto(`${site.url}/avis-origine/serie`)
    await page.getByText(`Élève 1 sur ${PUPILS}`).waitFor()
    await page.keyboard.press('Space')
    await page.getByLabel('Commentaire').first().fill(commentOf(0))
    await page.getByRole('button', { name: 'Garder et passer au suivant' }).click()
    await page.getByText('Gardé pour').waitFor()
    await page.getByRole('button', { name: 'Annuler la dernière saisie' }).click()
    await page.getByText('La dernière saisie est annulée').waitFor()
    expect(await page.getByLabel('Commentaire').first().inputValue()).toBe('')
    expectQuietConsole()
  })

  test('avis in series: two a pupil, own words for the first, the same for the second', async () => {
    const page = await openPage(browser)
    await signInAs(page, site, HEAD)
    await follow(page, 'Avis d’origine')
    await page.getByRole('link', { name: 'Remplir en série, un élève à la fois' }).click()
    await expectAccessible(page)
    const hands = new Hands(page)
    for (let i = 0; i < PUPILS; i += 1) {
      await page.getByText(`Élève ${i + 1} sur ${PUPILS}`).waitFor()
      await hands.press('3')
      await page.keyboard.insertText(commentOf(i))
      await hands.press('Tab')
      await hands.press('2')
      await hands.press('Shift+Tab')
      await hands.press('Space')
      await hands.press('Control+Enter')
    }
    await page.getByText('C’était le dernier : relisez, puis signez.').waitFor()
    tell('Touches par élève pour deux avis, commentaires à part', { counted: hands.keys / PUPILS, bar: 6 })
    await page.getByText('Votre répartition, avant de signer').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: `Signer les ${PUPILS * 2} avis prêts` }).click()
    await page.getByText('Récépissé n° 1.').waitFor()
    expectQuietConsole()
  })

  test('an interview entered: presence, topics, two avis, one text', async () => {
    const { campagne } = site
    const { campagneId } = campagne
    const found = await at(campagne, '2027-02-27', async (tx) => {
      await placeEntretiens(tx, campagneId)
      await emitConvocations(tx, campagneId)
      const { rows } = await sql<{ id: number; debut: Date; uai: string }>`
        select n.id, lower(n.plage) as debut, k.uai from entretien n join creneau k on k.id = n.creneau_id
        where n.campagne_id = ${campagneId} order by debut, n.id limit 1`.execute(tx.trx)
      return rows[0]
    })
    if (!found) throw new Error('aucun entretien placé')
    await site.clock.to(`${dayOf(found.debut, ZONE)}T18:00`)
    const page = await openPage(browser)
    await signInAs(page, site, `${INTERVIEWER} ${found.uai}`)
    await page.goto(`${site.url}/entretiens/${found.id}`)
    await expectAccessible(page)
    let acts = 0
    const choose = async (group: string, label: string): Promise<void> => {
      acts += 1
      await tick(page, group, label)
    }
    await choose('L’élève est-il venu ?', 'Présent')
    await choose('Sujets dont vous avez parlé', 'Tous les sujets')
    await page
      .getByLabel('Compte rendu de l’entretien')
      .fill(
        'Conseil fictif : passer une journée en atelier de menuiserie ou de charpente, et demander les horaires.',
      )
    await choose('Avis proposé pour Menuiserie (fictive)', 'Favorable')
    await choose('Avis proposé pour Charpente (fictive)', 'Favorable')
    acts += 1
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('L’entretien est enregistré.').waitFor()
    tell('Actes de l’intervenant pour un entretien, un texte à part', { counted: acts, bar: 8 })
    expectQuietConsole()
  })

  test('the campaign of the next year from this one', async () => {
    const page = await openPage(browser)
    await signInAs(page, site, MANAGER)
    await follow(page, 'Campagne')
    await expectAccessible(page)
    let acts = 0
    const click = async (name: string, role: 'link' | 'button'): Promise<void> => {
      acts += 1
      await page.getByRole(role, { name }).click()
    }
    await click('Préparer la campagne suivante à partir de celle-ci', 'link')
    await click('Créer la campagne', 'button')
    await page.getByText('Voici ce qu’il faut encore.').waitFor()
    await expectAccessible(page)
    await click('Ouvrir la campagne', 'button')
    await page.getByText('La campagne n’est pas ouverte').waitFor()
    tell('Actes de l’académie jusqu’à la liste de ce qu’il faut encore', { counted: acts, bar: 30 })
    for (const path of [
      '/referents',
      '/campagne/etablissements',
      '/campagne/changements',
      '/rapprochement',
    ]) {
      await page.goto(`${site.url}${path}`)
      await expectAccessible(page)
    }
    expectQuietConsole()
  })
})
