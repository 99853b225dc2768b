import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { bac, refusDe } from '#src/exchange/examples.ts'
import { readSiecleEleves } from '#src/exchange/siecle-eleves.ts'
import { enLatin9, xmlEleves, xmlResponsables, type EleveFictif } from '#src/exchange/siecle-examples.ts'
import { readSiecleResponsables } from '#src/exchange/siecle-responsables.ts'
import { bareParse } from '#src/exchange/xml.ts'
import { zipDe, type EntreeZip } from '#src/exchange/zip-examples.ts'

const { dossier, poser, finir } = bac()
afterAll(finir)

const attendu = { annee: '2026-2027', aujourdhui: '2026-10-15' }
const INE = ['123456789AB', '223456789AB'] as const
const eleves = (liste: readonly EleveFictif[]) =>
  readSiecleEleves(poser('0751234J-eleves.xml', enLatin9(xmlEleves(liste))), attendu)
const brut = (contenu: string | Uint8Array) => {
  const bytes = typeof contenu === 'string' ? enLatin9(contenu) : contenu
  return refusDe(readSiecleEleves(poser('e.xml', bytes), attendu))
}
const archive = (entrees: readonly EntreeZip[]) => brut(zipDe(entrees))
const bon = enLatin9(xmlEleves([{ id: '1' }]))

/** Files of a folder that this process holds open, where the system lists them (Linux). */
function openFilesIn(folder: string): string[] {
  const list = existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd') : []
  return list.flatMap((fd) => {
    try {
      const file = readlinkSync(join('/proc/self/fd', fd))
      return file.startsWith(folder) ? [file] : []
    } catch {
      return []
    }
  })
}

