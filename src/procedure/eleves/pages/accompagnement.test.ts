import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acteurWith, at, eleveAt } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { nommerAdultesReferents } from '#src/procedure/eleves/api.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

let site: CollegeSite
const ids = (): number[] => [0, 1, 2].map((index) => eleveAt(site.campagne, index).id)

beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00')
  const [first = 0, second = 0] = ids()
  await at(site.campagne, '2027-02-01T10:00', (tx) =>
    nommerAdultesReferents(tx, [
      { eleveId: first, nom: 'Compte fictif (adulte_referent)' },
      { eleveId: second, nom: 'Quelqu’un d’autre (fictif)' },
    ]),
  )
  await playInscriptions(site.campagne, [aParcours({ eleveId: first })])
  const eleve = await site.cookieFor(await acteurWith(site.campagne, { role: 'eleve', eleveId: first }))
  await site.send('/mon-espace', [['mef-cuisine', '2473340321']], eleve)
}, 60_000)
afterAll(() => site?.close())

const read = async (path: string, cookie = site.adulte): Promise<string> =>
  wordsOf(await site.page(path, cookie))

describe('the pupils of an adulte référent', () => {
  test('are his own, with what each still has to do', async () => {
    const page = await site.page('/mes-eleves', site.adulte)
    expect(page).toContain('1 élève')
    expect(page).toContain(`/eleves/${ids()[0]}/inscription`)
    const words = wordsOf(page)
    expect(words).toContain('Inscrire : 1 demande à traiter')
    expect(words).toContain('Noter que la famille a été informée')
    expect(words).toContain('L’élève : sa lettre (Métiers du bois (fictif))')
    expect(await site.status('/mes-eleves', site.chef)).toBe(403)
  })

  test('are searched by the address; the file holds what the reader sees, and is his alone', async () => {
    const file = async (query: string): Promise<string[]> =>
      (await site.page(`/mes-eleves/export/csv?${query}`, site.adulte)).trim().split('\r\n')
    const { nom } = eleveAt(site.campagne, 0)
    const [header, ...all] = await file('')
    expect(header).toBe('Élève;Classe;Formations et entretien;Ce qu’il reste à faire')
    expect(all).toHaveLength(1)
    expect(all[0]).toContain(nom)
    expect(all[0]).toContain('Noter que la famille a été informée')
    expect(await file(`nom=${encodeURIComponent(nom.toLowerCase())}&filtre=a_faire&tri=-restes`)).toEqual([
      header,
      ...all,
    ])
    expect(await file('nom=personne')).toEqual([header])
    expect(await read('/mes-eleves?nom=personne')).toContain('Rien ne répond à cette recherche')
    expect(await site.status('/mes-eleves/export/csv', site.chef)).toBe(403)
  })
})

describe('evidence that families were told', () => {
  const fields = (over: Record<string, string> = {}): [string, string][] =>
    Object.entries({ moyen: 'reunion', destinataire: 'tous', jour: '2027-01-20', ...over })

  test('asks whom, how and when', async () => {
    const refused = await site.send('/informations', [], site.adulte)
    expect(refused.status).toBe(422)
    const words = wordsOf(await refused.text())
    for (const sentence of ['Cochez au moins un élève.', 'Dites comment.', 'Donnez un jour qui existe.'])
      expect(words).toContain(sentence)
    const later = await site.send(
      '/informations',
      [['eleves', String(ids()[0])], ...fields({ jour: '2027-02-02' })],
      site.adulte,
    )
    expect(later.status).toBe(422)
  })

  test('is noted for several at once, leaves them out of the list, and stands in the dossier', async () => {
    const [first = 0, second = 0] = ids()
    const sent = await site.send(
      '/informations',
      [['eleves', String(first)], ['eleves', String(second)], ...fields()],
      site.adulte,
    )
    expect(sent.status).toBe(303)
    const left = await site.page('/informations', site.adulte)
    expect(left).not.toContain(`value="${first}"`)
    expect(await site.page('/informations?toutes=oui', site.adulte)).toContain(`value="${first}"`)
    expect(await read(`/eleves/${first}`)).toContain(
      'Réunion, l’élève et ses responsables légaux, le mercredi 20 janvier 2027',
    )
    expect(await read('/mes-eleves')).not.toContain('Noter que la famille')
  })

  test('for a whole page, and never for pupils of another school', async () => {
    const sent = await site.send(
      '/informations',
      [['tous', 'oui'], ...fields({ moyen: 'courrier' })],
      site.adulte,
    )
    expect(sent.status).toBe(303)
    expect(await read('/informations')).toContain('Aucune famille n’attend d’être informée.')
    const stranger = site.campagne.eleves.find(({ uai }) => uai === site.campagne.colleges[1])?.id
    const refused = await site.send('/informations', [['eleves', String(stranger)], ...fields()], site.adulte)
    expect(refused.status).toBe(422)
    expect(await site.page('/informations', site.chefVoisin)).toContain(`value="${stranger}"`)
  })
})
