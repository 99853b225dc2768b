import ExcelJS from 'exceljs'
import iconv from 'iconv-lite'
import { existsSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { readEtablissements } from '#src/exchange/annuaire.ts'
import { readEleves } from '#src/exchange/eleves.ts'
import { bac, refusDe } from '#src/exchange/examples.ts'
import { readOffres } from '#src/exchange/offres.ts'
import { readResultats } from '#src/exchange/resultats.ts'
import { readVoeux } from '#src/exchange/voeux.ts'
import { zipDe } from '#src/exchange/zip-examples.ts'

const { poser, finir } = bac()
afterAll(finir)
const said = (anomalies: { ligne: number; colonne: string; gravite: string }[]) =>
  anomalies.map((a) => [a.ligne, a.colonne, a.gravite])

describe('directory of schools', () => {
  test('any order and case, closed schools left out, lower-case UAI accepted, wrong keys refused', async () => {
    const lecture = await readEtablissements(
      poser(
        'a.csv',
        [
          'ETAT;Code_Nature;Nom_etablissement;IDENTIFIANT_de_l_etablissement;code_academie;nom_commune;latitude;longitude;mail;voie_professionnelle;code_departement;code_postal;autre',
          'OUVERT;320;Lycée Fictif;0751234j;01;Villefictive;48.85;2,35;ce@fictif.example;1;075;1000;x',
          'FERME;340;Collège Clos;0932119Y;24;;;;;;;;',
          'OUVERT;340;Collège Faux;0932119Z;24;;;;;;;;',
          'OUVERT;340;Collège Ailleurs;0932119Y;Nulle part;;abc;;;0;;;',
          'OUVERT;320;Lycée Fictif;0751234J;01;;;;;1;;;',
        ].join('\n'),
      ),
    )
    expect(lecture.lignes).toMatchObject([
      {
        ligne: 2,
        uai: '0751234J',
        nature: 'lycee_pro',
        academie: '01',
        commune: 'Villefictive',
        codePostal: '01000',
        codeDepartement: '75',
        latitude: 48.85,
        longitude: 2.35,
        voieProfessionnelle: true,
      },
      { ligne: 5, uai: '0932119Y', nature: 'college', academie: null, latitude: null, codeDepartement: '93' },
    ])
    expect(said(lecture.anomalies)).toEqual([
      [4, 'identifiant_de_l_etablissement', 'bloquant'],
      [5, 'code_academie', 'avertissement'],
      [5, 'latitude', 'avertissement'],
      [6, 'identifiant_de_l_etablissement', 'avertissement'],
    ])
  })
  test('three columns are enough, with warnings', async () => {
    const contenu =
      'nom_etablissement,identifiant_de_l_etablissement,code_academie\nCollège Fictif,0751234J,Paris\n'
    const lecture = await readEtablissements(poser('a.csv', contenu))
    expect(lecture.lignes).toMatchObject([
      { uai: '0751234J', nom: 'Collège Fictif', academie: '01', nature: '' },
    ])
    expect(lecture.anomalies.length).toBeGreaterThan(0)
    expect(lecture.anomalies.every((a) => a.gravite === 'avertissement' && a.ligne === 1)).toBe(true)
  })
  const donnees = '../shared/data'
  test.skipIf(!existsSync(donnees))(
    'the published files read without a refusal (skipped without them)',
    async () => {
      const lycees = await readEtablissements(`${donnees}/annuaire-lycees-idf.csv`)
      const colleges = await readEtablissements(`${donnees}/colleges-idf.csv`)
      expect([lycees.lignes.length, colleges.lignes.length]).toEqual([998, 1294])
      expect([...lycees.anomalies, ...colleges.anomalies].filter((a) => a.gravite === 'bloquant')).toEqual([])
      expect(new Set(lycees.lignes.map((l) => l.academie))).toEqual(new Set(['01', '24', '25']))
    },
  )
})

describe('Affelnet', () => {
  test('offers: capacity 0 is unknown, one offer for two MEF is two rows, the same line twice is refused', async () => {
    const lecture = await readOffres(
      poser(
        'o.csv',
        [
          'CODE_OFFRE;ACADEMIE;UAI;CODE_MEF;CAPACITE_AFFECTATION;LIBELLE_FORMATION;VISIBLE_PORTAIL',
          '1a111111;Créteil;0932119y;24720006310;0;Formation fictive;OUI',
          '1A111111;24;0932119Y;24720006410;12;;',
          '1A111111;024;0932119Y;2472000631;12;;',
          '1A1;99;0932119Z;abc;-1;;',
        ].join('\n'),
      ),
    )
    expect(lecture.lignes).toMatchObject([
      { academie: '24', codeOffre: '1A111111', uai: '0932119Y', codeMef: '24720006310', capacite: null },
      { codeMef: '24720006410', capacite: 12, libelleFormation: null },
    ])
    expect(said(lecture.anomalies)).toEqual([
      [4, 'CODE_OFFRE', 'bloquant'],
      ...['ACADEMIE', 'CODE_OFFRE', 'UAI', 'CODE_MEF', 'CAPACITE_AFFECTATION'].map((c) => [5, c, 'bloquant']),
    ])
  })

  const entete = (academie: string): string =>
    `"${academie}";"INE";"Nom de l'élève";"Prénom 1";"Libellé  Option 1 d'origine de l'élève";"Code UAI étab. origine";"Rang du vœu";"Code offre de formation (vœu)";"Code MEF";"Libellé  LV1 demandée";"Libellé formation";"Code UAI étab. Accueil";"Téléphone portable"`
  const voeu =
    '"PARIS";"123456789AB";"FICTIF";"Zoé";"-";"0751234j";"2";"1A111111";"24720006310";"-";"-";"-";"+33600000000"'
  test.each([
    'Académie possédant le dossier élève',
    "Académie possédant le dossier élève et l'offre de formation",
  ])('wishes, with the column %s', async (academie) => {
    for (const encodage of ['utf8', 'win1252', 'iso-8859-15']) {
      const lecture = await readVoeux(
        poser('v.csv', iconv.encode(`${entete(academie)}\r\n${voeu}\r\n`, encodage)),
      )
      expect(lecture).toEqual({
        anomalies: [],
        lignes: [
          {
            fichier: 'v.csv',
            ligne: 2,
            academie: '01',
            ine: '123456789AB',
            nom: 'FICTIF',
            prenom: 'Zoé',
            uaiOrigine: '0751234J',
            rang: 2,
            codeOffre: '1A111111',
            codeMef: '24720006310',
            libelleFormation: null,
            uaiAccueil: null,
          },
        ],
      })
    }
  })
  test('four columns are enough; a wrong rank or INE is refused, a wrong UAI costs no wish', async () => {
    const lecture = await readVoeux(
      poser(
        'v.csv',
        [
          'INE;Rang du vœu;Code offre de formation (vœu);Code MEF;Code UAI étab. Accueil',
          '123456789AB;un;1A111111;24720006310;-',
          '-;1;1A111111;24720006310;-',
          '12;1;1A111111;24720006310;-',
          '123456789AB;1;1A111111;24720006310;0751234K',
        ].join('\n'),
      ),
    )
    expect(lecture.lignes).toMatchObject([{ ligne: 5, academie: null, uaiAccueil: null, nom: null }])
    expect(said(lecture.anomalies)).toEqual([
      [2, 'Rang du vœu', 'bloquant'],
      [3, 'INE', 'bloquant'],
      [4, 'INE', 'bloquant'],
      [5, 'Code UAI étab. Accueil', 'avertissement'],
    ])
  })
})

describe('results in a workbook', () => {
  const classeur = async (rangees: unknown[][]): Promise<Buffer> => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('Affectés').addRows(rangees)
    book.addWorksheet('Autre').addRows([['sans rapport']])
    return Buffer.from(await book.xlsx.writeBuffer())
  }
  const entete = [
    'INE',
    'Nom',
    'Prénom 1',
    'Libellé formation',
    'Libellé  LV1',
    'Den. comp. étab. origine',
    'Rang',
  ]
  test('rows, numbers, rich text, empty lines', async () => {
    const riche = { richText: [{ text: 'FIC' }, { font: { bold: true }, text: 'TIF & <fils>' }] }
    const bytes = await classeur([
      entete,
      ['123456789AB', riche, 'Zoé', 'Formation fictive', 'ANGLAIS', '', 3],
      [],
      ['12', 'FICTIF', 'Ana', 'Formation fictive', '', '', ''],
      ['223456789AB', 'FICTIF', 'Léo', 'Formation fictive', '', '', ''],
    ])
    const lecture = await readResultats(poser('affectes.xlsx', bytes))
    expect(lecture.lignes).toMatchObject([
      { ligne: 2, ine: '123456789AB', nom: 'FICTIF & <fils>', prenom: 'Zoé', rang: 3 },
      { ligne: 5, ine: '223456789AB', rang: null },
    ])
    expect(said(lecture.anomalies)).toEqual([[4, 'INE', 'bloquant']])
  })
  test('another file, a missing column, a bomb and an empty sheet are refused', async () => {
    const refus = (contenu: string | Uint8Array) => refusDe(readResultats(poser('r.xlsx', contenu)))
    expect((await refus('INE;Nom\n')).message).toContain('abîmée')
    expect((await refus(zipDe([{ nom: 'a.xml', contenu: Buffer.from('<a/>') }]))).message).toContain('.xlsx')
    expect(await refus(await classeur([['INE', 'Nom', 'Prénom 1']]))).toMatchObject({
      colonne: 'Libellé formation',
    })
    expect((await refus(await classeur([]))).message).toContain('vide')
    const bombe = zipDe([{ nom: 'xl/worksheets/sheet1.xml', contenu: Buffer.alloc(30_000_000, 32) }])
    expect((await refus(bombe)).message).toContain('se déplie')
  })
})

