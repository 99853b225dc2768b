import { allow, refuse, warn } from './anomalies.ts'
import { cell, type Row } from './csv.ts'
import type { Context } from './inscriptions.ts'
import {
  addDays,
  dayOf,
  endOf,
  isPublicHoliday,
  momentOf,
  plain,
  pupilKey,
  startOf,
  uaiOf,
} from './values.ts'

export type Availability = {
  readonly uai: string
  readonly intervenant: string
  readonly domaines: readonly string[]
  readonly debut: string
  readonly fin: string
  readonly salle: string
  readonly mode: string
  readonly capacite: number
  readonly accessible: boolean
}
/** `depuis`: known from then on only; what began before could not move. */
export type Closure = { readonly debut: string; readonly fin: string; readonly depuis?: string }

function availabilityOf(row: Row, { reference }: Context): Availability | null {
  const uai = uaiOf(cell(row, 'uai'))
  const [debut, fin] = [momentOf(cell(row, 'debut')), momentOf(cell(row, 'fin'))]
  const domaines = cell(row, 'domaines')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => reference.domaines.has(name))
  const mode = plain(cell(row, 'mode'))
  const capacite = cell(row, 'capacite') || '1'
  const [intervenant, salle] = [cell(row, 'intervenant'), cell(row, 'salle')]
  if (!uai || !reference.schools.has(uai) || domaines.length === 0 || !intervenant) return null
  if (debut?.length !== 16 || fin?.length !== 16 || debut >= fin) return null
  if ((mode !== 'presentiel' && mode !== 'distanciel') || !/^[1-9]\d*$/.test(capacite)) return null
  const accessible = plain(cell(row, 'accessible')) === 'oui'
  return { uai, intervenant, domaines, debut, fin, salle, mode, capacite: Number(capacite), accessible }
}

/** Whether a domaine of the line is unknown, or not one the lycée is a referent for: the formats leave the severity open. */
function isDoubtful(row: Row, { one, context }: { one: Availability; context: Context }): boolean {
  const { referents } = context.reference
  const named = cell(row, 'domaines')
    .split(',')
    .filter((name) => name.trim() !== '')
  const referent = (domaine: string) =>
    referents.some((ref) => ref.uai === one.uai && ref.domaine === domaine)
  return named.length !== one.domaines.length || !one.domaines.every(referent)
}

function holidayIn({ debut, fin }: Closure): boolean {
  for (let day = dayOf(debut); day <= dayOf(fin); day = addDays(day, 1)) if (isPublicHoliday(day)) return true
  return false
}

export function readAvailabilities(context: Context): Availability[] {
  const found: Availability[] = []
  for (const row of context.inputs.rows('disponibilites.csv')) {
    const place = { file: 'disponibilites.csv', line: row.line }
    const one = availabilityOf(row, context)
    if (!one) {
      refuse(context.book, place, 'disponibilité refusée')
      continue
    }
    found.push(one)
    if (isDoubtful(row, { one, context })) allow(context.book, place, ['bloquant', 'avertissement'])
    else if (holidayIn(one)) warn(context.book, place, 'jour férié')
  }
  return found
}

/** The target in the one spelling the checks use, or null when its shape is wrong. */
export function targetOf(text: string): string | null {
  const parts = /^(eleve|classe|uai|intervenant|salle)\s*:\s*(.+)$/i.exec(text)
  const [kind, rest] = [parts?.[1]?.toLowerCase(), parts?.[2]?.trim() ?? '']
  if (kind === undefined) return null
  if (kind === 'eleve') return `eleve:${pupilKey(rest)}`
  const [place, ...name] = rest.split('/')
  const uai = uaiOf(place ?? '')
  if (!uai) return null
  if (kind === 'uai') return `uai:${uai}`
  return name.length > 0 ? `${kind}:${uai}/${plain(name.join('/'))}` : null
}

export function readClosures(context: Context): ReadonlyMap<string, Closure[]> {
  const closures = new Map<string, Closure[]>()
  for (const row of context.inputs.rows('indisponibilites.csv')) {
    const place = { file: 'indisponibilites.csv', line: row.line }
    const target = targetOf(cell(row, 'cible'))
    const [debut, fin] = [momentOf(cell(row, 'debut')), momentOf(cell(row, 'fin'))]
    allow(context.book, place)
    if (!target || !debut || !fin || startOf(debut) >= endOf(fin))
      refuse(context.book, place, 'indisponibilité refusée')
    else closures.set(target, [...(closures.get(target) ?? []), { debut: startOf(debut), fin: endOf(fin) }])
  }
  return closures
}
