import { allow, type Book, expectOneOf, keyOf, refuse } from './anomalies.ts'
import { cell, type Row } from './csv.ts'
import type { Context } from './inscriptions.ts'
import type { Formation, Reference } from './reference.ts'
import { academieOf, isMef, mef10, pupilKey } from './values.ts'

export type Wish = {
  readonly line: number
  readonly pupil: string
  readonly rank: number
  readonly academie: string
  readonly code: string
  readonly mef: string
  readonly libelle: string
}

const FILE = 'voeux-affelnet.csv'
const ACADEMIE_COLUMNS = [
  'Académie possédant le dossier élève',
  'Académie possédant le dossier élève et l’offre de formation',
  "Académie possédant le dossier élève et l'offre de formation",
]

/** A dash stands for an empty cell. */
const wishCell = (row: Row, name: string) => (cell(row, name) === '-' ? '' : cell(row, name))

function wishOf(row: Row, academieOfCampaign: string): Wish | null {
  const named = ACADEMIE_COLUMNS.map((name) => wishCell(row, name)).find(Boolean)
  const academie = named ? academieOf(named) : academieOfCampaign
  const [rank, code, mef] = [
    wishCell(row, 'Rang du vœu'),
    wishCell(row, 'Code offre de formation (vœu)').toUpperCase(),
    wishCell(row, 'Code MEF'),
  ]
  if (!academie || !/^[1-9]\d*$/.test(rank) || !/^[A-Z0-9]{8}$/.test(code) || !isMef(mef)) return null
  const libelle = wishCell(row, 'Libellé formation')
  return {
    line: row.line,
    pupil: pupilKey(wishCell(row, 'INE')),
    rank: Number(rank),
    academie,
    code,
    mef,
    libelle,
  }
}

function warnSameRanks(
  book: Book,
  { wishes, known }: { wishes: readonly Wish[]; known: ReadonlySet<string> },
): void {
  const byRank = new Map<string, Wish[]>()
  for (const wish of wishes) {
    const key = `${wish.pupil}|${wish.rank}`
    byRank.set(key, [...(byRank.get(key) ?? []), wish])
  }
  for (const [key, same] of byRank) {
    const keys = same.map((wish) => keyOf({ file: FILE, line: wish.line }, 'avertissement'))
    if (same.length > 1 && known.has(same[0]?.pupil ?? ''))
      expectOneOf(book, { label: `vœux de même rang ${key}`, keys })
  }
}

/** All wishes of the file; those of pupils unknown here are other people's and draw no required anomaly. */
export function readWishes(context: Context, known: ReadonlySet<string>): Wish[] {
  const wishes: Wish[] = []
  for (const row of context.inputs.rows(FILE)) {
    const wish = wishOf(row, context.campaign.academie)
    const place = { file: FILE, line: row.line }
    if (!wish) refuse(context.book, place, 'vœu illisible')
    else if (known.has(wish.pupil)) wishes.push(wish)
    else allow(context.book, place, ['bloquant', 'avertissement'])
  }
  warnSameRanks(context.book, { wishes, known })
  return wishes
}

export const isFor = (wish: Wish, { formation, reference }: { formation: Formation; reference: Reference }) =>
  mef10(wish.mef) === formation.mef10 ||
  reference.offers.has(`${wish.academie}/${wish.code}|${formation.mef10}`)