describe('pupils', () => {
  test('everything that is kept, in ISO-8859-15', async () => {
    const lu = await eleves([
      {
        id: '1',
        champs: {
          ID_NATIONAL: INE[0],
          NOM_USAGE: 'D&#39;USAGE',
          MEL: 'eleve@fictif.example',
          TEL_PERSONNEL: '0100000000',
          TEL_PORTABLE: '0600000000',
          ADRESSE_ID: 'AD1',
          CODE_SEXE: '2',
          CODE_PAYS_NAT: '100',
          SCOLARITE_AN_DERNIER: '<CODE_MEF>10210001110</CODE_MEF><MEL>autre@fictif.example</MEL>',
        },
      },
    ])
    expect(lu).toMatchObject({ uai: '0751234J', annee: '2026-2027', anomalies: [] })
    expect(lu.contenu.ligneDe.get('1')).toBe(5)
    expect(lu.contenu.eleves).toEqual([
      {
        eleveId: '1',
        ine: INE[0],
        nom: 'FICTIF',
        nomUsage: "D'USAGE",
        prenom: 'Œnone',
        dateNaissance: '2012-02-05',
        sexe: '2',
        codeMef: '10310019110',
        classe: '3A',
        courriel: 'eleve@fictif.example',
        telephone: '0600000000',
        adresse: { lignes: ['1 rue Inventée'], codePostal: '75000', localite: 'VILLEFICTIVE', pays: '100' },
      },
    ])
  })
  test('the zip is known by its content and gives the same', async () => {
    const zip = poser('sans-nom', zipDe([{ nom: 'ElevesAvecAdresses.xml', contenu: bon }]))
    const xml = poser('e.zip', bon)
    expect((await readSiecleEleves(zip, attendu)).contenu).toEqual(
      (await readSiecleEleves(xml, attendu)).contenu,
    )
    await bareParse(zip)
  })
  test('UTF-8 with a BOM, decomposed, is brought to NFC', async () => {
    const text = xmlEleves([{ id: '1' }])
      .replace('ISO-8859-15', 'UTF-8')
      .replace('Œnone', 'Ame\u0301lie')
    const lu = await readSiecleEleves(poser('e.xml', `\ufeff${text}`), attendu)
    expect(lu.contenu.eleves[0]?.prenom).toBe('Amélie')
  })
  test('older NOM, INE from the first field of good shape, a wrong INE is a warning', async () => {
    const lu = await eleves([
      { id: '1', champs: { NOM_DE_FAMILLE: '', NOM: 'ANCIEN', ID_NATIONAL: '', INE_RNIE: INE[0] } },
      { id: '2', champs: { ID_NATIONAL: '12', INE_BEA: '1234567890A' } },
      { id: '3', champs: { ID_NATIONAL: '1234567A' } },
    ])
    expect(lu.contenu.eleves.map((e) => [e.nom, e.ine])).toEqual([
      ['ANCIEN', INE[0]],
      ['FICTIF', '1234567890A'],
      ['FICTIF', null],
    ])
    expect(lu.anomalies).toMatchObject([
      {
        fichier: '0751234J-eleves.xml',
        ligne: 7,
        colonne: 'ID_NATIONAL',
        valeur: '1234567A',
        gravite: 'avertissement',
      },
    ])
  })
  test('a pupil who has left is skipped without a word, one who will leave is kept', async () => {
    const lu = await eleves([
      { id: '1', champs: { DATE_SORTIE: '14/10/2026', DATE_NAISS: '' } },
      { id: '2', champs: { DATE_SORTIE: '15/10/2026' } },
    ])
    expect(lu.contenu.eleves.map((e) => e.eleveId)).toEqual(['2'])
    expect(lu.anomalies).toEqual([])
  })
  test('a pupil twice, and two pupils with one INE: the second is refused; twins are not', async () => {
    const lu = await eleves([
      { id: '1', champs: { ID_NATIONAL: INE[0] } },
      { id: '1', champs: { ID_NATIONAL: INE[1] } },
      { id: '2', champs: { INE_RNIE: INE[0] } },
      { id: '3' },
      { id: '4' },
    ])
    expect(lu.contenu.eleves.map((e) => e.eleveId)).toEqual(['1', '3', '4'])
    expect(lu.anomalies).toMatchObject([
      { ligne: 6, colonne: 'ELEVE_ID', valeur: '1', gravite: 'bloquant' },
      { ligne: 7, colonne: 'ID_NATIONAL', valeur: INE[0], gravite: 'bloquant' },
    ])
  })
  test('missing name, missing or impossible birth date, forbidden character: the pupil is refused, the others kept', async () => {
    const lu = await eleves([
      { id: '1', champs: { NOM_DE_FAMILLE: ' ' } },
      { id: '2', champs: { PRENOM: '' } },
      { id: '3', champs: { DATE_NAISS: '' } },
      { id: '4', champs: { DATE_NAISS: '30/02/2012' } },
      { id: '5', champs: { DATE_NAISS: '01/01/2030' } },
      { id: '6', champs: { PRENOM: 'A&#x202E;B' } },
      { id: '7' },
    ])
    expect(lu.contenu.eleves.map((e) => e.eleveId)).toEqual(['7'])
    expect(lu.anomalies.map((a) => [a.ligne, a.colonne, a.gravite])).toEqual(
      ['NOM_DE_FAMILLE', 'PRENOM', 'DATE_NAISS', 'DATE_NAISS', 'DATE_NAISS', 'PRENOM'].map((colonne, i) => [
        5 + i,
        colonne,
        'bloquant',
      ]),
    )
  })
  test('without a division the pupil is kept with a warning', async () => {
    const lu = await eleves([{ id: '1', classe: '' }, { id: '2' }])
    expect(lu.contenu.eleves.map((e) => e.classe)).toEqual([null, '3A'])
    expect(lu.anomalies).toMatchObject([{ ligne: 5, colonne: 'CODE_STRUCTURE', gravite: 'avertissement' }])
  })
})

