import { csvTexte, type CelluleEcrite } from '#src/exchange/csv-out.ts'
import { xlsxOf } from '#src/exchange/xlsx-out.ts'
import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { hasRole, type Acte } from '#src/procedure/comptes/api.ts'
import type { Column } from '#src/web/components/table.tsx'
import { file, Introuvable, page, type Page, type Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

/** A column of a list: how it is shown, under what name it is sorted, what a file says of it. */
export interface ListColumn<Row> extends Column<Row> {
  /** What a file says; without it the column is of the screen alone. */
  valeur?: (row: Row) => CelluleEcrite
  /** What its order compares, where it is not what a file says. */
  ordre?: (row: Row) => CelluleEcrite
  /** For files alone: too long, or said otherwise on the screen. */
  fichierSeul?: true
}

/** Rows of a file at most: more than any académie has, less than a spreadsheet holds. */
export const EXPORT_MAX = 200_000

/** In what order a list is asked for: `?tri=classe`, or `?tri=-classe` from the last to the first. */
export interface Tri<K extends string> {
  cle: K
  descendant: boolean
}

export function triOf<K extends string>(asked: string | undefined, cles: readonly K[]): Tri<K> | null {
  const descendant = asked?.startsWith('-') ?? false
  const cle = oneOf(descendant ? asked?.slice(1) : asked, cles)
  return cle === null ? null : { cle, descendant }
}

export const triDit = (tri: Tri<string> | null): string | null =>
  tri && `${tri.descendant ? '-' : ''}${tri.cle}`

/** The orders of a list that is read whole: those that its columns name. */
export const trisOf = <Row>(columns: readonly ListColumn<Row>[]): string[] =>
  columns.flatMap(({ tri }) => tri ?? [])

/** A list that is read whole, of one school or of one académie's references: its rows in the order asked for. */
export function sortedBy<Row>(
  rows: readonly Row[],
  { tri, columns }: { tri: Tri<string> | null; columns: readonly ListColumn<Row>[] },
): Row[] {
  const column = columns.find((one) => tri !== null && one.tri === tri.cle)
  const keyOf = column?.ordre ?? column?.valeur
  if (!tri || !keyOf) return [...rows]
  const sign = tri.descendant ? -1 : 1
  return rows.toSorted((a, b) => sign * compared(keyOf(a), keyOf(b)))
}

const compared = (a: CelluleEcrite, b: CelluleEcrite): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a ?? '').localeCompare(String(b ?? ''), 'fr', { numeric: true })

const bare = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()

/** Whether a name holds what is looked for, accents and capitals aside. */
export const holds = (name: string, asked: string): boolean => bare(name).includes(bare(asked.trim()))

const FORMATS = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
const NOMS = ['csv', 'xlsx'] as const

interface ExportedList<Row> {
  /** Path of the list: its files are under `/export/csv` and `/export/xlsx`, narrowed by the same address. */
  path: `/${string}`
  droit: Acte
  /** Name of the file and of the sheet; no personal data. */
  nom: string
  /** The rows that the reader may see, as the list itself reads them, all pages together. */
  lignes: (
    requete: Requete,
  ) => Promise<{ rows: readonly Row[]; columns: readonly ListColumn<Row>[]; uai?: string | null }>
}

const exportPath = (path: `/${string}`): `/${string}` => `${path}/export/:format`

/** The same list as a file: the same read, so the same rights, and a row in the journal. */
export const exportPage = <Row>({ path, droit, nom, lignes }: ExportedList<Row>): Page =>
  page({
    method: 'GET',
    path: exportPath(path),
    droit,
    handler: async (requete) => {
      const format = oneOf(requete.param('format'), NOMS)
      if (format === null) throw new Introuvable()
      const { rows, columns, uai = null } = await lignes(requete)
      await noteExport(requete, { nom, format, lignes: rows.length, uai })
      return file(bytesOf({ rows, columns, nom, format }), {
        name: `${nom}.${format}`,
        type: FORMATS[format],
      })
    },
  })

function bytesOf<Row>(list: {
  rows: readonly Row[]
  columns: readonly ListColumn<Row>[]
  nom: string
  format: (typeof NOMS)[number]
}): Uint8Array {
  const kept = list.columns.flatMap(({ title, valeur }) => (valeur ? [{ title, valeur }] : []))
  const table = {
    nom: list.nom,
    entete: kept.map(({ title }) => title),
    lignes: list.rows.map((row) => kept.map(({ valeur }) => valeur(row))),
  }
  if (list.format === 'xlsx') return xlsxOf(table)
  // The mark tells spreadsheets that the file is in UTF-8.
  return Buffer.from(`\ufeff${csvTexte(table, { formules: 'neutralisees', finDeLigne: '\r\n' })}`)
}

/** Who took a list away, and how long: in the chain of the one school asked for, else in that of the reader. */
async function noteExport(
  { tx }: Requete,
  { nom, format, lignes, uai }: { nom: string; format: string; lignes: number; uai: string | null },
): Promise<void> {
  const own = hasRole(tx.acteur, 'academie') ? null : tx.acteur.habilitations.find((one) => one.uai)?.uai
  await appendJournal(tx, [
    {
      chaine: uai ?? own ?? CHAINE_ACADEMIE,
      acte: 'liste.exporter',
      objet: 'liste',
      objetId: nom,
      apres: { format, lignes },
    },
  ])
}
