import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FAMILLES, LEXIQUE, SANS_REMARQUE } from '#src/procedure/inscriptions/rules/lexique.ts'
import { remarquesOf, traceOf } from '#src/procedure/inscriptions/rules/relecture.ts'

const read = (texte: string, over: Partial<Parameters<typeof remarquesOf>[0]> = {}) =>
  remarquesOf({ texte, formations: [], autres: [], ...over })
const families = (texte: string): string[] =>
  read(texte).flatMap((one) => (one.code === 'mots' ? [one.famille] : []))

describe('words of the lexicon', () => {
  test.each([
    ['Malgré sa dyslexie, Léa a préparé son entretien avec soin.', 'sante', 'dyslexie'],
    ['Élève suivi par la MDPH, qui s’est renseigné sur le métier.', 'sante', 'MDPH'],
    ['C’est la situation familiale qui explique ce choix de formation.', 'famille', 'situation familiale'],
    ['Courageux, car c’est un métier d’homme et elle le sait bien.', 'sexe', 'métier d’homme'],
    ['Il est d’origine étrangère et s’intéresse à la mécanique.', 'origine', 'd’origine'],
    ['Sa pratique religieuse ne gênera pas le stage en entreprise.', 'religion', 'religieuse'],
    ['Une exclusion en janvier, mais un projet de pâtisserie solide.', 'discipline', 'exclusion'],
    ['Un peu immature, il ne connaît pas encore les horaires du métier.', 'jugement', 'immature'],
    ['Quel imbécile, il n’est pas venu préparer sa lettre au CDI.', 'injure', 'imbécile'],
    [
      'Il suit un traitement qui le fatigue, mais reste intéressé par l’atelier.',
      'sante',
      'suit un traitement',
    ],
    ['Elle ne parle pas français depuis longtemps et progresse vite.', 'origine', 'ne parle pas français'],
    ['Elle porte le voile et demande si le lycée l’accepte.', 'religion', 'porte le voile'],
    ['Être la seule fille de la classe ne lui fait pas peur.', 'sexe', 'seule fille'],
    ['Ses parents séparés ne sont pas d’accord sur ce choix.', 'famille', 'parents séparés'],
    ['Malgré un conseil de discipline, son projet tient.', 'discipline', 'conseil de discipline'],
    ['Il n’a pas le niveau pour cette formation, mais il insiste.', 'jugement', 'n’a pas le niveau'],
  ])('« %s » speaks of %s', (texte, famille, mot) => {
    expect(read(texte)).toContainEqual({ code: 'mots', famille, mots: [mot] })
  })

  test.each([
    'Motivée, elle a visité l’atelier Pipe & Co et a posé des questions sur les horaires.',
    'Son conseil de classe soutient ce projet ; la culture du métier lui est familière.',
    'Il met l’accent sur l’accueil des clients et sur le foyer du lycée.',
    'Elle a construit son projet seule, en trois mois, avec méthode et constance.',
    'Il connaît les contraintes du métier : horaires, port de charges, travail dehors.',
    'Elle se destine à un métier qui lui plaît depuis son stage en menuiserie.',
    'Il veut accompagner des personnes en situation de handicap et a visité un établissement.',
    'Elle aide auprès des malades de sa commune avec une association.',
    'Nul doute qu’il réussira : il a préparé ses questions avec sérieux.',
    'Il sait travailler le chocolat noir et reconnaît les produits d’origine locale.',
    'Elle a visité une église pour voir comment se taille la pierre.',
    'Il répare des roues voilées et des freins dans un atelier de cycles.',
    'Elle a cousu un foulard et une jupe pendant son stage de couture.',
    'Il a compris que la formation est sanctionnée par un diplôme et dure deux ans.',
    'Elle connaît les règles de sécurité dans l’enceinte du chantier.',
    'Il a choisi un métier sans chômage, qui recrute près de chez lui.',
    'Elle a noté les maladies du bois dont parle le menuisier.',
    'Son origine du projet vient d’un stage ; les animaux et les bêtes de ferme l’attirent.',
  ])('« %s » speaks of nothing of the kind', (texte) => expect(families(texte)).toEqual([]))

  test('every word of the list finds itself, with accents, capitals and apostrophes or without', () => {
    for (const famille of FAMILLES)
      for (const words of LEXIQUE[famille]) {
        const shown = words.replace('*', '')
        expect(families(`Voici ${shown} dit ainsi.`), shown).toContain(famille)
        expect(families(`Voici ${shown.toUpperCase().replaceAll(' ', '  ')} dit ainsi.`), shown).toContain(
          famille,
        )
      }
  })

  test('each word is told once, five of a family at most, as it was written', () => {
    const said = (texte: string) => read(texte).flatMap((one) => (one.code === 'mots' ? [one.mots] : []))
    expect(said('Sa dyslexie, oui : dyslexie et DYSLEXIE, dit-elle à l’entretien.')).toEqual([
      ['dyslexie', 'DYSLEXIE'],
    ])
    expect(said('MDPH, AESH, PAI, ULIS, PPRE, TDAH, tout cela est dans le dossier.')).toEqual([
      ['MDPH', 'AESH', 'PAI', 'ULIS', 'PPRE'],
    ])
  })

  test('a word inside another is none', () => {
    for (const texte of ['Il a une paire de pinces et un épais dossier.', 'Le lot pai2 et le 3pai.'])
      expect(families(texte), texte).toEqual([])
    expect(families('Elle lit un roman, a utilisé la scie et fait le pari de réussir.')).toEqual([])
    expect(families('Il a un PAI.')).toEqual(['sante'])
  })

  test('every expression that means something else is silent, and its word alone is not', () => {
    for (const words of SANS_REMARQUE)
      expect(families(`Il dit ${words.replaceAll('*', '')} ici.`), words).toEqual([])
    expect(families('Élève en situation de handicap.')).toEqual(['sante'])
    expect(read('Veut aider des personnes en situation de handicap, malgré son asthme.')).toEqual([
      { code: 'mots', famille: 'sante', mots: ['asthme'] },
    ])
  })

  test('A50: a text made to last is read at once', () => {
    for (const piece of ['a ', 'metier d ', 'place en ', 'x\u0301', ' '])
      expect(families(piece.repeat(30_000)), piece).toEqual([])
  }, 4_000)

  test('any text at all is read without a fault, and found words stand in it', () => {
    const words = ['PAI', 'dyslexie', 'd’origine', 'prison', 'Pa', 'i', 'é', 'E\u0301', '\u0301', 'œ']
    const signs = [' ', '  ', '-', '’', '\n', '\0', '\ufeff', '😀', '\ud800', '\udc00', 'ﬁ', 'ß', '4', '.']
    let found = 0
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, ...signs), { maxLength: 40, size: 'max' }), (pieces) => {
        const texte = pieces.join('')
        for (const remarque of read(texte))
          if (remarque.code === 'mots')
            for (const mot of remarque.mots) {
              found += 1
              expect(texte.normalize('NFC')).toContain(mot)
            }
      }),
      { numRuns: 300 },
    )
    expect(found).toBeGreaterThan(50)
  })
})

