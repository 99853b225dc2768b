import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { textWithoutSpaces } from '#src/documents/pdf-text.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import { readFiches } from '#src/procedure/bonus/api.ts'
import { acteurWith, at, eleveAt, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playFiches,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import type { Acteur } from '#src/procedure/comptes/api.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { get, post } from '#src/web/testing.ts'

let site: CollegeSite
let campagne: CampagneFictive
let adjointe: Acteur
const POUR_LE_CHEF = 'Compte fictif (chef_origine), pour Bastien Fictif (principal), par délégation'

beforeAll(async () => {
  site = await collegeSite('2027-05-03T10:00')
  campagne = site.campagne
  const parcours = [0, 1].map((index) => aParcours({ eleveId: eleveAt(campagne, index).id }))
  await playInscriptions(campagne, parcours)
  adjointe = await acteurWith(campagne, {
    role: 'chef_origine',
    uai: campagne.colleges[0],
    delegueePar: 'Bastien Fictif (principal)',
  })
  await playAvisOrigine({ ...campagne, acteur: adjointe }, parcours.slice(0, 1))
  await playAvisOrigine(campagne, parcours.slice(1))
  await playEntretiens(campagne, parcours)
  await playFiches(campagne)
})
afterAll(async () => {
  await site?.close()
  await closeDocuments()
})

const boxes = (page: string): string[] =>
  [...page.matchAll(/name="documents" value="([^"]+)"/g)].map(([, name = '']) => name)
const note = (documents: readonly string[], over: Record<string, string> = {}) =>
  site.send('/remises', [
    ...documents.map((name): [string, string] => ['documents', name]),
    ...Object.entries({ etablissement: campagne.colleges[0], voie: 'main', le: '2027-05-03', ...over }),
  ])

describe('what is handed over to families', () => {
  test('is noted by whom, how and when; what is not is the list of the head', async () => {
    const before = await site.page('/remises')
    expect(boxes(before)).toHaveLength(4)
    expect(wordsOf(before)).toContain('4 documents ne sont pas encore remis.')
    const given = boxes(before).filter((name) => name.startsWith('fiche'))
    expect((await note(given)).status).toBe(303)
    expect((await note(given)).status).toBe(303)
    const after = await site.page('/remises')
    expect(wordsOf(after)).toContain('2 documents ne sont pas encore remis.')
    expect(boxes(after).every((name) => name.startsWith('convocation'))).toBe(true)
    const all = wordsOf(await site.page('/remises?montrer=toutes'))
    expect(all.match(/lundi 3 mai 2027 en main propre \(Compte fictif \(chef_origine\)\)/g)).toHaveLength(2)
  })

  test('is a list: searched, sorted, and taken away in the order of the screen', async () => {
    const lines = async (query: string): Promise<string[][]> => {
      const text = await site.page(`/remises/export/csv?montrer=toutes&${query}`)
      return text
        .replace(/^\ufeff/, '')
        .trim()
        .split('\r\n')
        .map((line) => line.split(';'))
    }
    const [header, ...all] = await lines('tri=eleve')
    expect(header).toEqual(['Élève', 'Classe', 'Document', 'Déjà remis'])
    expect(all).toHaveLength(4)
    const names = all.map(([eleve = '']) => eleve)
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'fr')))
    const down = (await lines('tri=-eleve')).slice(1).map(([eleve = '']) => eleve)
    expect(down).toEqual(names.toReversed())
    expect(all.filter((line) => line[3]?.includes('en main propre'))).toHaveLength(2)
    const { nom, prenom } = eleveAt(campagne, 0)
    const bare = `${nom} ${prenom}`
      .normalize('NFD')
      .replaceAll(/\p{Mn}/gu, '')
      .toUpperCase()
    const found = (await lines(`nom=${encodeURIComponent(bare)}`)).slice(1)
    expect(found).toHaveLength(2)
    expect(found.every(([eleve]) => eleve === `${nom} ${prenom}`)).toBe(true)
    expect((await site.page('/remises/export/csv')).split('\r\n').length - 2).toBe(
      boxes(await site.page('/remises')).length,
    )
  })

  test('a day to come, nothing ticked and a document of another school are refused, what was ticked kept', async () => {
    const [first = ''] = boxes(await site.page('/remises'))
    const later = await note([first], { le: '2027-05-04' })
    expect(later.status).toBe(422)
    expect(await later.text()).toMatch(
      new RegExp(`value="${first}"[^>]*checked|checked[^>]*value="${first}"`),
    )
    expect((await note([])).status).toBe(422)
    expect((await note(['fiche-999999'])).status).toBe(422)
    expect((await note([first], { etablissement: campagne.colleges[1] })).status).toBe(404)
    expect(await site.status('/remises', site.lycee)).toBe(403)
  })
})

