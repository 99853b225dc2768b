import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readIncidentsDe } from '#src/exchange/campagne-incidents.ts'
import { readElevesDe, readOffresDe, readVoeuxDe } from '#src/exchange/campagne-dossier.ts'
import {
  readAvisReferent,
  readConfirmations,
  readDisponibilites,
  readEntretiens,
  readIndisponibilites,
} from '#src/exchange/campagne-entretiens.ts'
import {
  readDomaines,
  readEtablissementsDe,
  readFormations,
  readReferents,
} from '#src/exchange/campagne-etablissements.ts'
import { readAvisOrigine, readInscriptions } from '#src/exchange/campagne-inscriptions.ts'
import { readCampagne } from '#src/exchange/campagne-reglages.ts'
import { bac, refusDe } from '#src/exchange/examples.ts'
import type { Anomalie, Lecture } from '#src/exchange/model.ts'

const { dossier, poser, finir } = bac()
afterAll(finir)

const said = (anomalies: readonly Anomalie[]) => anomalies.map((a) => [a.ligne, a.colonne, a.gravite])
const lire = <T>(
  reader: (dossier: string) => Promise<Lecture<T>>,
  fichier: { nom: string; lignes: string[] },
) => {
  poser(fichier.nom, `${fichier.lignes.join('\n')}\n`)
  return reader(dossier)
}
const INE = '123456789AB'
const MEF = '2472000631'

describe('campagne.json', () => {
  const bonne = {
    academie: 'Paris',
    annee: '2026-2027',
    dispositif: 'PASSPRO',
    reglement: 'paris',
    calendrier: {
      ouverture: '2026-10-01',
      finInscriptions: '2026-12-01',
      finAvisOrigine: '2027-02-01',
      debutEntretiens: '2027-01-04',
      finEntretiens: '2027-03-31',
      finAvisReferent: '2027-04-15',
      finConfirmations: '2027-05-10',
    },
  }
  const refus = (change: unknown) => {
    poser('campagne.json', typeof change === 'string' ? change : JSON.stringify(change))
    return refusDe(readCampagne(dossier))
  }
  test('defaults, and what is given', async () => {
    poser('campagne.json', `\ufeff${JSON.stringify(bonne)}`)
    expect(await readCampagne(dossier)).toEqual({
      ...bonne,
      academie: '01',
      aujourdhui: null,
      graine: 1,
      contraintes: {
        joursFermes: [],
        pauseMinutes: null,
        maxParCollege: null,
        accompagnes: null,
        preavisJours: null,
        trajetMaxMinutes: null,
      },
      anomalies: [],
    })
    const reglement = { echelles: {}, croisement: {} }
    const contraintes = { joursFermes: ['2027-02-22'], preavisJours: 5 }
    poser(
      'campagne.json',
      JSON.stringify({ ...bonne, academie: 24, reglement, graine: 7, aujourdhui: '2027-06-01', contraintes }),
    )
    expect(await readCampagne(dossier)).toMatchObject({
      academie: '24',
      reglement,
      graine: 7,
      aujourdhui: '2027-06-01',
      contraintes: { ...contraintes, maxParCollege: null },
    })
  })
  test('keys that are not used are said', async () => {
    poser(
      'campagne.json',
      JSON.stringify({
        ...bonne,
        aujourdui: 1,
        calendrier: { ...bonne.calendrier, x: 1 },
        contraintes: { y: 1 },
      }),
    )
    const lue = await readCampagne(dossier)
    expect(lue.anomalies.map((a) => [a.colonne, a.gravite])).toEqual([
      ['calendrier.x', 'avertissement'],
      ['contraintes.y', 'avertissement'],
      ['aujourdui', 'avertissement'],
    ])
  })
  test('every wrong path is named, in French', async () => {
    const refusee = await refus({
      ...bonne,
      academie: 'Nulle part',
      annee: '2026-2028',
      dispositif: ' ',
      reglement: 3,
      graine: 1.5,
      calendrier: { ...bonne.calendrier, ouverture: '2026-02-30', finEntretiens: undefined },
      contraintes: { maxParCollege: 0, joursFermes: ['hier'] },
    })
    expect(refusee).toMatchObject({
      fichier: 'campagne.json',
      gravite: 'bloquant',
      colonne: 'academie',
      valeur: 'Nulle part',
    })
    for (const mot of [
      '« academie » n’est pas une académie connue',
      '« annee » doit être une année scolaire',
      '« dispositif » est vide',
      '« reglement » doit être le nom',
      '« graine » doit être un nombre entier',
      '« calendrier.ouverture » doit être une date qui existe',
      '« calendrier.finEntretiens » manque',
      '« contraintes.maxParCollege » doit être un nombre entier d’au moins 1',
      '« contraintes.joursFermes.0 » doit être une date',
    ])
      expect(refusee.message).toContain(mot)
    expect(refusee.message).not.toMatch(/invalid|expected|too/i)
  })
  test.each([
    ['finInscriptions', '2026-09-01'],
    ['finEntretiens', '2027-01-03'],
    ['finConfirmations', '2027-04-14'],
  ])('a calendar where %s is %s is refused', async (date, valeur) => {
    const refusee = await refus({ ...bonne, calendrier: { ...bonne.calendrier, [date]: valeur } })
    expect(refusee.colonne).toContain('calendrier.')
    expect(refusee.message).toContain('vient avant')
  })
  test('missing file, broken JSON, something else than an object', async () => {
    expect((await refusDe(readCampagne(join(dossier, 'ailleurs')))).message).toContain('introuvable')
    expect((await refus('{"academie":')).message).toContain('JSON')
    expect((await refus('[]')).message).toContain('doit contenir un objet')
    expect((await refus({})).message).toContain('« calendrier » manque')
  })
})

