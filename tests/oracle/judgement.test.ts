import { describe, expect, test } from 'vitest'
import { judge } from './oracle.ts'
import { campaignWith, type Files, folderOf, INPUT, OUTPUT } from './small-campaign.ts'

const FIRST = '120000001AA;24731201331'
const found = (input: Files) => judge(folderOf(input), folderOf(OUTPUT)).differences.join('\n')

/** Replaces one text of one input file; the outputs made by hand then disagree as the rule says. */
function after(file: string, { from, to }: { from: string; to: string }): string {
  const content = INPUT[file] ?? ''
  if (!content.includes(from)) throw new Error(`${file} ne contient pas « ${from} »`)
  return found({ ...INPUT, [file]: content.replace(from, to) })
}

const added = (file: string, line: string) => found({ ...INPUT, [file]: `${INPUT[file]}${line}\n` })

describe('inscriptions', () => {
  test('the last day counts, the day after is refused', () => {
    expect(after('inscriptions.csv', { from: '2026-11-10', to: '2026-11-30T23:59' })).not.toMatch(
      /inscriptions.csv/,
    )
    expect(after('inscriptions.csv', { from: '2026-11-10', to: '2026-12-01' })).toMatch(
      /absente inscriptions.csv\|2\|bloquant/,
    )
  })

  test('two pupils of one name and birth date are refused', () => {
    const twin = '0751234J;INVENTÉ;BAO;2012-05-04;120000004AD;\n'
    expect(found({ ...INPUT, 'eleves.csv': `${INPUT['eleves.csv']}${twin}` })).toMatch(
      /absente inscriptions.csv\|4\|bloquant \(élève plusieurs\)/,
    )
  })

  test('an INE with another birth date is doubt, and refused', () => {
    expect(after('inscriptions.csv', { from: 'AA;;;;', to: 'AA;;;2012-03-02;' })).toBe('')
    expect(after('inscriptions.csv', { from: 'AA;;;;', to: 'AA;;;2012-03-03;' })).toMatch(/\|2\|bloquant/)
  })

  test('the earliest date is the one kept, whatever the order of the file', () => {
    expect(after('inscriptions.csv', { from: '2026-11-11', to: '2026-11-13' })).toMatch(
      /absente inscriptions.csv\|5\|avertissement[^]*inattendue inscriptions.csv\|6\|avertissement/,
    )
  })

  test('an unknown column and a broken line are told', () => {
    expect(after('inscriptions.csv', { from: 'inscrit_le', to: 'inscrit_le;couleur' })).toMatch(
      /\|1\|avertissement/,
    )
    expect(after('inscriptions.csv', { from: '2026-11-12\n', to: '2026-11-12;trop\n' })).toMatch(
      /\|6\|bloquant/,
    )
  })
})

describe('origin avis', () => {
  const line = (number: number) => new RegExp(`absente avis-origine.csv\\|${number}\\|bloquant`)

  test('of the interview day: a date is before, an instant is what it says', () => {
    expect(after('avis-origine.csv', { from: '2027-01-11', to: '2027-01-11T09:00' })).toBe('')
    expect(after('avis-origine.csv', { from: '2027-01-11', to: '2027-01-11T09:01' })).toMatch(line(3))
  })

  test('after the interview is accepted where the reglement says so', () => {
    const reglement = {
      echelles: {
        origine: ['bas', 'haut'],
        referent: ['reserve', 'favorable'],
        final: ['reserve', 'favorable'],
      },
      croisement: {
        bas: { reserve: 'reserve', favorable: 'reserve' },
        haut: { reserve: 'reserve', favorable: 'favorable' },
      },
      points: { reserve: 0, favorable: 10 },
      avisOrigine: 'par_formation',
      confirmationResponsables: 'un',
      avisOrigineAvantEntretien: false,
    }
    const input = { ...INPUT, 'campagne.json': campaignWith({ reglement }) }
    const avis = (INPUT['avis-origine.csv'] ?? '').replace(';favorable;Trop tard', ';Haut;Après')
    const differences = found({ ...input, 'avis-origine.csv': avis })
    expect(differences).toMatch(/inattendue avis-origine.csv\|5\|bloquant/)
    expect(differences).toMatch(/120000003AC.* : points vaut « 0 » au lieu de « 10 »/)
  })

  test.each([
    ['unknown level', 'Favorable;Mot', 'Excellent;Mot'],
    ['empty comment', 'Motivation claire.', ''],
    ['after the deadline', '2026-12-01', '2027-02-01'],
    ['before the inscription', '2026-12-01', '2026-11-09'],
    ['no MEF under par_formation', '24731201331;Favorable', ';Favorable'],
    ['no inscription', '24731201331;Favorable', '24723401331;Favorable'],
  ])('%s is refused', (_, from, to) => {
    expect(after('avis-origine.csv', { from, to })).toMatch(line(2))
  })

  test('the first signed stands, even later in the file', () => {
    const differences = added('avis-origine.csv', `${FIRST};reserve;Réserves.;2026-11-20`)
    expect(differences).toMatch(line(2))
    expect(differences).toMatch(/avis_origine vaut « favorable » au lieu de « reserve »/)
  })

  test('under paris a MEF is ignored, the first covers all, an omission is told and costs nothing', () => {
    const differences = found({ ...INPUT, 'campagne.json': campaignWith({ reglement: 'paris' }) })
    expect(differences).toMatch(/absente avis-origine.csv\|2\|avertissement \(MEF ignoré\)/)
    expect(differences).toMatch(line(3))
    expect(differences).toMatch(/avis d’origine omis pour 120000003AC/)
    expect(differences).toMatch(/120000003AC.* : points vaut « 0 » au lieu de « 2500 »/)
    expect(differences).toMatch(/120000003AC.* : etat vaut « points_nuls » au lieu de « non_confirme »/)
  })
})

