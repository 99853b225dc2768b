import { allow, type Book, refuse, warn } from './anomalies.ts'
import { cell, type Row } from './csv.ts'
import type { Campaign } from './campaign.ts'
import type { Inputs } from './inputs.ts'
import type { Finder, Pupil } from './pupils.ts'
import type { Formation, Reference } from './reference.ts'
import { isLate, mef10, momentOf, plain, startOf } from './values.ts'

export type Inscription = {
  readonly line: number
  readonly pupil: Pupil
  readonly formation: Formation
  readonly at: string
  readonly mode: string
  readonly derogation: boolean
  readonly needs: readonly string[]
}
export type Inscriptions = ReadonlyMap<string, Inscription>
export type Context = {
  readonly campaign: Campaign
  readonly inputs: Inputs
  readonly book: Book
  readonly reference: Reference
  readonly find: Finder
}

const FILE = 'inscriptions.csv'

export const inscriptionKey = (pupil: Pupil, mef: string) => `${pupil.key}|${mef10(mef)}`
export const interviewKey = (pupil: Pupil, domaine: string) => `${pupil.key}|${domaine}`

/** Rows in the order of the clock: by moment, then by line. */
export function inOrder(rows: readonly Row[], clock: (row: Row) => string): Row[] {
  return rows.toSorted((a, b) => {
    const [left, right] = [clock(a), clock(b)]
    if (left === right) return a.line - b.line
    return left < right ? -1 : 1
  })
}

function readOne(row: Row, { campaign, reference, find }: Context): Inscription | string {
  const at = momentOf(cell(row, 'inscrit_le'))
  const mode = plain(cell(row, 'mode')) || 'presentiel'
  const pupil = find(row)
  const formation = reference.formations.get(mef10(cell(row, 'mef')))
  if (!at) return 'date'
  if (isLate(at, campaign.calendrier.finInscriptions)) return 'hors délai'
  if (typeof pupil === 'string') return `élève ${pupil}`
  if (!formation) return 'MEF inconnu'
  if (mode !== 'presentiel' && mode !== 'distanciel') return 'mode inconnu'
  const derogation = plain(cell(row, 'derogation_secteur')) === 'oui'
  const needs = cell(row, 'amenagements').split(',').map(plain).filter(Boolean)
  return { line: row.line, pupil, formation, at, mode, derogation, needs }
}

/** The inscriptions kept, by (pupil, MEF10). */
export function readInscriptions(context: Context): Inscriptions {
  const kept = new Map<string, Inscription>()
  const rows = inOrder(context.inputs.rows(FILE), (row) => startOf(cell(row, 'inscrit_le')))
  for (const row of rows) {
    const place = { file: FILE, line: row.line }
    const one = readOne(row, context)
    if (typeof one === 'string') {
      refuse(context.book, place, one)
      continue
    }
    const key = inscriptionKey(one.pupil, one.formation.mef)
    if (kept.has(key)) warn(context.book, place, 'inscription répétée')
    else kept.set(key, one)
    if (cell(row, 'uai_souhaite') || cell(row, 'amenagements')) allow(context.book, place)
  }
  return kept
}