describe('settings of the campaign', () => {
  test('schools', async () => {
    const lecture = await lire(readEtablissementsDe, {
      nom: 'etablissements.csv',
      lignes: [
        'nature;uai;nom;code_postal;commune;latitude',
        'Collège;0751234j;Collège Fictif;75000;Villefictive;48.85',
        'lycee_pro;0932119Z;Faux;93000;X;',
        'lycee_pro;0751234J;Encore;75000;X;',
      ],
    })
    expect(lecture.lignes).toMatchObject([
      { uai: '0751234J', nature: 'college', codeDepartement: '75', latitude: 48.85 },
    ])
    expect(said(lecture.anomalies)).toEqual([
      [3, 'uai', 'bloquant'],
      [4, 'uai', 'bloquant'],
    ])
  })
  test('domaines, formations, referents', async () => {
    const domaines = await lire(readDomaines, {
      nom: 'domaines.csv',
      lignes: ['code;libelle;duree_minutes', 'BOIS;Bois;30', 'FER;Fer;0', 'BOIS;Bois;20'],
    })
    expect(domaines.lignes).toEqual([
      { fichier: 'domaines.csv', ligne: 2, code: 'BOIS', libelle: 'Bois', dureeMinutes: 30 },
    ])
    expect(domaines.anomalies.map((a) => a.ligne)).toEqual([3, 4])
    const formations = await lire(readFormations, {
      nom: 'formations.csv',
      lignes: ['mef;libelle;domaine', `${MEF}0;Bois;BOIS`, `${MEF};Bois;BOIS`, '12;Bois;BOIS'],
    })
    expect(formations.lignes).toMatchObject([{ mef: MEF }])
    expect(formations.anomalies.map((a) => a.ligne)).toEqual([3, 4])
    const referents = await lire(readReferents, {
      nom: 'referents.csv',
      lignes: ['uai;domaine;secteur', '0751234J;BOIS;75, 93', '0932119Y;BOIS;'],
    })
    expect(referents.lignes.map((l) => l.secteur)).toEqual([['75', '93'], []])
  })
  test('a required file or column that is missing refuses the file; an optional file gives nothing', async () => {
    mkdirSync(join(dossier, 'vide'), { recursive: true })
    const vide = join(dossier, 'vide')
    const requis = [
      readDomaines,
      readFormations,
      readReferents,
      readInscriptions,
      readAvisOrigine,
      readEntretiens,
    ]
    for (const reader of [...requis, readOffresDe, readVoeuxDe, readDisponibilites, readConfirmations])
      expect((await refusDe(reader(vide))).message).toContain('introuvable')
    expect(await readIndisponibilites(vide)).toEqual({ lignes: [], anomalies: [] })
    expect(await readElevesDe(vide)).toEqual({ lignes: [], anomalies: [] })
    expect(
      await refusDe(lire(readConfirmations, { nom: 'confirmations.csv', lignes: ['ine;mef;qui;le'] })),
    ).toMatchObject({
      fichier: 'confirmations.csv',
      colonne: 'decision',
    })
  })
})

