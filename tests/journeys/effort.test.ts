import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayOf } from '#src/kit/day.ts'
import { at, must, ZONE } from '#src/procedure/bonus/examples/campagne.ts'
import {
  listCampagnes,
  listFormations,
  signFicheFormation,
  writeFicheFormation,
} from '#src/procedure/campagnes/api.ts'
import { emitConvocations, placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { expectAccessible, expectQuietConsole, forgetConsole, launchBrowser, openPage } from './browser.ts'
import { follow, signInAs, startCampaignSite, tick, type CampaignSite } from './campaign-site.ts'

/** What each step costs a person, counted as his hands would: keys pressed, or controls used. */
let site: CampaignSite
let browser: Browser

const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-effort-'))
const HEAD = 'Bastien Fictif (principal)'
const INTERVIEWER = 'Régis Fictif (entretiens)'
const MANAGER = 'Armelle Fictive (gestion)'
const MEF = '2472340121'
const FORMATIONS = ['Menuiserie (fictive)', 'Charpente (fictive)']
const SUJETS = ['Les horaires de l’atelier', 'Les poursuites d’études']
/** A class by default; the 90 pupils of the measured effort with PASSPRO_EFFORT_ELEVES=90. */
const PUPILS = Number(process.env['PASSPRO_EFFORT_ELEVES'] ?? 6)

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
  await at(campagne, '2027-02-05', async (tx) => {
    for (const uai of campagne.lycees) {
      const cle = { campagneId, uai, mef: MEF }
      if ((await writeFicheFormation(tx, cle, CONTENU)).ok) must(await signFicheFormation(tx, cle))
    }
  })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What the lycées and the second person of the académie do before the campaign of the next year opens. */
async function complete(): Promise<void> {
  const { campagne } = site
  const [next] = await at(campagne, '2027-02-10', ({ trx }) => listCampagnes(trx))
  if (!next) throw new Error('aucune campagne')
  await at(campagne, '2027-02-10', async (tx) => {
    for (const { mef } of await listFormations(tx.trx, next.id)) {
      const cle = { campagneId: next.id, uai: campagne.lycees[0], mef }
      await writeFicheFormation(tx, cle, CONTENU)
      must(await signFicheFormation(tx, cle))
    }
  })
  for (const uai of campagne.lycees)
    for (const role of ['chef_referent', 'planificateur'] as const)
      await site.open(`${role} ${uai}`, { role, uai })
}

const CONTENU = {
  attendus: 'Attendus fictifs.',
  contenu: 'Contenu fictif.',
  journee: '',
  competences: '',
  conditions: '',
  poursuites: 'Poursuites fictives.',
  metiers: '',
  sujets: SUJETS,
}

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

/** The same words about two pupils would come back to be read again: no two share more than one of three parts. */
const DEBUTS = [
  'Assidu depuis la rentrée, il note tout ce qu’il apprend',
  'Curieuse, elle lit des revues techniques au centre de documentation',
  'Veut travailler dehors et supporte bien le froid du chantier',
  'Dessine ses meubles avant de les fabriquer avec son grand-père',
  'Hésitait avec les services, puis a changé d’idée en mars',
  'Manuel et patient, il répare les vélos de ses voisins',
  'Très à l’aise à l’oral, elle présente son projet devant sa classe',
  'Absent au premier trimestre pour une opération, il a rattrapé son retard',
  'Passionnée de maquettes, elle construit des ponts miniatures',
  'Discret, il progresse surtout quand il manipule',
]
const MILIEUX = [
  'deux mercredis passés en menuiserie l’ont convaincu',
  'la charpente lui vient d’un chantier de son quartier',
  'son stage de menuiserie a duré une semaine entière',
  'la journée de charpente au lycée lui a beaucoup plu',
  'il prépare son entrée en menuiserie depuis l’automne',
  'son oncle charpentier lui montre la charpente le samedi',
  'elle compare menuiserie et ébénisterie avec méthode',
  'une visite a suffi pour préférer la charpente',
  'il cite trois outils de menuiserie et leur usage',
  'elle sait ce que la charpente demande à la santé',
]
const FINS = [
  'ses horaires lui conviennent (fictif).',
  'il faudra soutenir ses mathématiques (fictif).',
  'sa famille habite à dix minutes de l’atelier (fictif).',
  'un apprentissage resterait possible ensuite (fictif).',
  'elle vise le brevet professionnel (fictif).',
  'le port de charges lui a été expliqué (fictif).',
  'son dossier numérique montre ses réalisations (fictif).',
  'il rejoindra peut-être les compagnons (fictif).',
  'la mobilité ne l’effraie pas du tout (fictif).',
  'elle tient un carnet de visites à jour (fictif).',
]
const commentOf = (i: number): string => {
  const [debut, milieu] = [i % 10, Math.floor(i / 10) % 10]
  return `${DEBUTS[debut]} ; ${MILIEUX[milieu]} ; ${FINS[(debut + milieu) % 10]}`
}

/** Keys pressed to register the pupils, then to give their avis. */
let keys = 0

describe('the effort', () => {
  test('registering: the letters of two formations, pupil after pupil, a page sent by Enter', async () => {
    const page = await openPage(browser)
    await signInAs(page, site, HEAD)
    await follow(page, 'Élèves')
    await page.getByRole('link', { name: 'Inscrire en série' }).click()
    await expectAccessible(page)
    const touches = await Promise.all(
      FORMATIONS.map((libelle) => page.locator(`[data-libelle="${libelle}"] kbd`).textContent()),
    )
    const hands = new Hands(page)
    for (let done = 0; done < PUPILS;) {
      const boxes = page.getByRole('list').locator('input')
      const here = await boxes.count()
      for (let i = 0; i < here; i += 1) {
        for (const touche of touches) await hands.press(touche ?? '')
        if (done + i === 0) await page.getByText('Menuiserie (fictive), Charpente (fictive)').waitFor()
        await hands.press(i === here - 1 ? 'Enter' : 'Tab')
      }
      done += here
      await page.getByText(`inscriptions enregistrées pour ${here} élèves`).waitFor()
    }
    keys += hands.keys
    tell('Touches par élève pour deux inscriptions', { counted: hands.keys / PUPILS, bar: 3 })
    expectQuietConsole()
  })

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

  test('a level that could not be kept is told, and stays chosen', async () => {
    const page = await openPage(browser)
    await signInAs(page, site, HEAD)
    await page.goto(`${site.url}/avis-origine/serie`)
    await page.route('**/brouillons', (route) => route.abort())
    await page.keyboard.press('3')
    await page.getByText('Ce niveau n’a pas pu être gardé : il reste coché dans cette page.').waitFor()
    expect(await page.getByRole('radio', { name: /^3\. / }).first().isChecked()).toBe(true)
    await page.context().close()
    forgetConsole()
  })

  test('avis in series: a comment of its own for each formation costs one key more, on a French keyboard too', async () => {
    const page = await openPage(browser)
    await signInAs(page, site, HEAD)
    await page.goto(`${site.url}/avis-origine/serie`)
    for (let i = 1; i < PUPILS; i += 1) {
      await page.getByText(`Élève ${i} sur ${PUPILS}`).waitFor()
      await page.getByRole('link', { name: 'Suivant, sans rien changer' }).click()
    }
    await page.getByText(`Élève ${PUPILS} sur ${PUPILS}`).waitFor()
    // What the keys of the digits 3 and 2 write in France, without Shift.
    for (const [key, code] of [
      ['"', 'Digit3'],
      ['é', 'Digit2'],
    ])
      await page.evaluate(
        `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', ${JSON.stringify({ key, code, bubbles: true, cancelable: true })}))`,
      )
    const comments = page.getByRole('textbox', { name: 'Commentaire' })
    for (const [rank, level] of [2, 1].entries()) {
      const levels = page.getByRole('group', { name: 'Avis' }).nth(rank)
      expect(await levels.getByRole('radio').nth(level).isChecked()).toBe(true)
      await page.keyboard.insertText(commentOf(PUPILS + 1 + rank))
      expect(await comments.nth(rank).inputValue()).toBe(commentOf(PUPILS + 1 + rank))
      await page.keyboard.press('Control+Enter')
    }
    await page.getByText('C’était le dernier : relisez, puis signez.').waitFor()
    expectQuietConsole()
  })

  test('avis in series: two levels a pupil, one comment that is reused on purpose, next', async () => {
    const page = await openPage(browser)
    await signInAs(page, site, HEAD)
    await follow(page, 'Avis d’origine')
    await page.getByRole('link', { name: 'Remplir en série, un élève à la fois' }).click()
    await expectAccessible(page)
    const hands = new Hands(page)
    for (let i = 0; i < PUPILS; i += 1) {
      await page.getByText(`Élève ${i + 1} sur ${PUPILS}`).waitFor()
      await hands.press('3')
      if (i === 0) await page.getByText(/^Niveau gardé à \d+ h \d\d\. Il n’est pas signé\.$/).waitFor()
      await hands.press('2')
      await page.keyboard.insertText(commentOf(i))
      expect(await page.getByLabel(/^Reprendre mon commentaire/).isChecked()).toBe(false)
      await hands.press('Control+Shift+Enter')
    }
    await page.getByText('C’était le dernier : relisez, puis signez.').waitFor()
    keys += hands.keys
    tell('Touches par élève, deux inscriptions et deux avis, commentaires à part', {
      counted: keys / PUPILS,
      bar: 6,
    })
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
    // From his home page: the day's list, the pupil, then what he writes of him.
    let acts = 2
    await follow(page, 'Entretiens')
    await page.locator(`a[href="/entretiens/${found.id}"]`).click()
    await expectAccessible(page)
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
    // The offers of the year, as Affelnet gives them: one is new, one has other places, the others are in no file.
    const file = path.join(folder, 'offres.csv')
    const [lycee] = site.campagne.lycees
    writeFileSync(
      file,
      `ACADEMIE;CODE_OFFRE;UAI;CODE_MEF;CAPACITE\n01;AA000001;${lycee};24723401210;12\n01;ZZ000009;${lycee};24723401210;24\n`,
    )
    acts += 1
    await follow(page, 'Imports')
    acts += 3
    await page.locator('label', { hasText: 'Offres de formation Affelnet' }).click()
    await page.locator('#champ-fichier').setInputFiles(file)
    await page.getByRole('button', { name: 'Importer' }).click()
    await page.getByText('En attente').waitFor()
    await site.drain()
    await page.getByText('Import terminé').waitFor()
    acts += 1
    await follow(page, 'Campagne')
    await click('Vérifier ce qu’il faut, et ouvrir la campagne', 'link')
    await click('Ce qui a changé', 'link')
    await expectAccessible(page)
    acts += 2
    await page.getByLabel(/ZZ000009/).selectOption('Ne pas ajouter')
    await click('Enregistrer ces décisions', 'button')
    await page.getByText('Une décision est enregistrée.').waitFor()
    await click('Garder tout ce qui reste à décider dans cette liste', 'button')
    await page.getByText('Tout est décidé.').first().waitFor()
    // The sheets are written and signed by the lycées, and their people named: theirs to do, and done.
    await complete()
    await click('Retour à l’ouverture de la campagne', 'link')
    await click('Ouvrir la campagne', 'button')
    await page.getByText('La campagne est ouverte. Son règlement est figé.').waitFor()
    tell('Actes de l’académie, de la campagne d’avant à celle-ci ouverte', { counted: acts, bar: 30 })
    for (const where of [
      '/referents',
      '/campagne/etablissements',
      '/campagne/changements',
      '/rapprochement',
    ]) {
      await page.goto(`${site.url}${where}`)
      await expectAccessible(page)
    }
    expectQuietConsole()
  })
})
