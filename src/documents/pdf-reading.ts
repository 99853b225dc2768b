import { inflateSync } from 'node:zlib'
import { getDocumentProxy } from 'unpdf'
import { OPS } from 'unpdf/pdfjs'

/** What a second reader (pdf.js) finds in a PDF: for the tests. */
export interface PdfRead {
  pages: string[]
  marked: boolean
  /** Titles of the first level of the bookmarks. */
  bookmarks: string[]
  /** Roles of the structure tree, page after page. */
  roles: string[]
  /** Pieces of text drawn outside any marked content. */
  untagged: number
  /** Fonts without their file inside. */
  unembedded: number
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>
type Page = Awaited<ReturnType<Pdf['getPage']>>

interface Node {
  role?: string
  children?: readonly unknown[]
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

function rolesOf(node: unknown): string[] {
  if (!isNode(node)) return []
  return [...(node.role ? [node.role] : []), ...(node.children ?? []).flatMap(rolesOf)]
}

async function textOf(page: Page): Promise<string> {
  const { items } = await page.getTextContent()
  return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
}

async function untaggedOf(page: Page): Promise<number> {
  const { fnArray } = await page.getOperatorList()
  let depth = 0
  let outside = 0
  for (const operator of fnArray) {
    if (operator === OPS.beginMarkedContent || operator === OPS.beginMarkedContentProps) depth++
    if (operator === OPS.endMarkedContent) depth--
    if (operator === OPS.showText && depth === 0) outside++
  }
  return outside
}

/** The objects held in compressed object streams, as text. */
export function compressedObjects(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf)
  let text = ''
  for (let at = bytes.indexOf('/Type/ObjStm'); at >= 0; at = bytes.indexOf('/Type/ObjStm', at + 1)) {
    const start = bytes.indexOf('\nstream\n', at) + 8
    const length = Number(/\/Length (\d+)/.exec(bytes.toString('latin1', at, start))?.[1])
    text += inflateSync(bytes.subarray(start, start + length)).toString('latin1')
  }
  return text
}

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length

/** Reads a PDF; `only` limits what is read to some pages (from 0), the others being empty. */
export async function readPdf(bytes: Uint8Array, only?: readonly number[]): Promise<PdfRead> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  const objects = compressedObjects(bytes)
  const read: PdfRead = {
    pages: Array.from({ length: pdf.numPages }, () => ''),
    marked: (await pdf.getMarkInfo())?.Marked === true,
    bookmarks: (await pdf.getOutline()).map((each) => each.title),
    roles: [],
    untagged: 0,
    unembedded: count(objects, /\/Type \/FontDescriptor/g) - count(objects, /\/FontFile[23]? /g),
  }
  for (const index of only ?? read.pages.keys()) {
    const page = await pdf.getPage(index + 1)
    read.pages[index] = await textOf(page)
    read.roles.push(...rolesOf(await page.getStructTree()))
    read.untagged += await untaggedOf(page)
  }
  return read
}
