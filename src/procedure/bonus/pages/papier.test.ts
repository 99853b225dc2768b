import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eleveAt, legauxOf, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playFiches,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { get } from '#src/web/testing.ts'

let site: CollegeSite
let campagne: CampagneFictive
const PATH = '/confirmations/papier'

beforeAll(async () => {
  site = await collegeSite('2027-05-03T10:00')
  campagne = site.campagne
  const last = campagne.eleves.at(-1)
  const parcours = [
    aParcours({ eleveId: eleveAt(campagne, 0).id }),
    aParcours({ eleveId: eleveAt(campagne, 1).id }),
    aParcours({ eleveId: last?.id ?? 0 }),
  ]
  await playInscriptions(campagne, parcours)
  await playAvisOrigine(campagne, parcours)
  await playEntretiens(campagne, parcours)
  await playFiches(campagne)
})
afterAll(() => site.close())

const cellsIn = (text: string): string[] =>
  [...text.matchAll(/name="decision-([^"]+)"/g)].map((m) => m[1] ?? '')
const linksIn = (text: string): number[] =>
  [...text.matchAll(/<h2[^>]*><a href="\/eleves\/(\d+)"/g)].map((m) => Number(m[1])).toSorted((a, b) => a - b)

/** Cells of the pupil at this place, himself first. */
async function cellsOf(index: number): Promise<string[]> {
  const { nom, prenom } = eleveAt(campagne, index)
  return cellsIn(await site.page(`${PATH}?nom=${encodeURIComponent(`${nom} ${prenom}`)}`))
}

