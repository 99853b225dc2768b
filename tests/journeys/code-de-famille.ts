import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { inTransaction } from '#src/db/transaction.ts'
import { bacASable } from '#src/jobs/courrier.ts'
import { hashOfCode, newCode } from '#src/kit/access-code.ts'
import { accueilOf, createCompte, giveCode } from '#src/procedure/comptes/api.ts'
import { expedier } from '#src/procedure/envois/api.ts'
import { expect } from 'vitest'
import { capture, expectAccessible } from './browser.ts'
import type { Site } from './site.ts'

const ACADEMIE = '90'
const RESPONSABLE = {
  role: 'responsable',
  uai: null,
  eleveId: null,
  responsableId: null,
  debut: '2020-01-01',
  fin: null,
} as const

/** The code that a collège hands to a guardian who has no account yet. */
export function handedCode({ db }: Pick<Site, 'db'>, nom: string): Promise<string> {
  const code = newCode()
  return inTransaction({ db, acteur: accueilOf(ACADEMIE) }, async (tx) => {
    const compteId = await createCompte(tx, { nom, habilitations: [RESPONSABLE] })
    await giveCode(tx, { compteId, empreinte: hashOfCode(code) ?? '' })
    return code
  })
}

/** The code in the last message to this address, once the messages that wait have left. */
async function mailedCode({ db }: Pick<Site, 'db'>, courriel: string): Promise<string> {
  await expedier({ db, academie: ACADEMIE, courrier: bacASable('http://passpro.test') })
  return inTransaction({ db, acteur: accueilOf(ACADEMIE) }, async ({ trx }) => {
    const { rows } = await sql<{ code: string }>`
      select contenu ->> 'code' as code from envoi where genre = 'adresse' and adresse = ${courriel} order by id desc limit 1`.execute(
      trx,
    )
    const code = rows[0]?.code
    if (code === undefined) throw new Error(`aucun code pour ${courriel}`)
    return code
  })
}

interface Famille {
  nom: string
  courriel: string
}

/** From the code of the collège to the page that waits for the code sent to the address. */
export async function openFamilyAccess(page: Page, site: Site, { nom, courriel }: Famille): Promise<void> {
  await page.goto(`${site.url}/acces`)
  await page.getByLabel('Code d’accès').fill(await handedCode(site, nom))
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByLabel('Votre adresse électronique').fill(courriel)
  await page.getByLabel('Choisissez un mot de passe').fill('girafe lampe soulier trombone')
  await page.getByRole('button', { name: 'Ouvrir mon accès' }).click()
  await page.getByRole('heading', { name: 'Vérifier votre adresse électronique' }).waitFor()
  await page.getByText(`Un code a été envoyé à ${courriel}`).waitFor()
}

/** Types the code received, as a hand does, and is in. */
export async function showAddressRead(page: Page, site: Site, { nom, courriel }: Famille): Promise<void> {
  await page.getByLabel('Code reçu par courriel').fill((await mailedCode(site, courriel)).toLowerCase())
  await page.getByRole('button', { name: 'Vérifier et continuer' }).click()
  await page.getByRole('heading', { name: `Bonjour, ${nom}` }).waitFor()
}

/** Wide and narrow: no violation, nothing to scroll sideways. */
export async function lookAtAddressPage(page: Page): Promise<void> {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 })
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    await capture(page, `connexion-adresse-${width}`)
  }
}
