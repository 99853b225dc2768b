import { allow, type Book, refuse } from './anomalies.ts'
import { cell, type Row } from './csv.ts'
import type { InputFile, Inputs } from './inputs.ts'
import { academieOf, isMef, mef10, plain, uaiOf } from './values.ts'

export type School = {
  readonly uai: string
  readonly postal: string
  readonly commune: string
  readonly position: { readonly lat: number; readonly lon: number } | null
}
export type Formation = {
  readonly mef: string
  readonly mef10: string
  readonly libelle: string
  readonly domaine: string
}
export type Referent = { readonly uai: string; readonly domaine: string; readonly secteur: readonly string[] }
export type Reference = {
  readonly schools: ReadonlyMap<string, School>
  /** Minutes of an interview, by code of domaine. */
  readonly domaines: ReadonlyMap<string, number>
  readonly formations: ReadonlyMap<string, Formation>
  /** `<académie>/<code>|<MEF10>`. */
  readonly offers: ReadonlySet<string>
  readonly referents: readonly Referent[]
}

type Reading<T> = { readonly file: InputFile; readonly read: (row: Row) => readonly [string, T] | null }

/** The first line of a key stands; a second one is left open by the formats, so any anomaly is accepted there. */
function keyed<T>(source: { inputs: Inputs; book: Book }, { file, read }: Reading<T>): Map<string, T> {
  const found = new Map<string, T>()
  for (const row of source.inputs.rows(file)) {
    const place = { file, line: row.line }
    const pair = read(row)
    if (!pair) refuse(source.book, place, 'valeur refusée')
    else if (found.has(pair[0])) allow(source.book, place, ['bloquant', 'avertissement'])
    else found.set(pair[0], pair[1])
    allow(source.book, place)
  }
  return found
}

function schoolOf(row: Row): readonly [string, School] | null {
  const uai = uaiOf(cell(row, 'uai'))
  const [lat, lon] = ['latitude', 'longitude'].map((name) =>
    Number.parseFloat(cell(row, name).replace(',', '.')),
  )
  if (!uai) return null
  const located = lat !== undefined && lon !== undefined && Number.isFinite(lat) && Number.isFinite(lon)
  const position = located ? { lat, lon } : null
  return [uai, { uai, position, postal: cell(row, 'code_postal'), commune: plain(cell(row, 'commune')) }]
}

function domaineOf(row: Row): readonly [string, number] | null {
  const minutes = cell(row, 'duree_minutes')
  return cell(row, 'code') && /^[1-9]\d*$/.test(minutes) ? [cell(row, 'code'), Number(minutes)] : null
}

function formationOf(row: Row, domaines: ReadonlyMap<string, number>): readonly [string, Formation] | null {
  const [mef, libelle, domaine] = [cell(row, 'mef'), cell(row, 'libelle'), cell(row, 'domaine')]
  if (!isMef(mef) || !domaines.has(domaine)) return null
  return [mef10(mef), { mef, mef10: mef10(mef), libelle, domaine }]
}

function offerOf(row: Row): readonly [string, true] | null {
  const [academie, code, mef] = [
    academieOf(cell(row, 'ACADEMIE')),
    cell(row, 'CODE_OFFRE'),
    cell(row, 'CODE_MEF'),
  ]
  return academie && code && isMef(mef) ? [`${academie}/${code}|${mef10(mef)}`, true] : null
}

function referentOf(
  row: Row,
  known: Pick<Reference, 'schools' | 'domaines'>,
): readonly [string, Referent] | null {
  const uai = uaiOf(cell(row, 'uai'))
  const domaine = cell(row, 'domaine')
  if (!uai || !known.schools.has(uai) || !known.domaines.has(domaine)) return null
  const secteur = cell(row, 'secteur').split(',').map(plain).filter(Boolean)
  return [`${uai}/${domaine}`, { uai, domaine, secteur }]
}

export function readReference(inputs: Inputs, book: Book): Reference {
  const source = { inputs, book }
  const schools = keyed(source, { file: 'etablissements.csv', read: schoolOf })
  const domaines = keyed(source, { file: 'domaines.csv', read: domaineOf })
  const formations = keyed(source, { file: 'formations.csv', read: (row) => formationOf(row, domaines) })
  const offers = keyed(source, { file: 'offres.csv', read: offerOf })
  const referents = keyed(source, {
    file: 'referents.csv',
    read: (row) => referentOf(row, { schools, domaines }),
  })
  return { schools, domaines, formations, offers: new Set(offers.keys()), referents: [...referents.values()] }
}