describe('simple list of pupils', () => {
  test('pupils, guardians, a pupil twice, twins, a wrong INE', async () => {
    const lecture = await readEleves(
      poser(
        'eleves.csv',
        [
          'uai;nom;prenom;date_naissance;ine;mef;classe;responsables',
          '0751234j;FICTIF;Zoé;2012-02-05;123456789ab;10310019110;3A;R1/FICTIVE/Ana, R2/FICTIF/Léo',
          '0751234J;FICTIF;Éva Lou;2012-02-05;;;;',
          '0751234J;Fictif;Eva-Lou;2012-02-05;;;;',
          '0751234J;FICTIF;Léa;2012-02-05;12;;;',
          '0751234J;AUTRE;Tom;05/02/2012;;;;sans identifiant',
        ].join('\n'),
      ),
    )
    expect(lecture.lignes).toMatchObject([
      {
        uai: '0751234J',
        eleveId: '123456789AB',
        ine: '123456789AB',
        classe: '3A',
        responsables: [
          { personneId: 'R1', nom: 'FICTIVE', prenom: 'Ana' },
          { personneId: 'R2', nom: 'FICTIF', prenom: 'Léo' },
        ],
      },
      { eleveId: 'fictif-eva-lou-2012-02-05', ine: null, codeMef: null },
      { eleveId: 'fictif-lea-2012-02-05', ine: null },
    ])
    expect(said(lecture.anomalies)).toEqual([
      [4, 'nom', 'bloquant'],
      [5, 'ine', 'avertissement'],
      [6, 'date_naissance', 'bloquant'],
      [6, 'responsables', 'bloquant'],
    ])
  })
})
