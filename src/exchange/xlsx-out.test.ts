import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { xlsxOf } from '#src/exchange/xlsx-out.ts'

async function read(bytes: Uint8Array) {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer)
  const [sheet] = workbook.worksheets
  if (!sheet) throw new Error('aucune feuille')
  return sheet
}

describe('a workbook, read again by another library', () => {
  const lignes = [
    ['Œillet & fils <réel>', 12, null],
    ['=1+1', -3, 'deux\nlignes'],
    ['\u0000caché\u0007', 0, '🌲 "cité"'],
  ] as const
  const bytes = xlsxOf({ nom: 'Élèves : 3/A', entete: ['Nom', 'Nombre', 'Reste'], lignes })

  test('gives back its header and its cells, numbers as numbers', async () => {
    const sheet = await read(bytes)
    expect(sheet.name).toBe('Élèves   3 A')
    const rows = [1, 2, 3, 4].map((n) => [1, 2, 3].map((c) => sheet.getRow(n).getCell(c).value))
    expect(rows).toEqual([
      ['Nom', 'Nombre', 'Reste'],
      ['Œillet & fils <réel>', 12, null],
      ['=1+1', -3, 'deux\nlignes'],
      ['caché', 0, '🌲 "cité"'],
    ])
  })

  test('holds no formula, whatever a text begins with', async () => {
    const sheet = await read(bytes)
    expect(sheet.getRow(3).getCell(1).type).toBe(ExcelJS.ValueType.String)
    expect(sheet.getRow(3).getCell(1).formula).toBeUndefined()
  })

  test('is the same for the same cells', () => {
    expect(xlsxOf({ nom: 'x', entete: ['a'], lignes: [['b']] })).toEqual(
      xlsxOf({ nom: 'x', entete: ['a'], lignes: [['b']] }),
    )
  })
})
