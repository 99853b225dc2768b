import iconv from 'iconv-lite'
import { SaxesParser } from 'saxes'

export type Fields = { readonly [name: string]: string }
export type Xml = { readonly root: string; readonly records: ReadonlyMap<string, readonly Fields[]> }

const RECORDS = new Set(['PARAMETRES', 'ELEVE', 'STRUCTURE', 'PERSONNE', 'RESPONSABLE_ELEVE'])
const MAX_DEPTH = 20
const MAX_ATTRIBUTES = 100

function stop(message: string): never {
  throw new Error(message)
}

type Open = {
  readonly name: string
  readonly attributes: Fields
  readonly fields: { [name: string]: string } | null
}

export function decodeXml(bytes: Buffer): string {
  const declared = /encoding=["']([A-Za-z0-9_-]+)["']/.exec(bytes.toString('latin1', 0, 200))?.[1] ?? 'utf-8'
  return iconv.encodingExists(declared) ? iconv.decode(bytes, declared) : stop('encodage inconnu')
}

/** Reads the records of a SIECLE file: their attributes and their leaves; a STRUCTURE also gets its parent's ELEVE_ID. */
export function readXml(text: string): Xml {
  const records = new Map<string, Fields[]>()
  const stack: Open[] = []
  let root = ''
  let content = ''
  const parser = new SaxesParser()
  parser.on('error', (error) => stop(error.message))
  parser.on('doctype', () => stop('DOCTYPE refusé'))
  parser.on('text', (part) => (content += part))
  parser.on('cdata', (part) => (content += part))
  parser.on('opentag', ({ name, attributes }) => {
    if (stack.length === 0) root = name
    if (stack.length >= MAX_DEPTH) stop('trop profond')
    if (Object.keys(attributes).length > MAX_ATTRIBUTES) stop('trop d’attributs')
    const own: Fields = Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, String(value)]),
    )
    const fields = RECORDS.has(name) ? { ...stack.at(-1)?.attributes, ...own } : null
    if (fields) (records.get(name) ?? records.set(name, []).get(name))?.push(fields)
    stack.push({ name, attributes: own, fields })
    content = ''
  })
  parser.on('closetag', ({ name }) => {
    stack.pop()
    const parent = stack.at(-1)?.fields
    if (parent && !(name in parent)) parent[name] = content.trim().normalize('NFC')
    content = ''
  })
  parser.write(text).close()
  return { root, records }
}
