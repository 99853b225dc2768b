import { describe, expect, test } from 'vitest'
import { courrielEnTexte } from '#src/documents/courriel.ts'
import { GENRES } from '#src/procedure/envois/model.ts'
import { courrielOf, type FaitsDits } from '#src/procedure/envois/texts.ts'

const faits: FaitsDits = {
  debut: '2027-03-04T08:05',
  version: 1,
  fin: '2027-05-20',
  code: 'ABCD-EFGH-JKLM',
  restes: { demandes: 2 },
  semaine: { avant: '2027-03-08', apres: '2027-03-15', autreLycee: false },
  annoncee: null,
  retrait: false,
}
const adresse = 'https://passpro.exemple.fr/famille'
const text = (genre: (typeof GENRES)[number], over: Partial<FaitsDits> = {}): string => {
  const courriel = courrielOf(genre, { faits: { ...faits, ...over }, adresse })
  return `${courriel.objet}\n${courrielEnTexte(courriel)}`
}

describe('sentences of messages', () => {
  test('each has a title that fits, a link, and what it is about', () => {
    for (const genre of GENRES) {
      const { objet, lien } = courrielOf(genre, { faits, adresse })
      expect(objet.length).toBeLessThanOrEqual(70)
      expect(lien?.adresse).toBe(adresse)
    }
    expect(text('convocation')).toContain('jeudi 4 mars 2027 à 8 h 05')
    expect(text('changement_semaine')).toContain(
      'la semaine du lundi 15 mars 2027, et non plus celle du lundi 8 mars 2027',
    )
    expect(text('rappel_confirmation')).toContain('jusqu’au jeudi 20 mai 2027 à 23 h 59')
    expect(text('recapitulatif')).toContain('– 2 demandes d’élèves à traiter')
  })

  test.each([
    [
      false,
      '2027-03-15',
      'change de semaine',
      'aura lieu la semaine du lundi 15 mars 2027, et non plus celle du',
    ],
    [
      true,
      '2027-03-15',
      'change de lycée et de semaine',
      'dans un autre lycée, la semaine du lundi 15 mars 2027, et non',
    ],
    [
      true,
      '2027-03-08',
      'change de lycée\n',
      'dans un autre lycée, toujours la semaine du lundi 8 mars 2027.',
    ],
  ])('what changes in a held interview: another lycée %s, week of %s', (autreLycee, apres, objet, phrase) => {
    const said = text('changement_semaine', { semaine: { avant: '2027-03-08', apres, autreLycee } })
    expect(said).toContain(objet)
    expect(said).toContain(phrase)
    expect(said.includes('Le nom du lycée est à lire dans votre espace.')).toBe(autreLycee)
  })

  test('an absence never reads as a cancellation, nor a cancellation as an absence', () => {
    expect(text('absence')).not.toMatch(/annul/i)
    expect(text('annulation')).not.toMatch(/absen/i)
    expect(text('annulation')).toContain('Ce n’est pas de votre fait')
  })

  test('who withdrew is not told that the lycée cancels', () => {
    expect(text('annulation', { retrait: true })).toContain('n’aura pas lieu : il n’est plus demandé')
    expect(text('annulation', { retrait: true })).not.toMatch(/par le lycée|pas de votre fait/)
  })

  test('a held interview that is taken away is told by its week', () => {
    const said = text('annulation', { debut: null, annoncee: '2027-03-08' })
    expect(said).toContain('annoncé pour la semaine du lundi 8 mars 2027 ne peut plus avoir lieu')
    expect(said).toContain('Ce n’est pas de votre fait')
  })

  test('a second version of a fiche says that it replaces the first', () => {
    expect(text('fiche', { version: 2 })).toContain('remplace la précédente')
    expect(text('fiche')).not.toContain('remplace')
  })

  test('without an instant the sentence still stands', () => {
    for (const genre of GENRES)
      expect(text(genre, { debut: null, fin: null, semaine: null })).not.toMatch(/null|undefined| {2}/)
  })
})
