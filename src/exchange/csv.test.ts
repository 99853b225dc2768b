import fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, test } from 'vitest'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { csvTexte } from '#src/exchange/csv-out.ts'
import { lireCsv, type SchemaCsv } from '#src/exchange/csv.ts'
import { bac, refusDe } from '#src/exchange/examples.ts'

const { dossier, poser, finir } = bac()
afterAll(finir)

type C = 'code' | 'libelle' | 'le'
type Ligne = { ligne: number; code: string; libelle: string; le: string | null }
const schema: SchemaCsv<C, Ligne> = {
  autres: 'signalees',
  colonnes: {
    code: { noms: ['code'], presence: 'requise' },
    libelle: { noms: ['libellé'], presence: 'requise' },
    le: { noms: ['le'], presence: 'facultative' },
  },
  lire: (c) => ({
    ligne: c.ligne,
    code: c.requis('code'),
    libelle: c.libre('libelle'),
    le: c.jourOuNull('le'),
  }),
  unique: { cle: (l) => l.code, colonne: 'code', quoi: 'Ce code' },
}
const lire = (contenu: string | Uint8Array) => lireCsv(poser('t.csv', contenu), schema)
const refus = (contenu: string | Uint8Array) => refusDe(lire(contenu))

describe('encodings', () => {
  const texte = 'code;libellé\nA;Élève à l’œuvre, 5 €\n'
  test.each([
    ['UTF-8', Buffer.from(texte)],
    ['UTF-8 with BOM', Buffer.from(`\ufeff${texte}`)],
    ['UTF-8 decomposed', Buffer.from(texte.normalize('NFD'))],
    ['Windows-1252', iconv.encode(texte, 'win1252')],
  ])('%s', async (_, bytes) => {
    const lecture = await lire(bytes)
    expect(lecture.anomalies).toEqual([])
    expect(lecture.lignes.map((l) => l.libelle)).toEqual(['Élève à l’œuvre, 5 €'])
  })
  test('ISO-8859-15', async () => {
    const lecture = await lire(iconv.encode('code;libellé\nA;Œuvre à 5 €\n', 'iso-8859-15'))
    expect(lecture.lignes[0]?.libelle).toBe('Œuvre à 5 €')
  })
  test('when the header is not found the other single-byte encoding is tried', async () => {
    const colonnes = { ...schema.colonnes, libelle: { noms: ['vœu'], presence: 'requise' as const } }
    // A stray byte 0x85 makes it look like Windows-1252, where the œ of ISO-8859-15 is ½.
    const bytes = Buffer.concat([iconv.encode('code;vœu\nA;é', 'iso-8859-15'), Buffer.from([0x85, 10])])
    const lecture = await lireCsv(poser('t.csv', bytes), { ...schema, colonnes })
    expect(lecture.anomalies.map((a) => [a.ligne, a.gravite])).toEqual([[2, 'bloquant']])
  })
  test('characters cut by the pieces of the stream are put together', async () => {
    const lignes = Array.from({ length: 30_000 }, (_, i) => `${i};éœ€😀`)
    const lecture = await lire(`code;libellé\n${lignes.join('\n')}\n`)
    expect(lecture.anomalies).toEqual([])
    expect(lecture.lignes).toHaveLength(30_000)
    expect(new Set(lecture.lignes.map((l) => l.libelle))).toEqual(new Set(['éœ€😀']))
  })
  test('UTF-16, a workbook, a binary file, an empty file and a missing one are refused with what to do', async () => {
    expect((await refus(Buffer.from(`\ufeff${texte}`, 'utf16le'))).message).toContain('UTF-16')
    expect((await refus('PK\u0003\u0004...')).message).toContain('classeur')
    expect((await refus('code;libellé\nA;\0\n')).message).toContain('octet nul')
    expect((await refus('')).message).toContain('vide')
    expect(await refusDe(lireCsv(join(dossier, 'absent.csv'), schema))).toMatchObject({
      fichier: 'absent.csv',
      message: expect.stringContaining('introuvable'),
    })
    expect((await refusDe(lireCsv(dossier, schema))).message).toContain('dossier')
  })
  test.each([
    ['\u0007', 'U+0007'],
    ['\u202e', 'U+202E'],
    ['\u0085', 'U+0085'],
  ])('control and bidi characters are refused on their line', async (char, nom) => {
    const lecture = await lire(`code;libellé\nA;x${char}y\nB;z\n`)
    expect(lecture.lignes.map((l) => l.code)).toEqual(['B'])
    expect(lecture.anomalies).toMatchObject([{ ligne: 2, colonne: 'libellé', gravite: 'bloquant' }])
    expect(lecture.anomalies[0]?.message).toContain(nom)
  })
})