test('under par_eleve the first of his interviews freezes the avis', () => {
  const input = {
    ...INPUT,
    'campagne.json': campaignWith({ reglement: 'paris' }),
    'inscriptions.csv': `${INPUT['inscriptions.csv']}120000003AC;;;;24723401331;2026-11-10\n`,
  }
  const bois = '120000003AC;BOIS;0010856A;Mme Fictive;C1;2027-01-20T09:00;2027-01-20T09:30;presentiel\n'
  const output = { ...OUTPUT, 'plan.csv': `${OUTPUT['plan.csv']}${bois}` }
  const differences = judge(folderOf(input), folderOf(output)).differences.join('\n')
  expect(differences).not.toMatch(/avis-origine.csv\|5\|bloquant/)
})

describe('interviews and referent avis', () => {
  const line = (number: number) => new RegExp(`absente avis-referent.csv\\|${number}\\|bloquant`)

  test.each([
    ['excusé', 'excuse'],
    ['absent', 'absent'],
    ['annulé par lycée', 'annule_par_lycee'],
  ])('%s: no avis final, and the avis is refused', (presence, etat) => {
    const differences = after('entretiens.csv', {
      from: '120000001AA;NUM;present',
      to: `120000001AA;NUM;${presence}`,
    })
    expect(differences).toMatch(new RegExp(`etat vaut « complet » au lieu de « ${etat} »`))
    expect(differences).toMatch(line(2))
  })

  test('a presence not recorded makes the avis missing', () => {
    const differences = after('entretiens.csv', {
      from: '120000001AA;NUM;present;Un échange utile.\n',
      to: '',
    })
    expect(differences).toMatch(/au lieu de « avis_referent_manquant »/)
    expect(differences).toMatch(line(3))
  })

  test.each([
    ['the day before', '2027-01-11', '2027-01-10'],
    ['before its hour', '2027-01-11', '2027-01-11T08:59'],
    ['after the deadline', '2027-01-11', '2027-03-02'],
    ['unknown level', '31;favorable;;2027-01-11', '31;moyen;;2027-01-11'],
  ])('%s is refused', (_, from, to) => {
    expect(after('avis-referent.csv', { from, to })).toMatch(line(2))
  })

  test('a second presence of one interview is refused', () => {
    expect(added('entretiens.csv', '120000001AA;NUM;absent;')).toMatch(
      /^anomalies.csv : ligne absente entretiens.csv\|5/,
    )
  })

  test('a comment is required unless the compte rendu stands for it', () => {
    const differences = after('entretiens.csv', { from: 'Un échange utile.', to: '' })
    expect(differences).toMatch(line(2))
    expect(differences).not.toMatch(line(4))
  })

  test('an interview not placed comes before any other state', () => {
    const plan = (OUTPUT['plan.csv'] ?? '').replace(/^120000001AA.*\n/m, '')
    const output = {
      ...OUTPUT,
      'plan.csv': plan,
      'non-places.csv': `ine;domaine;raison;explication\n120000001AA;NUM;x;y\n`,
    }
    const differences = judge(folderOf(INPUT), folderOf(output)).differences.join('\n')
    expect(differences).toMatch(/etat vaut « complet » au lieu de « non_place »/)
    expect(differences).toMatch(/absente entretiens.csv\|2\|bloquant/)
  })
})

