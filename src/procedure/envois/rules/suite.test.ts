import { describe, expect, test } from 'vitest'
import { GENRES } from '#src/procedure/envois/model.ts'
import { readAdresse, readAdresseDeRetour } from '#src/procedure/envois/rules/adresse.ts'
import { suiteDe } from '#src/procedure/envois/rules/cadence.ts'
import { isReponse, judgePertinence, type Faits } from '#src/procedure/envois/rules/pertinence.ts'
import { empreinteDe } from '#src/procedure/envois/rules/secret.ts'

describe('what follows from each fate, whole', () => {
  const at = { id: 7, essais: 1 }
  const next = { motif: null, delai: null, rejet: null, compte: true }
  test.each([
    [{ sort: 'remis' }, { ...next, etat: 'envoye' }],
    [
      { sort: 'inconnu', code: 'X' },
      { ...next, etat: 'incertain', motif: 'sans_reponse' },
    ],
    [
      { sort: 'definitif', code: '550', adresse: true },
      { ...next, etat: 'refuse', motif: 'adresse_rejetee', rejet: '550' },
    ],
    [
      { sort: 'definitif', code: '554', adresse: false },
      { ...next, etat: 'refuse', motif: 'refuse_par_le_serveur' },
    ],
  ] as const)('%o', (issue, suite) => {
    expect(suiteDe({ code: '', ...issue } as Parameters<typeof suiteDe>[0], at)).toEqual(suite)
  })

  test('the wait of a try is drawn once for all from its message, between a half and one and a half', () => {
    const delai = (essais: number) => suiteDe({ sort: 'temporaire', code: '451' }, { id: 7, essais }).delai
    expect(delai(1)).toBeCloseTo(49.5748, 3)
    expect(delai(2)).toBeCloseTo(99.1508, 3)
    expect(suiteDe({ sort: 'temporaire', code: '451' }, { id: 7, essais: 9 })).toMatchObject({
      etat: 'a_envoyer',
      compte: true,
      motif: null,
    })
    // Six hours, shaken, at most.
    expect(delai(9)).toBeLessThan(9 * 3600)
  })
})

describe('addresses at their limits', () => {
  const ok = (typed: string): boolean => readAdresse(typed).ok
  const domain = (length: number): string => `${'d'.repeat(60)}.`.repeat(5).slice(0, length - 3) + '.fr'

  test('64 signs before, 253 behind, one letter in a label, several labels, nothing after', () => {
    expect([ok(`${'a'.repeat(64)}@exemple.fr`), ok(`${'a'.repeat(65)}@exemple.fr`)]).toEqual([true, false])
    expect([domain(253).length, ok(`a@${domain(253)}`), ok(`a@${domain(254)}`)]).toEqual([253, true, false])
    expect([ok('a@b.fr'), ok('a@b.exemple.fr'), ok('a@exemple.f-r')]).toEqual([true, true, true])
    expect([ok('a@exemple.fr-'), ok('a@exemple.fr_'), ok('@exemple.fr'), ok('a@')]).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(readAdresse(null)).toMatchObject({ refus: { code: 'adresse_absente' } })
  })

  test('an address of return is whole', () => {
    const good = 'rebond+41.0f8fad5bd9cb469f@exemple.fr'
    expect(readAdresseDeRetour(good)).toBeDefined()
    expect(readAdresseDeRetour(`\n${good} `)).toBeDefined()
    for (const bad of [`x@${good}`, `${good}@x`]) expect(readAdresseDeRetour(bad)).toBeUndefined()
  })
})

describe('a pupil whose data are limited', () => {
  const faits: Faits = {
    genre: 'reponse',
    adresse: 'a@exemple.fr',
    version: 1,
    creeLe: new Date('2027-03-01T09:00:00Z'),
    maintenant: new Date('2027-03-01T09:01:00Z'),
    actif: true,
    personne: { courriel: 'a@exemple.fr' },
    limite: true,
    rejetee: false,
    entretien: null,
    semaine: null,
    derniereFiche: 1,
    attendu: true,
    cloture: new Date('2027-05-20T09:00:00Z'),
  }
  test('is written what answers him, and nothing else', () => {
    expect(GENRES.filter(isReponse).toSorted()).toEqual(['accuse_confirmation', 'reponse'])
    for (const genre of GENRES)
      expect(judgePertinence({ ...faits, genre }) === 'dossier_limite', genre).toBe(!isReponse(genre))
  })

  test('confirmations are recalled until their last instant, that one included', () => {
    const at = (maintenant: string) =>
      judgePertinence({
        ...faits,
        genre: 'rappel_confirmation',
        limite: false,
        creeLe: new Date('2027-05-19T09:00:00Z'),
        maintenant: new Date(maintenant),
      })
    expect([at('2027-05-20T09:00:00Z'), at('2027-05-20T09:00:01Z')]).toEqual([null, 'cloture'])
  })

  test('fifteen days old to the second is not too old', () => {
    const at = (maintenant: string) =>
      judgePertinence({ ...faits, limite: false, maintenant: new Date(maintenant) })
    expect([at('2027-03-16T09:00:00Z'), at('2027-03-16T09:00:01Z')]).toEqual([null, 'perime'])
  })
})

test('a secret is kept as its hash', () => {
  expect(empreinteDe('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
