import { describe, expect, test } from 'vitest'
import { textOf } from './source-files.ts'

const NATURES = ['neutre', 'lien', 'identite', 'contact', 'parcours', 'appreciation', 'agent', 'secret']
const PERSONNES = ['personne', 'eleves', 'familles', 'agents', 'tous']
const DUREES = ['minutes', 'jour', 'mois', 'campagne', 'dossier', 'journal', 'compte', 'toujours']

interface Row {
  table: string
  personnes: string
  pourquoi: string
  duree: string
  nature: string
  colonnes: readonly string[]
}

/** Rows of docs/privacy/inventory.csv: the columns of one nature in one table. */
const inventory: Row[] = textOf('docs/privacy/inventory.csv')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [table = '', personnes = '', pourquoi = '', duree = '', nature = '', colonnes = ''] =
      line.split(';')
    return { table, personnes, pourquoi, duree, nature, colonnes: colonnes.split(' ') }
  })

/** `table.column` of the migrated base, from its generated types. */
function columnsOfBase(): string[] {
  const text = textOf('src/db/types.ts')
  const names = [...text.matchAll(/^ {2}(\w+): (\w+);$/gm)].map(([, table = '', type = '']) => ({
    table,
    type,
  }))
  const body = (type: string): string =>
    new RegExp(`export interface ${type} \\{\\n(.*?)\\n\\}`, 's').exec(text)?.[1] ?? ''
  return Object.entries(Object.fromEntries(names.map(({ table, type }) => [table, body(type)])))
    .filter(([, columns]) => columns !== '')
    .flatMap(([table, columns]) =>
      [...columns.matchAll(/^ {2}(\w+):/gm)].map(([, column = '']) => `${table}.${column}`),
    )
}

describe('inventory of personal data', () => {
  const listed = inventory.flatMap(({ table, colonnes }) => colonnes.map((column) => `${table}.${column}`))

  test('every column of the base is classified, once, and nothing else is', () => {
    const columns = columnsOfBase()
    expect(columns.length).toBeGreaterThan(400)
    expect(columns.filter((one) => !listed.includes(one))).toEqual([])
    expect(listed.filter((one) => !columns.includes(one))).toEqual([])
    expect(listed.filter((one, i) => listed.indexOf(one) !== i)).toEqual([])
  })

  test('in words that are defined, and a table says one thing of itself', () => {
    const strange = inventory.filter(
      ({ nature, personnes, duree, pourquoi }) =>
        !NATURES.includes(nature) ||
        !PERSONNES.includes(personnes) ||
        !DUREES.includes(duree) ||
        pourquoi === '',
    )
    expect(strange).toEqual([])
    const facts = new Set(
      inventory.map(({ table, personnes, pourquoi, duree }) => [table, personnes, pourquoi, duree].join(';')),
    )
    expect(facts.size).toBe(new Set(inventory.map(({ table }) => table)).size)
  })

  test('a table that says nothing of anybody holds no word about a person', () => {
    const slips = inventory.filter(({ personnes, nature }) => personnes === 'personne' && nature !== 'neutre')
    expect(slips).toEqual([])
  })

  test('nothing is kept that the procedure does without', () => {
    const forbidden =
      /\.(nationalite|lieu_naissance|profession|sante|photo|notes?|bourses?|religion|langue_maternelle)$/
    expect(listed.filter((one) => forbidden.test(one))).toEqual([])
  })
})