describe('confirmations on paper', () => {
  test('the pupils of my school whose fiche is issued, with each legal guardian and nobody else', async () => {
    const text = await site.page(PATH, site.adulte)
    expect(linksIn(text)).toEqual([0, 1].map((i) => eleveAt(campagne, i).id).toSorted((a, b) => a - b))
    const legaux = [0, 1].flatMap((i) => legauxOf(campagne, eleveAt(campagne, i).id))
    expect(cellsIn(text)).toHaveLength(2 + legaux.length)
  })

  test('the académie chooses a school first; another school is refused', async () => {
    expect(wordsOf(await site.page(PATH, site.academie))).toContain('Choisissez l’établissement d’origine.')
    expect(
      linksIn(await site.page(`${PATH}?etablissement=${campagne.colleges[1]}`, site.academie)),
    ).toHaveLength(1)
    expect(await site.status(`${PATH}?etablissement=${campagne.colleges[1]}`)).toBe(404)
    expect(await site.status(PATH, site.lycee)).toBe(403)
  })

  test('what was signed is recorded for each person, with date and author; the pupil who is done leaves the list', async () => {
    const cells = await cellsOf(0)
    const answer = await site.send(
      PATH,
      cells.map((cell) => [`decision-${cell}`, 'oui']),
      site.adulte,
    )
    expect(answer.status).toBe(303)
    expect(linksIn(await site.page(PATH))).toEqual([eleveAt(campagne, 1).id])
    const all = wordsOf(await site.page(`${PATH}?reponses=toutes`))
    expect(
      all.match(/oui le lundi 3 mai 2027, sur papier, saisi par Compte fictif \(adulte_referent\)/g),
    ).toHaveLength(cells.length)
    expect(all).toContain('confirmée')
  })

  test('each person gets a copy of his own answers, with how to contest them, and of nobody else’s', async () => {
    const COPIES = `${PATH}/copies`
    const eleve = eleveAt(campagne, 0)
    expect(await site.page(`${PATH}?reponses=toutes`)).toContain(`eleve=${eleve.id}"`)
    const copies = (await site.page(`${COPIES}?eleve=${eleve.id}`)).split('<article').slice(1)
    const people = [eleve, ...legauxOf(campagne, eleve.id)].map(({ prenom, nom }) => `${prenom} ${nom}`)
    expect(copies.map((one) => /Copie pour ([^<]+)</.exec(one)?.[1])).toEqual(people)
    for (const [i, copie] of copies.map(wordsOf).entries()) {
      expect(copie).toContain('oui, je confirme')
      expect(copie).toContain('le lundi 3 mai 2027')
      expect(copie).toContain('remettez à l’établissement une nouvelle réponse signée')
      for (const other of people.slice(1).filter((name) => name !== people[i]))
        expect(copie).not.toContain(other)
    }
    expect(await site.status(COPIES, site.lycee)).toBe(403)
    expect(await site.status(`${COPIES}?etablissement=${campagne.colleges[1]}`)).toBe(404)
    expect(wordsOf(await site.page(COPIES, site.chefVoisin))).toContain('Aucune réponse n’a été saisie')
  })

  test('the last word counts', async () => {
    const [own] = await cellsOf(0)
    await site.send(PATH, [[`decision-${own}`, 'non']])
    expect(wordsOf(await site.page(`/eleves/${eleveAt(campagne, 0).id}`))).toContain('refusée par la famille')
  })

  test('nothing entered, an unknown cell, another school: 422 or refused, nothing recorded', async () => {
    const [own] = await cellsOf(1)
    expect((await site.send(PATH, [[`decision-${own}`, '']])).status).toBe(422)
    const forged = await site.send(PATH, [
      [`decision-${own}`, 'oui'],
      ['decision-999999.eleve', 'oui'],
    ])
    expect(forged.status).toBe(422)
    const text = await forged.text()
    expect(text).toMatch(/<option value="oui" selected/)
    expect((await site.send(PATH, [[`decision-${own}`, 'oui']], site.chefVoisin)).status).toBe(422)
    expect(wordsOf(await site.page(PATH))).not.toMatch(/oui le/)
  })

  test('after the date: shown, no longer entered', async () => {
    const [own] = await cellsOf(1)
    await site.moveTo('2027-05-22T00:00')
    expect(cellsIn(await site.page(`${PATH}?reponses=toutes`))).toEqual([])
    const answer = await site.send(PATH, [[`decision-${own}`, 'oui']])
    expect(answer.status).toBe(422)
    expect(wordsOf(await answer.text())).toContain('jusqu’au vendredi 21 mai 2027 à 23 h 59')
    await site.moveTo('2027-05-03T10:00')
  })
})

describe('sheets to print', () => {
  const pdf = async (path: string, cookie = site.chef): Promise<[number, string, string]> => {
    const answer = await get(site.app, path, cookie)
    const bytes = Buffer.from(await answer.arrayBuffer()).toString('latin1')
    return [answer.status, answer.headers.get('Content-Type') ?? '', bytes.slice(0, 5)]
  }
  const A_PDF = [200, 'application/pdf', '%PDF-']

  test('are listed with their version', async () => {
    const text = wordsOf(await site.page('/fiches'))
    expect(text).toContain('2 fiches établies')
    expect(text).toContain('Préparer toutes les fiches (2, PDF)')
    expect(text).toContain('Préparer les convocations à remettre (2, PDF)')
  })

  test('are drawn for my school, and for one pupil', async () => {
    expect(await pdf(`/eleves/${eleveAt(campagne, 0).id}/fiche.pdf`)).toEqual(A_PDF)
    const { path } = await site.prepared(
      { genre: 'fiches', etablissement: campagne.colleges[0] },
      site.academie,
    )
    expect(await pdf(`${path}/0`, site.academie)).toEqual(A_PDF)
  })

  test('another school, a pupil without a fiche: refused or not found', async () => {
    expect(await site.status(`/eleves/${eleveAt(campagne, 0).id}/fiche.pdf`, site.chefVoisin)).toBe(404)
    expect(await site.status(`/eleves/${eleveAt(campagne, 2).id}/fiche.pdf`)).toBe(404)
  })
})