describe('guardians', () => {
  const texte = xmlResponsables({
    personnes: [
      {
        id: 'P1',
        champs: {
          LC_CIVILITE: 'MME',
          NOM_DE_FAMILLE: 'FICTIVE',
          PRENOM: 'Zoé',
          MEL: 'zoe@fictif.example',
          ACCEPTE_SMS: '1',
          COMMUNICATION_ADRESSE: 'false',
          ADRESSE_ID: 'AD1',
        },
      },
      { id: 'P2', champs: { NOM: 'ANCIEN', TEL_PERSONNEL: '0100000000', COMMUNICATION_ADRESSE: 'true' } },
      { id: 'P3', champs: { PRENOM: 'Sans nom' } },
      { id: 'P1', champs: { NOM_DE_FAMILLE: 'ENCORE' } },
    ],
    liens: [
      {
        ELEVE_ID: '1',
        PERSONNE_ID: 'P1',
        NIVEAU_RESPONSABILITE: '1',
        CODE_PARENTE: '10',
        A_CONTACTER_EN_PRIORITE: 'true',
      },
      { ELEVE_ID: '1', PERSONNE_ID: 'P2', NIVEAU_RESPONSABILITE: '' },
      { ELEVE_ID: '1', PERSONNE_ID: 'P3', NIVEAU_RESPONSABILITE: '1' },
      { ELEVE_ID: '2', PERSONNE_ID: 'P9', NIVEAU_RESPONSABILITE: '1' },
      { ELEVE_ID: '', PERSONNE_ID: 'P1', NIVEAU_RESPONSABILITE: '1' },
    ],
  })
  test('people and links, what is wrong said', async () => {
    const lu = await readSiecleResponsables(poser('r.xml', enLatin9(texte)), { ...attendu, uai: '0751234j' })
    expect(lu.contenu.responsables).toEqual([
      {
        personneId: 'P1',
        civilite: 'MME',
        nom: 'FICTIVE',
        prenom: 'Zoé',
        courriel: 'zoe@fictif.example',
        telephone: null,
        accepteSms: true,
        communicationAdresse: false,
        adresse: { lignes: ['1 rue Inventée'], codePostal: null, localite: null, pays: null },
      },
      expect.objectContaining({
        personneId: 'P2',
        nom: 'ANCIEN',
        prenom: '',
        communicationAdresse: true,
        adresse: null,
      }),
    ])
    expect(lu.contenu.liens).toEqual([
      { eleveId: '1', personneId: 'P1', niveau: 1, parente: '10', prioritaire: true },
      { eleveId: '1', personneId: 'P2', niveau: 3, parente: null, prioritaire: false },
    ])
    expect(lu.anomalies.map((a) => [a.ligne, a.colonne, a.gravite])).toEqual([
      [7, 'NOM_DE_FAMILLE', 'bloquant'],
      [8, 'PERSONNE_ID', 'bloquant'],
      [11, 'NIVEAU_RESPONSABILITE', 'avertissement'],
      [13, 'PERSONNE_ID', 'avertissement'],
      [14, 'ELEVE_ID', 'bloquant'],
    ])
  })
  test('the export of the pupils given instead is said so', async () => {
    const refusee = await refusDe(readSiecleResponsables(poser('r.xml', bon), attendu))
    expect(refusee.message).toContain('l’export des élèves, pas l’export des responsables')
  })
})

describe('another school, another year', () => {
  test.each([
    [{ uai: '0751234K' }, 'absent ou faux'],
    [{ annee: '2025' }, 'année scolaire 2025'],
    [{ annee: '2\u00ad26' }, 'année scolaire 2�26'],
  ])('%j', async (entete, mot) => {
    const refusee = await brut(xmlEleves([{ id: '1' }], entete))
    expect(refusee).toMatchObject({ fichier: 'e.xml', ligne: 3, gravite: 'bloquant' })
    expect(refusee.message).toContain(mot)
  })
  test('the file of another school', async () => {
    const reading = readSiecleEleves(poser('e.xml', bon), { ...attendu, uai: '0932119Y' })
    expect((await refusDe(reading)).message).toContain('0751234J et non de 0932119Y')
  })
  test('the year may be written in full; no PARAMETRES at all is refused', async () => {
    const path = poser('e.xml', enLatin9(xmlEleves([{ id: '1' }], { annee: '2026-2027' })))
    expect((await readSiecleEleves(path, attendu)).annee).toBe('2026-2027')
    expect((await brut('<BEE_ELEVES><DONNEES/></BEE_ELEVES>')).message).toContain('PARAMETRES/UAJ')
  })
})

