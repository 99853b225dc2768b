import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isDay } from '#src/kit/day.ts'
import type { FabriquerOptions, Resume } from '#src/rehearsal/fabriquer.ts'
import { fabriquer } from '#src/rehearsal/fabriquer.ts'
import { GENRES, GENRES_DU_DOSSIER } from '#src/rehearsal/fabriquer/faults.ts'

type Row = Record<string, string>

let base = ''
let rang = 0
beforeAll(async () => {
  base = await mkdtemp(path.join(os.tmpdir(), 'fabriquer-'))
})
afterAll(async () => rm(base, { recursive: true }))

async function make(options: FabriquerOptions): Promise<{ out: string; resume: Resume }> {
  const out = path.join(base, String(rang++))
  return { out, resume: await fabriquer(out, options) }
}

async function rows(out: string, fichier: string): Promise<Row[]> {
  const lues: Row[] = parse(await readFile(path.join(out, fichier)), { delimiter: ';', columns: true })
  return lues
}

async function filesOf(out: string): Promise<string[]> {
  const entrees = await readdir(out, { recursive: true, withFileTypes: true })
  return entrees
    .filter((e) => e.isFile())
    .map((e) => path.relative(out, path.join(e.parentPath, e.name)))
    .toSorted()
}

async function fingerprint(out: string): Promise<string> {
  const hash = createHash('sha256')
  for (const fichier of await filesOf(out))
    hash.update(fichier).update(await readFile(path.join(out, fichier)))
  return hash.digest('hex')
}

/** The XML of a SIECLE file; a zip is read by its local header. */
async function xmlOf(out: string, fichier: string): Promise<string> {
  const octets = await readFile(path.join(out, fichier))
  if (!fichier.endsWith('.zip')) return iconv.decode(octets, 'ISO-8859-15')
  const debut = 30 + octets.readUInt16LE(26)
  return iconv.decode(inflateRawSync(octets.subarray(debut, debut + octets.readUInt32LE(18))), 'ISO-8859-15')
}

/** Parses strictly; gives the text of the direct children of each `element`, attributes included. */
function elements(xml: string, element: string): Row[] {
  const trouves: Row[] = []
  const pile: string[] = []
  const parser = new SaxesParser()
  let texte = ''
  parser.on('opentag', ({ name, attributes }) => {
    pile.push(name)
    texte = ''
    if (name === element) trouves.push({ ...attributes })
  })
  parser.on('text', (morceau) => (texte += morceau))
  parser.on('closetag', ({ name }) => {
    pile.pop()
    const courant = trouves.at(-1)
    if (courant && pile.at(-1) === element) courant[name] = texte
    texte = ''
  })
  parser.on('error', (erreur) => {
    throw erreur
  })
  parser.write(xml).close()
  return trouves
}

async function siecle(out: string, partie: string): Promise<{ fichier: string; xml: string }[]> {
  const fichiers = (await filesOf(out)).filter((f) => f.startsWith('siecle') && f.includes(`-${partie}.`))
  return Promise.all(fichiers.map(async (fichier) => ({ fichier, xml: await xmlOf(out, fichier) })))
}

/** Copied from formats.md, so that a slip in the generator's own list shows. */
const CONTRAT: readonly (readonly [string, string])[] = [
  ['etablissements.csv', 'uai;nom;nature;code_postal;commune;latitude;longitude;courriel'],
  ['domaines.csv', 'code;libelle;duree_minutes'],
  ['formations.csv', 'mef;libelle;domaine'],
  ['offres.csv', 'ACADEMIE;CODE_OFFRE;UAI;CODE_MEF'],
  ['referents.csv', 'uai;domaine;secteur'],
  ['eleves.csv', 'uai;nom;prenom;date_naissance;ine;mef;classe;responsables'],
  [
    'inscriptions.csv',
    'ine;nom;prenom;date_naissance;mef;inscrit_le;adulte_referent;mode;uai_souhaite;derogation_secteur;amenagements',
  ],
  ['avis-origine.csv', 'ine;mef;avis;commentaire;signe_le;signataire'],
  ['disponibilites.csv', 'uai;intervenant;domaines;debut;fin;salle;mode;capacite;accessible'],
  ['indisponibilites.csv', 'cible;debut;fin;motif'],
  ['entretiens.csv', 'ine;domaine;presence;compte_rendu'],
  ['avis-referent.csv', 'ine;mef;avis;commentaire;signe_le'],
  ['confirmations.csv', 'ine;mef;qui;decision;le'],
  [
    'voeux-affelnet.csv',
    "Académie possédant le dossier élève;INE;Nom de l'élève;Prénom 1;Code UAI étab. origine;Rang du vœu;Code offre de formation (vœu);Code MEF;Libellé formation;Code UAI étab. Accueil",
  ],
]

