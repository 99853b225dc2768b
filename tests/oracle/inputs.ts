import { join } from 'node:path'
import { allow, type Book, refuse, warn } from './anomalies.ts'
import { columnName, readTable, type Row, type Table } from './csv.ts'

type Shape = { readonly columns: string; readonly optional?: true; readonly foreign?: true }

/** `*` marks an optional column, as in the formats; `foreign` files carry many columns that are not used. */
const SHAPES = {
  'etablissements.csv': { columns: 'uai;nom;nature;code_postal;commune;latitude*;longitude*;courriel*' },
  'domaines.csv': { columns: 'code;libelle;duree_minutes' },
  'formations.csv': { columns: 'mef;libelle;domaine' },
  'offres.csv': { columns: 'ACADEMIE;CODE_OFFRE;UAI;CODE_MEF', foreign: true },
  'referents.csv': { columns: 'uai;domaine;secteur*' },
  'eleves.csv': { columns: 'uai;nom;prenom;date_naissance;ine*;mef*;classe*;responsables*', optional: true },
  'inscriptions.csv': {
    columns:
      'ine;nom*;prenom*;date_naissance*;mef;inscrit_le;adulte_referent*;mode*;uai_souhaite*;derogation_secteur*;amenagements*',
  },
  'avis-origine.csv': { columns: 'ine;mef*;avis;commentaire;signe_le;signataire*' },
  'disponibilites.csv': { columns: 'uai;intervenant;domaines;debut;fin;salle*;mode;capacite*;accessible*' },
  'indisponibilites.csv': { columns: 'cible;debut;fin;motif*', optional: true },
  'incidents.csv': { columns: 'declare_le;genre;cible;domaine*;debut*;fin*;motif', optional: true },
  'entretiens.csv': { columns: 'ine;domaine;presence;compte_rendu*' },
  'avis-referent.csv': { columns: 'ine;mef;avis;commentaire;signe_le' },
  'confirmations.csv': { columns: 'ine;mef;qui;decision;le' },
  'voeux-affelnet.csv': { columns: 'INE;Rang du vœu;Code offre de formation (vœu);Code MEF', foreign: true },
} satisfies { readonly [file: string]: Shape }

export type InputFile = keyof typeof SHAPES
export type Inputs = { readonly rows: (file: InputFile) => readonly Row[]; readonly fatal: readonly string[] }

const isInput = (name: string): name is InputFile => name in SHAPES
export const INPUT_FILES: readonly InputFile[] = Object.keys(SHAPES).filter(isInput)

function columnsOf(shape: Shape) {
  const names = shape.columns.split(';').map(columnName)
  const known = names.map((name) => name.replace(/\*$/, ''))
  return { known, required: names.filter((name) => !name.endsWith('*')) }
}

function judgeHeader(book: Book, { file, table }: { file: InputFile; table: Table }): string[] {
  const shape: Shape = SHAPES[file]
  const { known, required } = columnsOf(shape)
  const lacking = required.filter((name) => !table.header.includes(name))
  const extra = table.header.some((name) => !known.includes(name))
  if (extra && !shape.foreign) warn(book, { file, line: 1 }, 'colonne inconnue')
  allow(book, { file, line: 1 })
  return lacking.map((name) => `${file} : colonne ${name}`)
}

/** Every CSV of the folder; `fatal` names what makes the whole campaign impossible to play. */
export function readInputs(folder: string, book: Book): Inputs {
  const rows = new Map<InputFile, readonly Row[]>()
  const fatal: string[] = []
  for (const file of INPUT_FILES) {
    const shape: Shape = SHAPES[file]
    const table = readTable(join(folder, file))
    if (!table && !shape.optional) fatal.push(`${file} : fichier absent`)
    if (!table) continue
    fatal.push(...judgeHeader(book, { file, table }))
    for (const row of table.rows.filter((r) => r.damaged))
      refuse(book, { file, line: row.line }, 'ligne illisible')
    rows.set(
      file,
      table.rows.filter((row) => !row.damaged),
    )
  }
  return { rows: (file) => rows.get(file) ?? [], fatal }
}
