import { allow, type Book, refuse } from './anomalies.ts'
import { cell, type Row } from './csv.ts'
import type { Inputs } from './inputs.ts'
import { isIne, mef10, momentOf, plain, pupilKey, uaiOf } from './values.ts'

export type Pupil = {
  /** INE, or `sans-ine:<UAI>/<ELEVE_ID>`. */
  readonly key: string
  readonly hasIne: boolean
  readonly uai: string
  readonly nom: string
  readonly nomUsage: string
  readonly prenom: string
  readonly naissance: string
  readonly classe: string
  /** PERSONNE_ID of the legal guardians. */
  readonly guardians: readonly string[]
}
export type Pupils = ReadonlyMap<string, Pupil>

function simplePupil(row: Row): Pupil | null {
  const uai = uaiOf(cell(row, 'uai'))
  const naissance = momentOf(cell(row, 'date_naissance'))
  const ine = cell(row, 'ine').toUpperCase()
  const [nom, prenom] = [cell(row, 'nom'), cell(row, 'prenom')]
  const guardians = cell(row, 'responsables').split(',').filter(Boolean)
  const soundMef = cell(row, 'mef') === '' || mef10(cell(row, 'mef')).length === 10
  if (!uai || naissance?.length !== 10 || !nom || !prenom || (ine && !isIne(ine)) || !soundMef) return null
  return {
    key: ine || pupilKey(`sans-ine:${uai}/${row.line}`),
    hasIne: ine !== '',
    uai,
    nom,
    nomUsage: '',
    prenom,
    naissance,
    classe: cell(row, 'classe'),
    guardians: guardians.map((person) => person.split('/')[0]?.trim() ?? ''),
  }
}

/** Adds the pupils of `eleves.csv` to those of SIECLE. */
export function withSimpleList(
  inputs: Inputs,
  context: { book: Book; siecle: Pupils; schools: ReadonlySet<string> },
): Pupils {
  const pupils = new Map(context.siecle)
  for (const row of inputs.rows('eleves.csv')) {
    const place = { file: 'eleves.csv', line: row.line }
    const pupil = simplePupil(row)
    if (!pupil || !context.schools.has(pupil.uai)) refuse(context.book, place, 'élève refusé')
    else if (pupils.has(pupil.key)) allow(context.book, place, ['bloquant', 'avertissement'])
    else pupils.set(pupil.key, pupil)
  }
  return pupils
}

export type Finder = (row: Row) => Pupil | 'inconnu' | 'plusieurs'

const identity = (nom: string, rest: string) => `${plain(nom)}|${rest}`

/** Finds the pupil of a line by `ine` (and birth date when given), else by name, first name and birth date. */
export function finderOf(pupils: Pupils): Finder {
  const byName = new Map<string, Set<Pupil>>()
  for (const pupil of pupils.values()) {
    for (const nom of [pupil.nom, pupil.nomUsage].filter(Boolean)) {
      const key = identity(nom, `${plain(pupil.prenom)}|${pupil.naissance}`)
      byName.set(key, (byName.get(key) ?? new Set()).add(pupil))
    }
  }
  return (row) => {
    const [ine, birth] = [cell(row, 'ine'), cell(row, 'date_naissance')]
    const known = pupils.get(pupilKey(ine))
    if (ine) return known && (!birth || birth === known.naissance) ? known : 'inconnu'
    const found = [
      ...(byName.get(identity(cell(row, 'nom'), `${plain(cell(row, 'prenom'))}|${birth}`)) ?? []),
    ]
    return found.length > 1 ? 'plusieurs' : (found[0] ?? 'inconnu')
  }
}

export function isAdultOn(pupil: Pupil, day: string): boolean {
  return `${Number(pupil.naissance.slice(0, 4)) + 18}${pupil.naissance.slice(4)}` <= day
}