const KEYS = 'ABCDEFGHJKLMNPRSTUVWXYZ'
const rightKey = (uai: string): boolean =>
  /^\d{7}[A-Z]$/.test(uai) && KEYS[Number(uai.slice(0, 7)) % 23] === uai[7]

const present = (eleve: Row): boolean => eleve['DATE_SORTIE'] === ''

describe('a folder of 600 pupils with wrong lines', () => {
  let out = ''
  let resume: Resume
  beforeAll(async () => {
    ;({ out, resume } = await make({ eleves: 600, graine: 7, reglement: 'exemple-gradue' }))
  })

  test('same options give the same bytes, another seed or reglement does not', async () => {
    const reference = await fingerprint(out)
    const same = await make({ eleves: 600, graine: 7, reglement: 'exemple-gradue' })
    const seed = await make({ eleves: 600, graine: 8, reglement: 'exemple-gradue' })
    const paris = await make({ eleves: 600, graine: 7 })
    expect(await fingerprint(same.out)).toBe(reference)
    expect(await fingerprint(seed.out)).not.toBe(reference)
    expect(await fingerprint(paris.out)).not.toBe(reference)
  })

  test('holds exactly the pupils asked for, and about nine registrations for ten of them', async () => {
    const fichiers = await siecle(out, 'eleves')
    const bons = fichiers.filter(({ xml }) => xml.includes('<ANNEE_SCOLAIRE>2026<'))
    const inscrits = bons.flatMap(({ xml }) => elements(xml, 'ELEVE')).filter(present)
    const hors = await rows(out, 'eleves.csv')
    expect(inscrits.length + hors.length).toBe(600)
    expect(resume.eleves).toBe(600)
    expect(Math.abs(resume.inscriptions / 540 - 1)).toBeLessThan(0.15)
    expect(fichiers.length - bons.length).toBe(1)
  })

  test('each CSV has the columns of formats.md and the rows of the summary', async () => {
    for (const [fichier, colonnes] of CONTRAT) {
      const lues = await rows(out, fichier)
      expect(Object.keys(lues[0] ?? {}), fichier).toEqual(expect.arrayContaining(colonnes.split(';')))
      expect(lues.length, fichier).toBe(resume.lignes[fichier])
    }
    expect(Object.keys(resume.lignes).toSorted()).toEqual(CONTRAT.map(([fichier]) => fichier).toSorted())
  })

  test('only the two files of Affelnet have columns that formats.md does not ask for', async () => {
    for (const [fichier, colonnes] of CONTRAT.filter(([nom]) => !/offres|voeux/.test(nom))) {
      expect(Object.keys((await rows(out, fichier))[0] ?? {}), fichier).toEqual(colonnes.split(';'))
    }
    expect(Object.keys((await rows(out, 'voeux-affelnet.csv'))[0] ?? {}).length).toBeGreaterThan(18)
    const [entete = '', premiere = ''] = (await readFile(path.join(out, 'voeux-affelnet.csv'), 'utf8')).split(
      '\n',
    )
    expect(entete.startsWith('"') && premiere.includes(';"-";')).toBe(true)
  })

  test('the summary counts the bytes of the folder', async () => {
    const tailles = await Promise.all(
      (await filesOf(out)).map(async (f) => (await stat(path.join(out, f))).size),
    )
    expect(resume.octets).toBe(tailles.reduce((a, b) => a + b, 0))
  })

  test('every XML is well formed, in ISO-8859-15, under the UAI of its name, with all its pupils in a division', async () => {
    for (const { fichier, xml } of await siecle(out, 'eleves')) {
      const uai = path.basename(fichier).slice(0, 8)
      expect(xml.startsWith('<?xml version="1.0" encoding="ISO-8859-15"?>')).toBe(true)
      expect(xml).not.toContain('?<')
      expect(elements(xml, 'PARAMETRES')[0]?.['UAJ']).toBe(uai)
      expect(elements(xml, 'STRUCTURES_ELEVE').length).toBe(elements(xml, 'ELEVE').length)
    }
    const noms = (await siecle(out, 'eleves')).flatMap(({ xml }) =>
      elements(xml, 'ELEVE').map((e) => e['NOM_DE_FAMILLE']),
    )
    expect(noms.some((nom) => nom?.includes('Œ'))).toBe(true)
    expect(noms.some((nom) => nom?.includes("'"))).toBe(true)
    expect((await filesOf(out)).some((f) => f.endsWith('.zip'))).toBe(true)
  })

  test('every link of a guardian names a pupil and a person of its own file', async () => {
    const eleves = await siecle(out, 'eleves')
    for (const { fichier, xml } of await siecle(out, 'responsables')) {
      const siens = eleves.find((e) => e.fichier.slice(0, 15) === fichier.slice(0, 15))?.xml ?? ''
      const ids = new Set(elements(siens, 'ELEVE').map((e) => e['ELEVE_ID']))
      const personnes = elements(xml, 'PERSONNE').map((p) => p['PERSONNE_ID'])
      expect(new Set(personnes).size, fichier).toBe(personnes.length)
      for (const lien of elements(xml, 'RESPONSABLE_ELEVE')) {
        expect(ids.has(lien['ELEVE_ID'] ?? '') && personnes.includes(lien['PERSONNE_ID'] ?? '')).toBe(true)
      }
    }
  })

  test('every UAI has its key letter, but the one planted', async () => {
    const ecoles = (await rows(out, 'etablissements.csv')).map((r) => r['uai'] ?? '')
    expect(ecoles.filter((uai) => !rightKey(uai)).length).toBe(1)
    const citees = ['referents.csv', 'disponibilites.csv', 'eleves.csv'].map(async (f) =>
      (await rows(out, f)).map((r) => r['uai']),
    )
    const offres = (await rows(out, 'offres.csv')).map((r) => r['UAI'])
    const souhaits = (await rows(out, 'inscriptions.csv'))
      .map((r) => r['uai_souhaite'])
      .filter((uai) => uai !== '')
    for (const uai of [...(await Promise.all(citees)).flat(), ...offres, ...souhaits])
      expect(ecoles).toContain(uai)
  })

  test('has families of every kind', async () => {
    const eleves = (await siecle(out, 'eleves')).flatMap(({ fichier, xml }) =>
      elements(xml, 'ELEVE').map((e): Row => ({ ...e, fichier })),
    )
    const cle = (e: Row, champs: string[]): string => champs.map((c) => e[c]).join('|')
    const meme = (champs: string[]): Row[][] => {
      const groupes: Record<string, Row[]> = {}
      for (const e of eleves) (groupes[cle(e, champs)] ??= []).push(e)
      return Object.values(groupes).filter((g) => g.length > 1)
    }
    expect(meme(['fichier', 'ADRESSE_ID', 'DATE_NAISS', 'NOM_DE_FAMILLE']).length).toBeGreaterThan(2)
    const homonymes = meme(['NOM_DE_FAMILLE', 'PRENOM', 'DATE_NAISS'])
    expect(homonymes.some((g) => new Set(g.map((e) => e['fichier'])).size > 1)).toBe(true)
    expect(eleves.some((e) => e['ID_NATIONAL'] === '')).toBe(true)
    expect(eleves.some((e) => !present(e))).toBe(true)
    const ines = eleves.map((e) => e['ID_NATIONAL'] ?? '').filter((ine) => ine !== '')
    expect(new Set(ines).size).toBe(ines.length)
    for (const ine of ines) expect(ine).toMatch(/^(\d{9}[A-Z]{2}|\d{10}[A-Z]|\d{4}A\d{5}[A-Z])$/)
  })

  test('plants about one line in a hundred, every kind at least once, on lines that exist', () => {
    const genres = [...Object.keys(GENRES), ...Object.keys(GENRES_DU_DOSSIER)]
    expect(genres.filter((genre) => !resume.fautes.some((f) => f.genre === genre))).toEqual([])
    const total = Object.values(resume.lignes).reduce((a, b) => a + b, 0)
    expect(resume.fautes.length / total).toBeGreaterThan(0.004)
    expect(resume.fautes.length / total).toBeLessThan(0.016)
  })

  test('names the physical line of what is planted, though comments run over several lines', async () => {
    const fautes = resume.fautes.filter((f) => f.genre === 'avis_referent_niveau_inconnu')
    const lignes = (await readFile(path.join(out, 'avis-referent.csv'), 'utf8')).split('\n')
    expect(fautes.map((f) => lignes[f.ligne - 1]?.split(';')[2])).toEqual(fautes.map(() => 'excellent'))
    const rendus = await readFile(path.join(out, 'entretiens.csv'), 'utf8')
    expect(rendus.split('\n').length).toBeGreaterThan((await rows(out, 'entretiens.csv')).length + 2)
  })

  test('writes comments of 80 to 400 characters', async () => {
    const textes = [
      ...(await rows(out, 'avis-origine.csv')).map((r) => r['commentaire'] ?? ''),
      ...(await rows(out, 'avis-referent.csv')).map((r) => r['commentaire'] ?? ''),
      ...(await rows(out, 'entretiens.csv')).map((r) => r['compte_rendu'] ?? ''),
    ].filter((texte) => texte !== '')
    expect(Math.min(...textes.map((t) => t.length))).toBeGreaterThanOrEqual(80)
    expect(Math.max(...textes.map((t) => t.length))).toBeLessThanOrEqual(400)
    expect(new Set(textes).size).toBeGreaterThan(100)
  })

  test('no teacher and no room is in two places, windows are long enough and many enough', async () => {
    const fenetres = await rows(out, 'disponibilites.csv')
    const prises = new Set<string>()
    for (const { uai, intervenant = '', salle = '', debut = '' } of fenetres) {
      const qui = [...intervenant.split('+'), ...(salle === '' ? [] : [salle])]
      for (const cle of qui.map((q) => `${uai}/${q}/${debut}`)) {
        expect(prises.has(cle), cle).toBe(false)
        prises.add(cle)
      }
    }
    expect(fenetres.some((f) => f['intervenant']?.includes('+'))).toBe(true)
    expect(fenetres.some((f) => f['mode'] === 'distanciel')).toBe(true)
    const entretiens = (await rows(out, 'entretiens.csv')).length
    expect(fenetres.length * 6).toBeGreaterThan(entretiens * 1.2)
  })

  test('each domaine has a referent that serves each département', async () => {
    const { lignes } = resume
    expect(lignes['referents.csv']).toBeGreaterThan(10)
    const servis = await rows(out, 'referents.csv')
    for (const { code } of await rows(out, 'domaines.csv')) {
      for (const departement of ['77', '93', '94']) {
        const lycees = servis.filter((r) => r['domaine'] === code)
        expect(lycees.some((r) => r['secteur'] === '' || r['secteur']?.includes(departement))).toBe(true)
      }
    }
  })
})