describe('too short, and no formation named', () => {
  test('below forty characters, spaces around left aside; then nothing is said of formations', () => {
    expect(read('Bien.')).toEqual([{ code: 'court', caracteres: 5 }])
    expect(read(`  ${'x'.repeat(39)}  `, { formations: ['CAP Pâtissier'] })).toEqual([
      { code: 'court', caracteres: 39 },
    ])
    expect(read('x'.repeat(40))).toEqual([])
  })
  test('titles that name no trade ask for none', () => {
    const texte = 'Sérieuse et motivée, elle a bien préparé tout son dossier.'
    const asked = (...formations: string[]): boolean => read(texte, { formations }).length > 0
    const vides =
      'Métiers métier option seconde première terminale professionnelle professionnel famille commune techniques technique production services service certificat aptitude brevet'
    for (const word of vides.split(' ')) expect(asked(word), word).toBe(false)
    expect([asked('CAP'), asked('BAC  PRO'), asked(vides)]).toEqual([false, false, false])
    expect([asked('Bois'), asked('CAP', 'Bois'), asked('Métiers du cuir')]).toEqual([true, true, true])
    expect(read(`${texte} Le bois.`, { formations: ['Bois'] })).toEqual([])
    expect(read(`${texte} Boulange tôt.`, { formations: ['Boulanger'] })).toEqual([])
    expect(read(`${texte} Une boule.`, { formations: ['Boulanger'] })).toEqual([{ code: 'sans_formation' }])
  })
  test('a formation is named by its trade, however it is spelled', () => {
    const formations = ['CAP Pâtissier', 'Métiers de l’alimentation']
    expect(read('Elle rêve de patisserie et connaît les horaires du fournil.', { formations })).toEqual([])
    expect(read('Sérieuse et motivée, elle a bien préparé tout son dossier.', { formations })).toEqual([
      { code: 'sans_formation' },
    ])
  })
})