describe('separators and header', () => {
  test.each([';', ',', '\t'])('%j is found in the header', async (s) => {
    const lecture = await lire(`libellé${s}code\nx${s}A\n`)
    expect(lecture.lignes).toEqual([{ ligne: 2, code: 'A', libelle: 'x', le: null }])
    expect(lecture.anomalies).toEqual([])
  })
  test('names are compared trimmed, whatever the case, quoted or not', async () => {
    expect((await lire('" Code ";LIBELLÉ\nA;x\n')).lignes).toHaveLength(1)
  })
  test('a missing column is named', async () => {
    expect(await refus('code;nom\nA;x\n')).toMatchObject({
      fichier: 't.csv',
      ligne: 1,
      colonne: 'libellé',
      valeur: 'code;nom',
      gravite: 'bloquant',
      message: expect.stringContaining('Il manque la colonne « libellé »'),
    })
  })
  test('a header that mixes separators is said so', async () => {
    expect((await refus('code;libellé,le\nA;x;\n')).message).toContain('mêle « ; » et « , »')
  })
  test('a doubled column is refused', async () => {
    expect(await refus('code;libellé;Code\nA;x;B\n')).toMatchObject({ colonne: 'Code', ligne: 1 })
    expect((await refus('code;libellé;z;z\nA;x;;\n')).message).toContain('deux fois')
  })
  test('columns that are not used get one warning, none where they are expected', async () => {
    const contenu = 'code;x;libellé;y\nA;1;l;2\nB;1;l;2\n'
    const lecture = await lire(contenu)
    expect(lecture.lignes).toHaveLength(2)
    expect(lecture.anomalies).toMatchObject([
      { ligne: 1, colonne: 'x', valeur: 'x, y', gravite: 'avertissement' },
    ])
    const ouverte = await lireCsv(poser('t.csv', contenu), { ...schema, autres: 'ignorees' })
    expect(ouverte.anomalies).toEqual([])
  })
})

