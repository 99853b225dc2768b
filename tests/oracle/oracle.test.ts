import { describe, expect, test } from 'vitest'
import { judge } from './oracle.ts'
import { BONUS, bonusOf, coverOf, type Files, folderOf, INPUT, OUTPUT } from './small-campaign.ts'

type Change = { readonly file: string; readonly from: string; readonly to: string }

function changed(files: Files, { file, from, to }: Change): Files {
  const content = files[file] ?? ''
  if (!content.includes(from)) throw new Error(`${file} ne contient pas « ${from} »`)
  return { ...files, [file]: content.replace(from, to) }
}

const differences = (input: Files, output: Files) =>
  judge(folderOf(input), folderOf(output)).differences.join('\n')

test('agrees with outputs made by hand', () => {
  expect(differences(INPUT, OUTPUT)).toBe('')
})

describe('a difference planted in an output is found', () => {
  const planted: readonly (readonly [string, string, string, RegExp])[] = [
    [
      'avis-finaux.csv',
      ';2500;complet',
      ';1750;complet',
      /avis-finaux.*points vaut « 1750 » au lieu de « 2500 »/,
    ],
    [
      'avis-finaux.csv',
      'assez_favorable;favorable;favorable',
      'favorable;favorable;favorable',
      /avis_origine vaut/,
    ],
    ['avis-finaux.csv', '0;avis_origine_manquant', '0;complet', /etat vaut « complet »/],
    ['avis-finaux.csv', '120000003AC;2473120', '120000003AC;2472340', /ligne inattendue[^]*ligne absente/],
    ['avis-finaux.csv', 'ine;mef;avis_origine', 'ine;mef;origine', /avis-finaux.csv : en-tête/],
    ['rapprochement.csv', 'points_nuls', 'non_confirme', /rapprochement.*etat vaut « non_confirme »/],
    ['rapprochement.csv', '120000003AC;24731201331;points_nuls\n', '', /rapprochement.*ligne absente/],
    ['bonus-affelnet.csv', '\uFEFF', '', /pas de BOM/],
    ['bonus-affelnet.csv', 'favorable;1750\r\n', 'favorable;1750\n', /fins de ligne/],
    ['bonus-affelnet.csv', 'Alix', '"Alix"', /guillemets/],
    ['bonus-affelnet.csv', '02/03/2012', '2012-03-02', /Date de naissance vaut/],
    ['bonus-affelnet.csv', BONUS[2] ?? '', '', /OFFRE002 : ligne absente/],
    ['bonus-affelnet.csv', BONUS[2] ?? '', `${BONUS[2]}${BONUS[2]}`, /ligne répétée/],
    ['bonus-affelnet.csv', 'OFFRE002', 'OFFRE003', /OFFRE003 : ligne inattendue/],
    ['bordereau.json', '"points":1750', '"points":1751', /nombre ou somme pour favorable/],
    ['bordereau.json', '"lignes":2', '"lignes":3', /nombre de lignes/],
    ['bordereau.json', 'repetition', 'officiel', /repetition/],
    ['bordereau.json', '{', '', /illisible/],
    ['bilan.json', '{}', '{', /bilan.json : illisible/],
    ['convocations.ics', 'UID:2', 'UID:1', /2 UID pour 3/],
    ['convocations.ics', 'END:VEVENT', 'DESCRIPTION:120000001AA\r\nEND:VEVENT', /INE 120000001AA/],
    [
      'anomalies.csv',
      'inscriptions.csv;6;mef;;avertissement',
      'inscriptions.csv;6;mef;;bloquant',
      /absente.*\|6[^]*inattendue/,
    ],
    ['anomalies.csv', 'inscriptions.csv;4;', 'etablissements.csv;1;', /sans INE tenu hors du bonus/],
    ['plan.csv', '09:20;2027-01-11T09:40', '09:20;2027-01-11T09:50', /dure 30 minutes[^]*déjà occupé/],
    ['plan.csv', '09:40;2027-01-11T10:00', '12:00;2027-01-11T12:20', /dans aucune disponibilité/],
    ['plan.csv', '120000001AA;NUM', '120000001AA;BOIS', /ni placé ni non placé[^]*sans inscription/],
    ['plan.csv', 'B1;2027-01-11T09:00', 'B2;2027-01-11T09:00', /dans aucune disponibilité/],
    ['plan.csv', ';2027-01-11T09:00', ';9h', /horaires illisibles/],
    [
      'non-places.csv',
      'explication\n',
      'explication\n120000003AC;NUM;aucun_creneau;Rien\n',
      /figure plusieurs fois/,
    ],
  ]
  test.each(planted)('%s : %s → %s', (file, from, to, sentence) => {
    expect(differences(INPUT, changed(OUTPUT, { file, from, to }))).toMatch(sentence)
  })

  test('lines of the bonus out of order', () => {
    const output = {
      ...OUTPUT,
      'bonus-affelnet.csv': bonusOf([BONUS[0] ?? '', BONUS[2] ?? '', BONUS[1] ?? '']),
    }
    expect(differences(INPUT, output)).toMatch(/ordre des lignes/)
  })

  test('a hash of other bytes', () => {
    const output = { ...OUTPUT, 'bordereau.json': coverOf('autre chose') }
    expect(differences(INPUT, output)).toBe('bordereau.json : empreinte SHA-256')
  })

  test('a file that is not there', () => {
    const { 'fiches.pdf': _, ...output } = OUTPUT
    expect(differences(INPUT, output)).toBe('fiches.pdf : fichier absent')
  })
})

