import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instantOf } from '#src/kit/day.ts'
import {
  at,
  eleveAt,
  fictionalCampagne,
  legauxOf,
  ZONE,
  type CampagneFictive,
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import {
  createCompte,
  installAcademie,
  ROLES,
  type Habilitation,
  type Role,
} from '#src/procedure/comptes/api.ts'
import type { Db } from '#src/db/connection.ts'
import { demonstrationAccounts } from '#src/web/demonstration-accounts.ts'
import { expectQuietConsole, launchBrowser } from './browser.ts'
import { walk, walkerOf, type Walked, type Walker } from './crawl.ts'
import { invalidPages, wrongHeadings } from './html-checks.ts'
import { judge } from './page-checks.ts'
import { startSite, type Site } from './site.ts'
import { isList } from './states.ts'

// Moments at which the demonstration, that `toutes-les-pages.test.ts` walks, does not stand: each is an académie.

const SANS_CAMPAGNE = '31'
const MOMENTS = {
  'sans campagne': { academie: SANS_CAMPAGNE },
  'avant l’ouverture': { academie: '01' },
  'ouverte et vide': { academie: '24' },
  'après le dernier jour': { academie: '25' },
} as const
type Moment = keyof typeof MOMENTS

let site: Site
let browser: Browser
const walked = new Map<Moment, (Walked & { walker: Walker })[]>()

beforeAll(async () => {
  ;[site, browser] = await Promise.all([startSite({}, fill), launchBrowser()])
  const comptes = await demonstrationAccounts(site.db)
  for (const moment of Object.keys(MOMENTS) as Moment[]) {
    const found = []
    for (const compte of comptes.filter((one) => one.academie === MOMENTS[moment].academie)) {
      const walker = await walkerOf(site, compte)
      found.push({ walker, ...(await walk(site.app, walker)) })
    }
    walked.set(moment, found)
  }
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

async function fill(db: Db): Promise<void> {
  const [acteur] = await installAcademie(db, {
    code: SANS_CAMPAGNE,
    nom: 'Académie fictive sans campagne',
    gestionnaires: ['Personne fictive'],
  })
  if (!acteur) throw new Error('académie sans gestionnaire')
  await at({ db, acteur }, '2027-01-08', (tx) => openAccounts(tx, {}))
  await campaignOf(db, '2027-01-08T10:00', { academie: '01', enPreparation: true })
  await campaignOf(db, '2027-01-12T10:00', { academie: '24', vide: true })
  const close = await campaignOf(db, '2027-01-12T10:00', { academie: '25', elevesParCollege: 12 })
  await playParcours(close, parcoursOf(close))
  await at(close, '2027-05-22', (tx) =>
    moveHorloge(tx, { campagneId: close.campagneId, instant: instantOf('2027-06-15T10:00', ZONE) }),
  )
}

async function campaignOf(db: Db, now: string, options: OptionsCampagne): Promise<CampagneFictive> {
  const campagne = await fictionalCampagne(db, { ...options, horloge: instantOf(now, ZONE) })
  const { colleges, lycees, eleves } = campagne
  const eleve = eleves.find(({ id }) => legauxOf(campagne, id).length > 0)
  await at(campagne, now, (tx) =>
    openAccounts(tx, {
      college: colleges[0],
      lycee: lycees[0],
      ...(eleve && { eleveId: eleve.id, responsableId: legauxOf(campagne, eleve.id)[0]?.id }),
    }),
  )
  return campagne
}

/** Confirmed, silent, absent or refused: all that a campaign leaves behind. */
const parcoursOf = (campagne: CampagneFictive) =>
  campagne.eleves.map((_, i) =>
    aParcours({
      eleveId: eleveAt(campagne, i).id,
      presence: i % 5 === 4 ? 'absent' : 'present',
      paroles: i % 3 === 2 ? 'personne' : 'eleve',
      offre: i % 4 === 3 ? null : 'AA000001',
    }),
  )

interface Places {
  college?: string
  lycee?: string
  eleveId?: number
  responsableId?: number | undefined
}

/** One account of each role that these places can hold. */
async function openAccounts(tx: Parameters<typeof createCompte>[0], places: Places): Promise<void> {
  for (const role of ROLES) {
    const tied = tiesOf(role, places)
    if (!tied) continue
    const habilitation: Habilitation = {
      uai: null,
      eleveId: null,
      responsableId: null,
      debut: '2020-01-01',
      fin: null,
      role,
      ...tied,
    }
    await createCompte(tx, {
      nom: `Personne fictive (${role})`,
      demonstration: true,
      habilitations: [habilitation],
    })
  }
}

/** What ties a role to its place; false when that is not there. */
function tiesOf(
  role: Role,
  { college, lycee, eleveId, responsableId }: Places,
): Partial<Habilitation> | false {
  const atCollege = college !== undefined && { uai: college }
  const atLycee = lycee !== undefined && { uai: lycee }
  const ties: Partial<Record<Role, Partial<Habilitation> | false>> = {
    eleve: eleveId !== undefined && { eleveId },
    responsable: responsableId !== undefined && { responsableId },
    professeur_principal: atCollege && { ...atCollege, classe: '3A' },
    adulte_referent: atCollege,
    chef_origine: atCollege,
    psyen: atCollege,
    planificateur: atLycee,
    intervenant: atLycee,
    chef_referent: atLycee,
    dsden: college !== undefined && { departement: college.slice(0, 3) },
  }
  return ties[role] ?? {}
}

const foundAt = (moment: Moment): (Walked & { walker: Walker })[] => walked.get(moment) ?? []
const pagesAt = (moment: Moment) => foundAt(moment).flatMap(({ visited }) => visited)

describe.each(Object.keys(MOMENTS) as Moment[])('%s', (moment) => {
  test('no link leads to a refusal', () => {
    expect(foundAt(moment).flatMap(({ refused }) => refused)).toEqual([])
  })

  test('the pages are valid HTML under one title', async () => {
    expect(await invalidPages(pagesAt(moment))).toEqual([])
    expect(pagesAt(moment).flatMap(wrongHeadings)).toEqual([])
  })

  test('the first screen of each role can be used by anybody', { timeout: 300_000 }, async () => {
    const shown = pagesAt(moment)
      .filter(({ path }) => path === '/')
      .map(({ path, walker: { nom, cookie } }) => ({ nom, cookie, path }))
    expect(shown.length).toBe(foundAt(moment).length)
    expect(shown.length).toBeGreaterThan(3)
    expect(await judge({ browser, url: site.url }, shown)).toEqual({})
    expectQuietConsole()
  })
})

test('lists without a row say so, and can be used by anybody', { timeout: 300_000 }, async () => {
  const empty = new Map(
    pagesAt('ouverte et vide')
      .filter(({ html }) => isList(html))
      .map((one) => [one.pattern, one]),
  )
  const shown = [...empty.values()].map(({ pattern, path, walker: { nom, cookie } }) => ({
    nom: `${pattern} (${nom})`,
    cookie,
    path,
  }))
  expect(shown.length).toBeGreaterThan(20)
  expect(await judge({ browser, url: site.url }, shown)).toEqual({})
  expectQuietConsole()
})
