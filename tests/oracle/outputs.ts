import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Reconciled } from './bonus.ts'
import { cell, readTable, type Row, type Table } from './csv.ts'
import type { Final } from './finals.ts'
import { mef10, pupilKey } from './values.ts'

const HEADERS = {
  'plan.csv': 'ine;domaine;uai_referent;intervenant;salle;debut;fin;mode',
  'non-places.csv': 'ine;domaine;raison;explication',
  'avis-finaux.csv': 'ine;mef;avis_origine;avis_referent;avis_final;points;etat',
  'rapprochement.csv': 'ine;mef;etat',
  'anomalies.csv': 'fichier;ligne;colonne;valeur;gravite;message',
}
export type OutputFile = keyof typeof HEADERS

const EMPTY: Table = { header: [], rows: [] }

/** A table of the output folder, and what is wrong with its header. */
export function readOutput(folder: string, file: OutputFile): { table: Table; differences: string[] } {
  const table = readTable(join(folder, file))
  if (!table) return { table: EMPTY, differences: [`${file} : fichier absent`] }
  const right = table.header.join(';') === HEADERS[file]
  return { table, differences: right ? [] : [`${file} : en-tête « ${table.header.join(';')} »`] }
}

type Compared = { readonly file: string; readonly columns: readonly string[]; readonly table: Table }

function keyOfRow(row: Row): string {
  return `${pupilKey(cell(row, 'ine'))}|${mef10(cell(row, 'mef'))}`
}

function compareRow(
  expected: readonly string[],
  { row, against }: { row: Row; against: Compared },
): string[] {
  return against.columns.flatMap((column, i) => {
    const [wanted, found] = [expected[i] ?? '', cell(row, column)]
    const name = `${against.file} ${keyOfRow(row)} : ${column}`
    return wanted === found ? [] : [`${name} vaut « ${found} » au lieu de « ${wanted} »`]
  })
}

/** Compares lines keyed by (ine, MEF10); the formats give these files no order, so none is asked. */
function compareByKey(expected: ReadonlyMap<string, readonly string[]>, against: Compared): string[] {
  const seen = new Set<string>()
  const differences = against.table.rows.flatMap((row) => {
    const key = keyOfRow(row)
    const wanted = expected.get(key)
    if (!wanted) return [`${against.file} ${key} : ligne inattendue`]
    if (seen.has(key)) return [`${against.file} ${key} : ligne répétée`]
    seen.add(key)
    return compareRow(wanted, { row, against })
  })
  const absent = [...expected.keys()].filter((key) => !seen.has(key))
  return [...differences, ...absent.map((key) => `${against.file} ${key} : ligne absente`)]
}

const keyOfFinal = (final: Final) => `${final.inscription.pupil.key}|${final.inscription.formation.mef10}`

export function compareFinals(finals: readonly Final[], table: Table): string[] {
  const columns = ['avis_origine', 'avis_referent', 'avis_final', 'points', 'etat']
  const expected = finals.map((one): [string, string[]] => [
    keyOfFinal(one),
    [one.origine, one.referent, one.final, String(one.points), one.etat],
  ])
  return compareByKey(new Map(expected), { file: 'avis-finaux.csv', columns, table })
}

export function compareReconciled(all: readonly Reconciled[], table: Table): string[] {
  const expected = all.map((one): [string, string[]] => [keyOfFinal(one.final), [one.etat]])
  return compareByKey(new Map(expected), { file: 'rapprochement.csv', columns: ['etat'], table })
}

/** One event per line of the plan, each with its own UID, and no INE anywhere. */
export function checkCalendar(folder: string, plan: Table): string[] {
  const path = join(folder, 'convocations.ics')
  if (!existsSync(path)) return ['convocations.ics : fichier absent']
  const text = readFileSync(path, 'utf8').replace(/\r?\n[ \t]/g, '')
  const events = text.match(/^BEGIN:VEVENT\r?$/gm)?.length ?? 0
  const uids = new Set(text.match(/^UID[:;].*$/gm))
  const words = new Set(text.split(/[^0-9A-Za-z]+/))
  const told = plan.rows.map((row) => cell(row, 'ine')).filter((ine) => words.has(ine))
  return [
    ...(events === plan.rows.length
      ? []
      : [`convocations.ics : ${events} événements pour ${plan.rows.length} entretiens`]),
    ...(uids.size === events ? [] : [`convocations.ics : ${uids.size} UID pour ${events} événements`]),
    ...new Set(told.map((ine) => `convocations.ics : l’INE ${ine} y figure`)),
  ]
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