describe('hostile and broken files', () => {
  const autour = (dedans: string): string =>
    xmlEleves([{ id: '1' }]).replace('<DONNEES>', `<DONNEES>${dedans}`)
  const bombe =
    '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><BEE_ELEVES>&b;</BEE_ELEVES>'
  const attributs = Array.from({ length: 200_000 }, (_, i) => `a${i}="x"`).join(' ')
  test.each([
    ['DOCTYPE and an entity bomb', bombe, 'DOCTYPE'],
    ['an external entity', '<!DOCTYPE b SYSTEM "file:///etc/hostname"><BEE_ELEVES/>', 'DOCTYPE'],
    ['an entity never declared', autour('&bombe;'), 'XML lisible'],
    ['200,000 nested elements', autour('<x>'.repeat(200_000)), 'emboîte plus de 20'],
    ['200,000 attributes', autour(`<x ${attributs}/>`), 'plus de 100 attributs'],
    ['a long text', autour(`<x>${'a'.repeat(10_001)}</x>`), '10 000 caractères'],
    ['an endless comment', autour(`<!--${'a'.repeat(2_000_000)}`), '10 000 caractères'],
    ['an endless attribute', autour(`<x a="${'a'.repeat(2_000_000)}`), '10 000 caractères'],
    ['a file cut in the middle', xmlEleves([{ id: '1' }]).slice(0, 500), 'coupé ou abîmé'],
    ['something else than XML', 'ine;nom\n1;2\n', 'XML lisible'],
    ['an empty file', '', 'XML lisible'],
    ['an unknown encoding', '<?xml version="1.0" encoding="EBCDIC-FR"?><BEE_ELEVES/>', 'encodage'],
  ])('%s', async (_, contenu, mot) => {
    const refusee = await brut(contenu)
    expect(refusee).toMatchObject({ fichier: 'e.xml', gravite: 'bloquant' })
    expect(refusee.message).toContain(mot)
  })
  test('A47: UTF-8 that claims to be ISO-8859-15', async () => {
    const bytes = Buffer.from(xmlEleves([{ id: '1' }]))
    expect((await brut(bytes)).message).toContain('en UTF-8 alors qu’il annonce')
  })
  test('ISO-8859-15 that claims to be UTF-8', async () => {
    const bytes = enLatin9(xmlEleves([{ id: '1', champs: { NOM: 'É' } }]).replace('ISO-8859-15', 'UTF-8'))
    expect((await brut(bytes)).message).toContain('n’est pas dans l’encodage qu’il annonce')
  })
  test('truncated zip, in the directory or in the data', async () => {
    const zip = zipDe([{ nom: 'e.xml', contenu: bon }])
    expect((await brut(zip.subarray(0, zip.length - 10))).message).toContain('incomplète ou abîmée')
    const spoiled = Buffer.from(zip)
    spoiled.fill(0xff, 60, 120)
    expect((await brut(spoiled)).message).toContain('incomplète ou abîmée')
  })
  test('A46: zip bomb, told or lying about its size', async () => {
    const contenu = Buffer.alloc(20_000_000, 32)
    expect((await archive([{ nom: 'e.xml', contenu }])).message).toContain('se déplie au-delà')
    expect((await archive([{ nom: 'e.xml', contenu, tailleDite: 5000 }])).message).toContain(
      'se déplie au-delà',
    )
  })
  test.each(['../e.xml', '/etc/e.xml', 'C:/e.xml', 'a\\..\\e.xml'])('path trick %s', async (nom) => {
    expect((await archive([{ nom, contenu: bon }])).message).toContain('chemin interdit')
  })
  test('several entries, none, or a password', async () => {
    const two = await archive([
      { nom: 'a.xml', contenu: bon },
      { nom: 'b.xml', contenu: bon },
    ])
    expect(two).toMatchObject({ valeur: 'a.xml, b.xml', message: expect.stringContaining('2 fichiers') })
    expect((await archive([])).message).toContain('0 fichiers')
    expect((await archive([{ nom: 'a.xml', contenu: bon, chiffree: true }])).message).toContain(
      'mot de passe',
    )
  })
  test('no file stays open', async () => {
    await archive([{ nom: 'e.xml', contenu: Buffer.alloc(20_000_000, 32), tailleDite: 5000 }])
    await brut(autour('<x>'.repeat(200)))
    await readSiecleEleves(poser('e.zip', zipDe([{ nom: 'e.xml', contenu: bon }])), attendu)
    // Closing ends after the reading: waited for, since a busy machine takes its time.
    await vi.waitFor(() => expect(openFilesIn(dossier)).toEqual([]), { timeout: 10_000 })
  })
})
