import { describe, expect, test } from 'vitest'
import { aContenu, withOneLeafChanged } from '#src/procedure/bonus/examples/contenus.ts'
import { empreinteOf, faitsOf } from '#src/procedure/bonus/rules/empreinte.ts'
import { isCopieFidele, verdictOf } from '#src/procedure/bonus/rules/verification.ts'

const contenu = aContenu()
const emiseLe = '2027-05-01'
const issued = { version: 1, emiseLe, contenu }
const gardee = { version: 1, contenu, derniere: 1, empreinte: empreinteOf(issued) }

describe('the verdict on a fiche', () => {
  test('as issued: authentic, replaced, or no longer what is recorded', () => {
    const verdict = (over: object, aujourdHui: typeof contenu | undefined = contenu) =>
      verdictOf({ gardee: { ...gardee, ...over }, emiseLe, aujourdHui })
    expect(verdict({})).toBe('authentique')
    expect(verdict({ derniere: 2 })).toBe('remplacee')
    expect(verdictOf({ gardee, emiseLe, aujourdHui: undefined })).toBe('perimee')
    const [formation] = contenu.formations
    expect(verdict({}, aContenu({ formations: formation ? [{ ...formation, points: 0 }] : [] }))).toBe(
      'perimee',
    )
  })

  test('another telephone of the school or another class is no other sheet', () => {
    const college = { ...contenu.college, telephone: '0199999999' }
    const eleve = { ...contenu.eleve, classe: '3C' }
    expect(faitsOf(aContenu({ college, eleve }))).toBe(faitsOf(contenu))
  })

  test.each(withOneLeafChanged(issued))('one field changed in what is kept is seen: $path', ({ changed }) => {
    const kept = { ...gardee, version: changed.version, contenu: changed.contenu, derniere: changed.version }
    expect(verdictOf({ gardee: kept, emiseLe: changed.emiseLe, aujourdHui: contenu })).toBe('alteree')
  })
})

describe('what somebody copied from a paper', () => {
  const copie = {
    nom: 'exemple',
    prenom: 'ZOE',
    dateNaissance: '2012-04-01',
    resultats: [{ avis: 'Très favorable', points: '2 500' }],
  }

  test('is right whatever the accents, the case and the spaces', () => {
    expect(isCopieFidele(contenu, copie)).toBe(true)
  })

  test.each(withOneLeafChanged(copie))('one thing changed is seen: $path', ({ changed }) => {
    expect(isCopieFidele(contenu, changed)).toBe(false)
  })

  test('each formation counts, and none of them without avis', () => {
    const [formation] = contenu.formations
    if (!formation) throw new Error('contenu sans formation')
    const two = aContenu({ formations: [{ ...formation, avisFinal: null, points: 0 }, formation] })
    const said = [{ avis: '', points: '0' }, ...copie.resultats]
    expect(isCopieFidele(two, { ...copie, resultats: said })).toBe(true)
    expect(isCopieFidele(two, { ...copie, resultats: said.toReversed() })).toBe(false)
    for (const [rank, wrong] of [
      [0, { avis: 'favorable', points: '0' }],
      [1, { avis: 'Très favorable', points: '250' }],
    ] as const)
      expect(isCopieFidele(two, { ...copie, resultats: said.with(rank, wrong) })).toBe(false)
  })

  test('the hash of a sheet is sixty-four signs of sixteen', () => {
    expect(empreinteOf(issued)).toMatch(/^[0-9a-f]{64}$/)
  })

  test('a formation more or less is seen', () => {
    expect(isCopieFidele(contenu, { ...copie, resultats: [] })).toBe(false)
    expect(isCopieFidele(contenu, { ...copie, resultats: [...copie.resultats, ...copie.resultats] })).toBe(
      false,
    )
  })
})