describe('a rule broken by the plan is found when the input changes', () => {
  const broken: readonly (readonly [string, string, string, RegExp])[] = [
    ['referents.csv', '75,Montreuil', '93', /pas référent pour cet élève/],
    ['referents.csv', '0932119Y;NUM', '0932119Y;BOIS', /pas référent pour cet élève/],
    ['disponibilites.csv', 'B1;presentiel', 'B1;distanciel', /dans aucune disponibilité/],
    ['domaines.csv', 'Numérique;20', 'Numérique;25', /dure 20 minutes au lieu de 25/],
    [
      'campagne.json',
      '"debutEntretiens":"2027-01-04"',
      '"debutEntretiens":"2027-01-12"',
      /hors de la période/,
    ],
    ['campagne.json', '"annee"', '"contraintes":{"joursFermes":["2027-01-11"]},"annee"', /un jour fermé/],
    ['campagne.json', '"annee"', '"contraintes":{"pauseMinutes":5},"annee"', /pause de .* trop courte/],
    ['campagne.json', '"annee"', '"contraintes":{"trajetMaxMinutes":20},"annee"', /trajet trop long/],
  ]
  test.each(broken)('%s : %s → %s', (file, from, to, sentence) => {
    expect(differences(changed(INPUT, { file, from, to }), OUTPUT)).toMatch(sentence)
  })

  test.each([
    'eleve:120000001AA',
    'classe:0751234J/3A',
    'uai:0932119Y',
    'uai:0751234J',
    'intervenant:0932119Y/M. Modèle',
    'salle:0932119Y/B1',
  ])('unavailable: %s', (target) => {
    const input = {
      ...INPUT,
      'indisponibilites.csv': `cible;debut;fin\n${target};2027-01-11;2027-01-11T09:10\n`,
    }
    expect(differences(input, OUTPUT)).toBe('plan.csv ligne 2 : pendant une indisponibilité')
  })

  test('an interview without time to reach the second lycée', () => {
    const input = {
      ...INPUT,
      'inscriptions.csv': `${INPUT['inscriptions.csv']}120000001AA;;;;24723401331;2026-11-10\n`,
    }
    const at = (hour: string) =>
      `120000001AA;BOIS;0010856A;Mme Fictive;C1;2027-01-11T${hour}:00;2027-01-11T${hour}:30;presentiel\n`
    const planned = (hour: string) => ({ ...OUTPUT, 'plan.csv': `${OUTPUT['plan.csv']}${at(hour)}` })
    expect(differences(input, planned('10'))).not.toMatch(/trop peu de temps/)
    expect(
      differences(
        input,
        changed(planned('10'), {
          file: 'plan.csv',
          from: '10:00;2027-01-11T10:30',
          to: '09:35;2027-01-11T10:05',
        }),
      ),
    ).toMatch(/trop peu de temps/)
  })
})

