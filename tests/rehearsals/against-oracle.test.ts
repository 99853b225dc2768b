import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Faute } from '#src/rehearsal/fabriquer/faults.ts'
import { fabriquer } from '#src/rehearsal/fabriquer.ts'
import { judge } from '../oracle/oracle.ts'

type Row = Record<string, string>

const PLAN = 'ine;domaine;uai_referent;intervenant;salle;debut;fin;mode'
const ANOMALIES = 'fichier;ligne;colonne;valeur;gravite;message'
const HERE = import.meta.dirname

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'passpro-rehearsal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

function rows(...chemin: string[]): Row[] {
  const lues: Row[] = parse(readFileSync(path.join(...chemin)), { delimiter: ';', columns: true })
  return lues
}

const write = (chemin: string, lignes: readonly string[]): void =>
  writeFileSync(chemin, `${lignes.join('\n')}\n`)

/** What the two implementations say differently of these files alone: the folders hold no other output. */
const about = (differences: readonly string[], fichiers: RegExp): string[] =>
  differences.filter((d) => fichiers.test(d) && !d.endsWith('fichier absent'))

describe('the folders of ten pupils', () => {
  /** One window per domaine, so that the day of each interview does not depend on the planner. */
  const cases = [
    { nom: 'dix-eleves-paris', places: 10, tus: /avis d’origine omis pour 990000008AH/ },
    { nom: 'dix-eleves-gradue', places: 13, tus: /responsables de 0779102A|vœux de même rang/ },
  ]
  for (const { nom, places, tus } of cases) {
    test(`${nom}: what was derived by hand is what the oracle derives`, () => {
      const [dossier, out] = [path.join(HERE, nom), emptyFolder()]
      const jours = new Map(rows(dossier, 'disponibilites.csv').map((d) => [d['domaines'], d]))
      const domaines = new Map(rows(dossier, 'formations.csv').map((f) => [f['mef'], f['domaine']]))
      const finaux = rows(dossier, 'attendu/avis-finaux.csv').filter((f) => f['etat'] !== 'non_place')
      const plan = new Set(
        finaux.map(({ ine, mef = '' }) => {
          const fenetre = jours.get(domaines.get(mef))
          const debut = fenetre?.['debut'] ?? ''
          return `${ine};${domaines.get(mef)};${fenetre?.['uai']};X;Y;${debut};${debut.slice(0, 13)}:20;presentiel`
        }),
      )
      expect(plan.size).toBe(places)
      write(path.join(out, 'plan.csv'), [PLAN, ...plan])
      for (const fichier of ['avis-finaux.csv', 'rapprochement.csv', 'bonus-affelnet.csv']) {
        copyFileSync(path.join(dossier, 'attendu', fichier), path.join(out, fichier))
      }
      const anomalies = rows(dossier, 'attendu/anomalies.csv')
      write(path.join(out, 'anomalies.csv'), [ANOMALIES, ...anomalies.map(anomaly)])
      const found = about(
        judge(dossier, out).differences,
        /^(avis-finaux|rapprochement|bonus-affelnet|anomalies)/,
      )
      expect(found.filter((d) => !tus.test(d))).toEqual([])
      expect(found.some((d) => tus.test(d))).toBe(true)
    })
  }

  test('show every state of an avis final and of a rapprochement', () => {
    const etats = (fichier: string): Set<string> =>
      new Set(cases.flatMap(({ nom }) => rows(HERE, nom, 'attendu', fichier).map((r) => r['etat'] ?? '')))
    expect([...etats('avis-finaux.csv')].toSorted()).toEqual(
      'absent annule_par_lycee avis_origine_manquant avis_referent_manquant complet excuse non_place'.split(
        ' ',
      ),
    )
    expect([...etats('rapprochement.csv')].toSorted()).toEqual(
      'exporte non_confirme points_nuls refuse sans_voeu'.split(' '),
    )
  })
})

const anomaly = ({ fichier, ligne, gravite }: Row): string => `${fichier};${ligne};;;${gravite};…`

describe('a folder made by `fabriquer`', () => {
  /** Told by the oracle of pupils, not of lines: they come from what is missing. */
  const DE_NATURE = /avis d’origine omis|élève sans INE tenu hors du bonus/

  /** What the oracle says of the planted lines when every interview takes place on one day. */
  function anomaliesOf({ dossier, fautes }: { dossier: string; fautes: readonly Faute[] }): string[] {
    const out = emptyFolder()
    const domaines = new Map(rows(dossier, 'formations.csv').map((f) => [f['mef'], f['domaine']]))
    const avis = rows(dossier, 'avis-referent.csv')
    const cles = [
      ...rows(dossier, 'entretiens.csv').map((e) => `${e['ine']};${e['domaine']}`),
      ...avis.map((a) => `${a['ine']};${domaines.get(a['mef']?.slice(0, 10))}`),
    ]
    const jour = '2027-03-10T09:00;2027-03-10T09:20;presentiel'
    write(path.join(out, 'plan.csv'), [PLAN, ...[...new Set(cles)].map((cle) => `${cle};0;X;Y;${jour}`)])
    const certaines = fautes.filter(({ gravite }) => gravite !== null)
    const lignes = certaines.map((f) => `${f.fichier};${f.ligne};;;${f.gravite};…`)
    write(path.join(out, 'anomalies.csv'), [ANOMALIES, ...lignes])
    return about(judge(dossier, out).differences, /^anomalies/).filter((d) => !DE_NATURE.test(d))
  }

  for (const reglement of ['paris', 'exemple-gradue'] as const) {
    for (const propre of [true, false]) {
      test(`${reglement}, ${propre ? 'clean' : 'with wrong lines'}: those planted, no other`, async () => {
        const dossier = emptyFolder()
        const { fautes } = await fabriquer(dossier, { eleves: 500, graine: 11, reglement, propre })
        expect(anomaliesOf({ dossier, fautes })).toEqual([])
      })
    }
  }

  test('a planted line that is not told is seen', async () => {
    const dossier = emptyFolder()
    const { fautes } = await fabriquer(dossier, { eleves: 500, graine: 11 })
    const [tue, ...autres] = fautes.filter(({ gravite }) => gravite === 'bloquant')
    const trouve = anomaliesOf({ dossier, fautes: autres }).join('\n')
    expect(trouve).toContain(`ligne absente ${tue?.fichier}|${tue?.ligne}|bloquant`)
  })
})