describe('confirmations', () => {
  const etat = (wanted: string) =>
    new RegExp(`rapprochement.csv ${FIRST.slice(0, 11)}.*etat.*« ${wanted} »$`, 'm')

  test.each([
    ['after the deadline', '2027-03-05', '2027-03-21'],
    ['before the fiche is released', '2027-03-05', '2027-03-01'],
    ['by a person who is not a legal guardian', 'eleve', 'responsable:19'],
    ['with another word', 'oui', 'peut-être'],
  ])('%s is refused', (_, from, to) => {
    const differences = after('confirmations.csv', { from, to })
    expect(differences).toMatch(/absente confirmations.csv\|2\|bloquant/)
    expect(differences).toMatch(etat('non_confirme'))
  })

  test('the first day of the released fiche counts', () => {
    expect(after('confirmations.csv', { from: '2027-03-05', to: '2027-03-02' })).toBe('')
  })

  test('a pupil of 18 confirms alone', () => {
    const words = (INPUT['confirmations.csv'] ?? '').replace(/.*responsable:11.*\n/g, '')
    const born = (day: string) => {
      const people = (INPUT['siecle/0751234J-eleves.xml'] ?? '').replace('02/03/2012', day)
      return found({ ...INPUT, 'siecle/0751234J-eleves.xml': people, 'confirmations.csv': words })
    }
    expect(born('20/03/2009')).not.toMatch(etat('non_confirme'))
    expect(born('21/03/2009')).toMatch(etat('non_confirme'))
  })

  test('the last word of a person counts', () => {
    expect(added('confirmations.csv', `${FIRST};responsable:11;non;2027-03-04`)).toBe('')
    expect(added('confirmations.csv', `${FIRST};responsable:11;non;2027-03-06`)).toMatch(etat('refuse'))
  })

  test('tous waits for every legal guardian, un for one', () => {
    const links = (INPUT['siecle/0751234J-responsables.xml'] ?? '').replace('>2</NIV', '>1</NIV')
    const input = { ...INPUT, 'siecle/0751234J-responsables.xml': links }
    expect(found(input)).toMatch(etat('non_confirme'))
    expect(found({ ...input, 'campagne.json': campaignWith({ reglement: 'paris' }) })).not.toMatch(
      etat('non_confirme'),
    )
  })

  test('a pupil without known guardian cannot be confirmed, and the missing file is told', () => {
    const { 'siecle/0751234J-responsables.xml': _, ...input } = INPUT
    const differences = found(input)
    expect(differences).toMatch(etat('non_confirme'))
    expect(differences).toMatch(/responsables de 0751234J absents/)
  })
})

describe('wishes and bonus', () => {
  test('a wish counts by the offer listed for the MEF, with the highest points', () => {
    const offers = `${INPUT['offres.csv']}01;OFFRE002;0932119Y;24731201331;24\n`
    const differences = found({ ...INPUT, 'offres.csv': offers })
    expect(differences).toMatch(/OFFRE002 : Points vaut « 1750 » au lieu de « 2500 »/)
    expect(differences).toMatch(/OFFRE002 : Avis final vaut « favorable » au lieu de « tres_favorable »/)
  })

  test('without any wish the line is sans_voeu', () => {
    const differences = after('voeux-affelnet.csv', {
      from: '"OFFRE002";"24731202331"',
      to: '"AUTRE002";"24723401331"',
    })
    expect(differences).toMatch(/etat vaut « exporte » au lieu de « sans_voeu »/)
    expect(differences).toMatch(/OFFRE002 : ligne inattendue/)
  })

  test('the same offer twice is one line; the same rank is told', () => {
    const again = '"PARIS";"120000001AA";"3";"OFFRE001";"24731201331";"Réseaux"'
    expect(added('voeux-affelnet.csv', again)).toBe('')
    expect(added('voeux-affelnet.csv', again.replace('"3"', '"2"'))).toMatch(
      /vœux de même rang 120000001AA\|2/,
    )
  })
})

describe('people', () => {
  test.each([
    ['another year', '>2026<', '>2025<'],
    ['another school', '<UAJ>0751234J', '<UAJ>0751235K'],
    ['DOCTYPE', '<BEE_ELEVES>', '<!DOCTYPE x><BEE_ELEVES>'],
    ['truncated', '</DONNEES></BEE_ELEVES>', ''],
    ['too deep', '<DONNEES>', `${'<A>'.repeat(20)}${'</A>'.repeat(20)}<DONNEES>`],
  ])('a SIECLE file of %s is refused whole', (_, from, to) => {
    const differences = after('siecle/0751234J-eleves.xml', { from, to })
    expect(differences).toMatch(/0751234J-eleves.xml\|\*\|bloquant/)
    expect(differences).toMatch(/absente inscriptions.csv\|2\|bloquant/)
  })

  test('a pupil who left is skipped, one who leaves later is kept', () => {
    expect(after('siecle/0751234J-eleves.xml', { from: '15/09/2026', to: '15/11/2026' })).toBe('')
  })
})
