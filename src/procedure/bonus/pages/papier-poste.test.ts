import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeDocuments } from '#src/documents/engine.ts'
import { readPdf } from '#src/documents/pdf-reading.ts'
import { at } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { importEleves } from '#src/procedure/eleves/api.ts'
import { anEleveLu } from '#src/procedure/eleves/examples.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

let site: CollegeSite

const person = (personneId: string, nom: string, lignes: string[]) => ({
  personneId,
  civilite: 'MME',
  nom,
  prenom: 'Alix',
  courriel: null,
  telephone: null,
  accepteSms: false,
  communicationAdresse: true,
  adresse: { lignes, codePostal: '99100', localite: 'Valfictif', pays: null },
})

beforeAll(async () => {
  site = await collegeSite('2027-03-01T10:00')
  const { campagne } = site
  const responsables = [
    person('P1', 'FICTIVE', ['1 rue Première']),
    person('P2', 'SEPAREE', ['2 rue Seconde']),
    person('P3', 'SANS', []),
  ]
  const liens = responsables.map(({ personneId }) => ({
    eleveId: '901',
    personneId,
    niveau: 1,
    parente: null,
    prioritaire: false,
  }))
  const eleves = [anEleveLu({ eleveId: '901', ine: '990000901AA', nom: 'POSTAL' })]
  const scope = { campagneId: campagne.campagneId, uai: campagne.colleges[0], eleves, responsables, liens }
  await at(campagne, '2027-01-13', (tx) => importEleves(tx, scope))
  const list = await site.page('/eleves?nom=POSTAL')
  const eleveId = Number(/\/eleves\/(\d+)"/.exec(list)?.[1])
  await playInscriptions(campagne, [aParcours({ eleveId })])
  const page = await site.page(`/eleves/${eleveId}/coordonnees`)
  const second = /Alix SEPAREE[^]*?name="responsable" value="(\d+)"/.exec(page)?.[1] ?? ''
  await site.send(`/eleves/${eleveId}/coordonnees/protection`, [
    ['responsable', second],
    ['protegee', 'oui'],
  ])
})
afterAll(async () => {
  await site?.close()
  await closeDocuments()
})

async function posted(cookie: string): Promise<{ pages: string[]; told: string }> {
  const { path, bytes } = await site.prepared({ genre: 'convocations_postees' }, cookie)
  return { pages: (await readPdf(bytes)).pages, told: wordsOf(await site.page(path, cookie)) }
}

const handed = async (): Promise<string[]> =>
  (await readPdf((await site.prepared({ genre: 'convocations' })).bytes)).pages

describe('convocations by post', () => {
  test('each guardian has his own letter, which bears no address but his', async () => {
    const { pages } = await posted(site.chef)
    expect(pages).toHaveLength(4)
    expect(pages[0]).toContain('1 rue Première')
    expect(pages[0]).not.toMatch(/Seconde|SEPAREE/)
    expect(pages[2]).toContain('2 rue Seconde')
    expect(pages[2]).not.toMatch(/Première|FICTIVE/)
  })

  test('a protected address is printed by the head alone; the others are told, and by whom it is printed', async () => {
    const { pages, told } = await posted(site.adulte)
    expect(pages.join(' ')).not.toMatch(/Seconde|SEPAREE/)
    expect(told).toContain('une adresse est protégée ; le chef d’établissement imprime cette lettre.')
    expect(told).toContain('n’a pas d’adresse complète ; remettez la lettre en main propre.')
  })

  test('handed over, a letter bears no address of a family', async () => {
    const pages = await handed()
    expect(pages).toHaveLength(2)
    expect(pages.join(' ')).not.toMatch(/rue Première|rue Seconde|FICTIVE/)
    expect(pages[0]).toContain('Aux responsables légaux')
  })
})

describe('what a school says on its convocations', () => {
  test('is printed on the next ones; a link that is not https is refused with what was typed', async () => {
    const { lycees, colleges } = site.campagne
    const path = `/consignes/${lycees[0]}`
    const refused = await site.send(path, [['lien', 'http://exemple.invalid']], site.lycee)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('value="http://exemple.invalid"')
    const sent: [string, string][] = [
      ['acces', 'Entrer par la grille verte.'],
      ['interlocuteur', 'professeur d’atelier fictif'],
    ]
    expect((await site.send(path, sent, site.lycee)).status).toBe(303)
    expect(await site.status(path, site.chef)).toBe(404)
    expect(await site.status(`/consignes/${colleges[0]}`, site.chef)).toBe(200)
    const text = (await handed()).join(' ')
    expect(text).toContain('Entrer par la grille verte.')
    expect(text).toContain('professeur d’atelier fictif')
  })
})