describe('acts of the campaign', () => {
  test('inscriptions', async () => {
    const lecture = await lire(readInscriptions, {
      nom: 'inscriptions.csv',
      lignes: [
        'ine;nom;prenom;date_naissance;mef;inscrit_le;mode;uai_souhaite;derogation_secteur;amenagements',
        `${INE.toLowerCase()};;;;${MEF}0;2026-11-05T10:30:59;;;;`,
        `sans-ine:0751234j/42;;;;${MEF};2026-11-05;Distanciel;0932119y;oui;acces_fauteuil, interprete:tamoul`,
        `;FICTIF;Zoé;2012-02-05;${MEF};2026-11-05;;;;`,
        `;FICTIF;Zoé;;${MEF};2026-11-05;;;;`,
        `12;;;;abc;05/11/2026;téléphone;0932119Z;peut-être;`,
        `${INE};;;;${MEF};2026-11-05T25:00;;;;`,
      ],
    })
    expect(lecture.lignes).toMatchObject([
      {
        ligne: 2,
        ine: INE,
        mef: `${MEF}0`,
        inscritLe: '2026-11-05T10:30',
        mode: 'presentiel',
        derogationSecteur: false,
      },
      {
        ligne: 3,
        ine: 'sans-ine:0751234J/42',
        mode: 'distanciel',
        uaiSouhaite: '0932119Y',
        derogationSecteur: true,
        amenagements: ['acces_fauteuil', 'interprete:tamoul'],
      },
      { ligne: 4, ine: '', nom: 'FICTIF', prenom: 'Zoé', dateNaissance: '2012-02-05' },
    ])
    expect(said(lecture.anomalies)).toEqual([
      [5, 'ine', 'bloquant'],
      ...['ine', 'mef', 'inscrit_le', 'mode', 'uai_souhaite', 'derogation_secteur'].map((c) => [
        6,
        c,
        'bloquant',
      ]),
      [7, 'inscrit_le', 'bloquant'],
    ])
  })
  test('avis: the level stays as written, a comment may hold several lines', async () => {
    const origine = await lire(readAvisOrigine, {
      nom: 'avis-origine.csv',
      lignes: [
        'ine;avis;commentaire;signe_le',
        `${INE};Très bien;"deux\nlignes";2027-01-05`,
        `${INE};;x;2027-01-05`,
      ],
    })
    expect(origine.lignes).toMatchObject([
      { mef: null, avis: 'Très bien', commentaire: 'deux\nlignes', signataire: null },
    ])
    expect(said(origine.anomalies)).toEqual([[4, 'avis', 'bloquant']])
    const referent = await lire(readAvisReferent, {
      nom: 'avis-referent.csv',
      lignes: ['ine;mef;avis;commentaire;signe_le', `${INE};${MEF};favorable;;2027-02-05T14:00`],
    })
    expect(referent.lignes).toMatchObject([{ mef: MEF, commentaire: '', signeLe: '2027-02-05T14:00' }])
  })
  test('disponibilites', async () => {
    const lecture = await lire(readDisponibilites, {
      nom: 'disponibilites.csv',
      lignes: [
        'uai;intervenant;domaines;debut;fin;salle;mode;capacite',
        '0751234J;Mme Fictive + M. Fictif;BOIS,FER;2027-01-05T09:00;2027-01-05T12:00;B12;presentiel;2',
        '0751234J;Mme Fictive;BOIS;2027-01-05T09:00;2027-01-05T09:00;;presentiel;',
        '0751234J;;;05/01/2027 09:00;2027-01-05 12:00;;;0',
      ],
    })
    expect(lecture.lignes).toMatchObject([
      {
        intervenants: ['Mme Fictive', 'M. Fictif'],
        domaines: ['BOIS', 'FER'],
        salle: 'B12',
        capacite: 2,
        accessible: false,
      },
    ])
    expect(said(lecture.anomalies).map(([ligne, colonne]) => [ligne, colonne])).toEqual([
      [3, 'fin'],
      [4, 'domaines'],
      [4, 'intervenant'],
      [4, 'debut'],
      [4, 'fin'],
      [4, 'capacite'],
    ])
    expect(lecture.anomalies[3]?.message).toContain('écrivez 2027-01-05T09:00')
  })
  test('indisponibilites: the five kinds of targets', async () => {
    const plage = '2027-01-05T09:00;2027-01-05T12:00'
    const cibles = [
      `eleve:${INE}`,
      'élève:sans-ine:0751234j/42',
      'classe:0751234j/3A',
      'uai:0751234J',
      'intervenant:0751234J/Mme Fictive',
      'salle:0751234J/B/12',
    ]
    const fausses = ['Zoé', 'classe:0751234J', 'salle:0751234K/B12', 'eleve:12', 'ville:0751234J/X']
    const lecture = await lire(readIndisponibilites, {
      nom: 'indisponibilites.csv',
      lignes: ['cible;debut;fin', ...[...cibles, ...fausses].map((cible) => `${cible};${plage}`)],
    })
    expect(lecture.lignes.map((l) => l.cible)).toEqual([
      { genre: 'eleve', ine: INE },
      { genre: 'eleve', ine: 'sans-ine:0751234J/42' },
      { genre: 'classe', uai: '0751234J', classe: '3A' },
      { genre: 'uai', uai: '0751234J' },
      { genre: 'intervenant', uai: '0751234J', nom: 'Mme Fictive' },
      { genre: 'salle', uai: '0751234J', nom: 'B/12' },
    ])
    expect(said(lecture.anomalies)).toEqual(fausses.map((_, i) => [8 + i, 'cible', 'bloquant']))
  })
  test('incidents: each kind names what it is about; only a no-show goes without a date', async () => {
    const heures = '2027-03-05T08:00;2027-03-05T18:00;Fictif'
    const lecture = await lire(readIncidentsDe, {
      nom: 'incidents.csv',
      lignes: [
        'declare_le;genre;cible;domaine;debut;fin;motif',
        `2027-03-01;Intervenant absent;intervenant:0751234J/Mme Fictive;;${heures}`,
        `;absence;eleve:${INE};BOIS;;;Fictif`,
        `2027-03-01T09:00;retrait;eleve:${INE};BOIS;;;Fictif`,
        `2027-03-01;lieu_ferme;salle:0751234J/B12;;${heures}`,
        `;retrait;eleve:${INE};;;;`,
        `2027-03-01;lieu_ferme;uai:0751234J;;;;Neige`,
      ],
    })
    expect(lecture.lignes).toMatchObject([
      { genre: 'intervenant_absent', declareLe: '2027-03-01', domaine: null },
      { genre: 'absence', declareLe: null, domaine: 'BOIS', plage: null },
      { genre: 'retrait', declareLe: '2027-03-01T09:00', motif: 'Fictif' },
    ])
    expect(said(lecture.anomalies)).toEqual([
      [5, 'cible', 'bloquant'],
      [6, 'declare_le', 'bloquant'],
      [6, 'domaine', 'bloquant'],
      [6, 'motif', 'bloquant'],
      [7, 'debut', 'bloquant'],
      [7, 'fin', 'bloquant'],
    ])
  })
  test('entretiens and confirmations', async () => {
    const entretiens = await lire(readEntretiens, {
      nom: 'entretiens.csv',
      lignes: [
        'ine;domaine;presence;compte_rendu',
        `${INE};BOIS;Présent;`,
        `${INE};BOIS;annulé par lycée;x`,
        `${INE};BOIS;malade;`,
      ],
    })
    expect(entretiens.lignes.map((l) => [l.presence, l.compteRendu])).toEqual([
      ['present', null],
      ['annule_par_lycee', 'x'],
    ])
    expect(entretiens.anomalies).toMatchObject([{ ligne: 4, colonne: 'presence', valeur: 'malade' }])
    const confirmations = await lire(readConfirmations, {
      nom: 'confirmations.csv',
      lignes: [
        'ine;mef;qui;decision;le',
        `${INE};${MEF};eleve;OUI;2027-04-20`,
        `${INE};${MEF};responsable:R1;non;2027-04-20T08:00`,
        `${INE};${MEF};R1;peut-être;`,
      ],
    })
    expect(confirmations.lignes.map((l) => [l.qui, l.decision])).toEqual([
      [{ genre: 'eleve' }, 'oui'],
      [{ genre: 'responsable', personneId: 'R1' }, 'non'],
    ])
    expect(said(confirmations.anomalies)).toEqual(['qui', 'decision', 'le'].map((c) => [4, c, 'bloquant']))
  })
  test('the same file twice gives the same reading', async () => {
    const fichier = {
      nom: 'domaines.csv',
      lignes: ['code;libelle;duree_minutes;z', 'BOIS;Bois;30;', 'FER;Fer;x;'],
    }
    expect(await lire(readDomaines, fichier)).toEqual(await lire(readDomaines, fichier))
  })
})
