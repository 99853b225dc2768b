import { refuse } from './anomalies.ts'
import { cell, type Row, type Table } from './csv.ts'
import { type Context, type Inscriptions, interviewKey } from './inscriptions.ts'
import { plain, pupilKey } from './values.ts'

export type Interview = {
  readonly line: number
  readonly key: string
  readonly pupil: string
  readonly domaine: string
  readonly uai: string
  readonly intervenant: string
  readonly salle: string
  readonly debut: string
  readonly fin: string
  readonly mode: string
}
export type Plan = ReadonlyMap<string, Interview>
export type Presence = { readonly presence: string; readonly compteRendu: boolean }

const PRESENCES = ['present', 'absent', 'excuse', 'annule_par_lycee']

export function interviewOf(row: Row): Interview {
  const [pupil, domaine] = [pupilKey(cell(row, 'ine')), cell(row, 'domaine')]
  const [debut, fin] = [cell(row, 'debut').slice(0, 16), cell(row, 'fin').slice(0, 16)]
  return {
    line: row.line,
    key: `${pupil}|${domaine}`,
    pupil,
    domaine,
    debut,
    fin,
    uai: cell(row, 'uai_referent').toUpperCase(),
    intervenant: cell(row, 'intervenant'),
    salle: cell(row, 'salle'),
    mode: plain(cell(row, 'mode')),
  }
}

export const planOf = (table: Table): Plan =>
  new Map(table.rows.toReversed().map((row) => [interviewOf(row).key, interviewOf(row)]))

/** The presences recorded, by (pupil, domaine); the first line of an interview stands. */
export function readPresences(
  context: Context,
  world: { inscriptions: Inscriptions; plan: Plan },
): ReadonlyMap<string, Presence> {
  const wanted = new Set(
    [...world.inscriptions.values()].map((one) => interviewKey(one.pupil, one.formation.domaine)),
  )
  const presences = new Map<string, Presence>()
  for (const row of context.inputs.rows('entretiens.csv')) {
    const pupil = context.find(row)
    const presence = plain(cell(row, 'presence'))
    const key = typeof pupil === 'string' ? '' : interviewKey(pupil, cell(row, 'domaine'))
    const sound =
      wanted.has(key) && world.plan.has(key) && PRESENCES.includes(presence) && !presences.has(key)
    if (sound) presences.set(key, { presence, compteRendu: cell(row, 'compte_rendu') !== '' })
    else refuse(context.book, { file: 'entretiens.csv', line: row.line }, 'présence refusée')
    if (sound && presence === 'present' && !cell(row, 'compte_rendu')) noted(context, row)
  }
  return presences
}

/** A compte rendu is compulsory once a pupil was received, yet its column is optional: a warning is accepted. */
function noted(context: Context, row: Row): void {
  context.book.allowed.add(`entretiens.csv|${row.line}|avertissement`)
}