describe('a clean folder', () => {
  for (const reglement of ['paris', 'exemple-gradue'] as const) {
    test(`has no wrong line under ${reglement}`, async () => {
      const { out, resume } = await make({ eleves: 300, graine: 3, reglement, propre: true })
      expect(resume.fautes).toEqual([])
      const mefs = new Set((await rows(out, 'formations.csv')).map((r) => r['mef']))
      const inscriptions = await rows(out, 'inscriptions.csv')
      for (const { mef = '', inscrit_le: le = '' } of inscriptions) {
        expect(mefs.has(mef.slice(0, 10)) && le.slice(0, 10) <= '2027-02-12').toBe(true)
      }
      expect((await rows(out, 'etablissements.csv')).filter((r) => !rightKey(r['uai'] ?? ''))).toEqual([])
      for (const { avis = '', mef, commentaire, signe_le: le = '' } of await rows(out, 'avis-origine.csv')) {
        expect(avis.toLowerCase().replace(' ', '_')).toMatch(/^(r[eé]serv[eé]|assez_favorable|favorable)$/)
        expect(mef === '').toBe(reglement === 'paris')
        expect(commentaire !== '' && isDay(le.slice(0, 10)) && le < '2027-02-22').toBe(true)
      }
    })
  }

  test('registrations follow the number asked for', async () => {
    for (const inscriptions of [100, 1000]) {
      const { resume } = await make({ eleves: 400, graine: 1, inscriptions })
      expect(Math.abs(resume.inscriptions / inscriptions - 1)).toBeLessThan(0.2)
    }
  })
})

describe('sizes', () => {
  for (const eleves of [1, 2, 10, 30]) {
    test(`${eleves} pupils make a folder`, async () => {
      const { out } = await make({ eleves, graine: 5 })
      const lus = (await siecle(out, 'eleves'))
        .filter(({ xml }) => xml.includes('<ANNEE_SCOLAIRE>2026<'))
        .flatMap(({ xml }) => elements(xml, 'ELEVE'))
        .filter(present)
      expect(lus.length + (await rows(out, 'eleves.csv')).length).toBe(eleves)
    })
  }

  test('0 pupils are refused', async () => {
    await expect(make({ eleves: 0, graine: 1 })).rejects.toThrow(RangeError)
  })

  test('6,000 pupils do not stay in memory', async () => {
    const avant = process.memoryUsage().rss
    const { resume } = await make({ eleves: 6000, graine: 2 })
    expect(resume.octets).toBeGreaterThan(15e6)
    expect(process.memoryUsage().rss - avant).toBeLessThan(150e6)
  })
})