describe('a delegate of the head', () => {
  test('is printed with the name of the head on the fiche that bears the avis signed by delegation, and on no other', async () => {
    const printed = async (index: number): Promise<boolean> => {
      const path = `/eleves/${eleveAt(campagne, index).id}/fiche.pdf`
      const bytes = new Uint8Array(await (await get(site.app, path, site.chef)).arrayBuffer())
      return (await textWithoutSpaces(bytes)).join('').includes(POUR_LE_CHEF.replaceAll(/\s/g, ''))
    }
    expect([await printed(0), await printed(1)]).toEqual([true, false])
  })

  test('hands over in the name of the head, on the list of what was given', async () => {
    const cookie = await site.cookieFor(adjointe)
    const [first = ''] = boxes(await site.page('/remises', cookie))
    const fields = { documents: first, etablissement: campagne.colleges[0], voie: 'main', le: '2027-05-03' }
    expect((await site.send('/remises', Object.entries(fields), cookie)).status).toBe(303)
    const all = wordsOf(await site.page('/remises?montrer=toutes'))
    expect(all).toContain(`lundi 3 mai 2027 en main propre (${POUR_LE_CHEF})`)
  })
})

describe('the page behind the QR code', () => {
  test('is public, and says nothing of the pupil', async () => {
    const unknown = await get(site.app, '/verification/01/000000000000')
    expect(unknown.status).toBe(200)
    expect(wordsOf(await unknown.text())).toContain('Fiche inconnue')
    expect((await get(site.app, '/verification')).status).toBe(200)
    const asked = await get(site.app, '/verification?academie=01&empreinte=0000 0000 0000')
    expect(asked.headers.get('location')).toBe('/verification/01/000000000000')
    expect((await post(site.app, '/verification/01/000000000000', { fields: { nom: 'x' } })).status).toBe(200)
  })

  test('tells an authentic sheet, and whether a paper says what was issued, never more', async () => {
    const [fiche] = await at(campagne, '2027-05-03', (tx) =>
      readFiches(tx, { campagneId: campagne.campagneId, uai: campagne.colleges[0] }),
    )
    if (!fiche) throw new Error('aucune fiche')
    const address = `/verification/01/${fiche.empreinte}`
    const page = wordsOf(await (await get(site.app, address)).text())
    expect(page).toContain('Fiche authentique, en vigueur')
    for (const secret of [fiche.eleve.nom, fiche.eleve.prenom, 'favorable', '2500', fiche.college.nom])
      expect(page).not.toContain(secret)
    const { nom, prenom, dateNaissance: naissance } = fiche.eleve
    const [formation] = fiche.formations
    const avis = formation?.avisFinal ?? ''
    const copied = { nom, prenom, naissance, 'avis-0': avis, 'points-0': String(formation?.points) }
    const compare = async (fields: Record<string, string>) =>
      wordsOf(await (await post(site.app, address, { fields })).text())
    expect(await compare(copied)).toContain('est bien ce que dit la fiche émise')
    for (const name of Object.keys(copied))
      expect(await compare({ ...copied, [name]: 'autre' })).toContain('Au moins une information recopiée')
  })
})
