import type { Page } from 'playwright-core'
import { instantOf } from '#src/kit/day.ts'
import {
  at,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import { createCompte, type Habilitation } from '#src/procedure/comptes/api.ts'
import { startSite, type Site } from './site.ts'

/** A site whose académie plays a fictional campaign; its clock is moved by hand. */
export interface CampaignSite extends Site {
  campagne: CampagneFictive
  /** Moves the clock of the campaign to a local time. */
  clock: Site['clock'] & { to: (local: string) => Promise<void> }
  /** An account of the sign-in page. */
  open: (nom: string, over: Partial<Habilitation> & Pick<Habilitation, 'role'>) => Promise<void>
}

export async function startCampaignSite(options: OptionsCampagne & { now: string }): Promise<CampaignSite> {
  const site = await startSite()
  const { now, ...rest } = options
  const campagne = await fictionalCampagne(site.db, { ...rest, horloge: instantOf(now, ZONE) })
  const open: CampaignSite['open'] = async (nom, over) => {
    const habilitation = {
      uai: null,
      eleveId: null,
      responsableId: null,
      debut: '2020-01-01',
      fin: null,
      ...over,
    }
    await at(campagne, now, (tx) =>
      createCompte(tx, { nom, demonstration: true, habilitations: [habilitation] }),
    )
  }
  const to = async (local: string): Promise<void> => {
    const instant = instantOf(local, ZONE)
    await at(campagne, local, (tx) => moveHorloge(tx, { campagneId: campagne.campagneId, instant }))
  }
  return { ...site, campagne, open, clock: Object.assign(site.clock, { to }) }
}

/** Signs in with an account of the demonstration, from whatever page. */
export async function signInAs(page: Page, site: Site, nom: string): Promise<void> {
  await page.goto(`${site.url}/connexion`)
  await page.getByRole('link', { name: nom, exact: true }).click()
  await page.getByRole('heading', { name: `Bonjour, ${nom}` }).waitFor()
}

/** The link of the main menu: folded on a telephone, and in its group when the menu is long. */
export async function follow(page: Page, libelle: string): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'Menu principal' })
  const link = page.getByRole('link', { name: libelle, exact: true, includeHidden: true })
  const folded = menu.locator('.passpro-menu-repli:not([open]) > summary')
  if (await folded.isVisible()) await folded.click()
  if (!(await menu.getByRole('link', { name: libelle, exact: true }).isVisible()))
    await menu.locator('details', { has: link }).locator('summary').click()
  await menu.getByRole('link', { name: libelle, exact: true }).click()
}

/** The DSFR draws the control on its label: that is what a hand clicks. */
export const tick = (page: Page, group: string, label: string): Promise<void> =>
  page
    .getByRole('group', { name: group })
    .locator('label', { hasText: new RegExp(`^${label}`) })
    .first()
    .click()
