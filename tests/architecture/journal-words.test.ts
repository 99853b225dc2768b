import { describe, expect, test } from 'vitest'
import { CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { acteInWords, chaineOf, objetInWords } from '#src/procedure/comptes/rights/words.ts'
import { filesBelow, isModule, textOf } from './source-files.ts'

/** What the code writes in the journal, as it stands in the code. */
function written(word: 'acte' | 'objet'): string[] {
  const found = new Set<string>()
  for (const file of filesBelow('src').filter((one) => isModule(one) && !one.includes('.test.'))) {
    const text = textOf(file)
    // Not the subject of a letter nor the kind of a message.
    if (!text.includes('ournal')) continue
    for (const [, value = ''] of text.matchAll(new RegExp(`\\b${word}: '([a-z_.]+)'`, 'g'))) found.add(value)
  }
  return [...found].toSorted()
}

describe('the journal on screen', () => {
  test('says in French every act that the code writes', () => {
    const acts = written('acte').filter((one) => one.includes('.'))
    expect(acts.length).toBeGreaterThan(25)
    expect(acts.filter((one) => acteInWords(one) === one)).toEqual([])
  })

  test('says in French every kind of thing, with its accents', () => {
    const kinds = written('objet')
    expect(kinds.length).toBeGreaterThan(15)
    const plain = [
      'campagne',
      'compte',
      'entretien',
      'formation',
      'incident',
      'inscription',
      'journal',
      'liste',
      'prolongation',
      'responsable',
    ]
    const raw = kinds.filter((one) => objetInWords({ objet: one, objetId: '', nom: null }) === one)
    expect(raw.filter((one) => !plain.includes(one))).toEqual([])
    expect(objetInWords({ objet: 'eleve', objetId: '12', nom: null })).toBe('élève n° 12')
    expect(objetInWords({ objet: 'liste', objetId: 'eleves', nom: null })).toBe('liste eleves')
    const school = { objet: 'etablissement', objetId: '0750001A', nom: 'Collège fictif' }
    expect(objetInWords(school)).toBe('établissement « Collège fictif »')
  })

  test.each([
    ['académie', CHAINE_ACADEMIE],
    [' Academie ', CHAINE_ACADEMIE],
    ['0750001a', '0750001A'],
    ['', null],
    ['Acacias', null],
  ])('a chain typed %o is %o', (typed, chaine) => {
    expect(chaineOf(typed)).toBe(chaine)
  })
})
