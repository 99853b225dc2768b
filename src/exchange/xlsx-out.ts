import { zipOf } from '#src/kit/zip-out.ts'
import type { CelluleEcrite } from '#src/exchange/csv-out.ts'

/** A sheet to write: its name, its header and its lines. */
export interface FeuilleEcrite {
  nom: string
  entete: readonly string[]
  lignes: Iterable<readonly CelluleEcrite[]>
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

// XML 1.0 has no place for other control characters, nor for half a surrogate pair.
const INTERDIT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string =>
  text.replaceAll(INTERDIT, '').replaceAll(/[&<>"]/g, (sign) => ESCAPED[sign] ?? '')

/** Letters of a column, from A = 0: some readers want the address of every cell. */
const colonne = (rank: number): string =>
  rank < 26
    ? String.fromCodePoint(65 + rank)
    : colonne(Math.floor(rank / 26) - 1) + String.fromCodePoint(65 + (rank % 26))

/** A text stays a text whatever it begins with: a cell of this type is never run as a formula. */
function cellule(value: CelluleEcrite, { adresse, gras }: { adresse: string; gras: boolean }): string {
  const head = `<c r="${adresse}"${gras ? ' s="1"' : ''}`
  if (value === null || value === '') return gras ? `${head}/>` : ''
  if (typeof value === 'number') return `${head}><v>${value}</v></c>`
  return `${head} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
}

function rangee(cells: readonly CelluleEcrite[], numero: number): string {
  const written = cells.map((cell, i) =>
    cellule(cell, { adresse: `${colonne(i)}${numero}`, gras: numero === 1 }),
  )
  return `<row r="${numero}">${written.join('')}</row>`
}

/** A sheet name has at most 31 characters, without those that Excel reserves. */
const nomDeFeuille = (nom: string): string => escaped(nom.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31))

function feuille({ entete, lignes }: FeuilleEcrite): string {
  const cols = entete
    .map(
      (title, i) =>
        `<col min="${i + 1}" max="${i + 1}" width="${Math.max(14, title.length + 4)}" customWidth="1"/>`,
    )
    .join('')
  const rows = [rangee(entete, 1)]
  for (const ligne of lignes) rows.push(rangee(ligne, rows.length + 1))
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols}</cols><sheetData>${rows.join('')}</sheetData></worksheet>`
}

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`

const relations = (list: readonly (readonly [type: string, target: string])[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list
    .map(
      ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

/**
 * A workbook of one sheet (ECMA-376): header in bold and frozen, numbers as numbers, everything else as text, which no
 * spreadsheet runs. Same cells, same bytes. At most 1,048,575 lines.
 */
export function xlsxOf(table: FeuilleEcrite): Uint8Array {
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${nomDeFeuille(table.nom)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': feuille(table),
  }
  return zipOf(Object.entries(parts).map(([nom, text]) => ({ nom, contenu: Buffer.from(text, 'utf8') })))
}
