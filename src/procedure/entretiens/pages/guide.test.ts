import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDocuments } from '#src/documents/engine.ts'
import { readPdf } from '#src/documents/pdf-reading.ts'
import { acteurWith, eleveAt, legauxOf } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { collegeSite, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { get } from '#src/web/testing.ts'

let site: CollegeSite

beforeAll(async () => {
  site = await collegeSite('2027-03-01T10:00')
  await playInscriptions(site.campagne, [aParcours({ eleveId: eleveAt(site.campagne, 0).id })])
}, 60_000)
afterAll(async () => {
  await site?.close()
  await closeDocuments()
})

type Who = Parameters<typeof acteurWith>[1]
const asked = async (who: Who, path: string): Promise<Response> =>
  get(site.app, path, await site.cookieFor(await acteurWith(site.campagne, who)))

/** The pupil, his guardian, his collège; then those who are nothing to him. */
function readers(): { own: Who[]; others: Who[] } {
  const [moi, autre] = [eleveAt(site.campagne, 0), eleveAt(site.campagne, 1)]
  const [parent] = legauxOf(site.campagne, moi.id)
  const [uai, ailleurs] = site.campagne.colleges
  const [lycee] = site.campagne.lycees
  return {
    own: [
      { role: 'eleve', eleveId: moi.id },
      { role: 'responsable', responsableId: parent?.id ?? 0 },
      { role: 'chef_origine', uai },
    ],
    others: [
      { role: 'eleve', eleveId: autre.id },
      { role: 'chef_origine', uai: ailleurs },
      { role: 'intervenant', uai: lycee },
    ],
  }
}

test('his own guide, in his language, with the French names of his interview', async () => {
  const path = `/eleves/${eleveAt(site.campagne, 0).id}/guide/tr.pdf`
  for (const who of readers().own) {
    const response = await asked(who, path)
    expect([who.role, response.status]).toEqual([who.role, 200])
    const { pages } = await readPdf(new Uint8Array(await response.arrayBuffer()))
    expect(pages).toHaveLength(1)
    expect(pages[0]).toContain('Bilgilendirme görüşmesi')
    expect(pages[0]).toMatch(/Mart 2027/)
  }
})

test('nobody else, and no language that is not there', async () => {
  const path = `/eleves/${eleveAt(site.campagne, 0).id}/guide`
  for (const who of readers().others) {
    const { status } = await asked(who, `${path}/tr.pdf`)
    expect([403, 404]).toContain(status)
  }
  expect(
    (await asked({ role: 'eleve', eleveId: eleveAt(site.campagne, 0).id }, `${path}/xx.pdf`)).status,
  ).toBe(404)
})

test('the guide without any name is public', async () => {
  const response = await get(site.app, '/guide/zh.pdf')
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/pdf'])
  expect((await get(site.app, '/guide/xx.pdf')).status).toBe(404)
})
