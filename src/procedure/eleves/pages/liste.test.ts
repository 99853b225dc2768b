import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, eleveAt, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { collegeSite, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'

let site: CollegeSite
let campagne: CampagneFictive

beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00')
  campagne = site.campagne
  await at(campagne, '2027-01-20', (tx) =>
    registerInscriptions(tx, {
      campagneId: campagne.campagneId,
      items: [anInscription({ eleveId: eleveAt(campagne, 0).id })],
    }),
  )
})
afterAll(() => site.close())

const idsIn = (text: string): number[] =>
  [...text.matchAll(/href="\/eleves\/(\d+)"/g)].map((match) => Number(match[1])).toSorted((a, b) => a - b)
const ofCollege = (rank: 0 | 1): number[] =>
  campagne.eleves
    .filter((eleve) => eleve.uai === campagne.colleges[rank])
    .map((eleve) => eleve.id)
    .toSorted((a, b) => a - b)

describe('the list of pupils', () => {
  test('shows those of my school and nobody else', async () => {
    expect(idsIn(await site.page('/eleves'))).toEqual(ofCollege(0))
    expect(idsIn(await site.page('/eleves', site.adulte))).toEqual(ofCollege(0))
  })

  test('the académie sees every school, or the one asked for', async () => {
    expect(idsIn(await site.page('/eleves', site.academie))).toHaveLength(campagne.eleves.length)
    const one = await site.page(`/eleves?etablissement=${campagne.colleges[1]}`, site.academie)
    expect(idsIn(one)).toEqual(ofCollege(1))
  })

  test('another school asked for, or a lycée: refused', async () => {
    expect(await site.status(`/eleves?etablissement=${campagne.colleges[1]}`)).toBe(404)
    expect(await site.status('/eleves', site.lycee)).toBe(403)
  })

  test('is searched without case or accent, and % is a letter', async () => {
    const { id, nom, prenom } = eleveAt(campagne, 1)
    const found = await site.page(`/eleves?nom=${encodeURIComponent(`${prenom} ${nom}`.toUpperCase())}`)
    expect(idsIn(found)).toEqual([id])
    expect(idsIn(await site.page('/eleves?nom=%25'))).toEqual([])
  })

  test('says in words what is missing, and narrows to it', async () => {
    const text = await site.page('/eleves?filtre=avis_attendus')
    expect(idsIn(text)).toEqual([eleveAt(campagne, 0).id])
    expect(text).toContain('1 avis d’origine à donner')
    expect(text).toContain('Adulte référent à nommer')
    expect(idsIn(await site.page('/eleves?filtre=sans_inscription'))).toHaveLength(5)
  })
})

describe('naming an adulte référent', () => {
  const name = (fields: readonly (readonly [string, string])[], cookie?: string) =>
    site.send('/eleves?classe=3A', fields, cookie)

  test('names him for the pupils ticked, and comes back to the same list', async () => {
    const [first, second] = ofCollege(0)
    const answer = await name([
      ['eleves', String(first)],
      ['eleves', String(second)],
      ['adulte', 'Odile Fictive'],
    ])
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/eleves?classe=3A'])
    expect((await site.page('/eleves')).match(/>Odile Fictive<\/td>/g)).toHaveLength(2)
  })

  test('nobody ticked or no name: 422, the name typed is kept', async () => {
    const answer = await name([['adulte', 'Odile Fictive']])
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toContain('Cochez au moins un élève.')
    expect(text).toContain('value="Odile Fictive"')
    const ticked = await name([['eleves', String(ofCollege(0)[2])]])
    const boxes = (await ticked.text()).match(/<input[^>]*name="eleves"[^>]*>/g) ?? []
    expect(boxes.filter((box) => box.includes('checked'))).toEqual([
      expect.stringContaining(`value="${ofCollege(0)[2]}"`),
    ])
  })

  test('names him for the whole search, pages and ticks aside, in my school only', async () => {
    const answer = await name([
      ['portee', 'recherche'],
      ['adulte', 'Solal Fictif'],
    ])
    expect(answer.status).toBe(303)
    const all = await site.page('/eleves', site.academie)
    expect(all.match(/>Solal Fictif<\/td>/g)).toHaveLength(
      campagne.eleves.filter((one) => one.uai === campagne.colleges[0] && one.classe === '3A').length,
    )
  })

  test('a pupil of another school is left alone', async () => {
    const stranger = ofCollege(1)[0] ?? 0
    await name([
      ['eleves', String(stranger)],
      ['adulte', 'Intrus Fictif'],
    ])
    expect(await site.page('/eleves', site.academie)).not.toContain('Intrus Fictif')
  })

  test('an adulte référent names nobody', async () => {
    expect((await name([['adulte', 'X']], site.adulte)).status).toBe(403)
    expect(await site.page('/eleves', site.adulte)).not.toContain('Nommer un adulte référent')
  })
})

describe('the list taken away', () => {
  const rows = async (path: string, cookie?: string): Promise<string[]> =>
    (await site.page(path, cookie)).trim().split('\r\n')

  test('has French headers and the rows of the search, in its order', async () => {
    const [head, ...lines] = await rows('/eleves/export/csv?tri=-eleve')
    expect(head).toBe(
      'Élève;INE;Date de naissance;Établissement;Classe;Adulte référent;Inscriptions;Ce qui manque',
    )
    expect(lines).toHaveLength(ofCollege(0).length)
    const names = lines.map((line) => line.split(';')[0] ?? '')
    expect(names).toEqual(names.toSorted((a, b) => b.localeCompare(a, 'fr')))
    expect(await rows('/eleves/export/csv?filtre=avis_attendus')).toHaveLength(2)
  })

  test('holds what its reader may see and nothing else, and leaves a row in the journal', async () => {
    expect(await site.status(`/eleves/export/xlsx?etablissement=${campagne.colleges[1]}`)).toBe(404)
    expect(await site.status('/eleves/export/xlsx', site.lycee)).toBe(403)
    expect(await site.status('/eleves/export/pdf')).toBe(404)
    const written = await at(campagne, '2027-02-02', async ({ trx }) =>
      trx
        .selectFrom('journal')
        .select(['chaine', 'apres'])
        .where('acte', '=', 'liste.exporter')
        .orderBy('rang')
        .execute(),
    )
    expect(written.at(-1)).toEqual({ chaine: campagne.colleges[0], apres: { format: 'csv', lignes: 1 } })
  })
})

test('what is missing is counted by class, each number leading to its pupils', async () => {
  const text = await site.page('/eleves/manques')
  const link = /href="([^"]*filtre=avis_attendus[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
  expect(idsIn(await site.page(link ?? ''))).toEqual([eleveAt(campagne, 0).id])
})
