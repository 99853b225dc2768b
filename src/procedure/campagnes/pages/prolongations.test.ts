import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, codeOf, eleveAt, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'

let site: CollegeSite
let campagne: CampagneFictive
beforeAll(async () => {
  site = await collegeSite('2027-03-03T10:00')
  campagne = site.campagne
})
afterAll(() => site.close())

const asked = (over: Record<string, string> = {}): [string, string][] =>
  Object.entries({
    echeance: 'finInscriptions',
    jusquAu: '2027-03-05',
    pour: 'eleve',
    eleve: String(eleveAt(campagne, 0).id),
    motif: 'Hospitalisation (fictive)',
    ...over,
  })
const send = (over: Record<string, string> = {}, cookie = site.academie) =>
  site.send('/prolongations', asked(over), cookie)
const register = (index: number, local: string) =>
  at(campagne, local, async (tx) => {
    const items = [anInscription({ eleveId: eleveAt(campagne, index).id })]
    return codeOf((await registerInscriptions(tx, { campagneId: campagne.campagneId, items }))[0])
  })

describe('a deadline is put off', () => {
  test('by the académie alone', async () => {
    expect((await send({}, site.chef)).status).toBe(403)
    expect(await site.status('/prolongations', site.chef)).toBe(403)
  })

  test('with a reason, for somebody who is there, and to a later day: what was typed stays', async () => {
    for (const [over, sentence] of [
      [{ motif: ' ' }, 'Écrivez le motif'],
      [{ eleve: '999999' }, 'n’est pas de la campagne'],
      [{ eleve: 'Dupont' }, 'numéro du dossier'],
      [{ pour: 'etablissement', uai: '0759999X' }, 'est inconnu'],
      [{ jusquAu: '2027-02-01' }, 'déjà au vendredi 26 février 2027'],
      [{ jusquAu: '2027-02-31' }, 'un jour qui existe'],
    ] as const) {
      const response = await send(over)
      expect(response.status).toBe(422)
      const text = wordsOf(await response.text())
      expect(text).toContain(sentence)
      if (!('motif' in over)) expect(text).toContain('Hospitalisation (fictive)')
    }
  })

  test('for one pupil: he may be registered until then, another may not', async () => {
    expect(await register(0, '2027-03-03T10:00')).toBe('inscription_tardive')
    expect((await send()).status).toBe(303)
    expect(await register(1, '2027-03-03T10:00')).toBe('inscription_tardive')
    expect(await register(0, '2027-03-06T00:00')).toBe('inscription_tardive')
    expect(await site.page(`/eleves/${eleveAt(campagne, 0).id}/inscription`)).toContain('5 mars 2027')
    expect(await register(0, '2027-03-05T23:59:59')).toBeUndefined()
  })

  test('A60: for a school, then for all; each is listed and counted', async () => {
    const [uai] = campagne.colleges
    expect(
      (await send({ pour: 'etablissement', uai: uai.toLowerCase(), jusquAu: '2027-03-08' })).status,
    ).toBe(303)
    expect(await register(1, '2027-03-07T10:00')).toBeUndefined()
    expect((await send({ pour: 'tous', jusquAu: '2027-03-10' })).status).toBe(303)
    const text = wordsOf(await site.page('/prolongations', site.academie))
    expect(text).toContain('Prolongations accordées : 3')
    expect(text).toContain('toute la campagne')
    expect(await site.page('/campagne', site.academie)).toContain('prolongations accordées')
  })

  test('the list is searched and sorted by its address, and its file says the same', async () => {
    const file = async (query: string): Promise<string[]> =>
      (await site.page(`/prolongations/export/csv?${query}`, site.academie)).trim().split('\r\n')
    const daysOf = (lines: string[]) => lines.slice(1).map((line) => line.split(';')[1])
    expect((await file(''))[0]).toBe('Échéance;Jusqu’au;Pour;Motif;Par;Le')
    expect(daysOf(await file('tri=jour'))).toEqual([
      'vendredi 5 mars 2027',
      'lundi 8 mars 2027',
      'mercredi 10 mars 2027',
    ])
    expect(daysOf(await file('tri=-jour&cherche=TOUTE%20la')).length).toBe(1)
    expect(await file('sur=finAvisReferent')).toHaveLength(1)
    const text = wordsOf(await site.page('/prolongations?cherche=toute%20la', site.academie))
    expect(text).toContain('Prolongations accordées : 1')
    expect(await site.status('/prolongations/export/csv', site.chef)).toBe(403)
  })
})