describe('availabilities', () => {
  const availability = (line: string) => ({
    ...INPUT,
    'disponibilites.csv': `${INPUT['disponibilites.csv']}${line}\n`,
  })

  test('one on a public holiday is told', () => {
    const line = '0932119Y;Mme Exemple;NUM;2027-05-06T09:00;2027-05-06T12:00;B1;presentiel;1'
    expect(differences(availability(line), OUTPUT)).toMatch(/absente disponibilites.csv\|4\|avertissement/)
  })

  test.each(['2027-01-11T12:00;2027-01-11T09:00', '2027-01-11;2027-01-12'])('%s is refused', (hours) => {
    const input = availability(`0932119Y;Mme Exemple;NUM;${hours};B1;presentiel;1`)
    expect(differences(input, OUTPUT)).toMatch(/absente disponibilites.csv\|4\|bloquant/)
  })

  test('two pupils at once fit in a capacity of two only', () => {
    const output = changed(OUTPUT, {
      file: 'plan.csv',
      from: '09:20;2027-01-11T09:40',
      to: '09:00;2027-01-11T09:20',
    })
    const wide = changed(INPUT, {
      file: 'disponibilites.csv',
      from: 'B1;presentiel;1',
      to: 'B1;presentiel;2',
    })
    expect(differences(INPUT, output)).toMatch(/déjà occupé/)
    expect(differences(wide, output)).toBe('')
  })

  test('the mode placed is a mode asked for', () => {
    const remote = (files: Files, file: string) => {
      return { ...files, [file]: (files[file] ?? '').replaceAll('presentiel', 'distanciel') }
    }
    const sentences = differences(remote(INPUT, 'disponibilites.csv'), remote(OUTPUT, 'plan.csv'))
    expect(sentences).toMatch(/mode qui n’était pas demandé/)
    expect(sentences).not.toMatch(/dans aucune disponibilité/)
  })
})

test('at most two interviews of a pupil a day', () => {
  const noon = (row: string) => `120000001AA;${row};2027-01-11T`
  const rows = [`${noon('BOIS;0010856A;Mme Fictive;C1')}11:00;2027-01-11T11:30;presentiel`]
  const twice = [...rows, `${noon('BOIS;0010856A;Mme Fictive;C1')}11:30;2027-01-11T12:00;presentiel`]
  const input = {
    ...INPUT,
    'inscriptions.csv': `${INPUT['inscriptions.csv']}120000001AA;;;;24723401331;2026-11-10\n`,
  }
  const planned = (lines: readonly string[]) => ({
    ...OUTPUT,
    'plan.csv': `${OUTPUT['plan.csv']}${lines.join('\n')}\n`,
  })
  expect(differences(input, planned(rows))).not.toMatch(/plus de 2/)
  expect(differences(input, planned(twice))).toMatch(/plus de 2 entretiens pour 120000001AA le 2027-01-11/)
})

test('a campaign that cannot be played writes anomalies.csv only', () => {
  const { 'offres.csv': _, ...input } = INPUT
  expect(differences(input, { 'anomalies.csv': OUTPUT['anomalies.csv'] ?? '' })).toBe('')
  expect(differences(input, { 'anomalies.csv': '', 'plan.csv': '' })).toMatch(/plan.csv : écrit alors/)
  const lacking = changed(INPUT, { file: 'formations.csv', from: 'libelle', to: 'nom' })
  expect(differences(lacking, OUTPUT)).toMatch(/bilan.json : écrit alors/)
})
