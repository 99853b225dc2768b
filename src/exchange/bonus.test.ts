import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  enLatin9,
  lignesEcrites,
  REGLAGE_BONUS,
  rereadBonus,
  writeBonus,
  type ReglageBonus,
} from '#src/exchange/bonus.ts'
import { FichierRefuse, type LigneBonus } from '#src/exchange/model.ts'

const ligne = (change: Partial<LigneBonus> = {}): LigneBonus => ({
  ine: '123456789AB',
  nom: 'FICTIF',
  prenom: 'Zoé',
  dateNaissance: '2012-02-05',
  uaiOrigine: '0751234J',
  academie: '01',
  codeOffre: '1A111111',
  codeMef: '24720006310',
  libelleFormation: 'Métiers fictifs',
  avisFinal: 'favorable',
  points: 2500,
  ...change,
})
const latin9: ReglageBonus = { ...REGLAGE_BONUS, encodage: 'iso-8859-15' }

describe('bonus file', () => {
  test('the default, byte for byte: BOM, CRLF, sorted by INE then offer, quotes only when needed', () => {
    const bytes = writeBonus([
      ligne({ ine: '223456789AB', libelleFormation: 'A ; "B"' }),
      ligne({ codeOffre: '1A111112' }),
      ligne(),
    ])
    expect(bytes.toString('utf8')).toBe(
      [
        '\ufeffINE;Nom;Prénom;Date de naissance;UAI origine;Académie;Code offre de formation (vœu);Code MEF;Libellé formation;Avis final;Points',
        '123456789AB;FICTIF;Zoé;05/02/2012;0751234J;01;1A111111;24720006310;Métiers fictifs;favorable;2500',
        '123456789AB;FICTIF;Zoé;05/02/2012;0751234J;01;1A111112;24720006310;Métiers fictifs;favorable;2500',
        '223456789AB;FICTIF;Zoé;05/02/2012;0751234J;01;1A111111;24720006310;"A ; ""B""";favorable;2500',
        '',
      ].join('\r\n'),
    )
  })
  test('ISO-8859-15: what it cannot hold loses its accents, never becomes « ? »', () => {
    const bytes = writeBonus([ligne({ nom: 'NGUYỄN', prenom: 'Œnone Łucja' })], latin9)
    expect(bytes.includes(0xbc)).toBe(true)
    expect(rereadBonus(bytes, latin9)).toEqual([ligne({ nom: 'NGUYÊN', prenom: 'Œnone Lucja' })])
    expect(enLatin9('d’Été')).toBe("d'Été")
    expect(() => writeBonus([ligne({ nom: '张' })], latin9)).toThrow('ne peut pas s’écrire en ISO-8859-15')
  })
  test.each(['=1+1', '+33', '@x', 'a\u0007', 'a\nb', 'a\u202eb'])(
    'the value %j is refused, line and column named',
    (nom) => {
      try {
        writeBonus([ligne(), ligne({ ine: '223456789AB', nom })])
        expect.unreachable()
      } catch (error) {
        expect(error).toBeInstanceOf(FichierRefuse)
        expect(error).toMatchObject({ anomalie: { ligne: 3, colonne: 'Nom' } })
      }
    },
  )
  test('A19: reading back sees a file that was touched', () => {
    const text = writeBonus([ligne()]).toString('utf8')
    expect(() => rereadBonus(Buffer.from(text.replace('05/02/2012', '2012-02-05')))).toThrow(FichierRefuse)
    expect(() => rereadBonus(Buffer.from(text.replace('Points', 'Bonus')))).toThrow(FichierRefuse)
    expect(() => rereadBonus(Buffer.from(text.replace(';2500', ';25,5')))).toThrow(FichierRefuse)
    expect(rereadBonus(Buffer.from(text.replace(';2500', ';250')))).not.toEqual([ligne()])
  })
  test('reading back gives the rows, whatever the columns, separator and encoding', () => {
    const name = fc
      .array(fc.constantFrom('A', 'é', 'Œ', 'ễ', 'ł', '-', "'", ' ', '"', ';', ',', 'z'), {
        minLength: 1,
        maxLength: 9,
      })
      .map((chars) => `N${chars.join('')}`.trim())
    const row = fc.record({ nom: name, prenom: name, points: fc.nat(99_999), n: fc.nat(999) })
    const reglage = fc.record({
      colonnes: fc.shuffledSubarray([...REGLAGE_BONUS.colonnes], { minLength: 11 }),
      separateur: fc.constantFrom(';', ',', '\t'),
      encodage: fc.constantFrom<ReglageBonus['encodage'][]>('utf8-bom', 'iso-8859-15'),
      finDeLigne: fc.constantFrom<ReglageBonus['finDeLigne'][]>('\r\n', '\n'),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), reglage, (rows, choisi) => {
        const lignes = rows.map(({ n, ...rest }) => ligne({ ...rest, ine: `${1_000_000_000 + n}A` }))
        const bytes = writeBonus(lignes, choisi)
        expect(rereadBonus(bytes, choisi)).toEqual(lignesEcrites(lignes, choisi))
        expect(writeBonus(lignes, choisi).equals(bytes)).toBe(true)
      }),
    )
  })
})