describe('lines', () => {
  test('500 good lines and one bad', async () => {
    const lignes = Array.from({ length: 501 }, (_, i) => (i === 250 ? `"C${i};x` : `C${i};"x ; y"`))
    const lecture = await lire(`code;libellé\r\n${lignes.join('\r\n')}\r\n`)
    expect(lecture.lignes).toHaveLength(500)
    expect(lecture.lignes.at(-1)).toMatchObject({ ligne: 502, code: 'C500' })
    expect(lecture.anomalies).toMatchObject([{ ligne: 252, gravite: 'bloquant' }])
    expect(lecture.anomalies[0]?.message).toContain('guillemet')
  })
  test('lines are physical ones, with line breaks inside quotes and empty lines', async () => {
    const lecture = await lire('code;libellé\r\nA;"un\r\ndeux"\r\n\r\n;\r\nB;x\r\nC;y')
    expect(lecture.lignes.map((l) => [l.ligne, l.code])).toEqual([
      [2, 'A'],
      [6, 'B'],
      [7, 'C'],
    ])
    expect(lecture.anomalies).toEqual([])
  })
  test('old Macintosh line ends', async () => {
    expect((await lire('code;libellé\rA;x\rB;y\r')).lignes.map((l) => l.ligne)).toEqual([2, 3])
  })
  test('ragged lines are refused, and a line with another separator is said so', async () => {
    const lecture = await lire('code;libellé;le\nA;x\nB,x,2027-03-04\nC;x;;\nD;x;\n')
    expect(lecture.lignes.map((l) => l.code)).toEqual(['D'])
    expect(lecture.anomalies.map((a) => a.ligne)).toEqual([2, 3, 4])
    expect(lecture.anomalies[0]?.message).toContain('2 cellules au lieu de 3')
    expect(lecture.anomalies[1]?.message).toContain('séparée par « , » alors que l’en-tête l’est par « ; »')
    expect(lecture.anomalies[2]?.message).toContain('de trop')
  })
  test('a key that comes twice is refused the second time', async () => {
    const lecture = await lire('code;libellé\nA;x\nA;y\n')
    expect(lecture.lignes.map((l) => l.libelle)).toEqual(['x'])
    expect(lecture.anomalies).toMatchObject([{ ligne: 3, colonne: 'code', valeur: 'A' }])
  })
  test.each([
    ['04/03/2027', 'écrivez 2027-03-04'],
    ['4/3/2027', 'écrivez 2027-03-04'],
    ['2027-03-04 00:00:00', 'écrivez 2027-03-04'],
    ['46450', 'écrivez 2027-03-04'],
    ['2027-02-30', 'n’existe pas'],
    ['demain', 'AAAA-MM-JJ'],
  ])('the date %s of a spreadsheet is refused with the right form', async (valeur, mot) => {
    const lecture = await lire(`code;libellé;le\nA;x;${valeur}\n`)
    expect(lecture.lignes).toEqual([])
    expect(lecture.anomalies).toMatchObject([{ ligne: 2, colonne: 'le', valeur, gravite: 'bloquant' }])
    expect(lecture.anomalies[0]?.message).toContain(mot)
  })
  test('an escaped formula comes back as it was typed', async () => {
    const lecture = await lire(`code;libellé\nA;"'=1+1"\nB;'=x\nC;"'été"\n`)
    expect(lecture.lignes.map((l) => l.libelle)).toEqual(['=1+1', "'=x", "'été"])
  })
  test('A52: a line of many megabytes is refused without being held in memory', async () => {
    const path = join(dossier, 'long.csv')
    const out = createWriteStream(path)
    out.write('code;libellé\nA;')
    const piece = 'x'.repeat(1 << 20)
    for (let i = 0; i < 64; i++) out.write(piece)
    out.end()
    await finished(out)
    const before = process.memoryUsage().rss
    const refusee = await refusDe(lireCsv(path, schema))
    expect(refusee).toMatchObject({ ligne: 2, message: expect.stringContaining('un million d’octets') })
    expect(process.memoryUsage().rss - before).toBeLessThan(40 << 20)
  })
})

describe('what csv-out writes, csv reads', () => {
  const noms = ['a', 'b', 'c']
  const col = (nom: string) => ({ noms: [nom], presence: 'requise' as const })
  const table: SchemaCsv<'a' | 'b' | 'c', string[]> = {
    autres: 'signalees',
    colonnes: { a: col('a'), b: col('b'), c: col('c') },
    lire: (c) => [c.libre('a'), c.libre('b'), c.libre('c')],
  }
  const unit = fc.oneof(
    fc.constantFrom('"', ';', ',', '\t', '\n', '\r', "'", '=', '+', '-', '@', ' ', 'é', 'Œ', '€', '😀', '＝'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  )
  const cell = fc
    .array(unit, { maxLength: 8 })
    .map((units) => units.join('').normalize('NFC').trim())
    // U+FFFD is what a wrong encoding leaves: the reader refuses it.
    .filter((text) => !/[^\P{C}\t\n\r]|\ufffd/u.test(text))
  test('any table of cells comes back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 6 }),
        fc.constantFrom(';', ',', '\t'),
        fc.constantFrom('\n' as const, '\r\n' as const),
        fc.constantFrom('brutes' as const, 'neutralisees' as const),
        async (lignes, separateur, finDeLigne, formules) => {
          const texte = csvTexte({ entete: noms, lignes }, { separateur, finDeLigne, formules })
          const lecture = await lireCsv(poser('p.csv', texte), table)
          expect(lecture.anomalies).toEqual([])
          expect(lecture.lignes).toEqual(lignes)
        },
      ),
      { numRuns: 400 },
    )
  })
  test('A44: quotes only when needed; a formula is made harmless where people open the file', () => {
    const lignes = [
      ['x y', 'a;b', 'dit "oui"'],
      ['=1+1', -2, null],
      [null, '', null],
    ]
    expect(csvTexte({ entete: noms, lignes }, { formules: 'neutralisees' })).toBe(
      'a;b;c\nx y;"a;b";"dit ""oui"""\n"\'=1+1";-2;\n"";;\n',
    )
  })
})