describe('what is compared of a comment', () => {
  const trigrams = (texte: string): string[] => [...traceOf({ eleveId: 1, texte }).trigrammes].toSorted()
  const alike = (a: string, b: string): boolean => JSON.stringify(trigrams(a)) === JSON.stringify(trigrams(b))

  test('three letters at a time, without accents nor capitals, one space between two words', () => {
    expect(trigrams('Été!  a')).toEqual(['e a', 'ete', 'te '])
    expect([trigrams('ab'), trigrams('')]).toEqual([[], []])
  })

  test('a name inside a sentence is left out, after a word, a comma or a semicolon', () => {
    for (const before of ['le chat ', 'oui, ', 'oui; '])
      expect(alike(`${before}Lina dort`, `${before}Maëlle dort`), before).toBe(true)
    expect(alike('le chat Lina dort', 'le chat dort')).toBe(true)
  })

  test('a word that begins a sentence, an acronym and a word in small letters are not', () => {
    for (const [before, a, b] of [
      ['', 'Lina', 'Zoé'],
      ['Oui. ', 'Lina', 'Zoé'],
      ['en 3 ', 'Lina', 'Zoé'],
      ['le ', 'CAP', 'BAC'],
      ['le ', 'A', 'B'],
      ['le ', 'chat', 'chien'],
      ['(', 'Lina', 'Zoé'],
    ])
      expect(alike(`${before}${a} dort`, `${before}${b} dort`), `${before}${a}`).toBe(false)
  })
})

describe('the comment of another pupil', () => {
  const texte = 'Élève motivé, qui a visité deux ateliers et connaît les contraintes des métiers du bois.'
  test('is seen through a few words and another name', () => {
    const autres = [
      { eleveId: 1, texte },
      { eleveId: 2, texte: texte.replace('motivé', 'motivée') },
      { eleveId: 2, texte },
      { eleveId: 3, texte: 'Il aime la cuisine, a fait un stage et sait ce que demande un service du soir.' },
    ]
    expect(read(texte, { autres: autres.map(traceOf) })).toEqual([{ code: 'copie', eleves: 2 }])
    const [named, again] = [
      'Très curieuse, Lina a interrogé trois artisans du bois et comparé leurs journées.',
      'Lina',
    ] as const
    const copy = named.replace(again, 'Maëlle')
    expect(read(copy, { autres: [traceOf({ eleveId: 1, texte: named })] })).toEqual([
      { code: 'copie', eleves: 1 },
    ])
  })
  test('is no copy below forty characters, nor from fewer than four fifths in common', () => {
    const copies = (mine: string, other: string): number =>
      read(mine, { autres: [traceOf({ eleveId: 1, texte: other })] }).flatMap((one) =>
        one.code === 'copie' ? [one.eleves] : [],
      ).length
    // Two signs for each, so that no three are twice the same.
    const letters = (count: number): string =>
      Array.from('abcdefghijklmnopqrstuvw0123456789'.slice(0, count), (sign) => `${sign}x`).join('')
    expect([copies(letters(20), letters(20)), copies(letters(19), letters(19))]).toEqual([1, 0])
    expect(copies(` ${letters(19)} `, letters(19))).toBe(0)
    // Fifty letters have forty-eight trigrams, all in common with a longer text: 48 of 60, then of 62.
    expect([copies(letters(25), letters(31)), copies(letters(25), letters(32))]).toEqual([1, 0])
    expect([copies(letters(31), letters(25)), copies(letters(32), letters(25))]).toEqual([1, 0])
  })

  test('is seen whatever its accents, its capitals and its signs', () => {
    const autres = [traceOf({ eleveId: 1, texte })]
    expect(read(texte.toUpperCase().replaceAll(' ', '  ,  '), { autres })).toEqual([
      { code: 'copie', eleves: 1 },
    ])
  })

  test('is no copy when it says something else', () => {
    const autres = [
      {
        eleveId: 1,
        texte: 'Elle a préparé trois questions précises sur les stages de la filière mécanique.',
      },
    ]
    expect(read(texte, { autres: autres.map(traceOf) })).toEqual([])
  })
})
