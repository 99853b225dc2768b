import type { ReactElement } from 'react'
import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { csvTexte } from '#src/exchange/csv-out.ts'
import { xlsxOf } from '#src/exchange/xlsx-out.ts'
import { hasRole, type Acte } from '#src/procedure/comptes/api.ts'
import { EVERYTHING, sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import type { Listed } from '#src/web/lists.ts'
import { file, html, Introuvable, page, type Page, type Requete, type ReservedPage } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

const FORMATS = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
const NOMS = ['csv', 'xlsx'] as const

interface ListPages<Row, Lue> {
  /** Its files are under `/export/csv` and `/export/xlsx`, narrowed by the same address. */
  path: `/${string}`
  droit: Acte
  menu?: NonNullable<ReservedPage['menu']>
  attente?: NonNullable<ReservedPage['attente']>
  apercu?: NonNullable<ReservedPage['apercu']>
  /** Name of its files; no personal data. */
  nom: string
  /** What the reader may see of it, for the screen as for the files. */
  load: (requete: Requete, slice: Slice) => Promise<Listed<Row> & Lue>
  draw: (lue: Listed<Row> & Lue, requete: Requete) => ReactElement
}

/** The page of a list, and its two files. */
export const listPages = <Row, Lue>({ load, draw, nom, ...list }: ListPages<Row, Lue>): Page[] => [
  page({
    ...list,
    method: 'GET',
    handler: async (requete) => html(draw(await load(requete, sliceOf(requete.query('page'))), requete)),
  }),
  exportPage({ ...list, nom, load }),
]

const exportPath = (path: `/${string}`): `/${string}` => `${path}/export/:format`

/** The same list as a file: the same read, so the same rights, and a row in the journal. */
const exportPage = <Row, Lue>({ path, droit, nom, load }: Omit<ListPages<Row, Lue>, 'draw'>): Page =>
  page({
    method: 'GET',
    path: exportPath(path),
    droit,
    handler: async (requete) => {
      const format = oneOf(requete.param('format'), NOMS)
      if (format === null) throw new Introuvable()
      const { rows, columns, uai = null } = await load(requete, EVERYTHING)
      await noteExport(requete, { nom, format, lignes: rows.length, uai })
      return file(bytesOf({ rows, columns, nom, format }), {
        name: `${nom}.${format}`,
        type: FORMATS[format],
      })
    },
  })

function bytesOf<Row>(list: {
  rows: readonly Row[]
  columns: Listed<Row>['columns']
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
