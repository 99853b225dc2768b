import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUES } from '#src/documents/langues/catalogue.ts'
import { CATALOGUES, RELUES } from '#src/documents/langues/langues.ts'
import { acteurWith, eleveAt } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { collegeSite, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

let site: CollegeSite
let eleve: string

beforeAll(async () => {
  site = await collegeSite('2027-03-01T10:00')
  const { id: eleveId } = eleveAt(site.campagne, 0)
  await playInscriptions(site.campagne, [aParcours({ eleveId })])
  eleve = await site.cookieFor(await acteurWith(site.campagne, { role: 'eleve', eleveId }))
}, 60_000)
afterAll(() => site?.close())

describe('the page of a pupil', () => {
  test.each(LANGUES.filter((langue) => langue !== 'fr'))('tells the interview in %s', async (langue) => {
    const { code, dir, convocation, lettre, reference, aRelire } = CATALOGUES[langue]
    const page = await site.page(`/mon-espace?langue=${langue}`, eleve)
    expect(page).toContain(`lang="${code}" dir="${dir}"`)
    for (const sentence of [convocation.titre, lettre.titre, reference]) expect(page).toContain(sentence)
    expect(page.includes(aRelire)).toBe(!RELUES.includes(langue))
    // The French is there all the same: it is what counts.
    expect(page).toContain('Mon entretien')
  })

  test('in French says it once, and offers the other languages in themselves', async () => {
    const page = await site.page('/mon-espace', eleve)
    expect(page).not.toContain('passpro-traduction')
    for (const langue of LANGUES) expect(page).toContain(CATALOGUES[langue].nom)
  })
})
